import { outlookOf, type Buying, type Outlook } from './outlook.ts';
import { Distinct } from './distinct.ts';
import { meanSpendOfAll, requireSpendParameters, type GammaGamma } from './gamma-gamma.ts';
import { requireHistories, requireTime, type Histories } from './requirements.ts';

export interface ValuePlan {
	/** How far ahead expected orders look. */
	readonly weeks: number;
	/** δ, continuous, a week; see weeklyDelta. */
	readonly deltaPerWeek: number;
	/** Share of spend left after the cost of serving it, 0–1. */
	readonly marginShare: number;
}

/** A row a customer, in the order of the histories. */
export interface CustomerValues {
	/** Chance of being a customer still, 0–1. */
	readonly alive: Float64Array;
	/** Orders in the weeks ahead. */
	readonly expectedOrders: Float64Array;
	/** DERT: all orders to come, discounted. */
	readonly discountedOrders: Float64Array;
	readonly money:
		| {
				readonly ok: true;
				/** What an order brings on average, NT$. */
				readonly expectedSpend: Float64Array;
				/** Margin share × expected spend × discounted orders, NT$: value from today on. */
				readonly value: Float64Array;
		  }
		| {
				readonly ok: false;
				/** `no mean`: q ≤ 1, so spend over all customers has no mean. */
				readonly reason: 'no spend model' | 'no mean';
		  };
}

/**
 * Chance of being alive, and orders expected in the next `weeks`, for each customer. If alive,
 * orders to come depend on the number of orders and the time observed alone, so each such pair
 * is worked out once; nothing is interpolated.
 */
export function ordersOfAll(
	params: Buying,
	columns: Histories,
	weeks: number,
): { readonly alive: Float64Array; readonly expected: Float64Array } {
	const outlook = outlookOf(params);
	requireHistories(columns);
	requireTime('weeks', weeks);
	const alive = aliveOfAll(outlook, columns);
	const expected = eachPair(columns, (x, observedFor) =>
		outlook.ordersIfAlive(x, observedFor, weeks),
	);
	for (let i = 0; i < alive.length; i++)
		expected[i] = (expected[i] as number) * (alive[i] as number);
	return { alive, expected };
}

/** What each customer is still worth, by a model of buying and gamma-gamma. */
export function customerValues(
	params: Buying,
	spend: GammaGamma | null,
	columns: Histories & { readonly meanSpend: Float64Array },
	{ weeks, deltaPerWeek, marginShare }: ValuePlan,
): CustomerValues {
	if (!(marginShare >= 0 && marginShare <= 1)) {
		throw new RangeError(`marginShare must be between 0 and 1, got ${marginShare}`);
	}
	const { alive, expected } = ordersOfAll(params, columns, weeks);
	const [shortest, longest] = extent(columns.observedFor);
	const ifAlive = outlookOf(params).discountedIfAlive(deltaPerWeek, shortest, longest);
	const discounted = eachPair(columns, ifAlive);
	for (let i = 0; i < alive.length; i++) {
		discounted[i] = (discounted[i] as number) * (alive[i] as number);
	}
	return {
		alive,
		expectedOrders: expected,
		discountedOrders: discounted,
		money: moneyOfAll(spend, columns, discounted, marginShare),
	};
}

function moneyOfAll(
	spend: GammaGamma | null,
	columns: Histories & { readonly meanSpend: Float64Array },
	discounted: Float64Array,
	marginShare: number,
): CustomerValues['money'] {
	if (!spend) return { ok: false, reason: 'no spend model' };
	if (meanSpendOfAll(spend) === null) return { ok: false, reason: 'no mean' };
	requireSpendParameters(spend);
	const { p, q, gamma } = spend;
	const count = discounted.length;
	if (columns.meanSpend.length !== count) {
		throw new RangeError(`meanSpend must have ${count} rows, got ${columns.meanSpend.length}`);
	}
	const expectedSpend = new Float64Array(count);
	const value = new Float64Array(count);
	for (let i = 0; i < count; i++) {
		const x = columns.repeatOrders[i] as number;
		const mean = x > 0 ? (columns.meanSpend[i] as number) : 0;
		// Returns may outweigh orders; such a history says nothing of later spend.
		const total = mean > 0 ? x * mean : 0;
		const orders = mean > 0 ? x : 0;
		if (!Number.isFinite(total)) {
			throw new RangeError(`customer ${i}: meanSpend must be a number, got ${mean}`);
		}
		const each = (p * (gamma + total)) / (p * orders + q - 1);
		expectedSpend[i] = each;
		value[i] = marginShare * each * (discounted[i] as number);
	}
	return { ok: true, expectedSpend, value };
}

function aliveOfAll(
	outlook: Outlook,
	{ repeatOrders, lastOrderAt, observedFor }: Histories,
): Float64Array {
	const alive = new Float64Array(repeatOrders.length);
	for (let i = 0; i < alive.length; i++) {
		alive[i] = outlook.alive(
			repeatOrders[i] as number,
			lastOrderAt[i] as number,
			observedFor[i] as number,
		);
	}
	return alive;
}

/** A column of `compute(x, T)`, each distinct pair computed once. */
function eachPair(
	{ repeatOrders, observedFor }: Histories,
	compute: (repeatOrders: number, observedFor: number) => number,
): Float64Array {
	const times = new Distinct(observedFor.length);
	const byOrders = new Map<number, Map<number, number>>();
	const column = new Float64Array(repeatOrders.length);
	for (let i = 0; i < column.length; i++) {
		const x = repeatOrders[i] as number;
		const weeks = observedFor[i] as number;
		const place = times.placeOf(weeks);
		let known = byOrders.get(x);
		if (!known) byOrders.set(x, (known = new Map()));
		let value = known.get(place);
		if (value === undefined) known.set(place, (value = compute(x, weeks)));
		column[i] = value;
	}
	return column;
}

/** Smallest and largest, 0 and 0 of nothing. */
function extent(values: Float64Array): [number, number] {
	if (values.length === 0) return [0, 0];
	let low = Number.POSITIVE_INFINITY;
	let high = Number.NEGATIVE_INFINITY;
	for (const value of values) {
		if (value < low) low = value;
		if (value > high) high = value;
	}
	return [low, high];
}
