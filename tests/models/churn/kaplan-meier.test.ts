import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kaplanMeier, restrictedMean, survivalAt } from '#models/churn/kaplan-meier.ts';

// S and standard errors agree with survfit of R's survival package.
describe('eight customers, three of them last seen as customers', () => {
	const curve = kaplanMeier([1, 2, 2, 3, 4, 5, 5, 6], [1, 1, 0, 1, 0, 1, 1, 0]);

	test('have those last seen at a time count as at risk when others leave at it', () => {
		expect(curve.steps.map(({ time, atRisk, left }) => [time, atRisk, left])).toEqual([
			[1, 8, 1],
			[2, 7, 1],
			[3, 5, 1],
			[5, 3, 2],
		]);
	});

	test('are half gone after the first time at which at most half are left', () => {
		expect([curve.median, curve.medianLow, curve.medianHigh]).toEqual([5, 1, null]);
	});

	test('stay for the area under the curve: 1 + .875 + .75 + 2·.6 + .2 in six', () => {
		expect(restrictedMean(curve, 6)?.mean).toBeCloseTo(4.025, 12);
		expect(restrictedMean(curve, 2.5)?.mean).toBeCloseTo(1 + 0.875 + 0.375, 12);
		expect(restrictedMean(curve, 0)).toEqual({ mean: 0, standardError: 0 });
	});

	test('are not known of beyond the last one seen', () => {
		expect(survivalAt(curve, 6)).toBeCloseTo(0.2, 12);
		expect([survivalAt(curve, 6.01), restrictedMean(curve, 6.01)]).toEqual([null, null]);
		expect(survivalAt(curve, 0.5)).toBe(1);
	});

	// exp(−exp(ln(−ln .875) ± 1.96·.11693/(.875·|ln .875|))).
	test('have limits by log(−log S)', () => {
		expect(curve.steps[0]?.low).toBeCloseTo(0.387, 4);
		expect(curve.steps[0]?.high).toBeCloseTo(0.9814, 4);
	});
});

describe('at the edges', () => {
	test('nobody makes a curve of nothing', () => {
		const curve = kaplanMeier([], []);
		expect(curve).toEqual({
			customers: 0,
			left: 0,
			steps: [],
			lastSeen: null,
			median: null,
			medianLow: null,
			medianHigh: null,
		});
		expect([survivalAt(curve, 0), restrictedMean(curve, 1)]).toEqual([null, null]);
	});

	test('one customer who left is at 1 and then at 0, where an error does not exist', () => {
		const curve = kaplanMeier([4], [true]);
		expect(curve.steps).toEqual([
			{ time: 4, atRisk: 1, left: 1, survival: 0, standardError: null, low: null, high: null },
		]);
		expect([curve.median, survivalAt(curve, 99), restrictedMean(curve, 10)?.mean]).toEqual([
			4, 0, 4,
		]);
	});

	test('one customer who is still here has no step and no median', () => {
		const curve = kaplanMeier([4], [false]);
		expect([curve.steps, curve.median, survivalAt(curve, 4)]).toEqual([[], null, 1]);
		expect(restrictedMean(curve, 4)).toEqual({ mean: 4, standardError: 0 });
	});

	test('all leaving at one time leave nobody', () => {
		const curve = kaplanMeier([3, 3, 3], [1, 1, 1]);
		expect([curve.steps.length, curve.median, restrictedMean(curve, 5)?.mean]).toEqual([1, 3, 3]);
	});

	test('leaving at once is a step at 0', () => {
		expect(kaplanMeier([0, 2], [1, 0]).steps[0]).toMatchObject({ time: 0, survival: 0.5 });
	});

	test.each([
		{ durations: [-1], ended: [1], told: 'durations must be 0 or more, got -1 at 0' },
		{ durations: [1, Number.NaN], ended: [1, 1], told: 'at 1' },
		{ durations: [Infinity], ended: [0], told: 'durations' },
		{ durations: [1, 2], ended: [1], told: '2 durations need as many marks, got 1' },
	])('$durations with marks $ended is refused', ({ durations, ended, told }) => {
		expect(() => kaplanMeier(durations, ended)).toThrow(told);
	});

	test('a time or a limit below 0 is refused', () => {
		const curve = kaplanMeier([1], [1]);
		expect(() => survivalAt(curve, -1)).toThrow(RangeError);
		expect(() => restrictedMean(curve, Number.NaN)).toThrow(RangeError);
	});
});

const someone = fc.record({ time: fc.integer({ min: 0, max: 40 }), ended: fc.boolean() });
const people = fc.array(someone, { minLength: 1, maxLength: 200 });
const curveOf = (customers: readonly { time: number; ended: boolean }[]) =>
	kaplanMeier(
		customers.map(({ time }) => time),
		customers.map(({ ended }) => ended),
	);

test('the curve falls from 1 within 0 to 1, inside its limits', () => {
	fc.assert(
		fc.property(people, (customers) => {
			let before = 1;
			for (const { survival, standardError, low, high } of curveOf(customers).steps) {
				expect(survival).toBeLessThan(before);
				expect(survival).toBeGreaterThanOrEqual(0);
				before = survival;
				if (survival === 0) expect([standardError, low, high]).toEqual([null, null, null]);
				else {
					expect(standardError).toBeGreaterThan(0);
					expect(low).toBeLessThanOrEqual(survival);
					expect(high).toBeGreaterThanOrEqual(survival);
					expect(low).toBeGreaterThanOrEqual(0);
					expect(high).toBeLessThanOrEqual(1);
				}
			}
		}),
	);
});

test('when everybody left, the curve is 1 less the share that left, with its binomial error', () => {
	fc.assert(
		fc.property(people, (customers) => {
			const n = customers.length;
			const curve = curveOf(customers.map(({ time }) => ({ time, ended: true })));
			for (const { time, survival, standardError } of curve.steps) {
				const still = customers.filter((each) => each.time > time).length / n;
				expect(survival).toBeCloseTo(still, 12);
				if (still > 0) expect(standardError).toBeCloseTo(Math.sqrt((still * (1 - still)) / n), 12);
			}
			expect(restrictedMean(curve, 100)?.mean).toBeCloseTo(
				customers.reduce((sum, { time }) => sum + time, 0) / n,
				9,
			);
		}),
	);
});

test('the order of customers changes nothing', () => {
	fc.assert(
		fc.property(people, (customers) => {
			expect(curveOf(customers.toReversed())).toEqual(curveOf(customers));
		}),
	);
});

test('counting whole times and sorting others give the same curve', () => {
	fc.assert(
		fc.property(people, (customers) => {
			const halved = curveOf(
				customers.map(({ time, ended }) => ({ time: time / 2 + 0.25, ended })),
			);
			const whole = curveOf(customers);
			expect(halved.steps.map(({ time: _, ...rest }) => rest)).toEqual(
				whole.steps.map(({ time: _, ...rest }) => rest),
			);
		}),
	);
});

test('a longer limit never lowers the restricted mean, which stays within the limit', () => {
	fc.assert(
		fc.property(people, (customers) => {
			const curve = curveOf(customers);
			let before = 0;
			for (let limit = 0; limit <= (curve.lastSeen ?? 0); limit++) {
				const mean = restrictedMean(curve, limit)?.mean ?? -1;
				expect(mean).toBeGreaterThanOrEqual(before - 1e-12);
				expect(mean).toBeLessThanOrEqual(limit + 1e-12);
				before = mean;
			}
		}),
	);
});
