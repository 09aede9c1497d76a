import { describe, expect, test } from 'vitest';
import { readOrders } from '#models/orders/orders.ts';
import type { LabChoices } from '#simulators/orders/job.ts';
import { readSource } from '#simulators/orders/read-source.ts';
import { encode } from '../models/orders/encode.ts';

/** What the reader is told of a file, and what can be set straight about it. */

const read = (bytes: Uint8Array<ArrayBuffer> | string, choices: LabChoices = {}) =>
	readSource(
		{ kind: 'file', file: new Blob([bytes]), name: '試.csv' },
		choices,
		null,
		() => undefined,
	);
const shownOf = async (...given: Parameters<typeof read>) => {
	const result = await read(...given);
	return result.ok ? result.atHand.file.layout : result.layout;
};

const row = (cells: number, cell = 'a') => Array.from({ length: cells }, () => cell).join(',');

describe('a file with more columns than anyone can choose from', () => {
	test.each([
		['in one line', row(2_000_000)],
		['in many lines', Array.from({ length: 40 }, () => row(201)).join('\n')],
	])('%s is refused for that, with nothing to draw', async (_, text) => {
		const result = await read(text);
		expect(result).toMatchObject({ ok: false, reason: 'tooManyColumns' });
		expect(result.ok ? null : result.layout?.columns).toEqual([]);
	});

	test('two hundred columns are still read', async () => {
		const rest = row(197, '備註');
		const rows = Array.from(
			{ length: 30 },
			(_, i) => `K${i % 9},2024-01-${10 + (i % 9)},90,${rest}`,
		);
		const layout = await shownOf([`會員,日期,金額,${rest}`, ...rows].join('\n'));
		expect(layout?.columns).toHaveLength(200);
		expect(layout?.roles).toMatchObject({ customer: 0, date: 1, amount: 2 });
	});
});

describe('how the text is written can be set straight', () => {
	const orders = '會員;日期;金額\n王小明;2024-01-15;1\n陳大文;2024-01-16;2\n王小明;2024-02-16;3\n';

	test('the delimiter chosen is used, and shown', async () => {
		expect((await shownOf(orders))?.delimiter).toBe(';');
		const other = await read(orders, { delimiter: '|' });
		expect(other).toMatchObject({ ok: false, reason: 'oneColumn' });
		// Nothing but the delimiter is wrong, so that must stay within reach.
		expect(other.ok ? null : other.layout).toMatchObject({ delimiter: '|', columns: [] });
	});

	test('the encoding chosen is used, and a null has it guessed', async () => {
		const bytes = Uint8Array.from(encode(orders, 'big5'));
		expect((await shownOf(bytes))?.columns[0]?.header).toBe('會員');
		const wrong = await shownOf(bytes, { encoding: 'utf-8' });
		expect(wrong?.encoding).toBe('utf-8');
		expect(wrong?.columns[0]?.header ?? '').not.toBe('會員');
		const guessed = await shownOf(bytes, { encoding: null, delimiter: null });
		expect(guessed).toMatchObject({ encoding: 'big5', delimiter: ';' });
	});
});

test('names that differ only by marks nobody sees are one customer', async () => {
	const read = await readOrders(
		new TextEncoder().encode(
			'會員,日期\n王小明,2024-01-15\n王小明\u200b,2024-01-16\n王\u2060小明,2024-03-16\n陳大文,2024-02-01\n',
		),
	);
	expect(read.ok && read.table.names).toEqual(['王小明', '陳大文']);
});
