import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LayoutChoices } from '#models/orders/layout.ts';
import { noName } from '#models/orders/names.ts';
import { joinOrderLines } from '#models/orders/order-lines.ts';
import { mergeSameDay } from '#models/orders/order-days.ts';
import { readOrders } from '#models/orders/orders.ts';
import type { OrderRole } from '#models/orders/order-roles.ts';
import { cameToNothing } from '#models/orders/states.ts';
import { utf8 } from './encode.ts';

async function read(rows: readonly string[], choices: LayoutChoices<OrderRole> = {}) {
	const result = await readOrders(utf8(rows.join('\n')), choices);
	if (!result.ok) throw new Error(result.reason);
	return result;
}

const revenue = ({ table }: Awaited<ReturnType<typeof read>>) => mergeSameDay(table).revenue;

describe('rows of one order', () => {
	const totals = [
		'訂單編號,會員,訂單日期,訂單金額',
		'A1,甲,2024-01-05,300',
		'A1,甲,2024-01-05,300',
		'A2,乙,2024-01-05,120',
		'A3,甲,2024-02-05,500',
		'A3,甲,2024-02-05,500',
		'A3,甲,2024-02-05,500',
	];

	test('that all repeat the total count it once, and the file says so', async () => {
		const file = await read(totals);
		expect(file.layout.roles.order).toBe(0);
		expect(revenue(file)).toBe(920);
		expect(file.lines).toEqual({
			rows: 6,
			orders: 3,
			ordersOfSeveralRows: 2,
			amounts: 'total',
			differing: 0,
		});
	});

	test('count one by one when the reader says that the column is no order number', async () => {
		const file = await read(totals, { roles: { order: null } });
		expect(file.lines).toBeNull();
		expect(revenue(file)).toBe(2_220);
	});

	test('with amounts of their own are added up, also those that happen to be alike', async () => {
		const file = await read([
			'order_id,customer,date,amount',
			'1,a,2024-01-05,60',
			'1,a,2024-01-05,60',
			'2,b,2024-01-05,60',
			'2,b,2024-01-05,95',
			'3,b,2024-01-07,40',
			'3,b,2024-01-07,15',
		]);
		expect(file.lines).toMatchObject({ amounts: 'items', orders: 3 });
		expect(revenue(file)).toBe(330);
	});

	test('under a header that says what a line costs are never taken for totals', async () => {
		const file = await read([
			'order_id,customer,date,item subtotal',
			'1,a,2024-01-05,60',
			'1,a,2024-01-05,60',
		]);
		expect(revenue(file)).toBe(120);
	});

	test('an order number that starts anew joins nobody else', async () => {
		const file = await read([
			'單號,客戶,日期,金額',
			'1,a,2024-01-05,60',
			'1,b,2024-01-05,60',
			'1,a,2024-01-06,60',
			',a,2024-01-07,60',
			',a,2024-01-07,60',
		]);
		expect(file.lines).toMatchObject({ orders: 5, ordersOfSeveralRows: 0, amounts: null });
		expect(revenue(file)).toBe(300);
	});

	test('whatever the rows, no order and no customer is lost, and rows without number stay', () => {
		const row = fc.record({
			key: fc.integer({ min: -1, max: 6 }),
			who: fc.integer({ min: 0, max: 3 }),
			day: fc.integer({ min: 0, max: 4 }),
			amount: fc.integer({ min: 1, max: 3 }),
		});
		fc.assert(
			fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
				const { table, lines } = joinOrderLines(
					{
						customer: Int32Array.from(rows, ({ who }) => who),
						day: Int32Array.from(rows, ({ day }) => day),
						amount: Float64Array.from(rows, ({ amount }) => amount),
						names: ['a', 'b', 'c', 'd'],
					},
					Int32Array.from(rows, ({ key }) => key),
				);
				const orders = new Set(
					rows.map(({ key, who, day }, at) =>
						key === noName ? `row ${at}` : [key, who, day].join(),
					),
				);
				expect(lines.orders).toBe(orders.size);
				expect(table.customer).toHaveLength(orders.size);
				const all = rows.reduce((sum, { amount }) => sum + amount, 0);
				const sum = [...(table.amount ?? [])].reduce((total, each) => total + each, 0);
				if (lines.amounts === 'total') expect(sum).toBeLessThanOrEqual(all);
				else expect(sum).toBe(all);
			}),
		);
	});
});

describe('orders that came to nothing', () => {
	const rows = [
		'會員,日期,金額,訂單狀態',
		'a,2024-01-05,100,已完成',
		'b,2024-01-06,100,已完成',
		'a,2024-01-07,100,已取消',
		'b,2024-02-06,100,退貨完成',
		'a,2024-02-07,100,已完成',
		'b,2024-03-07,100,',
		'b,2024-03-09,100,部分退款',
	];

	test('are turned down with their reason, and counted again when the reader says so', async () => {
		const file = await read(rows);
		expect(file.layout.roles.status).toBe(3);
		expect(file.rejected.byReason.cancelled).toBe(2);
		expect(file.rejected.rows.map(({ line }) => line)).toEqual([4, 5]);
		expect(file.facts.acceptedRows).toBe(5);
		expect((await read(rows, { roles: { status: null } })).facts.acceptedRows).toBe(7);
	});

	test('are found in a column without a name by their words', async () => {
		const file = await read(rows.slice(1));
		expect(file.rejected.byReason.cancelled).toBe(2);
	});

	test('are not looked for in remarks, nor where most rows say so', async () => {
		const remarks = rows.map((row, at) => (at === 0 ? '會員,日期,金額,備註' : row));
		expect((await read(remarks)).layout.roles.status).toBeNull();
		const most = [...rows.slice(0, 1), ...rows.slice(3, 5), rows[1] ?? ''];
		expect((await read(most)).rejected.count).toBe(0);
	});

	test.each([
		['已取消', true],
		['Cancelled', true],
		['REFUNDED', true],
		['voided', true],
		['付款失敗', true],
		['未付款', true],
		['退貨中', true],
		['已作廢', true],
		['已完成', false],
		['未取消', false],
		['無退貨', false],
		['partially_refunded', false],
		['部分退款', false],
		['non-refundable', false],
		['returning customer', false],
		['paid', false],
		['', false],
	])('「%s」: %s', (cell, nothing) => {
		expect(cameToNothing(cell)).toBe(nothing);
	});
});

describe('who the customer is', () => {
	const row = (email: string, name: string, day: number) => `${name},${email},2024-01-0${day},9`;
	test.each([
		'姓名,手機,日期,金額',
		'訂購人,電話,日期,金額',
		'會員姓名,Email,日期,金額',
		'Customer Name,Customer Email,Date,Total',
	])('%s: not the name', async (header) => {
		const file = await read([
			header,
			row('0911-222-333', '王小明', 1),
			row('0911-222-444', '王小明', 2),
			row('0911-222-333', '王小明', 3),
		]);
		expect(file.layout.roles.customer).toBe(1);
	});

	test('the name where there is nothing else', async () => {
		const file = await read(['姓名,日期,金額', '王,2024-01-01,5', '李,2024-01-02,5']);
		expect(file.layout.roles.customer).toBe(0);
	});
});
