import { bounded, type Bounded } from './bounded.ts';
import { marginMultiple } from './five-points.ts';
import { constantSurvival } from './rates.ts';
import {
	churnMix,
	discountedLifetime,
	mixSurvival,
	residualLifetime,
	type ChurnMix,
} from './shifted-beta-geometric.ts';

/** A customer base, whatever is believed about its customers; values are for a margin of 1. */
export interface Base {
	/** How churn is spread; null when everybody is alike. */
	mix: ChurnMix | null;
	/** `keepShare` cuts everyone's own churn to that share of what it was; 1 when left out. */
	survival: (periods: number, keepShare?: number) => number[];
	value: (discountPerPeriod: number, keepShare?: number) => Bounded;
	residual: (payments: number, discountPerPeriod: number) => Bounded;
}

/** Less than this, of churn, discount or heterogeneity, cannot be told from none. */
const trace = 1e-9;

/** A share as it counts: traces are none, so that every part of the model agrees on what is 0. */
export const withoutTrace = (share: number): number => (share < trace ? 0 : share);

/**
 * The base with this churn (0 to below 1) in its first period. No heterogeneity, or no churn at
 * all, makes everybody alike.
 */
export function baseOf(churnPerPeriod: number, heterogeneity: number): Base {
	if (heterogeneity === 0 || churnPerPeriod === 0) {
		const retention = 1 - churnPerPeriod;
		const value = (discount: number, keepShare = 1) =>
			marginMultiple(1 - churnPerPeriod * keepShare, discount);
		return {
			mix: null,
			survival: (periods, keepShare = 1) => constantSurvival(churnPerPeriod * keepShare, periods),
			value,
			// Nobody learns anything from tenure when all are alike: r times the same value again.
			residual: (_payments, discount) => {
				const again = value(discount);
				return again === 'unbounded' ? again : retention * again;
			},
		};
	}
	const mix = churnMix(churnPerPeriod, heterogeneity);
	return {
		mix,
		survival: (periods, keepShare) => mixSurvival(mix, periods, keepShare),
		value: (discount, keepShare) => bounded(discountedLifetime(mix, discount, keepShare)),
		residual: (payments, discount) => bounded(residualLifetime(mix, payments, discount)),
	};
}

/**
 * The share of everyone's own churn that has to remain for the base to lose only `target` of its
 * customers in the first `periods` periods, 0–1. Those who differ lose fewer in their first year
 * than those alike, so the same points off a year ask for another share. `target` is a fraction,
 * at most what the base loses as it is.
 */
export function keepShareFor(base: Base, periods: number, target: number): number {
	const lost = (keepShare: number) => 1 - (base.survival(periods, keepShare)[periods] ?? 0);
	if (target <= 0) return 0;
	if (target >= lost(1)) return 1;
	// What is lost rises with the share that remains, so halving closes in on it.
	let [low, high] = [0, 1];
	for (let step = 0; step < 60; step++) {
		const middle = (low + high) / 2;
		if (lost(middle) < target) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}
