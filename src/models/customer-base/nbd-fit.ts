import { maximise, onLogScale, standardErrorsOf, type Derivatives } from '../numerics/newton.ts';
import { reasonAgainst, type NoFitReason } from './bg-nbd-fit.ts';
import { summarise, type BaseSummary } from './bg-nbd-summary.ts';
import type { Nbd } from './nbd.ts';
import { createTimes, measureTimes, rateLikelihood } from './rate-likelihood.ts';
import { requireHistories, type Histories } from './requirements.ts';

export interface NbdFit {
	readonly ok: true;
	readonly params: Nbd;
	readonly standardErrors: Nbd;
	/** Covariance of ln r, ln α, in which the estimates are closest to normal. */
	readonly lnCovariance: readonly (readonly number[])[];
	/** Comparable with that of BG/NBD on the same customers, of which NBD is the limit. */
	readonly logLikelihood: number;
	readonly iterations: number;
	readonly customers: number;
}

export interface NbdRefusal {
	readonly ok: false;
	/** `border`: r and α → ∞ when all order at one rate, r → 0 when next to nobody orders. */
	readonly reason: NoFitReason | 'border';
	readonly customers: number;
}

const pair = ([r, alpha]: readonly number[]): Nbd => ({ r, alpha }) as Nbd;

/**
 * The NBD parameters under which a customer base is likeliest, if nobody ever leaves
 * ({@link rateLikelihood} has the formula). Times in weeks, T the same end for all; throws
 * RangeError for an impossible row.
 */
export function fitNbd(columns: Histories): NbdFit | NbdRefusal {
	requireHistories(columns);
	const base = summarise(columns);
	const { customers } = base;
	const against = reasonAgainst(base);
	if (against !== null) return { ok: false, reason: against, customers };
	const time = base.meanObserved;
	const found = maximise(nbdObjective(base), [1, time / 10], {
		gradientTolerance: 1e-9 * customers,
		bounds: [
			[1e-5, 1e5],
			[1e-6 * time, 1e5 * time],
		],
	});
	if (!found.ok) {
		const reason = found.reason === 'undefined at the start' ? 'unfinished' : found.reason;
		return { ok: false, reason, customers };
	}
	return {
		ok: true,
		params: pair(found.estimate),
		standardErrors: pair(standardErrorsOf(found.estimate, found.covariance)),
		lnCovariance: found.covariance,
		logLikelihood: found.value,
		iterations: found.iterations,
		customers,
	};
}

/** The log-likelihood with its derivatives by ln r and ln α, as a function of these. */
export function nbdObjective(base: BaseSummary): (lnTheta: readonly number[]) => Derivatives {
	const observed = createTimes(base.observed);
	return (lnTheta) => {
		const [r, alpha] = lnTheta.map(Math.exp) as [number, number];
		measureTimes(observed, alpha);
		const { value, byR, byAlpha, byRR, byRAlpha, byAlphaAlpha } = rateLikelihood(
			base,
			{ r, alpha },
			observed,
		);
		return {
			value,
			...onLogScale(
				[r, alpha],
				[byR, byAlpha],
				[
					[byRR, byRAlpha],
					[byRAlpha, byAlphaAlpha],
				],
			),
		};
	};
}
