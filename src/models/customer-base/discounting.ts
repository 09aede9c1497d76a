import { gradedNodes } from '../numerics/quadrature.ts';
import { aliveChance, lnRateIfAlive, steepness, type BgNbd, type History } from './bg-nbd.ts';
import { requireHistory, requireParameters } from './requirements.ts';

/** Beyond this exponent a discounted order counts for nothing. */
const farEnough = 45;

/** 0.15 a year and the like as δ, continuous, for a week: ln(1 + yearly) / (365.25 / 7). */
export function weeklyDelta(discountPerYear: number): number {
	if (!(discountPerYear > -1)) {
		throw new RangeError(`discountPerYear must be above -1, got ${discountPerYear}`);
	}
	return (Math.log1p(discountPerYear) * 7) / 365.25;
}

/**
 * Discounted expected residual transactions, DERT: all future orders, each worth e^−δt when it
 * comes t weeks from now (Fader, Hardie & Lee 2005, JMR 42, there for Pareto/NBD). For somebody
 * who has just made a first order pass 'new'. δ above 0: undiscounted, the sum has no bound when
 * a ≤ 1.
 */
export function discountedOrders(
	params: BgNbd,
	history: History | 'new',
	deltaPerWeek: number,
): number {
	requireParameters(params);
	const { repeatOrders, lastOrderAt, observedFor } =
		history === 'new' ? { repeatOrders: 0, lastOrderAt: 0, observedFor: 0 } : history;
	requireHistory({ repeatOrders, lastOrderAt, observedFor });
	const ifAlive = discounting(params, deltaPerWeek, observedFor, observedFor);
	return (
		aliveChance(params, repeatOrders, lastOrderAt, observedFor) * ifAlive(repeatOrders, observedFor)
	);
}

/**
 * DERT of a customer known to be alive, for many customers observed for between `shortest` and
 * `longest` weeks: a quadrature over s = ln(1 + t/(α+T)) whose nodes all of them share, so that
 * the falling rate is worked out once for each number of repeat orders and not for each customer.
 */
export function discounting(
	params: BgNbd,
	deltaPerWeek: number,
	shortest: number,
	longest: number,
): (repeatOrders: number, observedFor: number) => number {
	if (!(deltaPerWeek > 0 && Number.isFinite(deltaPerWeek))) {
		throw new RangeError(`deltaPerWeek must be above 0, got ${deltaPerWeek}`);
	}
	const { r, alpha, a } = params;
	const to = Math.log1p(farEnough / (deltaPerWeek * (alpha + shortest)));
	// The rate's first fall lies between that without orders and that after very many, which is a.
	const steepest = 1 + Math.max(steepness(params, 0), a) + deltaPerWeek * (alpha + longest);
	const { at, weight } = gradedNodes(to, steepest, Math.log(2));
	const later = at.map((s) => -deltaPerWeek * Math.expm1(s));
	const known = new Map<number, Float64Array>();

	const weightedRates = (repeatOrders: number): Float64Array => {
		const before = known.get(repeatOrders);
		if (before) return before;
		const rates = at.map(
			(s, i) => (weight[i] as number) * Math.exp(s + lnRateIfAlive(params, repeatOrders, s)),
		);
		known.set(repeatOrders, rates);
		return rates;
	};

	return (repeatOrders, observedFor) => {
		const rates = weightedRates(repeatOrders);
		const since = alpha + observedFor;
		let sum = 0;
		for (let i = 0; i < rates.length; i++) {
			const exponent = since * (later[i] as number);
			if (exponent < -farEnough) break;
			sum += (rates[i] as number) * Math.exp(exponent);
		}
		return (r + repeatOrders) * sum;
	};
}
