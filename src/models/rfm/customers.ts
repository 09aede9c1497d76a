import { gammaValueAt } from '#models/concentration/gamma.ts';
import { keyedUniform } from '#models/random.ts';

/** Made-up customers (示意) of whom we know what no shop knows: who still comes, and how often. */
export interface KnownCustomers {
	readonly daysSinceLast: Float64Array;
	readonly orders: Float64Array;
	/** NT$ spent in all. */
	readonly money: Float64Array;
	/** Orders a week while they come. */
	readonly rate: Float64Array;
	/** 1 still comes, 0 gone. */
	readonly alive: Uint8Array;
}

/** All assumptions: chosen to make a plain bookshop. */
const shop = {
	meanOrdersPerWeek: 0.12,
	evenness: 0.8,
	meanWeeksUntilGone: 70,
	fewestWeeksKnown: 13,
	mostWeeksKnown: 104,
	orderValue: 420,
} as const;

/**
 * What a draw is for is the first key, far apart: neighbouring seeds must not meet in each other's
 * customers, which small keys beside a seed would let them do.
 */
const firstDraw = 0x2545_f491;
const apart = 0x0100_0193;

/** Draws customers who buy at random at their own rate until, unseen, they stop. */
export function knownCustomers(customers: number, seed: number): KnownCustomers {
	if (!(Number.isInteger(customers) && customers >= 0 && customers <= 5_000)) {
		throw new RangeError(`customers must be a whole number up to 5,000, got ${customers}`);
	}
	const column = () => new Float64Array(customers);
	const told = { daysSinceLast: column(), orders: column(), money: column(), rate: column() };
	const alive = new Uint8Array(customers);
	for (let i = 0; i < customers; i++) {
		const draw = (use: number) => keyedUniform(seed, firstDraw + use * apart, i);
		const rate = (shop.meanOrdersPerWeek * gammaValueAt(shop.evenness, draw(0))) / shop.evenness;
		const known = shop.fewestWeeksKnown + (shop.mostWeeksKnown - shop.fewestWeeksKnown) * draw(1);
		const goneAfter = -shop.meanWeeksUntilGone * Math.log(draw(2));
		const until = Math.min(known, goneAfter);
		let orders = 1;
		let last = 0;
		// Waiting times between orders are exponential; the first order is what makes a customer.
		for (let at = 0; orders < 1_000; orders++) {
			at -= Math.log(keyedUniform(seed, firstDraw + 3 * apart, i, orders)) / Math.max(rate, 1e-9);
			if (at > until) break;
			last = at;
		}
		const size = Math.exp(
			0.4 * Math.sqrt(-2 * Math.log(draw(4))) * Math.cos(2 * Math.PI * draw(5)),
		);
		told.daysSinceLast[i] = Math.floor((known - last) * 7);
		told.orders[i] = orders;
		told.money[i] = Math.round(orders * shop.orderValue * size);
		told.rate[i] = rate;
		alive[i] = goneAfter > known ? 1 : 0;
	}
	return { ...told, alive };
}
