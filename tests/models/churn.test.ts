import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { churnModel } from '#models/churn/churn.ts';
import { churnInputs, churnPresets, type ChurnInputs } from '#models/churn/inputs.ts';
import { churnMix, mixSurvival } from '#models/churn/shifted-beta-geometric.ts';
import { usualInputs } from '#models/model.ts';

const outcomeOf = (inputs: Partial<ChurnInputs> = {}) =>
	churnModel.run({ ...usualInputs(churnInputs), ...inputs }, 1);

describe('at 5 % a month', () => {
	test('16 % of customers are left after three years when all are alike, 47 % when they differ', () => {
		const { alike, mixed } = outcomeOf();
		expect(alike.survival.at(-1)).toBeCloseTo(0.95 ** 36, 12);
		expect(mixed.survival.at(-1)).toBeCloseTo(0.4702, 4);
	});

	test('half are gone after 14 months when all are alike', () => {
		expect(outcomeOf().alike.halfLife).toBe(14);
		expect(outcomeOf().mixed.halfLife).toBeGreaterThan(14);
	});

	test('a year loses 46 %, where adding months says 60 %', () => {
		const { perYear, addedUp } = outcomeOf();
		expect(perYear).toBeCloseTo(0.45964, 5);
		expect(addedUp).toBeCloseTo(0.6, 12);
	});

	test('a customer of one churn stays 20 months on average; the mixed base has no average', () => {
		expect(outcomeOf().alike.lifetime).toBeCloseTo(20, 9);
		expect(outcomeOf().mixed.lifetime).toBe('unbounded');
	});
});

test('both stories lose the same share in the first period', () => {
	const { alike, mixed } = outcomeOf();
	expect(mixed.survival[1]).toBeCloseTo(alike.survival[1] ?? -1, 12);
});

test('without heterogeneity the two stories are one', () => {
	const { alike, mixed, mix } = outcomeOf({ heterogeneity: 0 });
	expect(mix).toBeNull();
	expect(mixed).toEqual(alike);
});

test('a trace of heterogeneity changes next to nothing', () => {
	const { alike, mixed } = outcomeOf({ heterogeneity: 1e-8 });
	expect(mixed.survival.at(-1)).toBeCloseTo(alike.survival.at(-1) ?? -1, 6);
	expect(mixed.value).toBeCloseTo(Number(alike.value), 1);
});

test('a yearly base tells its steady month', () => {
	const { perMonth, perYear } = outcomeOf({ period: 'year', churnPerPeriod: 0.1 });
	expect(perMonth).toBeCloseTo(0.0087416, 7);
	expect(perYear).toBe(0.1);
});

test('a yearly base from 85 to 90 % at 10 % gains the classic 25 %, and 50 % net of half its value', () => {
	const yearly = {
		period: 'year',
		churnPerPeriod: 0.15,
		heterogeneity: 0,
		marginPerPeriod: 1_000,
	} as const;
	expect(outcomeOf({ ...yearly, acquisitionCost: 0 }).alike.gain).toBeCloseTo(0.25, 9);
	expect(outcomeOf({ ...yearly, acquisitionCost: 2_200 }).alike.gain).toBeCloseTo(0.5, 9);
	expect(outcomeOf(yearly).alike.breakEvenSpend).toBeCloseTo(1_100, 6);
});

describe('less churn', () => {
	test('takes five points off what each base itself loses in its first year', () => {
		const { alike, mixed } = outcomeOf();
		expect(alike.firstYearChurn).toBeCloseTo(0.45964, 5);
		expect(alike.firstYearChurn - alike.firstYearChurnAfter).toBeCloseTo(0.05, 12);
		expect(mixed.firstYearChurn).toBeCloseTo(0.3317, 4);
		expect(mixed.firstYearChurn - mixed.firstYearChurnAfter).toBeCloseTo(0.05, 12);
		// Five points are a larger part of 33 % than of 46 %.
		expect(mixed.churnAfter).toBeLessThan(alike.churnAfter);
	});

	test('leaves the churn that was asked for, in points and in percent', () => {
		const differing = fc.record({
			churnPerPeriod: fc.double({ min: 0.001, max: 0.6, noNaN: true }),
			heterogeneity: fc.double({ min: 0.01, max: 0.6, noNaN: true }),
			period: fc.constantFrom('month' as const, 'year' as const),
			reduction: fc.double({ min: 0, max: 0.5, noNaN: true }),
			reductionKind: fc.constantFrom('points' as const, 'percent' as const),
		});
		fc.assert(
			fc.property(differing, (inputs) => {
				const { mixed } = outcomeOf(inputs);
				const mix = churnMix(inputs.churnPerPeriod, inputs.heterogeneity);
				const year = inputs.period === 'month' ? 12 : 1;
				const keepShare = mixed.churnAfter / inputs.churnPerPeriod;
				const after = 1 - (mixSurvival(mix, year, keepShare)[year] ?? 0);
				expect(after).toBeCloseTo(mixed.firstYearChurnAfter, 8);
			}),
		);
	});

	test('that takes away all of it never leaves a crumb that some stay for ever', () => {
		const { mixed } = outcomeOf({
			period: 'year',
			churnPerPeriod: 0.05,
			heterogeneity: 0.01,
			discountPerYear: 0,
		});
		expect([mixed.firstYearChurnAfter, mixed.valueAfter]).toEqual([0, 'unbounded']);
	});
});

test('most of what differing customers are worth is earned after the months shown', () => {
	const { alike, mixed } = outcomeOf();
	expect(alike.beyondShare).toBeLessThan(0.15);
	expect(mixed.beyondShare).toBeGreaterThan(0.5);
	expect(outcomeOf({ marginPerPeriod: 0 }).mixed.beyondShare).toBeNull();
	const { mixed: shown } = outcomeOf({ periods: 1, marginPerPeriod: 1_000, discountPerYear: 0.1 });
	const twoPayments = 1_000 + 950 / 1.1 ** (1 / 12);
	expect(shown.beyondShare).toBeCloseTo(1 - twoPayments / Number(shown.value), 9);
});

// Fader & Hardie (2007): fitted shares after year 12; DEL at d = .1 is 5.922 and 3.695, where a
// constant retention at the first year's rate would say 4.412 and 2.324.
test.each([
	{ id: 'high-end', left: 0.378, observed: 0.394, worth: 5.922, constant: 4.412 },
	{ id: 'regular', left: 0.17, observed: 0.173, worth: 3.695, constant: 2.324 },
])('the preset $id is the published segment', ({ id, left, observed, worth, constant }) => {
	const preset = churnPresets.find((each) => each.id === id);
	const outcome = outcomeOf({ ...preset?.inputs, marginPerPeriod: 1_000 });
	expect(outcome.mixed.survival.at(-1)).toBeCloseTo(left, 3);
	expect(outcome.observed?.at(-1)).toBe(observed);
	expect(Math.abs(Number(outcome.mixed.value) - 1_000 * worth)).toBeLessThan(2);
	expect(Math.abs(Number(outcome.alike.value) - 1_000 * constant)).toBeLessThan(2);
});

test('nothing observed is shown beside other inputs', () => {
	expect(outcomeOf().observed).toBeNull();
});

describe('where numbers have no bound', () => {
	test('no churn and no discount leave value and lifetime without one, never as Infinity', () => {
		const { alike, mixed } = outcomeOf({ churnPerPeriod: 0, discountPerYear: 0 });
		expect([alike.value, alike.lifetime, mixed.value, mixed.lifetime]).toEqual(
			Array(4).fill('unbounded'),
		);
		expect([alike.halfLife, alike.gain, alike.breakEvenSpend]).toEqual([null, null, null]);
		expect(alike.survival.every((share) => share === 1)).toBe(true);
	});

	test('no churn with a discount is a perpetuity', () => {
		const { alike } = outcomeOf({
			churnPerPeriod: 0,
			period: 'year',
			discountPerYear: 0.1,
			marginPerPeriod: 1_000,
		});
		expect(alike.value).toBeCloseTo(11_000, 6);
		expect(alike.gain).toBe(0);
	});

	test('a reduction that takes all churn leaves a bound only where money is discounted', () => {
		const all = { reduction: 0.5, churnPerPeriod: 0.05 };
		expect(outcomeOf({ ...all, discountPerYear: 0 }).alike.gain).toBe('unbounded');
		expect(outcomeOf(all).alike.valueAfter).toBeCloseTo(
			Number(outcomeOf({ churnPerPeriod: 0 }).alike.value),
			6,
		);
		expect(outcomeOf(all).mixed.valueAfter).toBeCloseTo(Number(outcomeOf(all).alike.valueAfter), 6);
	});

	test('nothing earned is worth nothing', () => {
		const { mixed } = outcomeOf({ marginPerPeriod: 0, discountPerYear: 0 });
		expect([mixed.value, mixed.gain]).toEqual([0, null]);
	});
});

test('inputs outside the table are refused', () => {
	expect(() => outcomeOf({ churnPerPeriod: 5 })).toThrow('churnPerPeriod must be between');
	expect(() => outcomeOf({ heterogeneity: Number.NaN })).toThrow(RangeError);
});

const anyInputs = fc.record({
	churnPerPeriod: fc.double({ min: 0, max: 0.6, noNaN: true }),
	heterogeneity: fc.double({ min: 0, max: 0.6, noNaN: true }),
	periods: fc.integer({ min: 1, max: 120 }),
	period: fc.constantFrom('month' as const, 'year' as const),
	customers: fc.constant(1_000),
	seenPeriods: fc.constantFrom(0, 12, 120),
	marginPerPeriod: fc.double({ min: 0, max: 10_000, noNaN: true }),
	discountPerYear: fc.double({ min: 0, max: 0.5, noNaN: true }),
	acquisitionCost: fc.double({ min: 0, max: 50_000, noNaN: true }),
	reduction: fc.double({ min: 0, max: 0.5, noNaN: true }),
	reductionKind: fc.constantFrom('points' as const, 'percent' as const),
});
const size = (value: number | 'unbounded') => (value === 'unbounded' ? Infinity : value);

test('whatever the inputs, every number in the outcome is a number', () => {
	fc.assert(
		fc.property(anyInputs, (inputs) => {
			JSON.stringify(churnModel.run(inputs, 1), (name: string, value: unknown) => {
				if (typeof value === 'number') expect(Number.isFinite(value), name).toBe(true);
				return value;
			});
		}),
	);
});

test('differing customers never leave fewer behind, nor are they worth less', () => {
	fc.assert(
		fc.property(anyInputs, (inputs) => {
			const { alike, mixed } = churnModel.run(inputs, 1);
			mixed.survival.forEach((share, t) =>
				expect(share).toBeGreaterThanOrEqual((alike.survival[t] ?? 0) - 1e-9),
			);
			expect(size(mixed.value) * (1 + 1e-9)).toBeGreaterThanOrEqual(size(alike.value));
		}),
	);
});

test('losing customers faster never makes one worth more', () => {
	fc.assert(
		fc.property(anyInputs, fc.double({ min: 0, max: 0.6, noNaN: true }), (inputs, churn) => {
			const [slow, fast] = [inputs.churnPerPeriod, churn].sort((a, b) => a - b);
			const slowly = churnModel.run({ ...inputs, churnPerPeriod: slow ?? 0 }, 1);
			const faster = churnModel.run({ ...inputs, churnPerPeriod: fast ?? 0 }, 1);
			for (const story of ['alike', 'mixed'] as const) {
				expect(size(faster[story].value)).toBeLessThanOrEqual(
					size(slowly[story].value) * (1 + 1e-9),
				);
			}
		}),
	);
});

test('less churn never lowers value', () => {
	fc.assert(
		fc.property(anyInputs, (inputs) => {
			const { alike, mixed } = churnModel.run(inputs, 1);
			for (const story of [alike, mixed]) {
				expect(size(story.valueAfter) * (1 + 1e-9)).toBeGreaterThanOrEqual(size(story.value));
			}
		}),
	);
});
