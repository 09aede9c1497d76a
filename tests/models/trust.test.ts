import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import type { TrustInputs } from '#models/trust/inputs.ts';
import { trustModel } from '#models/trust/model.ts';
import { breakEvenShare, keepsToRepair, keptOf, placings, trustPath } from '#models/trust/trust.ts';

const usual = usualInputs(trustModel.inputs);
const at = (given: Partial<TrustInputs> = {}, seed = 1) =>
	trustModel.run({ ...usual, ...given }, seed);
const endOf = (given: Partial<TrustInputs>) => at(given).end;

// Worked by hand from +2, −10 and a start of 50.
describe('the figures of lesson 10', () => {
	test('five keeps make up for one failure, and five in six only just hold', () => {
		expect(keepsToRepair({ gain: 2, loss: 10 })).toBe(5);
		expect(breakEvenShare({ gain: 2, loss: 10 })).toBeCloseTo(5 / 6, 12);
		expect(endOf({ deliveries: 24, failures: 4, when: 'spread' })).toBe(50);
	});

	test('nineteen of twenty rise three tenths less than all twenty', () => {
		const { end, neverEnd, path } = at();
		expect([end, neverEnd, path.at(-2)]).toEqual([78, 90, 88]);
		expect((end - 50) / (neverEnd - 50)).toBeCloseTo(0.7, 12);
	});

	// The lesson's question: a loss of 18 needs nine keeps in ten.
	test('a failure that costs nine times as much needs nine in ten', () => {
		expect(breakEvenShare({ gain: 2, loss: 18 })).toBe(0.9);
	});

	test('three failures of a year end at 70 or at 100, by when they come', () => {
		const year = { deliveries: 52, failures: 3 };
		expect([endOf({ ...year, when: 'late' }), endOf({ ...year, when: 'early' })]).toEqual([
			70, 100,
		]);
		expect(at({ ...year, when: 'early' }).lowest).toBe(20);
	});

	test('an answer that halves the loss beats one failure fewer of four, and not of one', () => {
		const end = (failures: number, response = 0) =>
			endOf({ deliveries: 24, when: 'spread', failures, response });
		expect([end(3), end(4, 0.5), end(0), end(1, 0.5)]).toEqual([62, 70, 98, 91]);
	});
});

const cases = fc.record({
	deliveries: fc.integer({ min: 5, max: 60 }),
	failures: fc.integer({ min: 0, max: 30 }),
	when: fc.constantFrom(...placings),
	loss: fc.integer({ min: 0, max: 30 }),
	response: fc.constantFrom(0, 0.25, 0.5, 1),
	size: fc.constantFrom(0.5, 1, 2),
	start: fc.integer({ min: 0, max: 100 }),
});

test('wherever failures are put there are as many as asked for, or all', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 60 }),
			fc.integer({ min: 0, max: 70 }),
			fc.constantFrom(...placings),
			fc.integer(),
			(count, failures, placing, seed) => {
				const kept = keptOf(count, failures, placing, seed);
				expect(kept).toHaveLength(count);
				expect(kept.filter((each) => !each)).toHaveLength(Math.min(failures, count));
			},
		),
	);
});

test('the same seed fails the same deliveries, and one failure more keeps the others', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 29 }), fc.integer(), (failures, seed) => {
			const few = keptOf(30, failures, 'random', seed);
			const more = keptOf(30, failures + 1, 'random', seed);
			expect(keptOf(30, failures, 'random', seed)).toEqual(few);
			expect(few.filter((kept, index) => !kept && more[index])).toEqual([]);
		}),
	);
	expect(keptOf(30, 5, 'random', 1)).not.toEqual(keptOf(30, 5, 'random', 2));
});

test('trust stays within its bounds and never above that of who never fails', () => {
	fc.assert(
		fc.property(cases, fc.integer(), (asked, seed) => {
			const { path, neverFailed } = at(asked, seed);
			expect(path).toHaveLength(asked.deliveries + 1);
			path.forEach((trust, index) => {
				expect(trust).toBeGreaterThanOrEqual(0);
				expect(trust).toBeLessThanOrEqual(neverFailed[index] ?? 0);
			});
			expect(Math.max(...neverFailed)).toBeLessThanOrEqual(100);
		}),
	);
});

test('failing more, and dearer, never ends higher; a better answer never lower', () => {
	fc.assert(
		fc.property(cases, (asked) => {
			const { end } = at(asked);
			expect(
				endOf({ ...asked, failures: Math.max(0, asked.failures - 1), when: 'late' }),
			).toBeGreaterThanOrEqual(endOf({ ...asked, when: 'late' }));
			expect(endOf({ ...asked, loss: Math.max(0, asked.loss - 3) })).toBeGreaterThanOrEqual(end);
			expect(endOf({ ...asked, response: 1 })).toBeGreaterThanOrEqual(end);
		}),
	);
});

test('order counts only where a bound is met', () => {
	fc.assert(
		fc.property(
			fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
			fc.double({ min: 0.5, max: 10, noNaN: true }),
			fc.double({ min: 0, max: 30, noNaN: true }),
			(kept, gain, loss) => {
				const there = trustPath(kept, { gain, loss }, 50);
				const back = trustPath(kept.toReversed(), { gain, loss }, 50);
				if ([...there, ...back].some((trust) => trust === 0 || trust === 100)) return;
				expect(there.at(-1)).toBeCloseTo(back.at(-1) ?? Number.NaN, 8);
			},
		),
	);
});

test('early failures never end lower than late ones', () => {
	fc.assert(
		fc.property(cases, (asked) => {
			const end = (when: TrustInputs['when']) =>
				at(asked).orders.find((order) => order.when === when)?.end ?? Number.NaN;
			expect(end('early')).toBeGreaterThanOrEqual(end('late') - 1e-9);
		}),
	);
});

test('how big a promise is said to be moves nothing about the share that holds', () => {
	fc.assert(
		fc.property(cases, (asked) => {
			expect(at({ ...asked, size: 2 }).breakEven).toBeCloseTo(
				at({ ...asked, size: 0.5 }).breakEven,
				9,
			);
		}),
	);
});

test('parts of a delivery are refused', () => {
	expect(() => at({ deliveries: 20.5 })).toThrow(RangeError);
});
