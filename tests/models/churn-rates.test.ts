import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	breakEvenSpend,
	discountForGain,
	gain,
	gainFromLessChurn,
	gainsAt,
	marginMultiple,
	reducedChurn,
	tableRetentions,
} from '#models/churn/five-points.ts';
import {
	constantSurvival,
	monthlyChurn,
	monthlyDiscount,
	yearlyChurn,
} from '#models/churn/rates.ts';
import { sortSegments } from '#models/churn/segments.ts';

describe('months and years', () => {
	test('10 % a year is 0.87416 % a month, and twelve of those are 10.49 %, not 10 %', () => {
		expect(monthlyChurn(0.1)).toBeCloseTo(0.0087416, 7);
		expect(12 * monthlyChurn(0.1)).toBeCloseTo(0.1049, 4);
	});

	test('5 % a month is 46 % a year, not 60 %', () => {
		expect(yearlyChurn(0.05)).toBeCloseTo(0.45964, 5);
	});

	test('a month and its year lead to each other, even when tiny', () => {
		fc.assert(
			fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (churn) => {
				expect(monthlyChurn(yearlyChurn(churn)) / churn).toBeCloseTo(1, 9);
			}),
		);
	});

	test('no churn and total churn stay what they are', () => {
		expect([yearlyChurn(0), yearlyChurn(1), monthlyChurn(0), monthlyChurn(1)]).toEqual([
			expect.closeTo(0, 15),
			1,
			expect.closeTo(0, 15),
			1,
		]);
	});

	test('twelve months of discount make the yearly one', () => {
		expect((1 + monthlyDiscount(0.1)) ** 12).toBeCloseTo(1.1, 12);
	});

	test('shares outside 0 to 1 are refused', () => {
		expect(() => yearlyChurn(5)).toThrow('between 0 and 1, got 5');
		expect(() => monthlyChurn(-0.1)).toThrow(RangeError);
		expect(() => constantSurvival(Number.NaN, 3)).toThrow(RangeError);
	});
});

// Half the customers keep .9 a period, half .5; worked by hand as (.9^t + .5^t)/2 over t − 1.
describe('two kinds of customers, half each', () => {
	const rows = sortSegments(
		[
			{ share: 0.5, retention: 0.9 },
			{ share: 0.5, retention: 0.5 },
		],
		6,
	);

	test('make the retention of the whole rise although nobody changes', () => {
		const rates = rows.slice(1).map(({ retention }) => retention);
		[
			0.7, 0.7571428571428572, 0.8056603773584906, 0.8414519906323185, 0.8652101308099083,
			0.8798951330138,
		].forEach((rate, index) => expect(rates[index]).toBeCloseTo(rate, 12));
	});

	test('leave mostly the loyal kind behind', () => {
		expect(rows[0]?.composition).toEqual([0.5, 0.5]);
		expect(rows[6]?.composition[0]).toBeCloseTo(0.9714, 4);
	});

	test('are worth a third more than their first-year average says', () => {
		const truth = [0.9, 0.5].map((r) => marginMultiple(r, 0.1));
		expect(truth).toEqual([expect.closeTo(5.5, 9), expect.closeTo(1.8333333333, 9)]);
		expect((5.5 + 1.8333333333) / 2).toBeCloseTo(3.6666666, 6);
		expect(marginMultiple(0.7, 0.1)).toBeCloseTo(2.75, 9);
	});
});

// Δ/(1+i−r−Δ) with Δ = .05, in percent; columns i = 0, 5, 8, 10, 12, 15 %.
describe('five points less churn', () => {
	const table: Record<string, (number | 'unbounded')[]> = {
		'0.6': [14.3, 12.5, 11.6, 11.1, 10.6, 10.0],
		'0.7': [20.0, 16.7, 15.2, 14.3, 13.5, 12.5],
		'0.8': [33.3, 25.0, 21.7, 20.0, 18.5, 16.7],
		'0.85': [50.0, 33.3, 27.8, 25.0, 22.7, 20.0],
		'0.9': [100, 50.0, 38.5, 33.3, 29.4, 25.0],
		'0.95': ['unbounded', 100, 62.5, 50.0, 41.7, 33.3],
	};

	test.each(tableRetentions)('at a yearly retention of %d', (retention) => {
		const gains = gainsAt(retention, 0.05, 'points');
		table[String(retention)]?.forEach((percent, index) => {
			if (percent === 'unbounded') expect(gains[index]).toBe('unbounded');
			else expect(Math.abs(Number(gains[index]) * 100 - percent)).toBeLessThan(0.0501);
		});
	});

	const from85 = { churn: 0.15, discount: 0.1, reduction: 0.05, kind: 'points' as const };
	const from90 = { ...from85, churn: 0.1 };

	test('reaches 25 % from 85 to 90 % at a discount of 10 %', () => {
		expect(gainFromLessChurn(from85)).toBeCloseTo(0.25, 12);
	});

	test.each([
		{ change: { ...from85, growth: 0.05 }, gained: 0.3387 },
		{ change: { ...from90, growth: 0.05 }, gained: 0.5122 },
		{ change: { ...from85, growth: 0.1 }, gained: 0.5 },
		{ change: { ...from90, growth: 0.1 }, gained: 1 },
		{ change: { ...from85, acquisitionShare: 0.5 }, gained: 0.5 },
		{ change: { ...from85, acquisitionShare: 0.7 }, gained: 0.8333 },
		{ change: { ...from90, acquisitionShare: 0.7 }, gained: 1.1111 },
	])('goes beyond with growing margins or acquisition cost: $gained', ({ change, gained }) => {
		expect(gainFromLessChurn(change)).toBeCloseTo(gained, 4);
	});

	test('reaches 25 and 85 % only where 1 + i − r is .25 and .109', () => {
		expect(discountForGain(0.85, 0.05, 0.25)).toBeCloseTo(0.1, 12);
		expect(discountForGain(0.9, 0.05, 0.25)).toBeCloseTo(0.15, 12);
		expect(discountForGain(0.9, 0.05, 0.85)).toBeCloseTo(0.0088, 4);
		expect(discountForGain(0.95, 0.05, 0.85)).toBeCloseTo(0.0588, 4);
		expect(discountForGain(0.85, 0.05, 0.85)).toBeLessThan(0);
		expect(gainFromLessChurn({ ...from85, churn: 0.05 })).toBeCloseTo(0.5, 12);
	});

	test('is not five percent: 10 % to 9.5 % is worth 2.04 to 3.45 %', () => {
		const fivePercent = (discount: number) =>
			gainFromLessChurn({ churn: 0.1, discount, reduction: 0.05, kind: 'percent' });
		expect(fivePercent(0.1)).toBeCloseTo(0.025641025641025772, 12);
		expect(fivePercent(0.15)).toBeCloseTo(0.0204, 4);
		expect(fivePercent(0.05)).toBeCloseTo(0.0345, 4);
	});

	test('never takes churn below nothing', () => {
		expect(reducedChurn(0.03, 0.05, 'points')).toBe(0);
		expect(reducedChurn(0.03, 0.05, 'percent')).toBeCloseTo(0.0285, 12);
	});

	test('may cost at most the rise in value', () => {
		const before = marginMultiple(0.85, 0.1);
		const after = marginMultiple(0.9, 0.1);
		expect(breakEvenSpend(before, after)).toBeCloseTo(1.1, 9);
		expect(breakEvenSpend('unbounded', 'unbounded')).toBeNull();
		expect(breakEvenSpend(before, 'unbounded')).toBe('unbounded');
	});

	test('has no percentage where acquisition cost has eaten the value or value has no bound', () => {
		expect(gain(100, 120, 100)).toBeNull();
		expect(gain(100, 120, 150)).toBeNull();
		expect(gain('unbounded', 'unbounded')).toBeNull();
		expect(gain(100, 100)).toBe(0);
	});
});

test('margins that grow as fast as they are discounted and lost have no bound', () => {
	expect(marginMultiple(1, 0)).toBe('unbounded');
	expect(marginMultiple(1, 0.1)).toBeCloseTo(11, 9);
	expect(marginMultiple(0.95, 0.1, 0.2)).toBe('unbounded');
	expect(() => marginMultiple(1.2, 0.1)).toThrow(RangeError);
});
