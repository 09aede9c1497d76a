import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { handoutWords } from '#lessons/handout-words.ts';
import { mainlandIn } from '../support/taiwan.ts';

test('a page’s own words are told with ours, a longer one before what it holds', () => {
	expect(handoutWords('實施忠誠度計劃\n積分計劃')).toBe(
		'標題與條列照講義原文；它寫的「積分計劃」「計劃」，課文寫成「點數計畫」「計畫」。',
	);
	expect(handoutWords('積分計劃')).not.toContain('「計劃」');
	expect(handoutWords('價格與價值')).toBe('');
});

test('no word of the handout that is not ours goes untold', () => {
	const folder = join(import.meta.dirname, '..', '..', 'content', 'lessons');
	const untold = readdirSync(folder).flatMap((file) => {
		const [, head = ''] =
			/^---\n([\s\S]*?)\n---/.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
		const { title, bullets } = parse(head) as { title: string; bullets: string[] };
		const page = [title, ...bullets].join('\n');
		return mainlandIn(page)
			.map((advice) => /「(.+?)」/.exec(advice)?.[1] ?? advice)
			.filter((word) => !handoutWords(page).includes(word))
			.map((word) => `${file}：${word}`);
	});
	expect(untold).toEqual([]);
});
