import type { OrderDays } from './order-days.ts';

/**
 * When customers first appear in a file. A file that begins in the middle of a shop's history shows
 * old customers as new ones, most of them soon after its first day.
 */
export interface Arrivals {
	/** Customers who first appear in the first tenth of the period, and in a later one on average. */
	readonly inFirstTenth: number;
	readonly inLaterTenth: number;
	/** Months after which the crowd has passed; null when no crowd stands at the start. */
	readonly settledAfterMonths: number | null;
}

export const daysPerMonth = 365.25 / 12;
/** The setting that leaves out the first months goes no further. */
export const mostMonthsLeftOut = 24;

const leastCustomers = 50;
const leastDays = 90;
/** Times a later tenth that the first one must exceed, and that a settled one may have (假設). */
const crowded = 2;
const settled = 1.5;
/** Tenths 4 to 7: late enough to be settled, early enough to be filled. */
const [laterFrom, laterTo] = [3, 7];

/** Looks for a crowd of first orders at the start of the file. */
export function arrivalsOf({ starts, day, firstDay, lastDay }: OrderDays): Arrivals {
	const length = lastDay - firstDay + 1;
	const tenths = new Int32Array(10);
	let customers = 0;
	for (let who = 0; who + 1 < starts.length; who++) {
		const start = starts[who] as number;
		if (start === starts[who + 1]) continue;
		customers++;
		const tenth = Math.floor((10 * ((day[start] as number) - firstDay)) / length);
		tenths[tenth] = (tenths[tenth] as number) + 1;
	}
	const inFirstTenth = tenths[0] as number;
	const later = tenths.slice(laterFrom, laterTo).reduce((sum, each) => sum + each, 0);
	const inLaterTenth = later / (laterTo - laterFrom);
	const told = { inFirstTenth, inLaterTenth };
	// Nearly nobody later is how a file of one chosen cohort looks, whose start is a true one.
	const oneCohort = later < 0.02 * customers;
	const chance = 3 * Math.sqrt(inLaterTenth + 1);
	const isCrowd = inFirstTenth > crowded * inLaterTenth && inFirstTenth > inLaterTenth + chance;
	if (customers < leastCustomers || length < leastDays || oneCohort || !isCrowd) {
		return { ...told, settledAfterMonths: null };
	}
	const quiet = tenths.findIndex((count, at) => at > 0 && count <= settled * inLaterTenth);
	const months = Math.ceil((Math.max(1, quiet) * length) / 10 / daysPerMonth);
	return { ...told, settledAfterMonths: Math.min(mostMonthsLeftOut, months) };
}

/**
 * Only the customers who first appear on the day `from` or later, observed from that day on; all of
 * them when nobody would be left.
 */
export function newcomersOnly(days: OrderDays, from: number): OrderDays {
	const { starts, day, amount, firstDay, lastDay } = days;
	if (from <= firstDay || from > lastDay) return days;
	const kept = new Int32Array(starts.length);
	const indices: number[] = [];
	for (let who = 0; who + 1 < starts.length; who++) {
		const start = starts[who] as number;
		const end = starts[who + 1] as number;
		if (start < end && (day[start] as number) >= from) {
			for (let index = start; index < end; index++) indices.push(index);
		}
		kept[who + 1] = indices.length;
	}
	if (indices.length === 0) return days;
	const paid = amount && Float64Array.from(indices, (index) => amount[index] as number);
	return {
		...days,
		starts: kept,
		day: Int32Array.from(indices, (index) => day[index] as number),
		amount: paid,
		orders: indices.length,
		mergedOrders: 0,
		firstDay: from,
		revenue: paid && paid.reduce((sum, each) => sum + each, 0),
	};
}
