import { purchaseCounts, repeatRate } from '#models/concentration/counts.ts';

/** What a window's orders say without asking anybody. */
export interface RepeatMeasures {
	/** Customers with at least one order in the window, and with at least two. */
	readonly buyers: number;
	readonly repeaters: number;
	readonly orders: number;
	readonly revenue: number;
	/** Repeaters by buyers. A repeat-purchase rate: who stays is another question. */
	readonly repeatRate: number;
	/** Orders by buyers, revenue by orders: buyers × frequency × order value = revenue. */
	readonly ordersPerBuyer: number;
	readonly orderValue: number;
}

export type RepeatAnswer =
	| ({ readonly ok: true } & RepeatMeasures)
	| { readonly ok: false; readonly reason: 'nobody bought' };

/**
 * Repeat rate, frequency and order value of a window, from the orders of each customer.
 * @throws RangeError unless orders are whole counts and the revenue is finite and 0 or more.
 */
export function repeatMeasures(ordersByCustomer: ArrayLike<number>, revenue: number): RepeatAnswer {
	if (!(revenue >= 0 && Number.isFinite(revenue))) {
		throw new RangeError(`revenue must be 0 or more, got ${revenue}`);
	}
	let buyers = 0;
	let repeaters = 0;
	let orders = 0;
	for (let i = 0; i < ordersByCustomer.length; i++) {
		const count = ordersByCustomer[i] as number;
		if (!(Number.isInteger(count) && count >= 0)) {
			throw new RangeError(`orders must be whole and 0 or more, got ${count}`);
		}
		orders += count;
		if (count >= 1) buyers++;
		if (count >= 2) repeaters++;
	}
	if (buyers === 0) return { ok: false, reason: 'nobody bought' };
	return {
		ok: true,
		buyers,
		repeaters,
		orders,
		revenue,
		repeatRate: repeaters / buyers,
		ordersPerBuyer: orders / buyers,
		orderValue: revenue / orders,
	};
}

/**
 * The repeat rate of the same customers over windows of several lengths (in the unit of the mean):
 * it rises with the window though nobody changes, (1−P0−P1)/(1−P0) of negative binomial counts.
 */
export function repeatRateByWindow(
	purchasesPerPeriod: number,
	evenness: number,
	windows: readonly number[],
): { periods: number; repeatRate: number }[] {
	return windows.map((periods) => ({
		periods,
		repeatRate: repeatRate(purchaseCounts(purchasesPerPeriod * periods, evenness)),
	}));
}
