import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clvModel } from '#models/clv/clv.ts';
import { clvInputs, type ClvInputs } from '#models/clv/inputs.ts';
import { marginMultiple } from '#models/clv/multiples.ts';
import { payments, worthOf } from '#models/clv/stream.ts';
import { timingCodes, type TimingCode } from '#models/clv/timing.ts';
import { usualInputs, usualSeed } from '#models/model.ts';

const stream = (
	marginPerPeriod: number,
	retentionPerPeriod: number,
	discountPerPeriod: number,
) => ({
	marginPerPeriod,
	retentionPerPeriod,
	discountPerPeriod,
});

function bounded(given: ReturnType<typeof stream>, timing: TimingCode): number {
	const worth = worthOf(given, timing);
	if (!worth.bounded) throw new Error('expected a bounded worth');
	return worth.value;
}

const run = (given: Partial<ClvInputs> = {}) =>
	clvModel.run({ ...usualInputs(clvInputs), ...given }, usualSeed);

describe('four conventions, m = 100, r = 0.8, i = 0.1', () => {
	// A brute-force sum of 5,000 terms gives the same.
	test.each([
		['A', 366.666_666_666_667],
		['B', 266.666_666_666_667],
		['C', 333.333_333_333_333],
		['D', 349.602_949_390_05],
	] as const)('convention %s is worth %d', (timing, worth) => {
		expect(bounded(stream(100, 0.8, 0.1), timing)).toBeCloseTo(worth, 9);
	});

	test('five payments of convention B are worth 212.41', () => {
		const total = payments(stream(100, 0.8, 0.1), 'B', 5).reduce(
			(sum, each) => sum + each.presentValue,
			0,
		);
		expect(total).toBeCloseTo(212.409_733_562_66, 9);
	});
});

// Gupta & Lehmann's table of r/(1+i−r), retention 60–90 %.
test.each([
	[0.1, [1.2, 1.75, 2.666_667, 4.5]],
	[0.12, [1.153_846, 1.666_667, 2.5, 4.090_909]],
	[0.14, [1.111_111, 1.590_909, 2.352_941, 3.75]],
	[0.16, [1.071_429, 1.521_739, 2.222_222, 3.461_538]],
])('margin multiples at a discount rate of %d', (discount, multiples) => {
	const computed = [0.6, 0.7, 0.8, 0.9].map((retention) => marginMultiple(retention, discount));
	computed.forEach((multiple, index) => expect(multiple).toBeCloseTo(multiples[index] ?? 0, 5));
});

test('one percent more retention is worth 3.5 percent at r = 0.8 and i = 0.12', () => {
	const before = bounded(stream(1, 0.8, 0.12), 'B');
	const after = bounded(stream(1, 0.8 * 1.000_001, 0.12), 'B');
	expect((after / before - 1) / 0.000_001).toBeCloseTo(3.5, 3);
});

describe('laws', () => {
	const margins = fc.double({ min: 0, max: 1e6, noNaN: true });
	const retentions = fc.double({ min: 0, max: 0.99, noNaN: true });
	const discounts = fc.double({ min: 0.001, max: 0.5, noNaN: true });

	test('A is the first margin and B; A is C a year earlier; D lies halfway', () => {
		fc.assert(
			fc.property(margins, retentions, discounts, (margin, retention, discount) => {
				const of = (timing: TimingCode) => bounded(stream(margin, retention, discount), timing);
				expect(of('A')).toBeCloseTo(margin + of('B'), 4);
				expect(of('A')).toBeCloseTo((1 + discount) * of('C'), 4);
				expect(of('D')).toBeCloseTo(of('A') / Math.sqrt(1 + discount), 4);
				expect(of('B')).toBeCloseTo(retention * of('C'), 4);
			}),
		);
	});

	test('the payments add up to the worth', () => {
		fc.assert(
			fc.property(
				margins,
				fc.double({ min: 0, max: 0.9, noNaN: true }),
				discounts,
				fc.constantFrom(...timingCodes),
				(margin, retention, discount, timing) => {
					const given = stream(margin, retention, discount);
					const total = payments(given, timing, 400).reduce(
						(sum, each) => sum + each.presentValue,
						0,
					);
					const worth = bounded(given, timing);
					expect(Math.abs(total - worth)).toBeLessThan(1e-9 * (1 + worth));
				},
			),
		);
	});

	test('losing customers faster never makes one worth more, and waiting dearer neither', () => {
		fc.assert(
			fc.property(
				retentions,
				retentions,
				discounts,
				discounts,
				fc.constantFrom(...timingCodes),
				(r1, r2, i1, i2, timing) => {
					const [low, high] = [Math.min(r1, r2), Math.max(r1, r2)];
					expect(bounded(stream(100, low, i1), timing)).toBeLessThanOrEqual(
						bounded(stream(100, high, i1), timing),
					);
					const [cheap, dear] = [Math.min(i1, i2), Math.max(i1, i2)];
					expect(bounded(stream(100, r1, dear), timing)).toBeLessThanOrEqual(
						bounded(stream(100, r1, cheap), timing) * (1 + 1e-12),
					);
				},
			),
		);
	});
});

describe('the ladder', () => {
	test('the café: 10,000 in revenue, 5,000 in margin, 3,667 today', () => {
		const { revenue, margin, worth } = run();
		expect([revenue, margin]).toEqual([10_000, 5_000]);
		expect(worth).toEqual({ bounded: true, value: expect.closeTo(3_666.67, 2) });
	});

	test('500 an order, 12 a year, 5 years: the unit’s formula gives 30,000', () => {
		expect(run({ orderValue: 500, purchasesPerYear: 12, yearsKept: 5 }).revenue).toBe(30_000);
	});

	test('without discounting, A and C are exactly margin times 1/(1−r) years', () => {
		for (const timing of ['A', 'C'] as const) {
			const { margin, worth } = run({ discountPerYear: 0, timing });
			expect(worth).toEqual({ bounded: true, value: expect.closeTo(margin, 8) });
		}
	});

	test('the first three payments bring 62 percent of the café’s customer', () => {
		expect(run().firstThreeShare).toBeCloseTo(0.6153, 4);
	});

	test('five points more retention beat five points more margin', () => {
		const worths = Object.fromEntries(run().levers.map(({ name, worth }) => [name, worth]));
		expect(worths['retentionPerYear']).toEqual({ bounded: true, value: expect.closeTo(4_400, 6) });
		expect(worths['marginRate']).toEqual({ bounded: true, value: expect.closeTo(4_033.33, 2) });
	});

	test('the cumulative column ends at the worth', () => {
		const { years, worth } = run({ horizonYears: 40 });
		expect(worth.bounded && years.at(-1)?.cumulative).toBeCloseTo(3_666.67, 1);
	});
});

describe('acquisition cost', () => {
	test('may exceed what the customer is worth, and the difference stays negative', () => {
		const { net, paybackYears } = run({ acquisitionCost: 4_000 });
		expect(net).toEqual({ bounded: true, value: expect.closeTo(-333.33, 2) });
		expect(paybackYears).toBe('never');
	});

	test('is paid back when the present values have covered it', () => {
		expect(run({ acquisitionCost: 1_000 }).paybackYears).toBe(0);
		expect(run({ acquisitionCost: 2_000 }).paybackYears).toBe(2);
		expect(run({ acquisitionCost: 2_000, timing: 'C' }).paybackYears).toBe(3);
		expect(run({ acquisitionCost: 0 }).paybackYears).toBe(0);
	});

	test('may be as high under B as under A, for the first margin is as certain in both', () => {
		const { worth, firstMargin, breakEvenCost, net } = run({ timing: 'B', acquisitionCost: 3_000 });
		expect(worth).toEqual({ bounded: true, value: expect.closeTo(2_666.67, 2) });
		expect(firstMargin).toBe(1_000);
		expect(breakEvenCost).toEqual({ bounded: true, value: expect.closeTo(3_666.67, 2) });
		expect(net).toEqual({ bounded: true, value: expect.closeTo(666.67, 2) });
	});

	test('is paid back at the same time under B as under A', () => {
		for (const acquisitionCost of [0, 1_000, 2_000, 3_000, 4_000]) {
			expect(run({ timing: 'B', acquisitionCost }).paybackYears).toBe(
				run({ timing: 'A', acquisitionCost }).paybackYears,
			);
		}
	});
});

test.each([
	['A', [0, 1, 2]],
	['B', [1, 2, 3]],
	['C', [1, 2, 3]],
	['D', [0.5, 1.5, 2.5]],
] as const)(
	'the payments of convention %s are numbered from 1 and come after %j years',
	(timing, times) => {
		const { years } = run({ timing, horizonYears: 3 });
		expect(years.slice(0, 3).map(({ payment, time }) => [payment, time])).toEqual(
			times.map((time, index) => [index + 1, time]),
		);
		expect(years.at(-1)?.time).toBeLessThanOrEqual(3);
		for (const { time, discountFactor } of years) {
			expect(discountFactor).toBeCloseTo(1.1 ** -time, 12);
		}
	},
);

describe('edges', () => {
	test('nobody leaving and nothing discounted has no bound, and says so', () => {
		const { worth, net, firstThreeShare } = run({ retentionPerYear: 1, discountPerYear: 0 });
		expect(worth).toEqual({ bounded: false, reason: 'nobody leaves and waiting costs nothing' });
		expect(net).toEqual(worth);
		expect(firstThreeShare).toBeUndefined();
	});

	test('nobody leaving with a discount is a perpetuity', () => {
		expect(bounded(stream(100, 1, 0.1), 'A')).toBeCloseTo(1_100, 9);
		expect(bounded(stream(100, 1, 0.1), 'B')).toBeCloseTo(1_000, 9);
		expect(bounded(stream(100, 1, 0.1), 'C')).toBeCloseTo(1_000, 9);
	});

	test('everybody leaving leaves the first payment, or nothing', () => {
		expect(bounded(stream(100, 0, 0.1), 'A')).toBeCloseTo(100, 9);
		expect(bounded(stream(100, 0, 0.1), 'B')).toBe(0);
	});

	test('no margin is worth nothing even without an end', () => {
		expect(worthOf(stream(0, 1, 0), 'A')).toEqual({ bounded: true, value: 0 });
	});

	test('a percentage in place of a fraction is refused', () => {
		expect(() => run({ retentionPerYear: 80 })).toThrow(RangeError);
		expect(() => worthOf(stream(100, 80, 0.1), 'A')).toThrow(
			'retention must be between 0 and 1, got 80',
		);
	});
});
