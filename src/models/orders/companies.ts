import type { BgNbd } from '#models/customer-base/bg-nbd.ts';
import type { GammaGamma } from '#models/customer-base/gamma-gamma.ts';
import { simulateCustomer, simulateSpend } from '#models/customer-base/simulate.ts';
import { keyedUniform } from '#models/random.ts';
import { dayNumber } from './days.ts';
import { daysPerWeek } from './customer-summary.ts';
import type { OrdersTable } from './orders.ts';

/**
 * A made-up company whose truth is known: its orders are drawn from BG/NBD and gamma-gamma with
 * the parameters written here. No company's real figures; all of them are 假設.
 */
export interface OrderCompany {
	readonly id: 'coffee' | 'shop';
	/** zh-TW, always saying that the data are synthetic. */
	readonly title: string;
	readonly note: string;
	readonly source: string;
	readonly customers: number;
	readonly firstDay: number;
	readonly weeks: number;
	/** First orders fall evenly into this many weeks from the first day. */
	readonly arrivalWeeks: number;
	/** The truth that a fit should find again; time in weeks, money in NT$. */
	readonly buying: BgNbd;
	readonly spend: GammaGamma;
	readonly seed: number;
}

const opening = dayNumber(2023, 1, 1) as number;

export const coffeeChain: OrderCompany = {
	id: 'coffee',
	title: '連鎖咖啡店（合成資料）',
	note: '金額小、次數多：活躍會員平均三週一杯，人與人差很多。常客一天買兩次會併成一筆，所以擬合出的r和α會比真值高一些。',
	source: '假設：依BG/NBD與gamma-gamma模型產生，不是任何一家店的資料',
	customers: 4_000,
	firstDay: opening,
	weeks: 104,
	arrivalWeeks: 78,
	buying: { r: 1, alpha: 3, a: 0.6, b: 7 },
	spend: { p: 6, q: 4, gamma: 75 },
	seed: 20_230_101,
};

export const onlineShop: OrderCompany = {
	id: 'shop',
	title: '網路商店（合成資料）',
	note: '金額大、次數少：許多人只買一次，回來的人一年約三次。',
	source: '假設：依BG/NBD與gamma-gamma模型產生，不是任何一家店的資料',
	customers: 5_000,
	firstDay: opening,
	weeks: 104,
	arrivalWeeks: 78,
	buying: { r: 0.7, alpha: 11, a: 0.9, b: 2.6 },
	spend: { p: 6, q: 4, gamma: 700 },
	seed: 20_230_102,
};

export const orderCompanies = { coffee: coffeeChain, shop: onlineShop } as const;

/** Keys of the draws made here, apart from those of the simulated customers. */
const arrivalKey = 7;

const longestName = (customers: number): number => String(customers).length;

/**
 * The company's orders, sorted by day as a till would export them. Amounts are whole NT$, at least
 * 1, and moments become days, so a fit finds the parameters again but for chance and for that rounding:
 * joining the orders of a day takes from the heaviest buyers most, which shows where people buy
 * daily (the coffee chain's r and α come out higher) and hardly where they do not. The same company gives the same orders.
 */
export function companyOrders(company: OrderCompany): OrdersTable {
	const { customers, firstDay, weeks, arrivalWeeks, buying, spend, seed } = company;
	const rows: { customer: number; day: number; amount: number }[] = [];
	for (let customer = 0; customer < customers; customer++) {
		const arrival = keyedUniform(seed, customer, arrivalKey) * arrivalWeeks;
		const { repeatOrdersAt } = simulateCustomer(buying, weeks - arrival, customer, seed);
		const values = simulateSpend(spend, repeatOrdersAt.length + 1, customer, seed);
		for (const [order, value] of values.entries()) {
			const at = arrival + (order === 0 ? 0 : (repeatOrdersAt[order - 1] as number));
			// The last moment of the period belongs to its last day.
			const day = firstDay + Math.min(Math.floor(at * daysPerWeek), weeks * daysPerWeek - 1);
			rows.push({ customer, day, amount: Math.max(1, Math.round(value)) });
		}
	}
	rows.sort((one, other) => one.day - other.day || one.customer - other.customer);
	const digits = longestName(customers);
	return {
		customer: Int32Array.from(rows, ({ customer }) => customer),
		day: Int32Array.from(rows, ({ day }) => day),
		amount: Float64Array.from(rows, ({ amount }) => amount),
		names: Array.from({ length: customers }, (_, i) => `M${String(i + 1).padStart(digits, '0')}`),
	};
}

/**
 * Enough of the online shop's customers for at least so many orders, cut to exactly that many: for
 * measuring how long a large file takes.
 */
export function makeOrders(rows: number, seed = onlineShop.seed): OrdersTable {
	if (!(Number.isInteger(rows) && rows > 0)) {
		throw new RangeError(`rows must be a whole number above 0, got ${rows}`);
	}
	const { firstDay, weeks, arrivalWeeks, buying, spend } = onlineShop;
	const customer = new Int32Array(rows);
	const day = new Int32Array(rows);
	const amount = new Float64Array(rows);
	const names: string[] = [];
	for (let row = 0; row < rows;) {
		const who = names.push(`C${String(names.length + 1).padStart(7, '0')}`) - 1;
		const arrival = keyedUniform(seed, who, arrivalKey) * arrivalWeeks;
		const { repeatOrdersAt } = simulateCustomer(buying, weeks - arrival, who, seed);
		const values = simulateSpend(spend, repeatOrdersAt.length + 1, who, seed);
		for (const [order, value] of values.entries()) {
			if (row === rows) break;
			const at = arrival + (order === 0 ? 0 : (repeatOrdersAt[order - 1] as number));
			customer[row] = who;
			day[row] = firstDay + Math.min(Math.floor(at * daysPerWeek), weeks * daysPerWeek - 1);
			amount[row] = Math.max(1, Math.round(value));
			row++;
		}
	}
	return { customer, day, amount, names };
}
