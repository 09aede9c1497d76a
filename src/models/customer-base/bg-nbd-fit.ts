import { maximise, standardErrorsOf, type Maximum } from '../numerics/newton.ts';
import { bgNbdObjective } from './bg-nbd-likelihood.ts';
import { summarise, type BaseSummary } from './bg-nbd-summary.ts';
import type { BgNbd } from './bg-nbd.ts';
import { requireHistories, type Histories } from './requirements.ts';

export const bgNbdNames = ['r', 'alpha', 'a', 'b'] as const satisfies readonly (keyof BgNbd)[];

/** Why data give no parameters, whatever the model. */
export type NoFitReason =
	| 'nobody' // no customers
	| 'one customer' // differences between customers need two
	| 'nobody repeats' // when orders come again cannot be told from never
	| 'no time' // everybody's first order is on the last day
	| 'flat' // many sets of parameters fit alike
	| 'unfinished'; // the search did not settle

interface Unfitted {
	readonly ok: false;
	readonly customers: number;
	/** Where the search ended; null where there was none. */
	readonly logLikelihood: number | null;
}

/** Why BG/NBD was not fitted; `parameter` and `side` say which one runs away, and where to. */
export type BgNbdRefusal =
	| (Unfitted & { readonly reason: NoFitReason })
	| (Unfitted & {
			/**
			 * The best parameters lie at infinity: a → 0 or b → ∞ when nobody can be seen to leave,
			 * r and α → ∞ when all order at one rate, a and b → ∞ when all leave at one. Whether b → ∞
			 * means nobody or all at one, `gainByLeaving` tells.
			 */
			readonly reason: 'border';
			readonly parameter: keyof BgNbd;
			readonly side: 'low' | 'high';
			/** ln L where the search ended less that of the likeliest NBD, if that was worked out. */
			readonly gainByLeaving?: number;
	  });

export interface BgNbdFit {
	readonly ok: true;
	readonly params: BgNbd;
	readonly standardErrors: BgNbd;
	/** Covariance of ln r, ln α, ln a, ln b, in which the estimates are closest to normal. */
	readonly lnCovariance: readonly (readonly number[])[];
	readonly logLikelihood: number;
	/** Newton steps over all customers. */
	readonly iterations: number;
	readonly customers: number;
}

/** From here on a sample of one row in so many finds the start: half the time, the same answer. */
const manyCustomers = 20_000;
const sampleStep = 16;

const named = ([r, alpha, a, b]: readonly number[]): BgNbd => ({ r, alpha, a, b }) as BgNbd;

/**
 * The BG/NBD parameters under which a customer base is likeliest. Times in weeks, T the same end
 * for all; throws RangeError for an impossible row.
 */
export function fitBgNbd(columns: Histories): BgNbdFit | BgNbdRefusal {
	requireHistories(columns);
	const base = summarise(columns);
	const { customers } = base;
	const against = reasonAgainst(base);
	if (against !== null) return { ok: false, reason: against, customers, logLikelihood: null };

	const sample = customers < manyCustomers ? null : fitBgNbd(everyNth(columns, sampleStep));
	const found = climb(base, sample?.ok ? sample.params : null);
	if (found.ok) {
		return {
			ok: true,
			params: named(found.estimate),
			standardErrors: named(standardErrorsOf(found.estimate, found.covariance)),
			lnCovariance: found.covariance,
			logLikelihood: found.value,
			iterations: found.iterations,
			customers,
		};
	}
	const ended = { ok: false, customers, logLikelihood: found.value } as const;
	if (found.reason === 'border') {
		const parameter = bgNbdNames[found.parameter] as keyof BgNbd;
		return { ...ended, reason: 'border', parameter, side: found.side };
	}
	return { ...ended, reason: found.reason === 'flat' ? 'flat' : 'unfinished' };
}

/** What a customer base lacks for any search to begin. */
export function reasonAgainst({
	customers,
	meanObserved,
	repeaters,
}: BaseSummary): NoFitReason | null {
	if (customers === 0) return 'nobody';
	if (customers === 1) return 'one customer';
	if (meanObserved === 0) return 'no time';
	return repeaters === 0 ? 'nobody repeats' : null;
}

/** α counts time, so its usual start and its bounds follow the data's: the fit knows no unit. */
function climb(base: BaseSummary, start: BgNbd | null): Maximum {
	const time = base.meanObserved;
	const { r, alpha, a, b } = start ?? { r: 1, alpha: time / 10, a: 1, b: 3 };
	return maximise(bgNbdObjective(base), [r, alpha, a, b], {
		gradientTolerance: 1e-9 * base.customers,
		bounds: [
			[1e-5, 1e5],
			[1e-6 * time, 1e5 * time],
			[1e-5, 1e5],
			[1e-5, 1e5],
		],
	});
}

/** Every nth row: a few customers tell nearly where the answer lies for all of them. */
function everyNth({ repeatOrders, lastOrderAt, observedFor }: Histories, n: number): Histories {
	const count = Math.ceil(repeatOrders.length / n);
	const some = {
		repeatOrders: new Int32Array(count),
		lastOrderAt: new Float64Array(count),
		observedFor: new Float64Array(count),
	};
	for (let i = 0; i < count; i++) {
		some.repeatOrders[i] = repeatOrders[i * n] as number;
		some.lastOrderAt[i] = lastOrderAt[i * n] as number;
		some.observedFor[i] = observedFor[i * n] as number;
	}
	return some;
}
