import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cohortTable } from '#models/orders/cohorts.ts';
import { customerSummary, splitForHoldOut } from '#models/orders/customer-summary.ts';
import { dayNumber } from '#models/orders/days.ts';
import { delimiters } from '#models/orders/layout.ts';
import { mergeSameDay } from '#models/orders/order-days.ts';
import { type OrdersTable, readOrders } from '#models/orders/orders.ts';
import { encodings } from '#models/orders/recognise.ts';
import { ordersText } from '#models/orders/table-text.ts';
import { encode } from './encode.ts';

const from = dayNumber(2022, 1, 1) as number;
const to = dayNumber(2024, 12, 31) as number;

const order = fc.record({
	who: fc.integer({ min: 0, max: 11 }),
	day: fc.integer({ min: from, max: to }),
	amount: fc.integer({ min: 1, max: 2_000_000 }),
});
type Order = { who: number; day: number; amount: number };

/** Numbers customers by first appearance, as a reader does. */
function tableOf(orders: readonly Order[], nameOf = (who: number) => `M${who}`): OrdersTable {
	const names: string[] = [];
	const customer = orders.map(({ who }) => {
		const name = nameOf(who);
		const known = names.indexOf(name);
		return known === -1 ? names.push(name) - 1 : known;
	});
	return {
		customer: Int32Array.from(customer),
		day: Int32Array.from(orders, ({ day }) => day),
		amount: Float64Array.from(orders, ({ amount }) => amount),
		names,
	};
}

const byName = (table: OrdersTable, until?: number) => {
	const summary = customerSummary(mergeSameDay(table), until === undefined ? {} : { until });
	const { customer, until: end, hasAmounts, ...columns } = summary;
	expect([end, hasAmounts]).toEqual([until ?? Math.max(...table.day), true]);
	const rows = [...customer].map((who, row) => [
		table.names[who],
		...Object.values(columns).map((column) => column[row]),
	]);
	return rows.sort(([one], [other]) => String(one).localeCompare(String(other)));
};

test('the order of rows changes nothing', () => {
	fc.assert(
		fc.property(
			fc
				.array(order, { minLength: 1, maxLength: 60 })
				.chain((orders) =>
					fc.tuple(
						fc.constant(orders),
						fc.shuffledSubarray(orders, { minLength: orders.length, maxLength: orders.length }),
					),
				),
			([orders, shuffled]) => {
				expect(byName(tableOf(shuffled))).toEqual(byName(tableOf(orders)));
			},
		),
	);
});

test('customers sum up to the file: orders, merged orders, revenue', () => {
	fc.assert(
		fc.property(fc.array(order, { minLength: 1, maxLength: 80 }), (orders) => {
			const table = tableOf(orders);
			const days = mergeSameDay(table);
			const summary = customerSummary(days);
			const sum = (column: Iterable<number>) => [...column].reduce((all, each) => all + each, 0);
			expect(sum(summary.orders) + days.mergedOrders).toBe(orders.length);
			expect(sum(summary.total)).toBe(days.revenue);
			expect(sum(summary.repeatOrders) + summary.customer.length).toBe(sum(summary.orders));
			expect(new Set(orders.map(({ who, day }) => `${who} ${day}`)).size).toBe(days.day.length);
		}),
	);
});

test('every customer is a possible history of the model', () => {
	fc.assert(
		fc.property(fc.array(order, { minLength: 1, maxLength: 80 }), (orders) => {
			const summary = customerSummary(mergeSameDay(tableOf(orders)));
			for (const [row, x] of summary.repeatOrders.entries()) {
				const last = summary.lastOrderAt[row] as number;
				expect(last === 0).toBe(x === 0);
				expect(last).toBeLessThanOrEqual(summary.observedFor[row] as number);
				expect((summary.meanSpend[row] as number) > 0).toBe(x > 0);
				expect(summary.daysSinceLast[row]).toBeGreaterThanOrEqual(0);
			}
		}),
	);
});

test('calibration and hold-out together are the whole', () => {
	fc.assert(
		fc.property(fc.array(order, { minLength: 2, maxLength: 80 }), (orders) => {
			const table = tableOf([
				...orders,
				{ who: 0, day: from, amount: 1 },
				{ who: 1, day: to, amount: 1 },
			]);
			const days = mergeSameDay(table);
			const split = splitForHoldOut(days);
			if (!split.ok) throw new Error(split.reason);
			expect(byName(table, split.splitDay)).toHaveLength(split.calibration.customer.length);
			for (const [row, who] of split.calibration.customer.entries()) {
				const mine = [...days.day.subarray(days.starts[who], days.starts[who + 1])];
				expect(split.calibration.orders[row]).toBe(
					mine.filter((day) => day <= split.splitDay).length,
				);
				expect(split.holdOutOrders[row]).toBe(mine.filter((day) => day > split.splitDay).length);
			}
			const all = customerSummary(days).customer.length;
			expect(split.calibration.customer.length + split.customersAfterSplit).toBe(all);
		}),
	);
});

test('cohorts hold every customer once, and nobody buys before coming', () => {
	fc.assert(
		fc.property(
			fc.array(order, { minLength: 1, maxLength: 80 }),
			fc.constantFrom('quarter' as const, undefined),
			(orders, unit) => {
				const days = mergeSameDay(tableOf(orders));
				const { cohorts, leftOut } = cohortTable(days, unit);
				expect(cohorts.length).toBeLessThanOrEqual(24);
				const customers = cohorts.reduce((sum, each) => sum + each.customers, 0);
				if (leftOut === 0) expect(customers).toBe(new Set(orders.map(({ who }) => who)).size);
				for (const [index, { buying, customers: size }] of cohorts.entries()) {
					expect(buying).toHaveLength(cohorts.length - index);
					expect(buying[0]).toBe(size);
					expect(Math.max(...buying)).toBeLessThanOrEqual(size);
				}
			},
		),
	);
});

const awkwardNames = [
	'王小明',
	'李,四',
	'陳"大"文',
	'林;美|麗',
	'張\t三',
	'客 戶',
	'O’Neil',
	'00123',
	'a@b.tw',
	'趙\n六',
	'=1+1',
	'１２',
];

test('written out in any way and read back, a table is the same', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(order, { minLength: 3, maxLength: 60 }),
			fc.record({
				delimiter: fc.constantFrom(...delimiters),
				date: fc.constantFrom('iso', 'slashes', 'republic', 'republicWords', 'digits'),
				amount: fc.constantFrom('bare', 'thousands', 'currency'),
				lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
			}),
			fc.constantFrom(...encodings),
			fc.boolean(),
			async (orders, style, encoding, mark) => {
				const nameOf = (who: number) => {
					const name = awkwardNames[who] ?? '';
					return encoding === 'big5' ? name.replace('’', "'") : name;
				};
				const table = tableOf(orders, nameOf);
				const bytes = encode(
					ordersText(table, style as Parameters<typeof ordersText>[1]),
					encoding,
					mark || encoding.startsWith('utf-16'),
				);
				const read = await readOrders(bytes, {}, { pause: async () => undefined });
				if (!read.ok) throw new Error(read.reason);
				expect(read.layout.delimiter).toBe(style.delimiter);
				expect(read.rejected.rows).toEqual([]);
				expect(read.table).toEqual(table);
			},
		),
		{ numRuns: 300 },
	);
});
