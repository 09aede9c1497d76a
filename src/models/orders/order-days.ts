import type { OrdersTable } from './orders.ts';

/**
 * Orders by customer and day: what one customer buys on one day is one order. The models of buying
 * need it (two orders at the same moment have chance zero there), and a receipt split in two at the
 * till is one visit.
 */
export interface OrderDays {
	/** Customer i's order days are entries starts[i] up to, not including, starts[i + 1]. */
	readonly starts: Int32Array;
	/** Days since 1970-01-01, rising within a customer. */
	readonly day: Int32Array;
	/** Paid on that day in all; null when the file has no amounts. */
	readonly amount: Float64Array | null;
	readonly names: readonly string[];
	/** Rows of the table. */
	readonly orders: number;
	/** Rows that joined another one of the same customer and day. */
	readonly mergedOrders: number;
	/** First and last day with any order. */
	readonly firstDay: number;
	readonly lastDay: number;
	/** All that was paid; null when the file has no amounts. */
	readonly revenue: number | null;
}

/** Indices in rising order of their keys (whole numbers from 0 to keys − 1), equal keys in order. */
function stableOrder(
	indices: Int32Array,
	keyOf: (index: number) => number,
	keys: number,
): Int32Array {
	const place = new Int32Array(keys + 1);
	for (const index of indices) {
		const key = keyOf(index) + 1;
		place[key] = (place[key] as number) + 1;
	}
	for (let key = 1; key <= keys; key++) {
		place[key] = (place[key] as number) + (place[key - 1] as number);
	}
	const ordered = new Int32Array(indices.length);
	for (const index of indices) {
		const key = keyOf(index);
		const at = place[key] as number;
		ordered[at] = index;
		place[key] = at + 1;
	}
	return ordered;
}

/**
 * Sorts a table's orders by customer and day and joins those of one day. Two counting sorts, so the
 * work grows with the rows only. RangeError for a table without orders or columns that disagree.
 */
export function mergeSameDay(table: OrdersTable): OrderDays {
	const { customer, day, amount, names } = table;
	const rows = customer.length;
	if (rows === 0) throw new RangeError('the table has no orders');
	if (day.length !== rows || (amount !== null && amount.length !== rows)) {
		throw new RangeError('the columns of the table differ in length');
	}
	let firstDay = Number.POSITIVE_INFINITY;
	let lastDay = Number.NEGATIVE_INFINITY;
	for (const each of day) {
		if (each < firstDay) firstDay = each;
		if (each > lastDay) lastDay = each;
	}
	const all = Int32Array.from({ length: rows }, (_, index) => index);
	const byDay = stableOrder(all, (i) => (day[i] as number) - firstDay, lastDay - firstDay + 1);
	const ordered = stableOrder(byDay, (i) => customer[i] as number, names.length);

	const starts = new Int32Array(names.length + 1);
	const days = new Int32Array(rows);
	const paid = amount === null ? null : new Float64Array(rows);
	let revenue = 0;
	let count = 0;
	let current = -1;
	for (const index of ordered) {
		const who = customer[index] as number;
		const when = day[index] as number;
		const much = amount === null ? 0 : (amount[index] as number);
		revenue += much;
		if (who === current && days[count - 1] === when) {
			if (paid) paid[count - 1] = (paid[count - 1] as number) + much;
			continue;
		}
		while (current < who) starts[++current] = count;
		days[count] = when;
		if (paid) paid[count] = much;
		count++;
	}
	while (current < names.length) starts[++current] = count;
	return {
		starts,
		day: days.slice(0, count),
		amount: paid?.slice(0, count) ?? null,
		names,
		orders: rows,
		mergedOrders: rows - count,
		firstDay,
		lastDay,
		revenue: amount === null ? null : revenue,
	};
}
