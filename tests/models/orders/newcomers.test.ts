import { expect, test } from 'vitest';
import { companyOrders, coffeeChain, onlineShop } from '#models/orders/companies.ts';
import { fitBgNbd } from '#models/customer-base/bg-nbd-fit.ts';
import { customerSummary } from '#models/orders/customer-summary.ts';
import { arrivalsOf, daysPerMonth, newcomersOnly } from '#models/orders/newcomers.ts';
import { mergeSameDay } from '#models/orders/order-days.ts';
import type { OrdersTable } from '#models/orders/orders.ts';

/** A file that begins late: what came before is not in it. */
function from(table: OrdersTable, day: number): OrdersTable {
	const rows = [...table.day.keys()].filter((row) => (table.day[row] as number) >= day);
	const take = (column: Int32Array) => Int32Array.from(rows, (row) => column[row] as number);
	return {
		customer: take(table.customer),
		day: take(table.day),
		amount: table.amount && Float64Array.from(rows, (row) => table.amount?.[row] ?? 0),
		names: table.names,
	};
}

const truth = coffeeChain.buying.a / (coffeeChain.buying.a + coffeeChain.buying.b);

test('a file that holds every first order raises no alarm', () => {
	for (const company of [coffeeChain, onlineShop]) {
		expect(arrivalsOf(mergeSameDay(companyOrders(company))).settledAfterMonths).toBeNull();
	}
});

test('one that begins in the middle does, and leaving out its start brings the fit back', () => {
	const whole = companyOrders(coffeeChain);
	const cut = mergeSameDay(from(whole, coffeeChain.firstDay + 40 * 7));
	const { settledAfterMonths, inFirstTenth, inLaterTenth } = arrivalsOf(cut);
	expect(inFirstTenth).toBeGreaterThan(2 * inLaterTenth);
	if (settledAfterMonths === null) throw new Error('not noticed');
	const leaving = (days: typeof cut) => {
		const fit = fitBgNbd(customerSummary(days));
		if (!fit.ok) throw new Error(fit.reason);
		return fit.params.a / (fit.params.a + fit.params.b);
	};
	const cutoff = cut.firstDay + Math.round(settledAfterMonths * daysPerMonth);
	const newcomers = newcomersOnly(cut, cutoff);
	expect(Math.abs(leaving(newcomers) - truth)).toBeLessThan(Math.abs(leaving(cut) - truth));
	expect(newcomers.firstDay).toBe(cutoff);
	for (let who = 0; who + 1 < newcomers.starts.length; who++) {
		const start = newcomers.starts[who] as number;
		if (start < (newcomers.starts[who + 1] as number)) {
			expect(newcomers.day[start]).toBeGreaterThanOrEqual(cutoff);
		}
	}
});

test('where nobody would be left, all stay', () => {
	const days = mergeSameDay({
		customer: Int32Array.of(0, 0, 1),
		day: Int32Array.of(0, 50, 3),
		amount: null,
		names: ['a', 'b'],
	});
	expect(newcomersOnly(days, 40)).toBe(days);
	expect(newcomersOnly(days, 0)).toBe(days);
	expect(newcomersOnly(days, 2).day).toEqual(Int32Array.of(3));
});
