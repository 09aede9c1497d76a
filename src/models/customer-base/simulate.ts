import { keyedUniform } from '../random.ts';
import type { BgNbd } from './bg-nbd.ts';
import type { GammaGamma } from './gamma-gamma.ts';
import { requireParameters, requireTime } from './requirements.ts';

/** One customer as nature made them, and everything they order. */
export interface SimulatedCustomer {
	readonly ordersPerWeek: number;
	/** Chance of leaving after any one repeat order. */
	readonly leavingChance: number;
	/** Weeks after the first order, rising; without the first, which is at 0. */
	readonly repeatOrdersAt: readonly number[];
	/** When they left: with the last of those orders, or null if still here at the end. */
	readonly leftAt: number | null;
}

/** A stream of a customer's own draws, so that no customer's fate depends on another's. */
type Draw = () => number;
/**
 * Seed and first key enter keyed chance by the same door, so that with seeds 1 and 2 the same
 * customers would come in another order. Spread over all 32 bits, seeds keep out of each other's way.
 */
const spreadSeed = (seed: number): number => Math.floor(keyedUniform(seed, 0x5eed) * 2 ** 32);
const drawsOf = (seed: number, customer: number, purpose: number): Draw => {
	const spread = spreadSeed(seed);
	let count = 0;
	return () => keyedUniform(spread, customer, purpose, count++);
};

const normal = (draw: Draw): number =>
	Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw());

/**
 * ln of a Gamma(shape, 1) draw (Marsaglia & Tsang 2000); the logarithm, because with a small shape
 * most draws are too near 0 for a number.
 */
function lnGammaDraw(shape: number, draw: Draw): number {
	if (shape < 1) return lnGammaDraw(shape + 1, draw) + Math.log(draw()) / shape;
	const d = shape - 1 / 3;
	const c = 1 / Math.sqrt(9 * d);
	for (;;) {
		const x = normal(draw);
		const v = (1 + c * x) ** 3;
		if (v > 0 && Math.log(draw()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
			return Math.log(d * v);
		}
	}
}

/** A Beta(a, b) draw. */
function betaDraw(a: number, b: number, draw: Draw): number {
	const lnA = lnGammaDraw(a, draw);
	const lnB = lnGammaDraw(b, draw);
	return 1 / (1 + Math.exp(lnB - lnA));
}

/** A customer drawn from the BG/NBD model and followed for `weeks` after the first order. */
export function simulateCustomer(
	{ r, alpha, a, b }: BgNbd,
	weeks: number,
	customer: number,
	seed: number,
): SimulatedCustomer {
	const draw = drawsOf(seed, customer, 1);
	const ordersPerWeek = Math.exp(lnGammaDraw(r, draw)) / alpha;
	const leavingChance = betaDraw(a, b, draw);
	const repeatOrdersAt: number[] = [];
	if (ordersPerWeek === 0) return { ordersPerWeek, leavingChance, repeatOrdersAt, leftAt: null };
	for (let at = 0; ;) {
		at -= Math.log(draw()) / ordersPerWeek;
		if (at > weeks) return { ordersPerWeek, leavingChance, repeatOrdersAt, leftAt: null };
		repeatOrdersAt.push(at);
		if (draw() < leavingChance) {
			return { ordersPerWeek, leavingChance, repeatOrdersAt, leftAt: at };
		}
	}
}

/** `count` order values (NT$) of one customer: Gamma(p, ν) with a ν of their own, Gamma(q, γ). */
export function simulateSpend(
	{ p, q, gamma }: GammaGamma,
	count: number,
	customer: number,
	seed: number,
): number[] {
	const draw = drawsOf(seed, customer, 2);
	const lnRate = lnGammaDraw(q, draw) - Math.log(gamma);
	return Array.from({ length: count }, () => Math.exp(lnGammaDraw(p, draw) - lnRate));
}

export interface SimulatedBase {
	readonly repeatOrders: Int32Array;
	readonly lastOrderAt: Float64Array;
	readonly observedFor: Float64Array;
	/** Mean value of the repeat orders (NT$), 0 without one or without a spend model. */
	readonly meanSpend: Float64Array;
	/** Orders in the hold-out weeks after the data end. */
	readonly laterOrders: Int32Array;
	/** 1 for those who had not left when the data end. */
	readonly alive: Uint8Array;
}

export interface SimulationPlan {
	readonly customers: number;
	/** Weeks of data of the last and of the first customer to arrive; whole days in between. */
	readonly shortestWeeks: number;
	readonly longestWeeks: number;
	readonly holdOutWeeks?: number;
	readonly spend?: GammaGamma;
}

/**
 * A customer base drawn from the model, for trying out a fit where the truth is known. Customer
 * by customer from keyed chance: the same seed gives the same base, and more customers leave
 * those before them as they were.
 */
export function simulateBase(params: BgNbd, plan: SimulationPlan, seed: number): SimulatedBase {
	requireParameters(params);
	const { customers, shortestWeeks, longestWeeks, holdOutWeeks = 0, spend } = plan;
	requireTime('shortestWeeks', shortestWeeks);
	requireTime('longestWeeks less shortestWeeks', longestWeeks - shortestWeeks);
	requireTime('holdOutWeeks', holdOutWeeks);
	const base = {
		repeatOrders: new Int32Array(customers),
		lastOrderAt: new Float64Array(customers),
		observedFor: new Float64Array(customers),
		meanSpend: new Float64Array(customers),
		laterOrders: new Int32Array(customers),
		alive: new Uint8Array(customers),
	};
	const days = Math.round((longestWeeks - shortestWeeks) * 7);
	const spread = spreadSeed(seed);
	for (let i = 0; i < customers; i++) {
		const weeks = shortestWeeks + Math.floor(keyedUniform(spread, i) * (days + 1)) / 7;
		const { repeatOrdersAt, leftAt } = simulateCustomer(params, weeks + holdOutWeeks, i, seed);
		let x = repeatOrdersAt.length;
		while (x > 0 && (repeatOrdersAt[x - 1] as number) > weeks) x--;
		base.repeatOrders[i] = x;
		base.lastOrderAt[i] = x > 0 ? (repeatOrdersAt[x - 1] as number) : 0;
		base.observedFor[i] = weeks;
		base.laterOrders[i] = repeatOrdersAt.length - x;
		base.alive[i] = leftAt === null || leftAt > weeks ? 1 : 0;
		if (spend && x > 0) {
			base.meanSpend[i] = simulateSpend(spend, x, i, seed).reduce((sum, each) => sum + each, 0) / x;
		}
	}
	return base;
}
