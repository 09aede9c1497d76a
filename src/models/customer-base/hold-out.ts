import { outlookOf, type Buying } from './outlook.ts';
import { ordersOfAll } from './value.ts';
import { requireHistories, requireTime, type Histories } from './requirements.ts';

/** Customers with this many repeat orders or more stand in one group. */
export const lastGroup = 7;

export interface HoldOutGroup {
	/** Repeat orders up to the split: 0, 1, … 7, the last one meaning 7 or more. */
	readonly repeatOrders: number;
	readonly customers: number;
	/** Mean orders after the split, as expected at the split and as they came; null for nobody. */
	readonly expectedMean: number | null;
	readonly actualMean: number | null;
}

export interface HoldOut {
	readonly weeks: number;
	readonly customers: number;
	readonly expectedTotal: number;
	readonly actualTotal: number;
	readonly groups: readonly HoldOutGroup[];
}

/**
 * The model put to the test: orders in the `weeks` after the split that a fit on the time before
 * expects, beside those that came (`laterOrders`, one count a customer), by the number of repeat
 * orders before.
 */
export function holdOutTest(
	params: Buying,
	columns: Histories,
	laterOrders: ArrayLike<number>,
	weeks: number,
): HoldOut {
	const customers = columns.repeatOrders.length;
	if (laterOrders.length !== customers) {
		throw new RangeError(`laterOrders must have ${customers} rows, got ${laterOrders.length}`);
	}
	const { expected } = ordersOfAll(params, columns, weeks);
	const groups = Array.from({ length: lastGroup + 1 }, () => ({ size: 0, expected: 0, actual: 0 }));
	let expectedTotal = 0;
	let actualTotal = 0;
	for (let i = 0; i < customers; i++) {
		const group = groups[Math.min(lastGroup, columns.repeatOrders[i] as number)];
		const came = laterOrders[i] as number;
		if (!(came >= 0 && Number.isFinite(came))) {
			throw new RangeError(`customer ${i}: laterOrders must be 0 or more, got ${came}`);
		}
		expectedTotal += expected[i] as number;
		actualTotal += came;
		if (!group) continue;
		group.size++;
		group.expected += expected[i] as number;
		group.actual += came;
	}
	return {
		weeks,
		customers,
		expectedTotal,
		actualTotal,
		groups: groups.map(({ size, expected: sum, actual }, repeatOrders) => ({
			repeatOrders,
			customers: size,
			expectedMean: size > 0 ? sum / size : null,
			actualMean: size > 0 ? actual / size : null,
		})),
	};
}

export interface CountGroup {
	/** 0, 1, … 7, the last one meaning 7 or more. */
	readonly repeatOrders: number;
	/** Customers as the model expects them, and as they are. */
	readonly expected: number;
	readonly actual: number;
}

/**
 * How many customers the fitted model expects with 0, 1, … 7 or more repeat orders by the end of
 * the data, beside how many there are: does it fit the time it was fitted on?
 */
export function fittedCounts(params: Buying, columns: Histories): CountGroup[] {
	requireHistories(columns);
	const outlook = outlookOf(params);
	const expected = new Float64Array(lastGroup + 1);
	const actual = new Float64Array(lastGroup + 1);
	const chancesAfter = new Map<number, Float64Array>();
	for (let i = 0; i < columns.repeatOrders.length; i++) {
		const group = Math.min(lastGroup, columns.repeatOrders[i] as number);
		actual[group] = (actual[group] as number) + 1;
		const weeks = columns.observedFor[i] as number;
		let chances = chancesAfter.get(weeks);
		if (!chances) {
			chances = outlook.countChances(weeks, lastGroup - 1);
			chancesAfter.set(weeks, chances);
		}
		let rest = 1;
		for (let n = 0; n < lastGroup; n++) {
			const chance = chances[n] as number;
			expected[n] = (expected[n] as number) + chance;
			rest -= chance;
		}
		expected[lastGroup] = (expected[lastGroup] as number) + Math.max(0, rest);
	}
	return Array.from(expected, (each, repeatOrders) => ({
		repeatOrders,
		expected: each,
		actual: actual[repeatOrders] as number,
	}));
}

/**
 * The tracking curve: repeat orders expected up to the end of week 1, 2, … `weeks`, of customers
 * whose first orders came `firstOrderAt` weeks after the start. First orders are counted by the
 * day, so a time within a day is taken as its beginning.
 */
export function expectedCumulative(
	params: Buying,
	firstOrderAt: Float64Array,
	weeks: number,
): Float64Array {
	const outlook = outlookOf(params);
	requireTime('weeks', weeks);
	const arrivals = new Map<number, number>();
	firstOrderAt.forEach((at, i) => {
		if (!Number.isFinite(at)) {
			throw new RangeError(`customer ${i}: firstOrderAt must be a number, got ${at}`);
		}
		// A day counted in sevenths of a week may lie a rounding error below itself.
		const day = Math.floor(at * 7 + 1e-6);
		arrivals.set(day, (arrivals.get(day) ?? 0) + 1);
	});
	const afterDays = new Map<number, number>();
	const perNewcomer = (days: number): number => {
		let orders = afterDays.get(days);
		if (orders === undefined) {
			orders = outlook.ordersIfAlive(0, 0, days / 7);
			afterDays.set(days, orders);
		}
		return orders;
	};
	return Float64Array.from({ length: Math.floor(weeks) }, (_, week) => {
		let sum = 0;
		for (const [day, customers] of arrivals) {
			const days = (week + 1) * 7 - day;
			if (days > 0) sum += customers * perNewcomer(days);
		}
		return sum;
	});
}
