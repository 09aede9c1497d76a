import {
	activeChance,
	ordersAgain,
	ordersToCome,
	ordersWithin,
	type OrderHistory,
	type Shop,
} from './non-contractual.ts';
import { timesWorth, withWorth, type Worth } from './worth.ts';

/** What a shop knows of one customer. Times in years since her first order. */
export interface KnownCustomer extends OrderHistory {
	/** NT$ of an average repeat order; without one it says nothing. */
	readonly meanSpend: number;
}

export interface Spending {
	/** NT$ of an average order over all customers. */
	readonly orderValue: number;
	/** Share of it that is margin, 0–1. */
	readonly marginRate: number;
	/**
	 * How many orders of her own it takes to weigh as much as the average of all, above 0:
	 * (q−1)/p of the gamma-gamma model, the one thing about p and q that this needs.
	 */
	readonly ordersToTrust: number;
}

/** What her history makes of one customer, or why it cannot be read. */
export type Existing =
	| {
			readonly known: true;
			/** Chance that she has not left, 0–1. */
			readonly activeChance: number;
			/** NT$ of her next order, between her own average and that of all. */
			readonly expectedSpend: number;
			/** Weight of her own average in it, 0–1. */
			readonly ownWeight: number;
			readonly ordersNextYear: number;
			/** All her orders to come, each discounted to today. */
			readonly discountedOrders: Worth;
			/** Their margin, NT$; what it once cost to win her is spent and does not count. */
			readonly worth: Worth;
	  }
	| {
			readonly known: false;
			readonly reason: 'the last order is not after the first' | 'nobody orders again';
	  };

/**
 * The value of a customer with a history: BG/NBD for how often she will still come (Fader, Hardie
 * & Lee 2005), gamma-gamma for what she will spend (Fader, Hardie & Lee 2005, JMR): her own average,
 * drawn towards that of all the more, the fewer orders it rests on.
 */
export function existingCustomer(
	shop: Shop,
	spending: Spending,
	customer: KnownCustomer,
): Existing {
	const { repeatOrders, observedFor, meanSpend } = customer;
	if (!ordersAgain(shop)) return { known: false, reason: 'nobody orders again' };
	if (repeatOrders > 0 && !(customer.lastOrderAt > 0)) {
		return { known: false, reason: 'the last order is not after the first' };
	}
	const { orderValue, marginRate, ordersToTrust } = spending;
	const history = {
		repeatOrders,
		lastOrderAt: repeatOrders > 0 ? customer.lastOrderAt : 0,
		observedFor,
	};
	const chance = activeChance(shop, history);
	const discounted = withWorth(ordersToCome(shop, history), (orders) => chance * orders);
	// E[M | x, m̄] = p(γ + x·m̄)/(px + q − 1), written as the weighted mean it is.
	const ownWeight = repeatOrders / (repeatOrders + ordersToTrust);
	const spend = ownWeight * meanSpend + (1 - ownWeight) * orderValue;
	return {
		known: true,
		activeChance: chance,
		expectedSpend: spend,
		ownWeight,
		ordersNextYear: chance * ordersWithin(shop, history)(1),
		discountedOrders: discounted,
		worth: timesWorth(spend * marginRate, discounted),
	};
}
