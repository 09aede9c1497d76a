import { differ } from './differences.ts';
import { equalLeavingDiscounted, equalLeavingOrders, type EqualLeaving } from './equal-leaving.ts';
import { leavingMix, meanOver } from './leaving-mix.ts';
import { timings, type TimingCode } from './timing.ts';
import { timesWorth, withWorth, type Worth } from './worth.ts';

/**
 * The branch without a contract: nobody says goodbye. An active customer orders at a rate of his
 * own and after each order leaves for good with a chance of his own (BG/NBD; Fader, Hardie & Lee
 * 2005); an order brings the average margin (gamma-gamma, for one who has no history yet). All
 * times and rates are in years.
 */
export interface Shop {
	/** NT$ an order leaves; may be any number. */
	readonly marginPerOrder: number;
	/** Orders a year of an active customer, the mean over customers, 0 or more. */
	readonly ordersPerYear: number;
	/** Standard deviation of that rate over its mean, above 0. */
	readonly rateSpread: number;
	/** Chance of leaving for good after an order, the mean over customers, 0 to below 1. */
	readonly leaveAfterOrder: number;
	/** How much that chance differs: 0 all alike, to below 1; Var p ÷ its largest possible value. */
	readonly differences: number;
	readonly discountPerYear: number;
}

/** What is known of a customer's orders; years since the first. */
export interface OrderHistory {
	/** Orders after the first, a whole number. */
	readonly repeatOrders: number;
	/** From the first order to the last; 0 when there was only one. */
	readonly lastOrderAt: number;
	/** From the first order to now. */
	readonly observedFor: number;
}

/** Nothing known but that the first order has just come. */
export const newCustomer: OrderHistory = { repeatOrders: 0, lastOrderAt: 0, observedFor: 0 };

/** Below these a rate cannot be told from none within the precision of a number. */
const noDiscount = 1e-9;
const noOrders = 1e-9;
const noLeaving = 1e-15;

/** Orders to come after the first, discounted, when all customers are alike: λ/(λp + δ). */
export function alikeOrders(shop: Shop): Worth {
	const { ordersPerYear: rate } = shop;
	const leave = leaveOf(shop);
	const spread = rate * leave + deltaOf(shop);
	if (rate < noOrders) return { bounded: true, value: 0 };
	if (spread === 0) return endless(leave);
	return { bounded: true, value: rate / spread };
}

/** The same when they differ in how often they buy, but are equally likely to leave. */
export function unequalRatesOrders(shop: Shop): Worth {
	return ordersToCome({ ...shop, differences: 0 });
}

/**
 * All orders to come of a customer who is still active, each discounted from its own day; for the
 * average new customer, or for one with a history. The rate of buying follows Gamma(r + x, α + T),
 * the chance of leaving Beta(a, b + x); when the last order came matters only for whether she is
 * active at all. Discounted expected residual transactions of the BG/NBD model.
 */
export function ordersToCome(shop: Shop, history = newCustomer): Worth {
	const buying = buyingOf(shop, history);
	if (!buying) return { bounded: true, value: 0 };
	const { r, alpha, leaving } = buying;
	const delta = deltaOf(shop);
	if (typeof leaving === 'number') {
		if (delta === 0 && leaving === 0) return endless(0);
		return {
			bounded: true,
			value: equalLeavingDiscounted({ r, alpha, leave: leaving }, delta),
		};
	}
	const { a, b } = leaving;
	if (delta === 0) {
		// Undiscounted it is the mean of 1/p, which a Beta has only for a > 1.
		return a > 1 ? { bounded: true, value: (a + b - 1) / (a - 1) } : endless(shop.leaveAfterOrder);
	}
	const discounted = (leave: number) => equalLeavingDiscounted({ r, alpha, leave }, delta);
	return { bounded: true, value: meanOver(leavingMix(a, b), discounted) };
}

/**
 * How many orders such a customer is expected to place within a time from now (years), given that
 * she is still active.
 */
export function ordersWithin(shop: Shop, history = newCustomer): (years: number) => number {
	const buying = buyingOf(shop, history);
	if (!buying) return () => 0;
	const { r, alpha, leaving } = buying;
	const alike = (leave: number, years: number) => equalLeavingOrders({ r, alpha, leave }, years);
	if (typeof leaving === 'number') return (years) => alike(leaving, years);
	const mix = leavingMix(leaving.a, leaving.b);
	return (years) => meanOver(mix, (leave) => alike(leave, years));
}

/** Chance that a customer with this history has not left, 0–1; always 1 without a repeat order. */
export function activeChance(shop: Shop, history: OrderHistory): number {
	const { repeatOrders, lastOrderAt, observedFor } = history;
	const before = buyingOf(shop);
	if (repeatOrders === 0 || !before) return 1;
	const { r, alpha, leaving } = before;
	const oddsOfLeaving =
		typeof leaving === 'number'
			? leaving / (1 - leaving)
			: leaving.a / (leaving.b + repeatOrders - 1);
	const silence = Math.log1p((observedFor - lastOrderAt) / (alpha + lastOrderAt));
	return 1 / (1 + oddsOfLeaving * Math.exp((r + repeatOrders) * silence));
}

/**
 * Orders under a convention, in NT$: each is paid when it comes, or with C and D a year or half a
 * year after; the order that wins the customer counts, except under B. A = m + B and A = (1+i)C as
 * with a contract, m being the margin of one order.
 */
export function ordersWorth(shop: Shop, orders: Worth, timing: TimingCode): Worth {
	const { delay, first } = orderTiming(timing);
	return timesWorth(
		shop.marginPerOrder * (1 + shop.discountPerYear) ** -delay,
		withWorth(orders, (count) => first + count),
	);
}

/** Years between an order and its money, and how many orders count at the start. */
export function orderTiming(timing: TimingCode): { delay: number; first: 0 | 1 } {
	const { delay, firstIsCertain } = timings[timing];
	return firstIsCertain ? { delay, first: 1 } : { delay: 0, first: 0 };
}

/** δ, the continuous form of the yearly rate; 0 where it is too small to tell. */
export function deltaOf({ discountPerYear }: Pick<Shop, 'discountPerYear'>): number {
	return discountPerYear < noDiscount ? 0 : Math.log1p(discountPerYear);
}

/** The time, in years and no more than one, in which new customers' order rate may fall by half. */
export function timeScaleOf(shop: Shop): number {
	const buying = buyingOf(shop);
	if (!buying) return 1;
	return Math.min(1, buying.alpha / (1 + (buying.r + 1) * leaveOf(shop)));
}

/** Whether anybody orders at all after the first time. */
export const ordersAgain = (shop: Shop): boolean => shop.ordersPerYear >= noOrders;

interface Buying extends Omit<EqualLeaving, 'leave'> {
	/** One chance for all, or the Beta it is drawn from. */
	readonly leaving: number | { readonly a: number; readonly b: number };
}

/** The parameters after a history; undefined where nobody orders at all. */
function buyingOf(shop: Shop, history = newCustomer): Buying | undefined {
	const { ordersPerYear, rateSpread, differences } = shop;
	const leave = leaveOf(shop);
	if (ordersPerYear < noOrders) return undefined;
	const { repeatOrders, observedFor } = history;
	const r = 1 / rateSpread ** 2;
	const total = 1 / differences - 1;
	return {
		r: r + repeatOrders,
		alpha: r / ordersPerYear + observedFor,
		leaving:
			differ(differences) && leave > 0
				? { a: leave * total, b: (1 - leave) * total + repeatOrders }
				: leave,
	};
}

const leaveOf = ({ leaveAfterOrder }: Shop): number =>
	leaveAfterOrder < noLeaving ? 0 : leaveAfterOrder;

function endless(leave: number): Worth {
	return {
		bounded: false,
		reason:
			leave === 0
				? 'nobody leaves and waiting costs nothing'
				: 'some hardly ever leave and waiting costs nothing',
	};
}
