import type { OrderDays } from './order-days.ts';

/**
 * One entry a customer, in columns: what models of buying, RFM and concentration need to know.
 * Time is in weeks and counts from the customer's own first order, whose day is time 0.
 */
export interface CustomerSummary {
	/** Number into the table's `names`. */
	readonly customer: Int32Array;
	/** x: order days after the first one. */
	readonly repeatOrders: Int32Array;
	/** t_x: weeks from the first to the last order; 0 without a repeat order. */
	readonly lastOrderAt: Float64Array;
	/** T: weeks from the first order to the end of observation. */
	readonly observedFor: Float64Array;
	/** m̄: mean paid on a repeat order day; 0 without a repeat order or without amounts. */
	readonly meanSpend: Float64Array;
	/** Order days in all, the first included. */
	readonly orders: Int32Array;
	/** Paid in all, the first order included; 0 without amounts. */
	readonly total: Float64Array;
	/** Days since 1970-01-01. */
	readonly firstDay: Int32Array;
	readonly lastDay: Int32Array;
	/** Days from the last order to the end of observation: the R of RFM. */
	readonly daysSinceLast: Int32Array;
	/** The last day observed. */
	readonly until: number;
	readonly hasAmounts: boolean;
}

export const daysPerWeek = 7;

/**
 * Sums up each customer's orders up to and including the day `until` (usually the last day in the
 * file). Whoever orders for the first time later is left out. The first order is what makes a
 * customer, so it counts neither among the repeat orders nor in their mean (Fader, Hardie & Lee
 * 2005; for spend, Fader & Hardie's gamma-gamma note).
 */
export function customerSummary(
	days: OrderDays,
	{ until = days.lastDay }: { readonly until?: number } = {},
): CustomerSummary {
	if (!Number.isInteger(until)) throw new RangeError(`until must be a whole day, got ${until}`);
	const { starts, day, amount } = days;
	const all = starts.length - 1;
	const customers: number[] = [];
	for (let who = 0; who < all; who++) {
		const start = starts[who] as number;
		if (start < (starts[who + 1] as number) && (day[start] as number) <= until) customers.push(who);
	}
	const size = customers.length;
	const summary: CustomerSummary = {
		customer: Int32Array.from(customers),
		repeatOrders: new Int32Array(size),
		lastOrderAt: new Float64Array(size),
		observedFor: new Float64Array(size),
		meanSpend: new Float64Array(size),
		orders: new Int32Array(size),
		total: new Float64Array(size),
		firstDay: new Int32Array(size),
		lastDay: new Int32Array(size),
		daysSinceLast: new Int32Array(size),
		until,
		hasAmounts: amount !== null,
	};
	for (const [row, who] of customers.entries()) {
		const start = starts[who] as number;
		const first = day[start] as number;
		let end = start + 1;
		let repeatSpend = 0;
		for (; end < (starts[who + 1] as number) && (day[end] as number) <= until; end++) {
			if (amount) repeatSpend += amount[end] as number;
		}
		const last = day[end - 1] as number;
		const repeats = end - start - 1;
		summary.repeatOrders[row] = repeats;
		summary.lastOrderAt[row] = (last - first) / daysPerWeek;
		summary.observedFor[row] = (until - first) / daysPerWeek;
		summary.meanSpend[row] = repeats === 0 ? 0 : repeatSpend / repeats;
		summary.orders[row] = repeats + 1;
		summary.total[row] = repeatSpend + (amount ? (amount[start] as number) : 0);
		summary.firstDay[row] = first;
		summary.lastDay[row] = last;
		summary.daysSinceLast[row] = until - last;
	}
	return summary;
}

export interface HoldOutSplit {
	readonly ok: true;
	/** Customers whose first order lies in the calibration period, as known at its end. */
	readonly calibration: CustomerSummary;
	/** Order days of each of them in the hold-out period. */
	readonly holdOutOrders: Int32Array;
	/** What each of them paid there; 0 without amounts. */
	readonly holdOutSpend: Float64Array;
	readonly holdOutWeeks: number;
	/** First day of the file, last day of calibration, last day of the file. */
	readonly firstDay: number;
	readonly splitDay: number;
	readonly lastDay: number;
	/** Customers who first came in the hold-out period, and so are not predicted. */
	readonly customersAfterSplit: number;
}

/** With fewer days on either side a test says nothing. */
export const leastDaysEachSide = 28;
const usualCalibrationShare = 2 / 3;

/**
 * Cuts the file in two at a day (the last of calibration; two thirds of the period when left out):
 * a model fitted to the first part is tested on the second. No split, with a reason, when either
 * side would be shorter than {@link leastDaysEachSide} days.
 */
export function splitForHoldOut(
	days: OrderDays,
	given?: number,
): HoldOutSplit | { readonly ok: false; readonly reason: 'periodTooShort' } {
	const { starts, amount, firstDay, lastDay } = days;
	const splitDay = given ?? firstDay + Math.floor(usualCalibrationShare * (lastDay - firstDay));
	if (!Number.isInteger(splitDay)) {
		throw new RangeError(`the day of the split must be whole, got ${splitDay}`);
	}
	if (splitDay - firstDay < leastDaysEachSide || lastDay - splitDay < leastDaysEachSide) {
		return { ok: false, reason: 'periodTooShort' };
	}
	const calibration = customerSummary(days, { until: splitDay });
	const size = calibration.customer.length;
	const holdOutOrders = new Int32Array(size);
	const holdOutSpend = new Float64Array(size);
	for (const [row, who] of calibration.customer.entries()) {
		const end = starts[who + 1] as number;
		const begin = (starts[who] as number) + (calibration.orders[row] as number);
		holdOutOrders[row] = end - begin;
		let spend = 0;
		if (amount) for (let at = begin; at < end; at++) spend += amount[at] as number;
		holdOutSpend[row] = spend;
	}
	let everyone = 0;
	for (let who = 0; who + 1 < starts.length; who++) {
		if ((starts[who] as number) < (starts[who + 1] as number)) everyone++;
	}
	return {
		ok: true,
		calibration,
		holdOutOrders,
		holdOutSpend,
		holdOutWeeks: (lastDay - splitDay) / daysPerWeek,
		firstDay,
		splitDay,
		lastDay,
		customersAfterSplit: everyone - size,
	};
}
