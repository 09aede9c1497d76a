/**
 * Churn that differs from customer to customer (shifted-beta-geometric; Fader & Hardie 2007).
 *
 * Every customer has a churn of their own, which never changes; across customers it follows a
 * Beta(α, β). Those with high churn leave first, so the ones who are left get steadier although
 * nobody has changed. `keepShare` scales everyone's own churn by the same factor (1 = as it is),
 * which is what a retention effort that works on all alike would do.
 */
export interface ChurnMix {
	alpha: number;
	beta: number;
}

/** Below this a discount cannot be told from none within the precision of a number. */
const noDiscount = 1e-9;

/**
 * The mix with a given churn in the first period (between 0 and 1, both excluded) and a given
 * heterogeneity: Var θ ÷ its largest possible value at that mean, which for a Beta is
 * 1 / (α + β + 1) (between 0, everybody alike, and 1, all certain to stay or to leave; both
 * excluded). Known as the polarisation index of Sabavala & Morrison (1977).
 */
export function churnMix(firstChurn: number, heterogeneity: number): ChurnMix {
	if (!(firstChurn > 0 && firstChurn < 1)) {
		throw new RangeError(`firstChurn must be between 0 and 1, got ${firstChurn}`);
	}
	if (!(heterogeneity > 0 && heterogeneity < 1)) {
		throw new RangeError(`heterogeneity must be between 0 and 1, got ${heterogeneity}`);
	}
	const total = 1 / heterogeneity - 1;
	return { alpha: firstChurn * total, beta: (1 - firstChurn) * total };
}

/**
 * Share still here after 0, 1, … `periods` renewals: S(t) = E[(1 − kθ)^t] = ₂F₁(−t, α; α+β; k),
 * k = `keepShare` (0–1), by the recursion between neighbouring t, whose wanted solution is the
 * dominant one. With k = 1 it is the known S(t) = S(t−1)·(β+t−1)/(α+β+t−1).
 */
export function mixSurvival(mix: ChurnMix, periods: number, keepShare = 1): number[] {
	const { alpha, beta } = mix;
	const curve = [1];
	let before = 0;
	let now = 1;
	for (let t = 0; t < periods; t++) {
		const next =
			((2 * t + alpha + beta - (alpha + t) * keepShare) * now - t * (1 - keepShare) * before) /
			(alpha + beta + t);
		before = now;
		now = next;
		curve.push(now);
	}
	return curve;
}

/** Share of those here before renewal t (1, 2, …) who renew: (β+t−1)/(α+β+t−1), 0–1. */
export function mixRetention({ alpha, beta }: ChurnMix, t: number): number {
	return (beta + t - 1) / (alpha + beta + t - 1);
}

/** How churn is spread among those who have renewed `renewals` times: Beta(α, β + renewals). */
export function mixAfter({ alpha, beta }: ChurnMix, renewals: number): ChurnMix {
	return { alpha, beta: beta + renewals };
}

/**
 * Average number of periods that a new customer pays, the first included: (α+β−1)/((α−1)k).
 * Infinity when α ≤ 1: then so many have a churn near zero that the average
 * has no bound, although everybody leaves one day.
 */
export function mixLifetime({ alpha, beta }: ChurnMix, keepShare = 1): number {
	if (alpha <= 1 || keepShare === 0) return Number.POSITIVE_INFINITY;
	return (alpha + beta - 1) / ((alpha - 1) * keepShare);
}

/**
 * Discounted expected lifetime, DEL = Σ S(t)/(1+d)^t from t = 0: what a margin of 1 a period is
 * worth at the start, the first one certain (convention A). Equals
 * (1+d)/(k+d) · ₂F₁(1, β; α+β; k/(k+d)). Infinity where nothing bounds it; d ≥ 0 per period.
 */
export function discountedLifetime(
	mix: ChurnMix,
	discountPerPeriod: number,
	keepShare = 1,
): number {
	if (!(discountPerPeriod >= 0)) {
		throw new RangeError(`discountPerPeriod must be 0 or more, got ${discountPerPeriod}`);
	}
	if (discountPerPeriod < noDiscount) return mixLifetime(mix, keepShare);
	const { alpha, beta } = mix;
	const scale = keepShare + discountPerPeriod;
	return (
		((1 + discountPerPeriod) / scale) * hypergeometricWithOne(beta, alpha + beta, keepShare / scale)
	);
}

/**
 * Discounted expected residual lifetime, DERL(n): what a margin of 1 a period is still worth for
 * a customer who has paid n times (n ≥ 1) and stands just before the next renewal, money at
 * renewal (Fader & Hardie 2010). Rises with n: having stayed is a sign of low churn.
 */
export function residualLifetime(
	mix: ChurnMix,
	payments: number,
	discountPerPeriod: number,
): number {
	if (!(payments >= 1)) throw new RangeError(`payments must be 1 or more, got ${payments}`);
	return (
		mixRetention(mix, payments) * discountedLifetime(mixAfter(mix, payments), discountPerPeriod)
	);
}

/**
 * ₂F₁(1, b; c; z) for 0 ≤ z < 1 by Gauss's continued fraction, evaluated forwards (Lentz), which
 * needs a few dozen steps where the series would need thousands.
 */
function hypergeometricWithOne(b: number, c: number, z: number): number {
	const tiny = 1e-300;
	let value = 1;
	let upper = 1;
	let lower = 0;
	for (let step = 1; step <= 2_000_000; step++) {
		const n = Math.floor(step / 2);
		const coefficient =
			step % 2 === 1
				? step === 1
					? b / c
					: ((b + n) * (c + n - 1)) / ((c + 2 * n - 1) * (c + 2 * n))
				: (n * (c + n - 1 - b)) / ((c + 2 * n - 2) * (c + 2 * n - 1));
		const term = -coefficient * z;
		lower = 1 / (1 + term * lower || tiny);
		upper = 1 + term / upper || tiny;
		const factor = upper * lower;
		value *= factor;
		if (Math.abs(factor - 1) < 1e-15) break;
	}
	return 1 / value;
}
