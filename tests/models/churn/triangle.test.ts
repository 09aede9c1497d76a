import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kaplanMeier, survivalAt } from '#models/churn/kaplan-meier.ts';
import { sampleTriangle, sampleTriangleInputs } from '#models/churn/sample-triangle.ts';
import { mixSurvival } from '#models/churn/shifted-beta-geometric.ts';
import { readSubscriptions } from '#models/churn/subscriptions.ts';
import { readTriangle, threeRates } from '#models/churn/triangle.ts';

// By hand: 100 → 80 → 70, then 200 → 150, then 300 who have not come up to a renewal yet.
describe('three cohorts of 100, 200 and 300', () => {
	const reading = readTriangle([
		{ startedIn: 0, survivors: [100, 80, 70] },
		{ startedIn: 1, survivors: [200, 150] },
		{ startedIn: 2, survivors: [300] },
	]);

	test('keep 230 of 300 at the first renewal and 70 of 80 at the second', () => {
		expect(reading.byAge).toEqual([
			expect.objectContaining({ age: 1, atRisk: 300, stayed: 230, cohorts: 2 }),
			expect.objectContaining({ age: 2, atRisk: 80, stayed: 70, cohorts: 1 }),
		]);
		expect(reading.byAge[1]?.survival).toBeCloseTo((230 / 300) * (70 / 80), 12);
		expect(reading.byAge[1]?.hazard).toBeCloseTo(0.125, 12);
	});

	test('keep 80 of 100 in the first calendar period and 220 of 280 in the second', () => {
		expect(reading.byPeriod.map(({ period, atRisk, stayed }) => [period, atRisk, stayed])).toEqual([
			[1, 100, 80],
			[2, 280, 220],
		]);
	});

	test('keep 150 of 180 in the first cohort', () => {
		expect(reading.byCohort[0]).toEqual({
			startedIn: 0,
			atRisk: 180,
			stayed: 150,
			retention: 150 / 180,
			survival: [1, 0.8, 0.7],
			byAge: [0.8, 0.875],
		});
		expect(reading.byCohort[2]?.retention).toBeNull();
	});

	test('have three retention rates, all of them right', () => {
		const rates = threeRates(reading);
		expect(rates?.firstRenewal.retention).toBeCloseTo(230 / 300, 12);
		expect(rates?.newestPeriod.retention).toBeCloseTo(220 / 280, 12);
		expect(rates?.oldestCohort.retention).toBeCloseTo(150 / 180, 12);
	});
});

describe('at the edges', () => {
	test('an empty table and one without renewals have no rates', () => {
		expect(threeRates(readTriangle([]))).toBeNull();
		expect(threeRates(readTriangle([{ startedIn: 0, survivors: [5] }]))).toBeNull();
	});

	test('a cohort that starts with nobody has null, not 0 ÷ 0', () => {
		const { byCohort, byAge } = readTriangle([{ startedIn: 0, survivors: [0, 0] }]);
		expect(byCohort[0]).toMatchObject({ retention: null, survival: [null, null], byAge: [null] });
		expect(byAge[0]).toMatchObject({ retention: null, hazard: null, survival: null });
	});

	test('numbers that rise, or are not numbers, are refused', () => {
		expect(() => readTriangle([{ startedIn: 0, survivors: [5, 6] }])).toThrow('must not rise');
		expect(() => readTriangle([{ startedIn: 0, survivors: [5, -1] }])).toThrow(RangeError);
		expect(() => readTriangle([{ startedIn: 0, survivors: [Number.NaN] }])).toThrow(RangeError);
		expect(() => readTriangle([{ startedIn: 0.5, survivors: [5] }])).toThrow('whole number');
	});
});

const survivors = fc
	.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 9 })
	.map((counts) => counts.toSorted((a, b) => b - a));
const triangles = fc
	.array(survivors, { minLength: 1, maxLength: 8 })
	.map((rows) => rows.map((each, startedIn) => ({ startedIn, survivors: each })));

test('a pooled retention lies between the lowest and the highest of its cohorts', () => {
	fc.assert(
		fc.property(triangles, (cohorts) => {
			const { byAge, byCohort } = readTriangle(cohorts);
			for (const { age, retention } of byAge) {
				const own = byCohort.flatMap(({ byAge: rates }) => rates[age - 1] ?? []);
				if (retention === null) expect(own).toEqual([]);
				else {
					expect(retention).toBeGreaterThanOrEqual(Math.min(...own) - 1e-12);
					expect(retention).toBeLessThanOrEqual(Math.max(...own) + 1e-12);
				}
			}
		}),
	);
});

test('rows, columns and diagonals count the same customers', () => {
	fc.assert(
		fc.property(triangles, (cohorts) => {
			const { byAge, byCohort, byPeriod, overall } = readTriangle(cohorts);
			for (const slices of [byAge, byCohort, byPeriod]) {
				expect(slices.reduce((sum, { atRisk }) => sum + atRisk, 0)).toBe(overall.atRisk);
				expect(slices.reduce((sum, { stayed }) => sum + stayed, 0)).toBe(overall.stayed);
			}
		}),
	);
});

const subscriptions = fc.array(
	fc.record({
		startedIn: fc.integer({ min: 0, max: 14 }),
		held: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
	}),
	{ minLength: 1, maxLength: 150 },
);

test('the curve of Kaplan & Meier is the pooled retentions multiplied up', () => {
	fc.assert(
		fc.property(subscriptions, (customers) => {
			const { cohorts, durations, ended } = readSubscriptions(
				customers.map(({ startedIn, held }) => ({
					startedIn,
					endedIn: held === null ? null : startedIn + held,
				})),
				12,
			);
			const curve = kaplanMeier(durations, ended);
			for (const { age, survival } of readTriangle(cohorts).byAge) {
				if (survival !== null) expect(survivalAt(curve, age) ?? 0).toBeCloseTo(survival, 12);
			}
		}),
	);
});

test('subscriptions are told as of a period, whatever came later', () => {
	const { cohorts, durations, ended } = readSubscriptions(
		[
			{ startedIn: 0, endedIn: 2 },
			{ startedIn: 0, endedIn: 9 },
			{ startedIn: 2, endedIn: null },
			{ startedIn: 5, endedIn: null },
		],
		3,
	);
	expect(cohorts).toEqual([
		{ startedIn: 0, survivors: [2, 2, 1, 1] },
		{ startedIn: 2, survivors: [1, 1] },
	]);
	expect([[...durations], [...ended]]).toEqual([
		[2, 3, 1],
		[1, 0, 0],
	]);
});

test('a subscription that ends before it begins is refused', () => {
	expect(() => readSubscriptions([{ startedIn: 3, endedIn: 3 }], 9)).toThrow('after 3, got 3');
	expect(() => readSubscriptions([{ startedIn: 0.5, endedIn: null }], 9)).toThrow(RangeError);
});

describe('the sample table', () => {
	const cohorts = sampleTriangle(sampleTriangleInputs);

	test('is a triangle of the sizes asked for, the same every time', () => {
		expect(cohorts.map(({ survivors: row }) => row.length)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
		expect(cohorts.map(({ survivors: row }) => row[0])).toEqual(sampleTriangleInputs.newCustomers);
		expect(sampleTriangle(sampleTriangleInputs)).toEqual(cohorts);
	});

	test('tells three different retention rates', () => {
		const rates = threeRates(readTriangle(cohorts));
		const shown = [rates?.firstRenewal, rates?.newestPeriod, rates?.oldestCohort].map((rate) =>
			Math.round((rate?.retention ?? 0) * 1_000),
		);
		expect(new Set(shown).size).toBe(3);
	});

	test('follows its mix where the cohort is large', () => {
		const [large] = sampleTriangle({ ...sampleTriangleInputs, newCustomers: [200_000] });
		mixSurvival(sampleTriangleInputs.mix, 7).forEach((share, age) => {
			// Five standard errors of a share among 200,000 are at most .0056.
			expect(Math.abs((large?.survivors[age] ?? 0) / 200_000 - share)).toBeLessThan(0.0056);
		});
	});

	test('adds people to a cohort without changing those who were there', () => {
		const more = sampleTriangle({ ...sampleTriangleInputs, newCustomers: [500] });
		const fewer = sampleTriangle({ ...sampleTriangleInputs, newCustomers: [400] });
		fewer[0]?.survivors.forEach((here, age) => {
			const extra = (more[0]?.survivors[age] ?? 0) - here;
			expect(extra).toBeGreaterThanOrEqual(0);
			expect(extra).toBeLessThanOrEqual(100);
		});
	});

	test('is refused for sizes and mixes that are none', () => {
		const bad = (change: object) => () => sampleTriangle({ ...sampleTriangleInputs, ...change });
		expect(bad({ newCustomers: [1.5] })).toThrow(RangeError);
		expect(bad({ mix: { alpha: 0, beta: 1 } })).toThrow(RangeError);
		expect(bad({ asOf: -1 })).toThrow(RangeError);
	});
});
