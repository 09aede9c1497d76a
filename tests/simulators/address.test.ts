import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparedFromQuery, comparedToQuery, ownKeys } from '#simulators/address.ts';
import { toyModel } from '../support/toy-model.ts';

const { inputs: table } = toyModel;
const state = (rate: number, price: number, timing: 'A' | 'B', seed: number) => ({
	model: 'toy',
	v: 1,
	inputs: { rate, price, timing },
	seed,
});

const anyState = fc
	.tuple(
		fc.double({ min: 0, max: 0.99, noNaN: true }),
		fc.integer({ min: 0, max: 5_000 }),
		fc.constantFrom('A' as const, 'B' as const),
		fc.integer({ min: 0, max: 999_999_999 }),
	)
	.map(([rate, price, timing, seed]) => state(rate === 0 ? 0 : rate, price, timing, seed));

describe('an address with a pinned setting', () => {
	test('brings back what went in', () => {
		fc.assert(
			fc.property(anyState, fc.option(anyState), (now, pinned) => {
				const read = comparedFromQuery(toyModel, comparedToQuery(table, { now, pinned }));
				expect(read.notices).toEqual([]);
				expect(read.pinned).toEqual(pinned);
				// A wholly usual state leaves nothing to name, and is what a reader starts from anyway.
				if (read.now) expect(read.now).toEqual(now);
				else expect(comparedToQuery(table, { now, pinned: null })).toBe('?v=1');
			}),
		);
	});

	test('is pinned even where everything about it is as usual', () => {
		const usual = state(0.8, 400, 'A', 12_345);
		const query = comparedToQuery(table, { now: state(0.9, 400, 'A', 12_345), pinned: usual });
		expect(query).toBe('?v=1&keep=0.9&a.v=1');
		expect(comparedFromQuery(toyModel, query).pinned).toEqual(usual);
	});

	test('from a stranger is put right, with a notice that says which of the two', () => {
		const read = comparedFromQuery(toyModel, '?keep=2&a.keep=-5&a.aov=x&a.time=Z&a.seed=1e9');
		expect(read.now?.inputs.rate).toBe(0.99);
		expect(read.pinned).toEqual(state(0, 400, 'A', 12_345));
		expect(read.notices[0]).toMatch(/^「留存率」超出範圍/);
		expect(read.notices.filter((notice) => notice.startsWith('釘住的設定：'))).toHaveLength(3);
	});

	test('never throws and never leaves the ranges, whatever it says', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.constantFrom(...ownKeys(table), 'x'), fc.string())),
				(pairs) => {
					const { now, pinned } = comparedFromQuery(
						toyModel,
						new URLSearchParams(pairs.map(([key, value]) => [key, value])).toString(),
					);
					for (const each of [now, pinned]) {
						if (!each) continue;
						expect(each.inputs.rate).toBeGreaterThanOrEqual(0);
						expect(each.inputs.rate).toBeLessThanOrEqual(0.99);
						expect(['A', 'B']).toContain(each.inputs.timing);
					}
				},
			),
		);
	});

	test('says of another version once, not twice', () => {
		expect(comparedFromQuery(toyModel, '?v=9&a.v=9').notices).toHaveLength(1);
	});
});
