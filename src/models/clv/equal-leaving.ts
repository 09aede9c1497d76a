/**
 * Buying without a contract when everybody is as likely as everybody else to leave after an order
 * (chance p), while how often they buy differs (Gamma with shape r and rate α): the BG/NBD model
 * (Fader, Hardie & Lee 2005) at one value of p. Its Beta is a mean over these. Time in any unit.
 */
export interface EqualLeaving {
	/** Shape of the Gamma: 1 / (coefficient of variation)², above 0. */
	readonly r: number;
	/** Rate of the Gamma, above 0: r/α orders come in a unit of time from an active customer. */
	readonly alpha: number;
	/** Chance of leaving after an order, 0–1. */
	readonly leave: number;
}

/** Orders expected within `time` after the first, which is not counted: (1 − (1 + pt/α)^−r)/p. */
export function equalLeavingOrders({ r, alpha, leave }: EqualLeaving, time: number): number {
	if (leave === 0) return (r / alpha) * time;
	return -Math.expm1(-r * Math.log1p((leave * time) / alpha)) / leave;
}

/**
 * All orders still to come, each discounted from its own day (rate δ ≥ 0 a unit of time):
 * (r/α)∫e^(−δt)(1+pt/α)^(−r−1)dt. Infinity where nobody leaves and nothing is discounted.
 */
export function equalLeavingDiscounted({ r, alpha, leave }: EqualLeaving, delta: number): number {
	if (delta === 0) return 1 / leave;
	const u = (delta * alpha) / leave;
	return u > stays ? r / (alpha * delta) : (r / leave) * scaledExponentialIntegral(r + 1, u);
}

/** Beyond this, waiting has taken all value away before anybody has left. */
const stays = 1e15;

/**
 * Equal steps in ln s, the same for every integral: there both the rush of the first days and the
 * long tail are smooth, so that the trapezoidal rule errs by some e^(−π²/step) only.
 */
const gridStep = 0.4;
const places = Float64Array.from({ length: 200 }, (_, i) => Math.exp(gridStep * i - 18));
const lnPlus = places.map((s) => Math.log1p(s));

/** e^u·E_n(u) = ∫e^(−us)(1+s)^(−n)ds from 0, for u > 0 and n > 1, not only whole ones. */
function scaledExponentialIntegral(n: number, u: number): number {
	if (u >= 2) return byContinuedFraction(n, u);
	let sum = 0;
	for (let i = 0; i < places.length; i++) {
		const s = places[i] as number;
		if (u * s > 45) break;
		const term = s * Math.exp(-u * s - n * (lnPlus[i] as number));
		// Below the first place the terms are a geometric series.
		sum += i === 0 ? term / -Math.expm1(-gridStep) : term;
	}
	return sum * gridStep;
}

/** The continued fraction of E_n, forwards (Lentz); short where u is not small. */
function byContinuedFraction(n: number, u: number): number {
	let b = u + n;
	let c = Number.POSITIVE_INFINITY;
	let d = 1 / b;
	let value = d;
	for (let step = 1; step < 1_000; step++) {
		const a = -step * (n - 1 + step);
		b += 2;
		d = 1 / (a * d + b);
		c = b + a / c;
		const factor = c * d;
		value *= factor;
		if (Math.abs(factor - 1) < 1e-15) break;
	}
	return value;
}
