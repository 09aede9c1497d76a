import { gammaShareBelow } from '#models/numerics/gamma.ts';
import {
	maximise,
	onLogScale,
	standardErrorsOf,
	type Derivatives,
} from '#models/numerics/newton.ts';
import { digamma, lnBeta, trigamma } from '#models/numerics/special.ts';
import { fitShiftedBetaGeometric, type NoFit } from './shifted-beta-geometric-fit.ts';
import { renewalsOf, type Survivors } from './survivors.ts';
import type { TrendingMix } from './weibull.ts';

export type TrendingFit =
	| {
			ok: true;
			mix: TrendingMix;
			standardErrors: { alpha: number; beta: number; trend: number };
			/** Covariance of ln α, ln β and ln c. */
			lnCovariance: readonly (readonly number[])[];
			logLikelihood: number;
			iterations: number;
			customers: number;
			/**
			 * Twice the gain in log-likelihood over a fit without a trend, ≥ 0, and how often chance
			 * alone would give as much (χ² with one degree of freedom).
			 */
			likelihoodRatio: number;
			chanceOfAsMuch: number;
	  }
	| {
			ok: false;
			/**
			 * As for the shifted-beta-geometric, whose fit it starts from; three renewals are the
			 * fewest here. `no-finite-best`: some parameter would grow or shrink without end.
			 */
			reason: NoFit | 'no-finite-best';
	  };

/**
 * Fits the beta-discrete-Weibull by maximum likelihood to one or several cohorts (Fader, Hardie,
 * Liu, Davin & Steenburgh 2018), each the numbers left after 0, 1, 2, … renewals. RangeError when
 * a row is not the survivors of a cohort.
 */
export function fitTrendingMix(cohorts: readonly Survivors[]): TrendingFit {
	const plain = fitShiftedBetaGeometric(cohorts);
	if (!plain.ok) return plain;
	const renewals = renewalsOf(cohorts);
	if (renewals.filter(({ atRisk }) => atRisk > 0).length < 3) {
		return { ok: false, reason: 'too-few-renewals' };
	}
	const events = eventsOf(cohorts);
	const { mix } = plain;
	// From one churn for everybody the search needs a mix that it can still move.
	const shrink = Math.min(1, 10 / (mix.alpha + mix.beta));
	const found = maximise(
		(lnTheta) => trendingLikelihood(events, lnTheta),
		[mix.alpha * shrink, mix.beta * shrink, 1],
		{
			gradientTolerance: 1e-9 * plain.customers,
			maximumIterations: 150,
			bounds: [
				[1e-6, 1e5],
				[1e-6, 1e5],
				[0.02, 20],
			],
		},
	);
	if (!found.ok) {
		return {
			ok: false,
			reason: found.reason === 'unfinished' ? 'not-converged' : 'no-finite-best',
		};
	}
	const [alpha = 0, beta = 0, trend = 0] = found.estimate;
	const [alphaError = 0, betaError = 0, trendError = 0] = standardErrorsOf(
		found.estimate,
		found.covariance,
	);
	const likelihoodRatio = Math.max(0, 2 * (found.value - plain.logLikelihood));
	return {
		ok: true,
		mix: { alpha, beta, trend },
		standardErrors: { alpha: alphaError, beta: betaError, trend: trendError },
		lnCovariance: found.covariance,
		logLikelihood: found.value,
		iterations: found.iterations,
		customers: plain.customers,
		likelihoodRatio,
		chanceOfAsMuch: 1 - gammaShareBelow(0.5, likelihoodRatio / 2),
	};
}

/** How many left at each renewal, and how many were still there when last seen. */
interface Events {
	lost: readonly number[];
	lastSeen: readonly number[];
}

function eventsOf(cohorts: readonly Survivors[]): Events {
	const renewals = renewalsOf(cohorts);
	const lastSeen = new Array<number>(renewals.length + 1).fill(0);
	for (const cohort of cohorts) {
		const until = cohort.length - 1;
		if (until >= 0) lastSeen[until] = (lastSeen[until] ?? 0) + (cohort[until] ?? 0);
	}
	return { lost: [0, ...renewals.map(({ lost }) => lost)], lastSeen };
}

/** ln S(t) = ln B(α, β+t^c) − ln B(α, β) with its derivatives by α, β and c. */
function lnSurvival(theta: readonly [number, number, number], t: number): Derivatives {
	const [alpha, beta, trend] = theta;
	if (t === 0) return { value: 0, gradient: [0, 0, 0], hessian: zeros };
	const passed = t ** trend;
	const later = beta + passed;
	const all = alpha + later;
	// How t^c moves with c, once and twice.
	const move = passed * Math.log(t);
	const moveTwice = move * Math.log(t);
	const byLater = digamma(later) - digamma(all);
	const byLaterTwice = trigamma(later) - trigamma(all);
	const byAlphaAndLater = -trigamma(all);
	const start = trigamma(alpha + beta);
	return {
		value: lnBeta(alpha, later) - lnBeta(alpha, beta),
		gradient: [
			digamma(alpha + beta) - digamma(all),
			byLater - digamma(beta) + digamma(alpha + beta),
			byLater * move,
		],
		hessian: [
			[start - trigamma(all), start + byAlphaAndLater, byAlphaAndLater * move],
			[start + byAlphaAndLater, byLaterTwice - trigamma(beta) + start, byLaterTwice * move],
			[byAlphaAndLater * move, byLaterTwice * move, byLaterTwice * move ** 2 + byLater * moveTwice],
		],
	};
}

const zeros = [
	[0, 0, 0],
	[0, 0, 0],
	[0, 0, 0],
] as const;

/** Σ lost·ln(S(t−1) − S(t)) + lastSeen·ln S(t), with its derivatives by the logarithms. */
function trendingLikelihood({ lost, lastSeen }: Events, lnTheta: readonly number[]): Derivatives {
	const [alpha = 0, beta = 0, trend = 0] = lnTheta.map(Math.exp);
	const theta = [alpha, beta, trend] as const;
	let value = 0;
	const gradient = [0, 0, 0];
	const hessian = [
		[0, 0, 0],
		[0, 0, 0],
		[0, 0, 0],
	];
	const add = (weight: number, { value: v, gradient: g, hessian: h }: Derivatives) => {
		value += weight * v;
		for (let i = 0; i < 3; i++) {
			gradient[i] = (gradient[i] ?? 0) + weight * (g[i] ?? 0);
			const row = hessian[i] ?? [];
			for (let j = 0; j < 3; j++) row[j] = (row[j] ?? 0) + weight * (h[i]?.[j] ?? 0);
		}
	};
	let before = lnSurvival([...theta], 0);
	for (let t = 1; t < lost.length; t++) {
		const after = lnSurvival([...theta], t);
		const gone = lost[t] ?? 0;
		const still = lastSeen[t] ?? 0;
		if (gone > 0) add(gone, lnDifference(before, after));
		if (still > 0) add(still, after);
		before = after;
	}
	return { value, ...onLogScale(theta, gradient, hessian) };
}

/** ln(e^a − e^b) for a > b, with its derivatives from theirs. */
function lnDifference(a: Derivatives, b: Derivatives): Derivatives {
	// The parts are weighed by how much each is of the difference, so that neither underflows.
	const gap = -Math.expm1(b.value - a.value);
	const of = (x: readonly number[], y: readonly number[]) =>
		x.map((each, i) => (each - (1 - gap) * (y[i] ?? 0)) / gap);
	const gradient = of(a.gradient, b.gradient);
	const curved = ({ gradient: g, hessian: h }: Derivatives, i: number) =>
		g.map((each, j) => (g[i] ?? 0) * each + (h[i]?.[j] ?? 0));
	return {
		value: a.value + Math.log(gap),
		gradient,
		hessian: gradient.map((slope, i) =>
			of(curved(a, i), curved(b, i)).map((each, j) => each - slope * (gradient[j] ?? 0)),
		),
	};
}
