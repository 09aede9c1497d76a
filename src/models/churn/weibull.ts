import { logGamma } from '#models/numerics/gamma.ts';
import { bounded, type Bounded } from './bounded.ts';
import type { ChurnMix } from './shifted-beta-geometric.ts';

/**
 * Beta-discrete-Weibull (Fader, Hardie, Liu, Davin & Steenburgh 2018): customers differ as in the
 * shifted-beta-geometric, and each one's own churn may also change with time. `trend` (c) above 1:
 * everyone grows likelier to leave; below 1: less likely; 1 is the shifted-beta-geometric.
 */
export interface TrendingMix extends ChurnMix {
	trend: number;
}

function requireMix({ alpha, beta, trend }: TrendingMix): void {
	for (const [name, value] of Object.entries({ alpha, beta, trend })) {
		if (!(value > 0 && Number.isFinite(value))) {
			throw new RangeError(`${name} must be above 0, got ${value}`);
		}
	}
}

/** S(t) = B(α, β + t^c)/B(α, β) as a function of t, with what does not change worked out once. */
function survivalOf({ alpha, beta, trend }: TrendingMix): (t: number) => number {
	const start = logGamma(alpha + beta) - logGamma(beta);
	return (t) => {
		if (t === 0) return 1;
		const later = beta + t ** trend;
		return Math.min(1, Math.exp(start + logGamma(later) - logGamma(alpha + later)));
	};
}

/** Share still here after 0, 1, … `periods` renewals. */
export function trendingSurvival(mix: TrendingMix, periods: number): number[] {
	requireMix(mix);
	const survival = survivalOf(mix);
	return Array.from({ length: periods + 1 }, (_, t) => survival(t));
}

/**
 * Share of those here before renewal 1, 2, … `periods` who renew. It rises with sorting and falls
 * with a `trend` above 1; both can cancel, which is why one curve hardly tells them apart. Null once
 * too few are left for a number to hold.
 */
export function trendingRetention(mix: TrendingMix, periods: number): (number | null)[] {
	const curve = trendingSurvival(mix, periods);
	return curve.slice(1).map((share, index) => {
		const before = curve[index] ?? 0;
		return before > 0 ? share / before : null;
	});
}

const mostTerms = 200_000;

/**
 * Discounted expected lifetime Σ S(t)/(1+d)^t from t = 0 (convention A, a margin of 1 a period).
 * `discountPerPeriod` ≥ 0. Without discount it is unbounded when α·c ≤ 1, as S(t) falls like
 * t^(−αc). Null when more than 200,000 periods still matter, so that no rough sum passes for exact.
 */
export function trendingLifetime(mix: TrendingMix, discountPerPeriod: number): Bounded | null {
	requireMix(mix);
	if (!(discountPerPeriod >= 0)) {
		throw new RangeError(`discountPerPeriod must be 0 or more, got ${discountPerPeriod}`);
	}
	if (discountPerPeriod === 0 && mix.alpha * mix.trend <= 1) return 'unbounded';
	const survival = survivalOf(mix);
	const keep = 1 / (1 + discountPerPeriod);
	// What is left after t, in terms of the one at t: at most 1/d of it, and far out about t/(αc−1).
	const decay = mix.alpha * mix.trend;
	let sum = 0;
	for (let t = 0, weight = 1; t < mostTerms; t++, weight *= keep) {
		const term = survival(t) * weight;
		sum += term;
		const tailByDiscount = discountPerPeriod > 0 ? 1 / discountPerPeriod : Infinity;
		const tailByDecay = decay > 1 ? (2 * (t + 1)) / (decay - 1) : Infinity;
		if (term * Math.min(tailByDiscount, tailByDecay) < 1e-11 * sum) return bounded(sum);
	}
	return null;
}
