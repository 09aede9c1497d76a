import { logGamma } from '#models/numerics/gamma.ts';
import type { ChurnMix } from './shifted-beta-geometric.ts';

/**
 * Share of customers whose own churn is at most `churn`: the regularised incomplete beta function,
 * by the continued fraction that converges fast on either side of the mean. `churn` is 0–1.
 */
export function shareBelow({ alpha, beta }: ChurnMix, churn: number): number {
	if (!(alpha > 0 && beta > 0)) {
		throw new RangeError(`alpha and beta must be above 0, got ${alpha}, ${beta}`);
	}
	if (!(churn >= 0 && churn <= 1)) {
		throw new RangeError(`churn must be between 0 and 1, got ${churn}`);
	}
	if (churn === 0 || churn === 1) return churn;
	const lnFront =
		logGamma(alpha + beta) -
		logGamma(alpha) -
		logGamma(beta) +
		alpha * Math.log(churn) +
		beta * Math.log1p(-churn);
	const front = Math.exp(lnFront);
	const share =
		churn < (alpha + 1) / (alpha + beta + 2)
			? (front / alpha) * fraction(alpha, beta, churn)
			: 1 - (front / beta) * fraction(beta, alpha, 1 - churn);
	return Math.min(1, Math.max(0, share));
}

/** Lentz's evaluation of the continued fraction of the incomplete beta function. */
function fraction(a: number, b: number, x: number): number {
	const tiny = 1e-300;
	const guard = (value: number) => (Math.abs(value) < tiny ? tiny : value);
	let upper = 1;
	let lower = 1 / guard(1 - ((a + b) * x) / (a + 1));
	let value = lower;
	for (let step = 1; step <= 20_000; step++) {
		const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step));
		lower = 1 / guard(1 + even * lower);
		upper = guard(1 + even / upper);
		value *= lower * upper;
		const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1));
		lower = 1 / guard(1 + odd * lower);
		upper = guard(1 + odd / upper);
		const factor = lower * upper;
		value *= factor;
		if (Math.abs(factor - 1) < 1e-15) break;
	}
	return value;
}

/** How densely customers lie around a churn strictly between 0 and 1 (per unit of churn). */
export function densityAt({ alpha, beta }: ChurnMix, churn: number): number {
	if (!(alpha > 0 && beta > 0)) {
		throw new RangeError(`alpha and beta must be above 0, got ${alpha}, ${beta}`);
	}
	// At the ends themselves a density below α = 1 or β = 1 has no bound.
	if (!(churn > 0 && churn < 1)) {
		throw new RangeError(`churn must lie between 0 and 1, got ${churn}`);
	}
	return Math.exp(
		logGamma(alpha + beta) -
			logGamma(alpha) -
			logGamma(beta) +
			(alpha - 1) * Math.log(churn) +
			(beta - 1) * Math.log1p(-churn),
	);
}
