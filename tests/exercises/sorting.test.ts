import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
	findingOf,
	goOn,
	isWhole,
	judge,
	put,
	readPosition,
	startOf,
	tally,
	type SortPosition,
} from '#exercises/sorting/rules.ts';
import { sortingSchema, type SortingWords } from '#exercises/sorting/schema.ts';

/** The sort of lesson 6, as it stands in its file. */
const given = parse(readFileSync('content/exercises/loyalty-factors.yaml', 'utf8'));
const words: SortingWords = sortingSchema.parse(given);
const binIds = words.bins.map(({ id }) => id);

/** A reader's moves: which statement is taken up, and into which bin it goes. */
const moves = fc.array(
	fc.record({
		item: fc.constantFrom(...words.items.map(({ id }) => id)),
		bin: fc.constantFrom(...binIds),
	}),
	{ maxLength: 40 },
);
const after = (made: readonly { item: string; bin: string }[]): SortPosition =>
	made.reduce<SortPosition>(
		(position, { item, bin }) => put({ ...position, held: item }, bin),
		startOf(words),
	);
const allInto = (binOf: (item: SortingWords['items'][number]) => string): SortPosition =>
	after(words.items.map((item) => ({ item: item.id, bin: binOf(item) })));

describe('the statements of lesson 6', () => {
	test('use every bin, with some that can be argued about', () => {
		expect(words.items.length).toBeGreaterThanOrEqual(10);
		expect(new Set(words.items.map(({ best }) => best))).toEqual(new Set(binIds));
		expect(words.items.filter(({ also }) => also.length > 0).length).toBeGreaterThanOrEqual(3);
		expect(new Set(words.items.map(({ sign }) => sign)).size).toBe(words.signs.length);
	});

	test('say something of their own for every bin', () => {
		for (const { id, reasons } of words.items)
			expect(new Set(binIds.map((bin) => reasons[bin])).size, id).toBe(binIds.length);
	});
});

describe('laws of a sort', () => {
	test('every statement that lies somewhere is counted once, whatever was moved', () => {
		fc.assert(
			fc.property(moves, (made) => {
				const position = after(made);
				const { placed, best, also } = tally(words, position);
				const other = words.items.filter((item) => {
					const bin = position.placed[item.id];
					return bin !== undefined && judge(item, bin) === 'other';
				}).length;
				expect(best + also + other).toBe(placed);
				expect(placed).toBe(new Set(made.map(({ item }) => item)).size);
			}),
		);
	});

	test('the first try stays; the last one counts', () => {
		fc.assert(
			fc.property(moves, (made) => {
				const position = after(made);
				for (const { id } of words.items) {
					const own = made.filter(({ item }) => item === id);
					expect(position.first[id]).toBe(own[0]?.bin);
					expect(position.placed[id]).toBe(own.at(-1)?.bin);
				}
			}),
		);
	});

	test('going on leads to every statement that lies nowhere, and then the hand is empty', () => {
		fc.assert(
			fc.property(moves, (made) => {
				let position = goOn(words, after(made));
				for (let step = 0; position.held !== null; step += 1) {
					expect(position.placed).not.toHaveProperty(position.held);
					expect(step).toBeLessThan(words.items.length);
					position = goOn(words, put(position, 'quality'));
				}
				expect(isWhole(words, position)).toBe(true);
			}),
		);
	});

	test('passing over a statement comes back to it', () => {
		let position = startOf(words);
		const met = words.items.map(() => (position = goOn(words, position)).held);
		expect(met).toEqual([...words.items.slice(1), words.items[0]].map((item) => item?.id));
	});

	test('a position survives being kept', () => {
		fc.assert(
			fc.property(moves, (made) => {
				fc.pre(made.length > 0);
				const position = after(made);
				expect(readPosition(words, JSON.parse(JSON.stringify(position)))).toEqual(position);
			}),
		);
	});
});

describe('what the reader’s own sort shows', () => {
	test('as this lesson sorts, nothing is mixed up', () => {
		const position = allInto(({ best }) => best);
		expect(tally(words, position)).toMatchObject({ best: words.items.length, mixups: [] });
		const { headline, text } = findingOf(words, position);
		expect(headline).toBe('11句裡|有11句和這一課的分法一樣');
		expect(text).toContain('沒有混在一起的兩格');
		expect(text).toContain('3句說出態度，5句說出行為，3句說出態度和行為');
	});

	test('everything into 滿意度: the pair is the one that happened most', () => {
		const position = allInto(() => 'satisfaction');
		const { best, also, mixups } = tally(words, position);
		expect({ best, also }).toEqual({ best: 2, also: 1 });
		// Three statements are best at 體驗, and one of them can be defended here.
		expect(mixups).toEqual([
			{ meant: 'quality', taken: 'satisfaction', times: 2 },
			{ meant: 'price', taken: 'satisfaction', times: 2 },
			{ meant: 'trust', taken: 'satisfaction', times: 2 },
			{ meant: 'experience', taken: 'satisfaction', times: 2 },
		]);
		expect(findingOf(words, position).text).toContain('混在一起的不只一對');
	});

	test('one pair that stands out is named, with what usually lies behind it', () => {
		const position = allInto(({ best }) => (best === 'quality' ? 'satisfaction' : best));
		const { text } = findingOf(words, position);
		expect(text).toContain('混在一起的是「品質」和「滿意度」：有2句該找前者，第一次放進了後者。');
		expect(text).toContain(words.bins[0]?.mistaken);
	});

	test('the advice for a bin holds whatever bin was meant, and speaks of money and of promises too', () => {
		const advice = (taken: string) => words.bins.find(({ id }) => id === taken)?.mistaken ?? '';
		for (const taken of ['quality', 'trust', 'experience']) expect(advice(taken)).toMatch(/錢/);
		for (const taken of ['quality', 'experience']) expect(advice(taken)).toContain('說過的話');
	});

	test('a statement that was put right counts as right, and its first bin is remembered', () => {
		const position = after([
			{ item: 'watery', bin: 'satisfaction' },
			{ item: 'watery', bin: 'quality' },
		]);
		const { headline, text } = findingOf(words, position);
		expect(headline).toBe('放了1句，|1句和這一課的分法一樣');
		expect(text).toContain('第一次就放對的是0句');
		expect(text).toContain('「品質」和「滿意度」');
	});

	test('a second bin that can be defended is no mix-up', () => {
		const position = after([{ item: 'extra-tooth', bin: 'experience' }]);
		expect(tally(words, position).mixups).toEqual([]);
		expect(findingOf(words, position).text).toContain('1句放在說得通的第二格');
	});
});

test.each([
	['nothing', null],
	['a word', 'quality'],
	['a bin that is gone', { placed: { watery: 'taste' } }],
	['a statement that is gone', { placed: { gone: 'quality' }, held: 'gone' }],
])('%s that was kept is begun anew', (_, kept) => {
	expect(readPosition(words, kept)).toBeUndefined();
});

test('a statement that is gone takes nothing with it', () => {
	const kept = {
		placed: { watery: 'quality', gone: 'price' },
		first: { watery: 'trust' },
		held: 'gone',
	};
	expect(readPosition(words, kept)).toEqual({
		placed: { watery: 'quality' },
		first: { watery: 'trust' },
		held: 'expected-more',
	});
});

describe('a slip in the file is told with its place and what was expected', () => {
	type Loose = Record<string, any>;
	const faultsAfter = (slip: (copy: Loose) => void): string[] => {
		const copy = structuredClone(given) as Loose;
		slip(copy);
		const read = sortingSchema.safeParse(copy);
		return (read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}：${message}`);
	};

	test.each<[string, (copy: Loose) => void, string]>([
		['a misspelt key', (copy) => (copy['titel'] = '一'), '：沒有「titel」；可以寫的是kind、title'],
		['an empty text', (copy) => (copy['items'][2].says = ' '), 'items.2.says：不能是空的'],
		[
			'no such bin',
			(copy) => (copy['items'][0].best = 'taste'),
			'items.0.best：沒有叫「taste」的格子；有的是satisfaction、',
		],
		[
			'the best bin again',
			(copy) => (copy['items'][0].also = ['quality']),
			'items.0.also.0：已經寫在best',
		],
		[
			'a bin without a reason',
			(copy) => delete copy['items'][1].reasons.trust,
			'items.1.reasons：少了trust',
		],
		[
			'a reason for no bin',
			(copy) => (copy['items'][1].reasons.taste = '句'),
			'items.1.reasons.taste：沒有叫「taste」的格子',
		],
		['no sign', (copy) => delete copy['items'][3].sign, 'items.3.sign：請寫這句話說出的是哪一種'],
		['a name used twice', (copy) => (copy['items'][4].id = 'watery'), 'items.4.id：這個名字用過了'],
	])('%s', (_, slip, expected) => {
		expect(faultsAfter(slip).join('\n')).toContain(expected);
	});
});
