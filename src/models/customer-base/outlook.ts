import { aliveChance, orderCountChances, ordersIfAlive, type BgNbd } from './bg-nbd.ts';
import { discounting } from './discounting.ts';
import { nbdCountChances, ratePerWeek, requireRates, type Nbd } from './nbd.ts';
import { requireParameters } from './requirements.ts';

/** Parameters of a model of buying: with a chance to leave, or without one. */
export type Buying = BgNbd | Nbd;

/** Whether the model knows a chance to leave. */
export const canLeave = (params: Buying): params is BgNbd => 'a' in params;

/** What a model of buying says of a customer; times in weeks, arguments already checked. */
export interface Outlook {
	/** The chance to be a customer still, 0–1. */
	alive(repeatOrders: number, lastOrderAt: number, observedFor: number): number;
	/** Orders in the next `weeks` of one who is. */
	ordersIfAlive(repeatOrders: number, observedFor: number, weeks: number): number;
	/** The chances of 0, 1, … `most` repeat orders in the `weeks` after a first one. */
	countChances(weeks: number, most: number): Float64Array;
	/**
	 * All orders to come of one who is, each worth e^−δt; made for customers observed for between
	 * `shortest` and `longest` weeks. δ above 0.
	 */
	discountedIfAlive(
		deltaPerWeek: number,
		shortest: number,
		longest: number,
	): (repeatOrders: number, observedFor: number) => number;
}

/**
 * The outlook under either model. Without leaving, the rate (r+x)/(α+T) goes on for ever, so the
 * discounted orders to come are that rate / δ. RangeError for parameters of 0 or less.
 */
export function outlookOf(params: Buying): Outlook {
	if (canLeave(params)) {
		requireParameters(params);
		return {
			alive: (x, lastOrderAt, observedFor) => aliveChance(params, x, lastOrderAt, observedFor),
			ordersIfAlive: (x, observedFor, weeks) => ordersIfAlive(params, x, observedFor, weeks),
			countChances: (weeks, most) => orderCountChances(params, weeks, most),
			discountedIfAlive: (delta, shortest, longest) =>
				discounting(params, delta, shortest, longest),
		};
	}
	requireRates(params);
	return {
		alive: () => 1,
		ordersIfAlive: (x, observedFor, weeks) => ratePerWeek(params, x, observedFor) * weeks,
		countChances: (weeks, most) => nbdCountChances(params, weeks, most),
		discountedIfAlive(delta) {
			if (!(delta > 0 && Number.isFinite(delta))) {
				throw new RangeError(`deltaPerWeek must be above 0, got ${delta}`);
			}
			return (x, observedFor) => ratePerWeek(params, x, observedFor) / delta;
		},
	};
}
