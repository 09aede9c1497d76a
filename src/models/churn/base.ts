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
	survival: (periods: number) => number[];
	value: (discountPerPeriod: number) => Bounded;
	/** The same when everyone's own churn is cut to `keepShare` of what it was. */
	valueAfter: (discountPerPeriod: number) => Bounded;
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
export function baseOf(churnPerPeriod: number, heterogeneity: number, keepShare: number): Base {
	if (heterogeneity === 0 || churnPerPeriod === 0) {
		const retention = 1 - churnPerPeriod;
		const value = (discount: number) => marginMultiple(retention, discount);
		return {
			mix: null,
			survival: (periods) => constantSurvival(churnPerPeriod, periods),
			value,
			valueAfter: (discount) => marginMultiple(1 - churnPerPeriod * keepShare, discount),
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
		survival: (periods) => mixSurvival(mix, periods),
		value: (discount) => bounded(discountedLifetime(mix, discount)),
		valueAfter: (discount) => bounded(discountedLifetime(mix, discount, keepShare)),
		residual: (payments, discount) => bounded(residualLifetime(mix, payments, discount)),
	};
}
