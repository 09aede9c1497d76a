import { describe, expect, test } from 'vitest';
import { fitBgNbd } from '#models/customer-base/bg-nbd-fit.ts';
import { fitGammaGamma } from '#models/customer-base/gamma-gamma-fit.ts';
import { cohortTable } from '#models/orders/cohorts.ts';
import { companyOrders, makeOrders, onlineShop, orderCompanies } from '#models/orders/companies.ts';
import { customerSummary, splitForHoldOut } from '#models/orders/customer-summary.ts';
import { dayNumber } from '#models/orders/days.ts';
import { mergeSameDay } from '#models/orders/order-days.ts';
import { type OrdersTable, readOrders } from '#models/orders/orders.ts';
import { ordersText } from '#models/orders/table-text.ts';
import { utf8 } from './encode.ts';

const day = (text: string): number => {
	const [year = 0, month = 0, of = 0] = text.split('-').map(Number);
	return dayNumber(year, month, of) as number;
};

function table(rows: readonly [string, string, number][]): OrdersTable {
	const names = [...new Set(rows.map(([name]) => name))];
	return {
		customer: Int32Array.from(rows, ([name]) => names.indexOf(name)),
		day: Int32Array.from(rows, ([, text]) => day(text)),
		amount: Float64Array.from(rows, ([, , amount]) => amount),
		names,
	};
}

describe('a small shop worked out by hand', () => {
	const small = table([
		['甲', '2024-01-01', 100],
		['乙', '2024-01-08', 50],
		['甲', '2024-01-15', 200],
		['甲', '2024-01-15', 100],
		['甲', '2024-01-29', 500],
		['丙', '2024-03-31', 80],
	]);

	test('each customer', () => {
		const days = mergeSameDay(small);
		expect(days).toMatchObject({ orders: 6, mergedOrders: 1, revenue: 1_030 });
		const summary = customerSummary(days);
		expect([...summary.repeatOrders]).toEqual([2, 0, 0]);
		expect([...summary.lastOrderAt]).toEqual([4, 0, 0]);
		expect([...summary.observedFor]).toEqual([90 / 7, 83 / 7, 0]);
		expect([...summary.meanSpend]).toEqual([400, 0, 0]);
		expect([...summary.orders]).toEqual([3, 1, 1]);
		expect([...summary.total]).toEqual([900, 50, 80]);
		expect([...summary.daysSinceLast]).toEqual([62, 83, 0]);
	});

	test('as known earlier', () => {
		const summary = customerSummary(mergeSameDay(small), { until: day('2024-01-15') });
		expect([...summary.repeatOrders]).toEqual([1, 0]);
		expect([...summary.meanSpend]).toEqual([300, 0]);
		expect([...summary.observedFor]).toEqual([2, 1]);
	});

	test('cut in two', () => {
		const split = splitForHoldOut(mergeSameDay(small), day('2024-01-31'));
		expect(split).toMatchObject({ ok: true, customersAfterSplit: 1, holdOutWeeks: 60 / 7 });
		expect(splitForHoldOut(mergeSameDay(small), day('2024-01-15'))).toEqual({
			ok: false,
			reason: 'periodTooShort',
		});
		expect(splitForHoldOut(mergeSameDay(table([['甲', '2024-01-01', 1]])))).toEqual({
			ok: false,
			reason: 'periodTooShort',
		});
	});

	test('by month and by quarter', () => {
		const days = mergeSameDay(small);
		expect(cohortTable(days)).toEqual({
			unit: 'month',
			cohorts: [
				{ label: '2024-01', customers: 2, buying: [2, 0, 0] },
				{ label: '2024-02', customers: 0, buying: [0, 0] },
				{ label: '2024-03', customers: 1, buying: [1] },
			],
			leftOut: 0,
			lastPeriodComplete: true,
		});
		expect(cohortTable(days, 'quarter').cohorts).toEqual([
			{ label: '2024-Q1', customers: 3, buying: [3] },
		]);
	});

	test('a file of ten years keeps its latest 24 quarters', () => {
		const long = table([
			['甲', '2014-01-01', 1],
			['乙', '2024-02-01', 1],
			['甲', '2024-05-01', 1],
		]);
		const cohorts = cohortTable(mergeSameDay(long));
		expect(cohorts).toMatchObject({ unit: 'quarter', leftOut: 18, lastPeriodComplete: false });
		expect(cohorts.cohorts.at(-2)).toEqual({ label: '2024-Q1', customers: 1, buying: [1, 0] });
		expect(cohorts.cohorts.at(-1)).toEqual({ label: '2024-Q2', customers: 0, buying: [0] });
	});

	test('no orders and uneven columns are refused', () => {
		expect(() => mergeSameDay(table([]))).toThrow(RangeError);
		expect(() => mergeSameDay({ ...small, day: new Int32Array(2) })).toThrow(RangeError);
		expect(() => customerSummary(mergeSameDay(small), { until: 0.5 })).toThrow(RangeError);
	});
});

describe.each(Object.values(orderCompanies))('$title', (company) => {
	const orders = companyOrders(company);

	test('says that it is synthetic', () => {
		expect(company.title).toContain('合成資料');
		expect(company.source).toContain('假設');
	});

	test('is the same every time, and reads back as a file', async () => {
		expect(companyOrders(company)).toEqual(orders);
		const read = await readOrders(
			utf8(ordersText(orders, { date: 'republic', amount: 'currency' })),
		);
		if (!read.ok) throw new Error(read.reason);
		expect(read.rejected.count).toBe(0);
		expect([...read.table.day]).toEqual([...orders.day]);
		expect([...(read.table.amount ?? [])]).toEqual([...(orders.amount ?? [])]);
		const names = (each: OrdersTable) => [...each.customer].map((who) => each.names[who]);
		expect(names(read.table)).toEqual(names(orders));
	});

	test('has customers, orders and time enough for a hold-out test', () => {
		expect(company.customers).toBeGreaterThanOrEqual(3_000);
		expect(orders.names).toHaveLength(company.customers);
		const split = splitForHoldOut(mergeSameDay(orders));
		if (!split.ok) throw new Error(split.reason);
		expect(split.calibration.customer.length).toBeGreaterThan(3_000);
		expect(split.holdOutOrders.some((count) => count > 0)).toBe(true);
	});

	test('spend fits the parameters that it was drawn from', () => {
		const fit = fitGammaGamma(customerSummary(mergeSameDay(orders)));
		if (!fit.ok) throw new Error(fit.reason);
		for (const name of ['p', 'q', 'gamma'] as const) {
			const off = Math.abs(fit.params[name] - company.spend[name]);
			expect(off).toBeLessThan(3 * fit.standardErrors[name]);
		}
	});
});

test('where hardly anybody buys twice a day, buying fits the parameters it was drawn from', () => {
	const fit = fitBgNbd(customerSummary(mergeSameDay(companyOrders(onlineShop))));
	if (!fit.ok) throw new Error(fit.reason);
	for (const name of ['r', 'alpha', 'a', 'b'] as const) {
		const off = Math.abs(fit.params[name] - onlineShop.buying[name]);
		expect(off).toBeLessThan(3 * fit.standardErrors[name]);
	}
});

test('joining the orders of a day makes the coffee chain look slower and more alike', () => {
	const { buying } = orderCompanies.coffee;
	const fit = fitBgNbd(customerSummary(mergeSameDay(companyOrders(orderCompanies.coffee))));
	if (!fit.ok) throw new Error(fit.reason);
	expect(fit.params.alpha).toBeGreaterThan(buying.alpha);
	expect(fit.params.alpha).toBeLessThan(1.25 * buying.alpha);
	expect(Math.abs(fit.params.a - buying.a)).toBeLessThan(3 * fit.standardErrors.a);
});

test('orders are made in any number', () => {
	expect(makeOrders(1).customer).toHaveLength(1);
	expect(makeOrders(5_000).day).toHaveLength(5_000);
	expect(makeOrders(5_000)).toEqual(makeOrders(5_000));
	expect(() => makeOrders(0)).toThrow(RangeError);
});
