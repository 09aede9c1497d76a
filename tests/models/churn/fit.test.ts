import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publishedPercent, publishedSurvivors } from '#models/churn/published.ts';
import { sampleTriangle, sampleTriangleInputs } from '#models/churn/sample-triangle.ts';
import {
	fitShiftedBetaGeometric,
	mixLogLikelihood,
} from '#models/churn/shifted-beta-geometric-fit.ts';
import { mixRetention, mixSurvival } from '#models/churn/shifted-beta-geometric.ts';
import type { Survivors } from '#models/churn/survivors.ts';
import { fitTrendingMix } from '#models/churn/weibull-fit.ts';
import { trendingSurvival } from '#models/churn/weibull.ts';
import { lnBeta } from '#models/numerics/special.ts';
import { exactSum, nelderMead } from '../../support/nelder-mead.ts';

const segments = ['highEnd', 'regular'] as const;
const fitted = (cohorts: readonly Survivors[]) => {
	const fit = fitShiftedBetaGeometric(cohorts);
	if (!fit.ok) throw new Error(fit.reason);
	return fit;
};
const fittedTrend = (cohorts: readonly Survivors[]) => {
	const fit = fitTrendingMix(cohorts);
	if (!fit.ok) throw new Error(fit.reason);
	return fit;
};

/** Σ n ln(S(t−1) − S(t)) + N ln S(K) as the papers print it, with S(t) = B(α, β+t^c)/B(α, β). */
function plainLikelihood(cohorts: readonly Survivors[], alpha: number, beta: number, trend = 1) {
	const lnSurvival = (t: number) => lnBeta(alpha, beta + t ** trend) - lnBeta(alpha, beta);
	const terms = cohorts.flatMap((cohort) =>
		cohort.map((here, t) => {
			const last = t === cohort.length - 1 ? here * lnSurvival(t) : 0;
			const lost = (cohort[t - 1] ?? here) - here;
			if (lost === 0) return last;
			const chance =
				trend === 1
					? lnBeta(alpha + 1, beta + t - 1) - lnBeta(alpha, beta)
					: Math.log(Math.exp(lnSurvival(t - 1)) - Math.exp(lnSurvival(t)));
			return last + lost * chance;
		}),
	);
	return exactSum(terms.length, (index) => terms[index] ?? 0);
}

const triangle = sampleTriangle(sampleTriangleInputs).map(({ survivors }) => survivors);
const data: { name: string; cohorts: readonly Survivors[] }[] = [
	...segments.flatMap((segment) =>
		[4, 7, 12].map((years) => ({
			name: `${segment}, ${years} years`,
			cohorts: [publishedSurvivors(segment, years)],
		})),
	),
	{ name: 'the sample table', cohorts: triangle },
	{
		name: 'four cohorts',
		cohorts: [
			[10_000, 8_000, 6_480, 5_307, 4_391],
			[10_000, 8_000, 6_480, 5_307],
			[10_000, 8_000, 6_480],
			[10_000, 8_000],
		],
	},
];

test.each(data)('the fit to $name is where a search without derivatives ends', ({ cohorts }) => {
	const { mix, logLikelihood } = fitted(cohorts);
	const { point, cost } = nelderMead(
		([lnAlpha = 0, lnBeta_ = 0]) => -plainLikelihood(cohorts, Math.exp(lnAlpha), Math.exp(lnBeta_)),
		[0, 0],
	);
	expect(Math.abs(mix.alpha / Math.exp(point[0] ?? 0) - 1)).toBeLessThan(5e-6);
	expect(Math.abs(mix.beta / Math.exp(point[1] ?? 0) - 1)).toBeLessThan(5e-6);
	expect(logLikelihood).toBeCloseTo(-cost, 6);
});

test.each(segments)('so is the fit with a trend to %s', (segment) => {
	const cohorts = [publishedSurvivors(segment)];
	const { mix, logLikelihood } = fittedTrend(cohorts);
	const { point, cost } = nelderMead(
		([a = 0, b = 0, c = 0]) => -plainLikelihood(cohorts, Math.exp(a), Math.exp(b), Math.exp(c)),
		[Math.log(0.3), Math.log(1), Math.log(1.4)],
	);
	[mix.alpha, mix.beta, mix.trend].forEach((each, index) =>
		expect(Math.abs(each / Math.exp(point[index] ?? 0) - 1)).toBeLessThan(5e-6),
	);
	expect(logLikelihood).toBeCloseTo(-cost, 6);
});

describe('the published segments, fitted to seven years', () => {
	test.each([
		{ segment: 'highEnd' as const, alpha: 0.1037, beta: 0.7855 },
		{ segment: 'regular' as const, alpha: 0.0656, beta: 0.1525 },
	])('have standard errors of $alpha and $beta in $segment', ({ segment, alpha, beta }) => {
		const { standardErrors } = fitted([publishedSurvivors(segment)]);
		expect(standardErrors?.alpha).toBeCloseTo(alpha, 4);
		expect(standardErrors?.beta).toBeCloseTo(beta, 4);
	});

	test.each(segments)('foretell the five years after within two points, %s', (segment) => {
		const { mix } = fitted([publishedSurvivors(segment)]);
		const curve = mixSurvival(mix, 12);
		for (let year = 8; year <= 12; year++) {
			const seen = (publishedPercent[segment][year] ?? 0) / 100;
			expect(Math.abs((curve[year] ?? 0) - seen)).toBeLessThan(0.021);
		}
	});

	test('fit better with a trend in High End (LR 11.69) but not in Regular (1.32)', () => {
		const [highEnd, regular] = segments.map((each) => fittedTrend([publishedSurvivors(each)]));
		expect(highEnd?.likelihoodRatio).toBeCloseTo(11.688, 3);
		expect(highEnd?.chanceOfAsMuch).toBeCloseTo(0.00063, 5);
		expect(regular?.likelihoodRatio).toBeCloseTo(1.325, 3);
		expect(regular?.chanceOfAsMuch).toBeCloseTo(0.2497, 4);
	});

	test('have the likelihood of the formula at any mix', () => {
		const cohorts = [publishedSurvivors('highEnd')];
		for (const mix of [
			{ alpha: 1, beta: 1 },
			{ alpha: 0.05, beta: 40 },
			{ alpha: 12, beta: 3 },
		]) {
			expect(mixLogLikelihood(cohorts, mix)).toBeCloseTo(
				plainLikelihood(cohorts, mix.alpha, mix.beta),
				7,
			);
		}
	});
});

describe('where no mix can be told', () => {
	test.each([
		{ cohorts: [], reason: 'nobody' },
		{ cohorts: [[]], reason: 'nobody' },
		{ cohorts: [[0, 0, 0]], reason: 'nobody' },
		{ cohorts: [[100]], reason: 'too-few-renewals' },
		{ cohorts: [[100, 60]], reason: 'too-few-renewals' },
		{
			cohorts: [
				[100, 60],
				[100, 0, 0],
			],
			reason: 'too-few-renewals',
		},
		{ cohorts: [[100, 100, 100]], reason: 'no-losses' },
		{ cohorts: [[100, 0, 0]], reason: 'none-stayed' },
		{ cohorts: [[100, 60, 60, 60]], reason: 'losses-at-first-only' },
	])('$cohorts says $reason', ({ cohorts, reason }) => {
		expect(fitShiftedBetaGeometric(cohorts)).toEqual({ ok: false, reason });
		expect(fitTrendingMix(cohorts)).toEqual({ ok: false, reason });
	});

	test.each([
		{ cohorts: [[1_000, 800, 640, 512]], churn: 0.2 },
		{ cohorts: [[1_000, 800, 600, 300]], churn: 700 / 2_400 },
		{ cohorts: [[1, 1, 0]], churn: 0.5 },
		{ cohorts: [[100, 50, 0]], churn: 2 / 3 },
	])('$cohorts shows no heterogeneity: one churn for everybody', ({ cohorts, churn }) => {
		const fit = fitted(cohorts);
		expect(fit).toMatchObject({
			heterogeneity: 'none-detectable',
			standardErrors: null,
			likelihoodRatio: 0,
			churn: expect.closeTo(churn, 12),
		});
		expect(fit.mix.alpha + fit.mix.beta).toBeCloseTo(1e6, 3);
		expect(1 - mixRetention(fit.mix, 1)).toBeCloseTo(churn, 9);
	});

	test('with a trend, fewer than three renewals and no best answer are said', () => {
		expect(fitTrendingMix([[1_000, 700, 600]])).toEqual({ ok: false, reason: 'too-few-renewals' });
		expect(fitTrendingMix([[1_000, 800, 640, 512]])).toEqual({
			ok: false,
			reason: 'no-finite-best',
		});
	});

	test('what are not survivors is refused', () => {
		expect(() => fitShiftedBetaGeometric([[100, 120, 80]])).toThrow('must not rise');
		expect(() => fitShiftedBetaGeometric([[100, Number.NaN, 80]])).toThrow(RangeError);
		expect(() => fitTrendingMix([[100, -5, -8]])).toThrow(RangeError);
	});
});

const mixes = fc.record({
	alpha: fc.double({ min: 0.1, max: 8, noNaN: true }),
	beta: fc.double({ min: 0.1, max: 30, noNaN: true }),
});

test('a curve of a mix, told without chance, is fitted by that very mix', () => {
	fc.assert(
		fc.property(mixes, fc.integer({ min: 3, max: 24 }), (mix, renewals) => {
			const fit = fitted([mixSurvival(mix, renewals).map((share) => share * 1e6)]);
			const curve = mixSurvival(fit.mix, renewals);
			mixSurvival(mix, renewals).forEach((share, t) => expect(curve[t]).toBeCloseTo(share, 6));
		}),
	);
});

test('a curve with a trend is fitted by that trend', () => {
	fc.assert(
		fc.property(mixes, fc.double({ min: 0.6, max: 2, noNaN: true }), (mix, trend) => {
			const truth = trendingSurvival({ ...mix, trend }, 12);
			const fit = fitTrendingMix([truth.map((share) => share * 1e6)]);
			// Where nearly nobody is left the parameters trade places, and the fit says so.
			if (!fit.ok) return;
			trendingSurvival(fit.mix, 12).forEach((share, t) =>
				expect(share).toBeCloseTo(truth[t] ?? -1, 4),
			);
			expect(fit.likelihoodRatio).toBeGreaterThanOrEqual(0);
		}),
		{ numRuns: 50 },
	);
});

const cohortsAtRandom = fc.array(
	fc
		.array(fc.integer({ min: 0, max: 500 }), { minLength: 0, maxLength: 10 })
		.map((counts) => counts.toSorted((a, b) => b - a)),
	{ maxLength: 6 },
);

const requireFinite = (fit: object) =>
	JSON.stringify(fit, (name: string, value: unknown) => {
		if (typeof value === 'number') expect(Number.isFinite(value), name).toBe(true);
		return value;
	});

test.each([
	{ table: [[100_000, 80_000, 64_061]], alpha: 52, beta: 208 },
	{
		table: [
			[5_000, 3_925, 3_065],
			[5_000, 3_872],
		],
		alpha: 40.5,
		beta: 143.4,
	},
	{ table: [[1_000_000, 800_000, 640_613]], alpha: 52, beta: 208 },
])('a mix far along the ridge is found all the same: $table', ({ table, alpha, beta }) => {
	const { mix, heterogeneity } = fitted(table);
	expect(heterogeneity).toBe('found');
	expect(mix.alpha / alpha).toBeCloseTo(1, 1);
	expect(mix.beta / beta).toBeCloseTo(1, 1);
});

test('a ridge so flat that the search creeps on it has no difference to tell', () => {
	const fit = fitted([[444, 375, 317]]);
	expect(fit.heterogeneity).toBe('none-detectable');
	expect(fit.mix.alpha / (fit.mix.alpha + fit.mix.beta)).toBeCloseTo(127 / 819, 9);
});

test('whatever the table, the fit is finite numbers or a reason, and beats one churn for all', () => {
	fc.assert(
		fc.property(cohortsAtRandom, (cohorts) => {
			const fit = fitShiftedBetaGeometric(cohorts);
			requireFinite(fit);
			if (fit.ok) expect(fit.likelihoodRatio).toBeGreaterThanOrEqual(0);
			else expect(fit.reason).not.toBe('not-converged');
		}),
		{ numRuns: 300 },
	);
});

test('so is the fit with a trend, which takes its time where there is nothing to find', () => {
	fc.assert(
		fc.property(cohortsAtRandom, (cohorts) => {
			const fit = fitTrendingMix(cohorts);
			requireFinite(fit);
			if (fit.ok) expect(fit.likelihoodRatio).toBeGreaterThanOrEqual(0);
		}),
		{ numRuns: 30 },
	);
});

test('counting every customer twice leaves the mix and narrows its errors by √2', () => {
	const once = fitted(triangle);
	const twice = fitted([...triangle, ...triangle]);
	expect(twice.mix.alpha / once.mix.alpha).toBeCloseTo(1, 8);
	expect((once.standardErrors?.beta ?? 0) / (twice.standardErrors?.beta ?? 1)).toBeCloseTo(
		Math.SQRT2,
		7,
	);
});

// 400 tables of 2,000 customers and seven renewals: binomial spread of a 95 % cover is 1.1 points.
test('95 % intervals on ln α and ln β cover the truth about 95 times in a hundred', () => {
	const mix = { alpha: 0.668, beta: 3.806 };
	const seeds = 400;
	const hits = [0, 0];
	for (let seed = 1; seed <= seeds; seed++) {
		const cohorts = sampleTriangle({ mix, newCustomers: [2_000], asOf: 7, seed });
		const fit = fitted(cohorts.map(({ survivors }) => survivors));
		[mix.alpha, mix.beta].forEach((truth, index) => {
			const estimate = [fit.mix.alpha, fit.mix.beta][index] ?? Number.NaN;
			const error = Math.sqrt(fit.lnCovariance?.[index]?.[index] ?? Number.NaN);
			if (Math.abs(Math.log(estimate / truth)) <= 1.959964 * error)
				hits[index] = (hits[index] ?? 0) + 1;
		});
	}
	for (const hit of hits) {
		expect(hit / seeds).toBeGreaterThan(0.915);
		expect(hit / seeds).toBeLessThan(0.985);
	}
});
