import { gammaShareBelow, logGamma } from '#models/numerics/gamma.ts';
import { requireShare, type LorenzCurve } from './lorenz.ts';

/**
 * Concentration when customers' rates follow a gamma distribution of shape κ: what a list of them
 * comes to when it is watched for ever. Only the shape matters; the mean does not.
 */

function requireShape(shape: number): void {
	if (!(shape > 0 && shape <= 1e6)) {
		throw new RangeError(`shape must be above 0 and at most 1,000,000, got ${shape}`);
	}
}

/**
 * The value (scale 1) below which `share` (0–1) of a gamma distribution lies: Newton's method on the
 * logarithm, kept between two bounds. To about 13 digits.
 */
export function gammaValueAt(shape: number, share: number): number {
	requireShape(shape);
	requireShare(share);
	if (share === 0) return 0;
	if (share === 1) return Number.POSITIVE_INFINITY;
	const logNorm = logGamma(shape);
	// The lower tail's power law, and the normal approximation's far end: the answer is between.
	let low = (Math.log(share) + logGamma(shape + 1)) / shape;
	if (low < -745) return 0;
	let high = Math.max(low + 1, Math.log(shape + 50 * Math.sqrt(shape) + 800));
	low -= 1e-9;
	let at = low + Math.min(1, (high - low) / 2);
	for (let step = 0; step < 200; step++) {
		const x = Math.exp(at);
		const gap = gammaShareBelow(shape, x) - share;
		if (gap === 0) break;
		if (gap > 0) high = at;
		else low = at;
		let next = at - gap / Math.exp(shape * at - x - logNorm);
		if (!(next > low && next < high)) next = (low + high) / 2;
		const moved = Math.abs(next - at);
		at = next;
		if (moved < 1e-15 * Math.max(1, Math.abs(at))) break;
	}
	return Math.exp(at);
}

/** Gini of a gamma distribution: Γ(κ+½)/(√π·Γ(κ+1)); 0–1, falling as κ rises. */
export function gammaGini(shape: number): number {
	requireShape(shape);
	return Math.min(1, Math.exp(logGamma(shape + 0.5) - logGamma(shape + 1)) / Math.sqrt(Math.PI));
}

/** Share of the total that the largest `people` (0–1) bring: Q(κ+1, Q⁻¹(κ, people)). */
export function gammaTopShare(shape: number, people: number): number {
	return 1 - gammaBottomShare(shape, 1 - people);
}

/** Share of the total that the smallest `people` (0–1) bring. */
export function gammaBottomShare(shape: number, people: number): number {
	return gammaShareBelow(shape + 1, gammaValueAt(shape, people));
}

/** The gamma distribution's Lorenz curve, 101 points. */
export function gammaLorenz(shape: number): LorenzCurve {
	const people = Array.from({ length: 101 }, (_, index) => index / 100);
	return { people, share: people.map((each) => gammaBottomShare(shape, each)) };
}

/**
 * The shape at which the best `people` bring `share` of the total (80/20: 0.2 and 0.8); null where
 * no shape between 0.001 and 10,000 does, as when `share` is not above `people`.
 */
export function shapeForTopShare(people: number, share: number): number | null {
	requireShare(people);
	requireShare(share);
	let low = Math.log(0.001);
	let high = Math.log(10_000);
	// More even customers mean a smaller top share.
	if (share === 1 || gammaTopShare(Math.exp(low), people) < share) return null;
	if (gammaTopShare(Math.exp(high), people) > share) return null;
	if (people === 0 || people === 1) return null;
	for (let step = 0; step < 80; step++) {
		const middle = (low + high) / 2;
		if (gammaTopShare(Math.exp(middle), people) > share) low = middle;
		else high = middle;
	}
	return Math.exp((low + high) / 2);
}
