import { gammaValueAt } from '#models/concentration/gamma.ts';
import { keyedUniform } from '#models/random.ts';

/** A made-up year of made-up customers (示意), in one order for all columns. */
export interface SyntheticCustomers {
	readonly orders: Uint16Array;
	/** Of the orders, how many were delivered. */
	readonly deliveries: Uint16Array;
	/** Questions, complaints and returns that a person dealt with. */
	readonly cases: Uint16Array;
	/** NT$ in the year. */
	readonly revenue: Float64Array;
}

export interface SyntheticShop {
	readonly customers: number;
	/** Orders a year, on average over customers. */
	readonly ordersPerYear: number;
	/** Gamma shape of orders across customers; smaller is more uneven. */
	readonly evenness: number;
	/** NT$ of the order in the middle. */
	readonly orderValue: number;
	/** Share of orders delivered, on average over customers. */
	readonly deliveredShare: number;
}

/**
 * What a draw is for is the first key, far apart: neighbouring seeds must not meet in each other's
 * customers, which small keys beside a seed would let them do.
 */
const firstDraw = 0x3c6e_f372;
const apart = 0x0100_0193;

/**
 * Draws the year: orders vary by a gamma distribution, order values by a log-normal one (those who
 * order often order less a time), the taste for delivery and for asking by customer. Same seed,
 * same customers; sizes and spreads are assumptions.
 */
export function syntheticCustomers(shop: SyntheticShop, seed: number): SyntheticCustomers {
	const { customers, ordersPerYear, evenness, orderValue, deliveredShare } = shop;
	if (!(Number.isInteger(customers) && customers >= 0 && customers <= 10_000)) {
		throw new RangeError(`customers must be a whole number up to 10,000, got ${customers}`);
	}
	if (!(ordersPerYear > 0 && ordersPerYear <= 1_000 && orderValue >= 0)) {
		throw new RangeError('orders a year must be 0 to 1,000 and order value 0 or more');
	}
	if (!(deliveredShare >= 0 && deliveredShare <= 1)) {
		throw new RangeError(`deliveredShare must be between 0 and 1, got ${deliveredShare}`);
	}
	const orders = new Uint16Array(customers);
	const deliveries = new Uint16Array(customers);
	const cases = new Uint16Array(customers);
	const revenue = new Float64Array(customers);
	const offset = keyedUniform(seed, firstDraw + 3 * apart);
	for (let i = 0; i < customers; i++) {
		const draw = (use: number) => keyedUniform(seed, firstDraw + use * apart, i);
		// The average of customers' ranks, not of their luck: the list looks like its inputs.
		const rank = (i + draw(0)) / customers;
		const rate = (ordersPerYear * gammaValueAt(evenness, rank)) / evenness;
		const count = Math.min(5_000, Math.max(1, Math.round(rate)));
		const normal = Math.sqrt(-2 * Math.log(draw(1))) * Math.cos(2 * Math.PI * draw(2));
		const value = orderValue * Math.exp(0.45 * normal) * (ordersPerYear / count) ** 0.3;
		// A power of a place in 0–1 has the wanted average, and runs from nothing to everything delivered.
		// Steps of the golden ratio spread it evenly over large and small customers alike.
		const place = (i * 0.618_033_988_749_895 + offset) % 1;
		const taste = deliveredShare === 0 ? 0 : place ** (1 / deliveredShare - 1);
		const asks = -Math.log(draw(4)) * 0.15;
		orders[i] = count;
		deliveries[i] = Math.round(count * taste);
		cases[i] = Math.min(5_000, Math.round(count * asks));
		revenue[i] = Math.round(count * value);
	}
	return { orders, deliveries, cases, revenue };
}
