import { digamma, lnGamma, trigamma } from '../numerics/special.ts';
import type { BaseSummary } from './bg-nbd-summary.ts';
import type { Nbd } from './nbd.ts';

/** Distinct times t with ln(α+t) and 1/(α+t). */
export interface Times {
	readonly weeks: Float64Array;
	readonly ln: Float64Array;
	readonly inverse: Float64Array;
}

export const createTimes = (weeks: Float64Array): Times => ({
	weeks,
	ln: new Float64Array(weeks.length),
	inverse: new Float64Array(weeks.length),
});

export function measureTimes({ weeks, ln, inverse }: Times, alpha: number): void {
	for (let i = 0; i < weeks.length; i++) {
		const since = alpha + (weeks[i] as number);
		ln[i] = Math.log(since);
		inverse[i] = 1 / since;
	}
}

/** A log-likelihood with its derivatives by r and α. */
export interface RateSums {
	value: number;
	byR: number;
	byAlpha: number;
	byRR: number;
	byRAlpha: number;
	byAlphaAlpha: number;
}

/**
 * The log-likelihood of customers who are all still there,
 * Σ lnΓ(r+x) − lnΓ(r) + r ln α − (r+x) ln(α+T): the whole of NBD (orders of a Poisson process at a
 * Gamma rate, their days included; Fader & Hardie, note 027, with no chance to leave) and what
 * BG/NBD begins with. `observed` holds the distinct T, measured at α.
 */
export function rateLikelihood(
	{ customers, customersWith, observedCustomers, observedOrders }: BaseSummary,
	{ r, alpha }: Nbd,
	observed: Times,
): RateSums {
	const lnAlpha = Math.log(alpha);
	const sums = {
		value: customers * r * lnAlpha,
		byR: customers * lnAlpha,
		byAlpha: (customers * r) / alpha,
		byRR: 0,
		byRAlpha: customers / alpha,
		byAlphaAlpha: -(customers * r) / alpha ** 2,
	};
	const lnGammaR = lnGamma(r);
	const digammaR = digamma(r);
	const trigammaR = trigamma(r);
	for (let x = 1; x < customersWith.length; x++) {
		const those = customersWith[x] as number;
		if (those === 0) continue;
		sums.value += those * (lnGamma(r + x) - lnGammaR);
		sums.byR += those * (digamma(r + x) - digammaR);
		sums.byRR += those * (trigamma(r + x) - trigammaR);
	}
	for (let i = 0; i < observedCustomers.length; i++) {
		const seen = observedCustomers[i] as number;
		const ln = observed.ln[i] as number;
		const inverse = observed.inverse[i] as number;
		const shape = seen * r + (observedOrders[i] as number);
		sums.value -= shape * ln;
		sums.byR -= seen * ln;
		sums.byAlpha -= shape * inverse;
		sums.byRAlpha -= seen * inverse;
		sums.byAlphaAlpha += shape * inverse * inverse;
	}
	return sums;
}
