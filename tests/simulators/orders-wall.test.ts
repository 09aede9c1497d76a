import { describe, expect, test } from 'vitest';
import { bestCustomers } from '#simulators/orders/wall/best-customers.ts';
import { figuresOf } from '#simulators/orders/wall/figures.ts';
import { figureOf } from '#simulators/orders/wall/section.ts';
import { wallSections } from '#simulators/orders/wall/sections.ts';
import { fitted, stayingBase } from './orders-told.ts';

test('a written figure parts from its unit, and stays whole where it is nothing else', () => {
	expect(figureOf('12.5%')).toEqual({ figure: '12.5', suffix: '%' });
	expect(figureOf('697萬元')).toEqual({ figure: '697', suffix: '萬元' });
	expect(figureOf('8個月')).toEqual({ figure: '8', suffix: '個月' });
	expect(figureOf('不到0.1%')).toEqual({ figure: '不到0.1', suffix: '%' });
	expect(figureOf('無限大')).toEqual({ figure: '無限大' });
});

describe('the screens of the wall', () => {
	test('are those of the page, each with a sentence, and never name a customer', () => {
		const sections = wallSections(fitted);
		expect(sections.map(({ id }) => id)).toEqual([
			'file',
			'buying',
			'spend',
			'hold-out',
			'alive',
			'customers',
			'rfm',
			'concentration',
			'tiers',
			'cohorts',
		]);
		for (const { finding } of sections) expect(finding).toMatch(/。$/);
		expect(JSON.stringify(sections)).not.toMatch(/客\d/);
	});

	test('have no chance to show where nobody is seen to leave', () => {
		const alive = wallSections(stayingBase).find(({ id }) => id === 'alive');
		expect(alive).toMatchObject({ answer: null, figure: null });
		expect(alive?.finding).toContain('規定，不是發現');
	});
});

test('the best customers stand by rank, and by name only when asked', () => {
	const hidden = bestCustomers(fitted, false);
	expect(hidden.rows).toHaveLength(8);
	expect(hidden.rows.map(([name]) => name)).toEqual(hidden.rows.map((_, i) => `第${i + 1}位`));
	expect(JSON.stringify(hidden)).not.toMatch(/客\d/);
	const shown = bestCustomers(fitted, true);
	for (const [name] of shown.rows) expect(name).toMatch(/^客\d+$/);
	expect(shown.rows.map((row) => row.slice(1))).toEqual(hidden.rows.map((row) => row.slice(1)));
	const worth = hidden.rows.map((row) => Number(String(row.at(-1)).replaceAll(',', '')));
	expect(worth).toEqual([...worth].sort((a, b) => b - a));
});

test('the file of numbers has the value of all customers, the tables of the page, and no names', () => {
	const { answer, tables } = figuresOf(fitted);
	expect(answer.before).toContain('往後的毛利');
	expect(tables.length).toBeGreaterThan(4);
	expect(JSON.stringify(tables)).not.toMatch(/客\d/);
});
