import { noName } from './names.ts';
import type { OrdersTable } from './orders.ts';
import { headerWord } from './roles.ts';

/** What was made of the rows of one order. */
export interface OrderLines {
	/** Rows before and orders after joining. */
	readonly rows: number;
	readonly orders: number;
	/** Orders of more than one row. */
	readonly ordersOfSeveralRows: number;
	/**
	 * `total`: each row repeats what the whole order cost, so it counts once; `items`: each row is a
	 * part of it, so they are added up; null where no order has two rows or the file has no amounts.
	 */
	readonly amounts: 'total' | 'items' | null;
	/** Under `total`: orders whose rows differ all the same, and are added up. */
	readonly differing: number;
}

/** So many of the orders of several rows must repeat one amount before it is taken for the total. */
const mostRepeat = 0.8;

/** Headers that say what a single line cost. */
const ofALine = /小計|品項|單品|明細|商品|subtotal|item|line|product/;

/**
 * Joins the rows of one order: those with one order number, of one customer, on one day (numbers
 * that start anew, or that two shops share, join nobody else's). Whether amounts repeat the order's
 * total is decided for the file, not for each order: two cups at one price look like a total too.
 */
export function joinOrderLines(
	table: OrdersTable,
	keys: Int32Array,
	amountHeader = '',
): { readonly table: OrdersTable; readonly lines: OrderLines } {
	const { customer, day, amount, names } = table;
	const rows = customer.length;
	if (keys.length !== rows) throw new RangeError('an order number is needed for each row');
	/** The first row of each row's order. */
	const first = new Int32Array(rows);
	const size = new Int32Array(rows);
	const differs = new Uint8Array(rows);
	// Rows of one number that belong to different orders hang on one another.
	const lastOfKey = new Map<number, number>();
	const before = new Int32Array(rows).fill(-1);
	for (let row = 0; row < rows; row++) {
		const key = keys[row] as number;
		let found = key === noName ? -1 : (lastOfKey.get(key) ?? -1);
		const head = found;
		while (found !== -1 && !(customer[found] === customer[row] && day[found] === day[row])) {
			found = before[found] as number;
		}
		if (found === -1) {
			first[row] = row;
			if (key !== noName) {
				before[row] = head;
				lastOfKey.set(key, row);
			}
			size[row] = 1;
			continue;
		}
		first[row] = found;
		size[found] = (size[found] as number) + 1;
		if (amount && amount[found] !== amount[row]) differs[found] = 1;
	}
	let orders = 0;
	let several = 0;
	let differing = 0;
	for (let row = 0; row < rows; row++) {
		if (first[row] !== row) continue;
		orders++;
		if ((size[row] as number) < 2) continue;
		several++;
		differing += differs[row] as number;
	}
	const repeats =
		several > 0 &&
		several - differing >= mostRepeat * several &&
		!ofALine.test(headerWord(amountHeader));
	const kind = amount === null || several === 0 ? null : repeats ? 'total' : 'items';
	const joined = {
		customer: new Int32Array(orders),
		day: new Int32Array(orders),
		amount: amount ? new Float64Array(orders) : null,
		names,
	};
	const at = new Int32Array(rows);
	let count = 0;
	for (let row = 0; row < rows; row++) {
		const head = first[row] as number;
		const much = amount?.[row] ?? 0;
		if (head === row) {
			at[row] = count;
			joined.customer[count] = customer[row] as number;
			joined.day[count] = day[row] as number;
			if (joined.amount) joined.amount[count] = much;
			count++;
		} else if (joined.amount && (kind === 'items' || differs[head] === 1)) {
			const place = at[head] as number;
			joined.amount[place] = (joined.amount[place] as number) + much;
		}
	}
	return {
		table: joined,
		lines: {
			rows,
			orders,
			ordersOfSeveralRows: several,
			amounts: kind,
			differing: kind === 'total' ? differing : 0,
		},
	};
}
