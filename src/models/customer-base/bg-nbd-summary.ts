import { Distinct } from './distinct.ts';
import type { Histories } from './requirements.ts';

/**
 * A customer base as the BG/NBD likelihood sees it. Half of each row's part depends on when it
 * was first seen only, so those are counted by distinct T; the rest concerns repeaters only, who
 * stand sorted by their number of orders with their times as places in lists of distinct ones.
 */
export interface BaseSummary {
	readonly customers: number;
	readonly repeaters: number;
	readonly totalRepeatOrders: number;
	readonly meanObserved: number;
	/** How many customers made 0, 1, … repeat orders. */
	readonly customersWith: Float64Array;
	/** Distinct T, and for each the customers and their repeat orders. */
	readonly observed: Float64Array;
	readonly observedCustomers: Float64Array;
	readonly observedOrders: Float64Array;
	/** Distinct t_x. */
	readonly last: Float64Array;
	/** Repeaters, fewest orders first: places of T and t_x. */
	readonly observedPlace: Int32Array;
	readonly lastPlace: Int32Array;
}

/** No shop has sold to one customer more often; a larger number is a wrong column. */
const mostOrders = 10_000_000;

/** Counts a customer base, in two passes over its rows. */
export function summarise({ repeatOrders, lastOrderAt, observedFor }: Histories): BaseSummary {
	const customers = repeatOrders.length;
	let most = 0;
	let repeaters = 0;
	let totalRepeatOrders = 0;
	let totalObserved = 0;
	for (let i = 0; i < customers; i++) {
		const x = repeatOrders[i] as number;
		if (x > most) most = x;
		if (x > 0) repeaters++;
		totalRepeatOrders += x;
		totalObserved += observedFor[i] as number;
	}
	if (most > mostOrders) {
		throw new RangeError(`repeatOrders must be at most ${mostOrders}, got ${most}`);
	}

	const customersWith = new Float64Array(most + 1);
	for (let i = 0; i < customers; i++) {
		const x = repeatOrders[i] as number;
		customersWith[x] = (customersWith[x] as number) + 1;
	}
	const nextRow = new Int32Array(most + 1);
	for (let x = 1, row = 0; x <= most; x++) {
		nextRow[x] = row;
		row += customersWith[x] as number;
	}

	const observed = new Distinct(customers);
	const last = new Distinct(repeaters);
	const observedCustomers = new Float64Array(customers);
	const observedOrders = new Float64Array(customers);
	const observedPlace = new Int32Array(repeaters);
	const lastPlace = new Int32Array(repeaters);
	for (let i = 0; i < customers; i++) {
		const x = repeatOrders[i] as number;
		const place = observed.placeOf(observedFor[i] as number);
		observedCustomers[place] = (observedCustomers[place] as number) + 1;
		if (x === 0) continue;
		observedOrders[place] = (observedOrders[place] as number) + x;
		const row = nextRow[x] as number;
		nextRow[x] = row + 1;
		observedPlace[row] = place;
		lastPlace[row] = last.placeOf(lastOrderAt[i] as number);
	}
	return {
		customers,
		repeaters,
		totalRepeatOrders,
		meanObserved: customers > 0 ? totalObserved / customers : 0,
		customersWith,
		observed: observed.values.subarray(0, observed.count),
		observedCustomers: observedCustomers.subarray(0, observed.count),
		observedOrders: observedOrders.subarray(0, observed.count),
		last: last.values.subarray(0, last.count),
		observedPlace,
		lastPlace,
	};
}
