import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualInputs } from '#models/model.ts';
import {
	dimensionNames,
	promised,
	samplingErrors,
	serviceQuality,
	spreadAt,
	type Rating,
} from '#models/service-quality/gaps.ts';
import type { ServiceQualityInputs } from '#models/service-quality/inputs.ts';
import { ratingsOf, serviceQualityModel } from '#models/service-quality/model.ts';

const usual = usualInputs(serviceQualityModel.inputs);
const told = (changed: Partial<ServiceQualityInputs> = {}) =>
	serviceQualityModel.run({ ...usual, ...changed }, 1);
const preset = (id: string) =>
	told(serviceQualityModel.presets.find((each) => each.id === id)?.inputs);

// Lesson 8's table, worked by hand: 0.06 − 0.60 − 0.04 + 0.02 + 0.03, and (0.6 − 1.5 − 0.2 + 0.1 + 0.3) ÷ 5.
describe('the laundry of lesson 8', () => {
	test('lacks 0.53 as its customers weigh it, 0.14 on the plain mean', () => {
		const { weightedGap, plainGap, weightedPerception } = told();
		expect(weightedGap).toBeCloseTo(-0.53, 9);
		expect(plainGap).toBeCloseTo(-0.14, 9);
		expect(weightedPerception).toBeCloseTo(5.53, 9);
	});

	test('a sofa brings the plain mean above 0, and bar codes do twice as much for the customer', () => {
		expect(preset('sofa').plainGap).toBeCloseTo(0.06, 9);
		expect(preset('sofa').weightedGap).toBeCloseTo(-0.43, 9);
		expect(preset('barcode').weightedGap).toBeCloseTo(-0.33, 9);
	});

	test('the lowest score is not the first to mend where customers hardly care', () => {
		const { lowest, first } = preset('torn');
		expect([lowest, first]).toEqual([['tangibles'], ['reliability']]);
	});

	test('a shop of which nothing is expected has the better gap and the worse perception', () => {
		const [shop, other] = [told(), preset('other')];
		expect(other.weightedGap).toBeGreaterThan(0);
		expect(other.weightedPerception).toBeLessThan(shop.weightedPerception);
	});

	test('boasting widens the gap, up to the end of the scale, and leaves perception', () => {
		const boast = preset('boast');
		// Reliability has only 0.3 to rise to 7: 0.53 + 0.5 − 0.4 × 0.2.
		expect(boast.weightedGap).toBeCloseTo(-0.95, 9);
		expect(boast.weightedPerception).toBeCloseTo(5.53, 9);
		expect(boast.unpromised.weightedGap).toBeCloseTo(-0.53, 9);
	});

	test('with 50 answers two of the five gaps are more than chance', () => {
		const sure = told().errors.filter(({ certain }) => certain);
		expect(sure.map(({ name }) => name)).toEqual(['tangibles', 'reliability']);
		// 1.96 × √(1.2² + 1.2²) ÷ √50.
		expect(sure[0]?.gapMargin).toBeCloseTo(0.4704, 4);
		expect(sure[0]?.perceptionMargin).toBeCloseTo(0.3326, 4);
	});
});

const tenths = (low: number, high: number) =>
	fc.integer({ min: low * 10, max: high * 10 }).map((value) => value / 10);
const anyRatings: fc.Arbitrary<Rating[]> = fc
	.tuple(...dimensionNames.map(() => fc.tuple(tenths(1, 7), tenths(1, 7), tenths(0, 5))))
	.map((rows) =>
		rows.flatMap(([expectation, perception, weight], index) => {
			const name = dimensionNames[index];
			return name ? [{ name, expectation, perception, weight }] : [];
		}),
	);

describe('laws', () => {
	test('the weighted gap is weighted perception less weighted expectation, between its extremes', () => {
		fc.assert(
			fc.property(anyRatings, (ratings) => {
				const { weightedGap, weightedPerception, weightedExpectation, gaps } =
					serviceQuality(ratings);
				expect(weightedGap).toBeCloseTo(weightedPerception - weightedExpectation, 9);
				const each = gaps.map(({ gap }) => gap);
				expect(weightedGap).toBeGreaterThanOrEqual(Math.min(...each) - 1e-9);
				expect(weightedGap).toBeLessThanOrEqual(Math.max(...each) + 1e-9);
			}),
		);
	});

	test('only the proportions of the weights count; equal ones give the plain mean', () => {
		fc.assert(
			fc.property(anyRatings, fc.integer({ min: 1, max: 9 }), (ratings, times) => {
				const more = ratings.map((each) => ({ ...each, weight: each.weight * times }));
				expect(serviceQuality(more).weightedGap).toBeCloseTo(
					serviceQuality(ratings).weightedGap,
					9,
				);
				for (const weight of [0, times]) {
					const alike = serviceQuality(ratings.map((each) => ({ ...each, weight })));
					expect(alike.weightedGap).toBeCloseTo(alike.plainGap, 9);
				}
			}),
		);
	});

	test('mending the first to its expectation gains most', () => {
		fc.assert(
			fc.property(anyRatings, (ratings) => {
				const now = serviceQuality(ratings);
				const gains = ratings.map((rating) => {
					const perception = Math.max(rating.perception, rating.expectation);
					const mended = ratings.map((each) => (each === rating ? { ...each, perception } : each));
					return serviceQuality(mended).weightedGap - now.weightedGap;
				});
				const most = Math.max(...gains);
				if (now.first.length === 0) expect(most).toBeLessThan(1e-9);
				now.first.forEach((name) =>
					expect(gains[dimensionNames.indexOf(name)]).toBeCloseTo(most, 9),
				);
			}),
		);
	});

	test('a promise never narrows a gap, and no expectation passes 7', () => {
		fc.assert(
			fc.property(anyRatings, tenths(0, 2), (ratings, points) => {
				const after = promised(ratings, points);
				expect(Math.max(...after.map(({ expectation }) => expectation))).toBeLessThanOrEqual(7);
				expect(serviceQuality(after).weightedGap).toBeLessThanOrEqual(
					serviceQuality(ratings).weightedGap + 1e-9,
				);
			}),
		);
	});

	test('four times the respondents halve the error, and a gap is never surer than its perception', () => {
		fc.assert(
			fc.property(
				anyRatings,
				fc.integer({ min: 2, max: 500 }),
				tenths(0, 2),
				(ratings, n, spread) => {
					const { gaps } = serviceQuality(ratings);
					const [few, many] = [n, 4 * n].map((each) => samplingErrors(gaps, each, spread));
					few?.forEach(({ gapMargin, perceptionMargin }, index) => {
						expect(gapMargin).toBeCloseTo(2 * (many?.[index]?.gapMargin ?? NaN), 9);
						expect(gapMargin).toBeGreaterThanOrEqual(perceptionMargin);
					});
				},
			),
		);
	});
});

test('where everybody says 7 nobody differs', () => {
	expect([spreadAt(7, 1.2), spreadAt(1, 1.2), spreadAt(4, 1.2)]).toEqual([0, 0, 1.2]);
});

test('scores off the scale, weights below 0 and a survey of one are refused', () => {
	const [first, ...others] = ratingsOf(usual);
	if (!first) throw new Error('there are five dimensions');
	for (const wrong of [{ expectation: 0.9 }, { perception: 7.1 }, { weight: -0.1 }]) {
		expect(() => serviceQuality([{ ...first, ...wrong }, ...others])).toThrow(RangeError);
	}
	const { gaps } = serviceQuality(ratingsOf(usual));
	expect(() => samplingErrors(gaps, 1, 1)).toThrow(RangeError);
	expect(() => samplingErrors(gaps, 50, -1)).toThrow(RangeError);
});
