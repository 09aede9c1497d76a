import { makeOrders } from '#models/orders/companies.ts';
import { customerSummary } from '#models/orders/customer-summary.ts';
import { mergeSameDay } from '#models/orders/order-days.ts';
import { readOrders } from '#models/orders/orders.ts';
import { ordersText } from '#models/orders/table-text.ts';
import { type BenchCase, benchCase } from '../case.ts';

const million = 1_000_000;
const sum = (values: Iterable<number>): number => {
	let all = 0;
	for (const value of values) all += value;
	return all;
};

/** Reading an order file, from bytes to one row a customer. */
export const cases: readonly BenchCase[] = [
	benchCase({
		name: 'order file: parse',
		n: million,
		targetMilliseconds: 2_500,
		prepare: () =>
			new TextEncoder().encode(ordersText(makeOrders(million), { amount: 'thousands' })),
		run: async (bytes) => {
			const read = await readOrders(bytes);
			if (!read.ok) throw new Error(read.reason);
			return { checksum: sum(read.table.day) + sum(read.table.amount ?? []) };
		},
	}),
	benchCase({
		name: 'order file: one row a customer',
		n: million,
		prepare: () => makeOrders(million),
		run: (table) => {
			const { lastOrderAt, meanSpend } = customerSummary(mergeSameDay(table));
			return { checksum: sum(lastOrderAt) + sum(meanSpend) };
		},
	}),
];
