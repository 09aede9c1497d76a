import {
	maximise,
	onLogScale,
	standardErrorsOf,
	type Derivatives,
} from '#models/numerics/newton.ts';
import type { ChurnMix } from './shifted-beta-geometric.ts';
import { renewalsOf, type Renewal, type Survivors } from './survivors.ts';

/** Why no mix can be told from the data. */
export type NoFit =
	/** There are no customers at all. */
	| 'nobody'
	/** Only one renewal was seen, and infinitely many mixes fit one retention rate. */
	| 'too-few-renewals'
	/** Nobody left, so churn cannot be told from none. */
	| 'no-losses'
	/** Nobody stayed, so churn cannot be told from all. */
	| 'none-stayed'
	/** All losses fell on the first renewal: some leave at once, the others never. */
	| 'losses-at-first-only'
	| 'not-converged';

interface Fitted {
	ok: true;
	mix: ChurnMix;
	logLikelihood: number;
	iterations: number;
	/** Customers that the cohorts started with. */
	customers: number;
	/**
	 * Twice the gain in log-likelihood over one churn for everybody, ≥ 0. As the mix only borders on
	 * that case, 2.71 (not 3.84) is the 5 % limit (Self & Liang 1987).
	 */
	likelihoodRatio: number;
}

export interface FittedMix extends Fitted {
	heterogeneity: 'found';
	standardErrors: { alpha: number; beta: number };
	/** Covariance of ln α and ln β, for intervals: ln θ ± 1.96·√variance. */
	lnCovariance: readonly (readonly number[])[];
}

export interface FittedAlike extends Fitted {
	/** No mix fits better than one churn for everybody; `mix` stands for it with α + β at its cap. */
	heterogeneity: 'none-detectable';
	standardErrors: null;
	lnCovariance: null;
	/** The one churn, lost ÷ at risk, and its standard error. */
	churn: number;
	churnStandardError: number;
}

export type ShiftedBetaGeometricFit = FittedMix | FittedAlike | { ok: false; reason: NoFit };

/** Beyond this α + β a mix cannot be told from one churn for everybody. */
export const mostAlike = 1e6;

/**
 * Fits the mix of churn by maximum likelihood to one or several cohorts (Fader & Hardie 2007).
 * Each cohort is the numbers left after 0, 1, 2, … renewals; cohorts may have been seen for
 * different times. RangeError when a row is not the survivors of a cohort.
 *
 * Written by renewals instead of lifetimes, the likelihood needs no gamma function: of those at
 * risk at renewal t a share α/(α+β+t−1) leaves, so it is
 * Σ lost·ln α + stayed·ln(β+t−1) − atRisk·ln(α+β+t−1), the same number as Σ n ln P(t) + N ln S(K).
 */
export function fitShiftedBetaGeometric(cohorts: readonly Survivors[]): ShiftedBetaGeometricFit {
	const renewals = renewalsOf(cohorts);
	const customers = cohorts.reduce((sum, [first = 0]) => sum + first, 0);
	const reason = obstacle(renewals, customers);
	if (reason) return { ok: false, reason };
	const alike = oneChurn(renewals);
	const start = startFor(renewals, alike.churn);
	const found = maximise((lnTheta) => mixLikelihood(renewals, lnTheta), start, {
		gradientTolerance: 1e-10 * customers,
		maximumIterations: 1_000,
		bounds: [1e-8, 1e8],
	});
	if (found.ok) {
		const [alpha = 0, beta = 0] = found.estimate;
		const likelihoodRatio = 2 * (found.value - alike.logLikelihood);
		if (alpha + beta <= mostAlike && likelihoodRatio > slightGain) {
			const [alphaError = 0, betaError = 0] = standardErrorsOf(found.estimate, found.covariance);
			return {
				ok: true,
				heterogeneity: 'found',
				mix: { alpha, beta },
				standardErrors: { alpha: alphaError, beta: betaError },
				lnCovariance: found.covariance,
				logLikelihood: found.value,
				iterations: found.iterations,
				customers,
				likelihoodRatio,
			};
		}
	} else if (alike.slope > 1e-6 * customers && gainOf(found, alike) > slightGain) {
		return { ok: false, reason: 'not-converged' };
	}
	const { churn, logLikelihood, atRisk } = alike;
	return {
		ok: true,
		heterogeneity: 'none-detectable',
		mix: { alpha: churn * mostAlike, beta: (1 - churn) * mostAlike },
		standardErrors: null,
		lnCovariance: null,
		churn,
		churnStandardError: Math.sqrt((churn * (1 - churn)) / atRisk),
		logLikelihood,
		iterations: found.iterations,
		customers,
		likelihoodRatio: 0,
	};
}

/** Of the likelihood ratio: less is no difference to tell. Where one shows, it is 2.71 and more. */
const slightGain = 0.01;

/** How much likelier the mix is at which a search ended that found no top. */
const gainOf = ({ value }: { value: number | null }, alike: { logLikelihood: number }): number =>
	value === null ? Infinity : 2 * (value - alike.logLikelihood);

/** What keeps a mix from being told; the likelihood then has a ridge or no highest point. */
export function obstacle(renewals: readonly Renewal[], customers: number): NoFit | null {
	const sum = (part: (renewal: Renewal) => number, from = 1) =>
		renewals.reduce((all, each) => all + (each.renewal >= from ? part(each) : 0), 0);
	if (!(customers > 0)) return 'nobody';
	if (!renewals.some(({ atRisk }) => atRisk > 0)) return 'too-few-renewals';
	if (sum(({ stayed }) => stayed) === 0) return 'none-stayed';
	if (sum(({ atRisk }) => atRisk, 2) === 0) return 'too-few-renewals';
	if (sum(({ lost }) => lost) === 0) return 'no-losses';
	return sum(({ lost }) => lost, 2) === 0 ? 'losses-at-first-only' : null;
}

/** The border of the mix where all are alike, and how the likelihood slopes away from it. */
function oneChurn(renewals: readonly Renewal[]) {
	const atRisk = renewals.reduce((sum, each) => sum + each.atRisk, 0);
	const lost = renewals.reduce((sum, each) => sum + each.lost, 0);
	const churn = lost / atRisk;
	return {
		churn,
		atRisk,
		logLikelihood: lost * Math.log(churn) + (atRisk - lost) * Math.log1p(-churn),
		// d LL/dφ at φ = 1/(α+β) = 0: above 0 when later renewals are better than the first.
		slope: renewals.reduce(
			(sum, each) => sum + (each.renewal - 1) * (each.stayed / (1 - churn) - each.atRisk),
			0,
		),
	};
}

/**
 * The likeliest of a few mixes that lose as many at the first renewal as were seen to. The top lies
 * on a long ridge, where a search from a fixed mix might creep.
 */
function startFor(renewals: readonly Renewal[], churn: number): [alpha: number, beta: number] {
	const first = renewals[0] ? renewals[0].lost / renewals[0].atRisk : churn;
	const mean = first > 0 && first < 1 ? first : churn;
	const mixes = [0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 180, 300, 550, 1_000].map(
		(total): [number, number] => [mean * total, (1 - mean) * total],
	);
	const likelihood = (mix: readonly number[]) => mixLikelihood(renewals, mix.map(Math.log)).value;
	return mixes.reduce((best, mix) => (likelihood(mix) > likelihood(best) ? mix : best));
}

/** The log-likelihood and its derivatives by ln α and ln β. */
function mixLikelihood(
	renewals: readonly Renewal[],
	[lnAlpha = 0, lnBeta = 0]: readonly number[],
): Derivatives {
	const alpha = Math.exp(lnAlpha);
	const beta = Math.exp(lnBeta);
	let value = 0;
	let [byAlpha, byBeta, byAlphaTwice, byBetaTwice, byBoth] = [0, 0, 0, 0, 0];
	for (const { renewal, atRisk, stayed, lost } of renewals) {
		const later = beta + renewal - 1;
		const all = alpha + later;
		// Each share by itself, so that nothing cancels where α + β is large.
		if (lost > 0) value += lost * Math.log(alpha / all);
		if (stayed > 0) value += stayed * -Math.log1p(alpha / later);
		byAlpha += lost / alpha - atRisk / all;
		byBeta += stayed / later - atRisk / all;
		const common = atRisk / all ** 2;
		byAlphaTwice += common - lost / alpha ** 2;
		byBetaTwice += common - stayed / later ** 2;
		byBoth += common;
	}
	return {
		value,
		...onLogScale(
			[alpha, beta],
			[byAlpha, byBeta],
			[
				[byAlphaTwice, byBoth],
				[byBoth, byBetaTwice],
			],
		),
	};
}

/** The log-likelihood of the cohorts at a given mix, to set beside a fit's. */
export function mixLogLikelihood(cohorts: readonly Survivors[], mix: ChurnMix): number {
	return mixLikelihood(renewalsOf(cohorts), [Math.log(mix.alpha), Math.log(mix.beta)]).value;
}
