import { lnHypergeometric } from '../numerics/hypergeometric.ts';
import { gradedNodes } from '../numerics/quadrature.ts';
import { requireHistory, requireParameters, requireTime } from './requirements.ts';

/**
 * The BG/NBD model of customers without a contract (Fader, Hardie & Lee 2005): while alive, each
 * orders at a rate of their own, spread over customers as Gamma(r, rate α); after each order each
 * leaves for good with a chance of their own, spread as Beta(a, b). α carries the unit of time:
 * weeks here, as for every other time below.
 */
export interface BgNbd {
	readonly r: number;
	readonly alpha: number;
	readonly a: number;
	readonly b: number;
}

/**
 * What the model knows of a customer. Mind the names of the literature: its "frequency" is orders
 * less the first, and its "recency" is when the last order came, not how long ago.
 */
export interface History {
	/** x: orders after the first; orders of one day count once. */
	readonly repeatOrders: number;
	/** t_x: weeks from the first order to the last, 0 with no repeat order. */
	readonly lastOrderAt: number;
	/** T: weeks from the first order to the end of the data. */
	readonly observedFor: number;
}

const ln2 = Math.log(2);
const mostTerms = 2_000;
const newCustomer: History = { repeatOrders: 0, lastOrderAt: 0, observedFor: 0 };

/**
 * The chance, 0–1, that a customer has not left yet:
 * 1 / (1 + a/(b+x−1) · ((α+T)/(α+t_x))^(r+x)). Always 1 without a repeat order, because in this
 * model customers leave only after one. 0 only where it is below the smallest number there is.
 */
export function probabilityAlive(params: BgNbd, history: History): number {
	requireParameters(params);
	requireHistory(history);
	return aliveChance(params, history.repeatOrders, history.lastOrderAt, history.observedFor);
}

/** {@link probabilityAlive} for callers who have checked what they pass. */
export function aliveChance(
	{ r, alpha, a, b }: BgNbd,
	repeatOrders: number,
	lastOrderAt: number,
	observedFor: number,
): number {
	if (repeatOrders === 0) return 1;
	const lnOddsGone =
		Math.log(a / (b + repeatOrders - 1)) +
		(r + repeatOrders) * Math.log1p((observedFor - lastOrderAt) / (alpha + lastOrderAt));
	return 1 / (1 + Math.exp(lnOddsGone));
}

/** Orders expected of a customer in the next `weeks` (0 or more), given their history. */
export function expectedOrders(params: BgNbd, history: History, weeks: number): number {
	requireTime('weeks', weeks);
	const alive = probabilityAlive(params, history);
	return alive * ordersIfAlive(params, history.repeatOrders, history.observedFor, weeks);
}

/** Repeat orders expected of somebody in the `weeks` after a first order. */
export function expectedOrdersNew(params: BgNbd, weeks: number): number {
	return expectedOrders(params, newCustomer, weeks);
}

/**
 * Orders expected in the next `weeks` of a customer known to be alive; what was ordered when no
 * longer matters, only how often and since when. The published form (Fader, Hardie & Lee 2005,
 * equation 10) overflows for loyal customers and divides 0 by 0 at a = 1 and at a + b = 1. Here
 * Euler's transformation has cancelled the power of the hypergeometric function, and the constant
 * term is taken out of its series; where that is long or loses digits, the rate is integrated.
 */
export function ordersIfAlive(
	params: BgNbd,
	repeatOrders: number,
	observedFor: number,
	weeks: number,
): number {
	if (weeks === 0) return 0;
	return (
		ordersBySeries(params, repeatOrders, observedFor, weeks) ??
		ordersByIntegral(params, repeatOrders, observedFor, weeks)
	);
}

/** Null where the series would need more terms than the integral, or would lose digits. */
export function ordersBySeries(
	{ r, alpha, a, b }: BgNbd,
	repeatOrders: number,
	observedFor: number,
	weeks: number,
): number | null {
	const shape = r + repeatOrders;
	const excess = a - 1;
	const c = a + b + repeatOrders - 1;
	const first = a + b - 1 - r;
	// Terms of both signs, or a difference far smaller than its parts.
	if (first < -1 || c > 1_000 * shape) return null;

	const z = weeks / (alpha + observedFor + weeks);
	const lnShrink = -Math.log1p(weeks / (alpha + observedFor));
	let term = first * z;
	let sum = term;
	let k = 1;
	for (; k <= mostTerms && Math.abs(term) > 1e-17 * Math.abs(sum) * (1 - z); k++) {
		term *= (((first + k) * (excess + k)) / ((c + k) * (k + 1))) * z;
		sum += term;
	}
	if (k > mostTerms) return null;
	const whole = excess === 0 ? -lnShrink : -Math.expm1(excess * lnShrink) / excess;
	const orders = c * whole - Math.exp(excess * lnShrink) * sum;
	return Number.isFinite(orders) && orders > 0 ? orders : null;
}

/** The same by quadrature of {@link lnRateIfAlive} over s = ln(1 + t/(α+T)). */
export function ordersByIntegral(
	params: BgNbd,
	repeatOrders: number,
	observedFor: number,
	weeks: number,
): number {
	const to = Math.log1p(weeks / (params.alpha + observedFor));
	const { at, weight } = gradedNodes(to, steepness(params, repeatOrders), ln2);
	let sum = 0;
	for (let i = 0; i < at.length; i++) {
		const s = at[i] as number;
		sum += (weight[i] as number) * Math.exp(s + lnRateIfAlive(params, repeatOrders, s));
	}
	return (params.r + repeatOrders) * sum;
}

/**
 * How far the order rate of a customer alive now has fallen (they may leave) by the time
 * t = (α+T)(e^s − 1): ln of the rate over what it is now, (r+x)/(α+T). It equals
 * ₂F₁(r+x+1, a; a+b+x; 1−e^s), turned by Pfaff's transformation into whichever form has
 * positive terms only.
 */
export function lnRateIfAlive({ r, a, b }: BgNbd, repeatOrders: number, s: number): number {
	const z = Math.min(-Math.expm1(-s), 1 - Number.EPSILON / 2);
	const c = a + b + repeatOrders;
	const first = a + b - 1 - r;
	return first >= 0
		? -a * s + lnHypergeometric(a, first, c, z)
		: -(r + repeatOrders + 1) * s + lnHypergeometric(r + repeatOrders + 1, b + repeatOrders, c, z);
}

/** How fast, in s, the rate falls at first. */
export const steepness = ({ r, a, b }: BgNbd, repeatOrders: number): number =>
	((r + repeatOrders + 1) * a) / (a + b + repeatOrders);

/**
 * The chance of exactly `count` repeat orders in the `weeks` after a first order, 0–1: either
 * alive throughout with that many, or gone after the last of them.
 */
export function orderCountChance(params: BgNbd, weeks: number, count: number): number {
	if (!(Number.isInteger(count) && count >= 0)) {
		throw new RangeError(`count must be a whole number from 0, got ${count}`);
	}
	return orderCountChances(params, weeks, count)[count] as number;
}

/** {@link orderCountChance} for 0, 1, … `most` repeat orders. */
export function orderCountChances(params: BgNbd, weeks: number, most: number): Float64Array {
	requireParameters(params);
	requireTime('weeks', weeks);
	const { r, alpha, a, b } = params;
	const chances = new Float64Array(most + 1);
	if (weeks === 0) {
		chances[0] = 1;
		return chances;
	}
	const lnShare = -Math.log1p(alpha / weeks);
	// Without leaving: n orders with chance e^lnCount, at least n with chance atLeast.
	let lnCount = -r * Math.log1p(weeks / alpha);
	let fewer = 0;
	// B(a, b+n) / B(a, b) and B(a+1, b+n−1) / B(a, b).
	let staying = 1;
	let leaving = a / (a + b);
	for (let n = 0; n <= most; n++) {
		let chance = staying * Math.exp(lnCount);
		if (n > 0) {
			// Near 1 the complement has lost its digits; the tail itself has not.
			const atLeast = fewer > 0.9 ? upperTail(r, n, lnCount, lnShare) : 1 - fewer;
			chance += leaving * atLeast;
			leaving *= (b + n - 1) / (a + b + n);
		}
		chances[n] = chance;
		fewer += Math.exp(lnCount);
		lnCount += Math.log((r + n) / (n + 1)) + lnShare;
		staying *= (b + n) / (a + b + n);
	}
	return chances;
}

/** Sum of a negative binomial's chances from n on. */
function upperTail(r: number, n: number, lnCount: number, lnShare: number): number {
	const share = Math.exp(lnShare);
	let term = Math.exp(lnCount);
	let sum = term;
	for (let j = n; term > 1e-17 * sum * (1 - share) && j < n + 100_000; j++) {
		term *= ((r + j) / (j + 1)) * share;
		sum += term;
	}
	return sum;
}
