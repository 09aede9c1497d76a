import { legendreNodes } from '#models/numerics/quadrature.ts';
import type { Payment } from './stream.ts';
import type { TimingCode } from './timing.ts';
import { deltaOf, orderTiming, ordersWithin, timeScaleOf, type Shop } from './non-contractual.ts';

/** A time in years and the orders expected by then. */
interface Moment {
	readonly time: number;
	readonly orders: number;
}

/**
 * The present value at their own days of the orders between two moments, in orders: ∫e^(−δt)dY(t),
 * by parts, so that only how many orders have come by then is needed. `scale` is the time in which
 * the order rate changes; panels grow with it.
 */
function discountedBetween(
	ordersBy: (years: number) => number,
	from: Moment,
	to: Moment,
	delta: number,
	scale: number,
): number {
	const start = Math.log(scale + from.time);
	const length = Math.log(scale + to.time) - start;
	const panels = Math.max(1, Math.ceil(length / 1.2));
	const { at, weight } = legendreNodes(4);
	let waiting = 0;
	for (let panel = 0; panel < panels; panel++) {
		for (let i = 0; i < at.length; i++) {
			const s = start + (length / panels) * (panel + (1 + (at[i] as number)) / 2);
			const time = Math.exp(s) - scale;
			const width = (length / panels / 2) * (weight[i] as number) * Math.exp(s);
			waiting += width * Math.exp(-delta * time) * ordersBy(time);
		}
	}
	return (
		Math.exp(-delta * to.time) * to.orders -
		Math.exp(-delta * from.time) * from.orders +
		delta * waiting
	);
}

/**
 * A shop's customer year by year: first the order that wins her (not under B), then what each year
 * brings, at its end. `survival` is what the year brings of what it would if nobody left, that is
 * the chance of still being active, weighted by how often one buys.
 */
export function orderYears(shop: Shop, timing: TimingCode, count: number): Payment[] {
	const { marginPerOrder, ordersPerYear, discountPerYear } = shop;
	const { delay, first } = orderTiming(timing);
	const late = (1 + discountPerYear) ** -delay;
	const ordersBy = ordersWithin(shop);
	const delta = deltaOf(shop);
	const scale = timeScaleOf(shop);
	let before: Moment = { time: 0, orders: 0 };
	return Array.from({ length: count }, (_, period) => {
		if (first === 1 && period === 0) {
			return {
				period,
				time: delay,
				survival: 1,
				expected: marginPerOrder,
				discountFactor: late,
				presentValue: marginPerOrder * late,
			};
		}
		const to = first === 1 ? period : period + 1;
		const now: Moment = { time: to, orders: ordersBy(to) };
		const orders = Math.max(0, now.orders - before.orders);
		const discounted = discountedBetween(ordersBy, before, now, delta, scale);
		before = now;
		// Where next to nobody orders any more, what is left of the digits says nothing.
		const factor =
			late *
			(orders > 1e-9 * now.orders
				? Math.min(1, Math.max(0, discounted / orders))
				: Math.exp(-delta * (to - 0.5)));
		const expected = marginPerOrder * orders;
		return {
			period,
			time: to + delay,
			survival: ordersPerYear > 0 ? Math.min(1, orders / ordersPerYear) : 1,
			expected,
			discountFactor: factor,
			presentValue: expected * factor,
		};
	});
}

/**
 * Years until orders after the first have a present value of `wanted` (NT$ at their own days), up
 * to `longest`; undefined when they do not by then.
 */
export function yearsToEarn(shop: Shop, wanted: number, longest: number): number | undefined {
	const { marginPerOrder } = shop;
	const ordersBy = ordersWithin(shop);
	const delta = deltaOf(shop);
	const scale = timeScaleOf(shop);
	const at = (time: number): Moment => ({ time, orders: ordersBy(time) });
	const earned = (from: Moment, to: Moment) =>
		marginPerOrder * discountedBetween(ordersBy, from, to, delta, scale);
	let left = wanted;
	let from = at(0);
	for (let end = 1; from.time < longest; end = Math.min(longest, end * 2)) {
		const to = at(end);
		const here = earned(from, to);
		if (here < left) {
			left -= here;
			from = to;
			continue;
		}
		let low = from.time;
		let high = end;
		while (high - low > 0.005 * Math.max(1, from.time)) {
			const middle = (low + high) / 2;
			if (earned(from, at(middle)) < left) low = middle;
			else high = middle;
		}
		return high;
	}
	return undefined;
}
