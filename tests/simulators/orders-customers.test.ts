import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameList, nameOf } from '#simulators/orders/name-list.ts';
import { customerColumns } from '#simulators/orders/results/customer-columns.ts';
import { customersCsv } from '#simulators/orders/results/customers-csv.ts';
import { nameFinder } from '#simulators/orders/results/find-names.ts';
import { broken, fitted, settings } from './orders-told.ts';

describe('the table of customers', () => {
	test('columns sort their own figures', () => {
		for (const { id, rising } of customerColumns(fitted)) {
			const order = rising();
			expect(new Set(order).size).toBe(fitted.customers.count);
			if (id !== 'orders') continue;
			const sorted = [...order].map((row) => fitted.customers.orders[row] as number);
			expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
		}
	});

	test('the file to download has a row a customer and words that stay words', async () => {
		const { names } = fitted.customers;
		const text = '=1+1' + names.text.slice(names.starts[1]);
		const starts = names.starts.map((at, i) => (i === 0 ? 0 : at - (names.starts[1] ?? 0) + 4));
		const csv = await customersCsv(
			{ settings, customers: { ...fitted.customers, names: { ...names, text, starts } } },
			() => Promise.resolve(),
		);
		const lines = csv.trimEnd().split('\r\n');
		expect(lines).toHaveLength(fitted.customers.count + 1);
		expect(lines[1]).toMatch(/^"?'=1\+1/);
		expect(csv).not.toMatch(broken);
	});
});

test('the file to take away keeps ids whole and says what a one-time buyer’s 1 is', async () => {
	const names = nameList(['00000064', '4311953800001234', '=1+1', '王小明']);
	const customers = { ...fitted.customers, count: 4, names };
	const csv = await customersCsv({ ...fitted, customers }, async () => undefined);
	const [head, ...rows] = csv.split('\r\n');
	expect(head).toMatch(/,說明$/);
	expect(rows[0]?.startsWith('\t00000064,')).toBe(true);
	expect(rows[1]?.startsWith('\t4311953800001234,')).toBe(true);
	expect(rows[2]).toMatch(/^"?'=1\+1/);
	expect(rows[3]?.startsWith('王小明,')).toBe(true);
	rows.slice(0, 4).forEach((row, at) => {
		const once = fitted.customers.repeatOrders[at] === 0;
		expect(row.includes('模型的規定')).toBe(once);
	});
});

test('names are found whatever their case, and never across two of them', () => {
	const list = { count: 3, text: 'AnnBobANNA', starts: Uint32Array.of(0, 3, 6, 10) };
	const find = nameFinder(list);
	expect([...find('ann')]).toEqual([0, 2]);
	expect([...find('nb')]).toEqual([]);
	expect([...find('bob')]).toEqual([1]);
	fc.assert(
		fc.property(
			fc.array(fc.string({ maxLength: 6 }), { maxLength: 12 }),
			fc.string({ minLength: 1, maxLength: 3 }),
			(names, part) => {
				const starts = new Uint32Array(names.length + 1);
				names.forEach((name, i) => {
					starts[i + 1] = (starts[i] as number) + name.length;
				});
				const all = { count: names.length, text: names.join(''), starts };
				const found = [...nameFinder(all)(part)];
				expect(
					found.every((row) => nameOf(all, row).toLowerCase().includes(part.toLowerCase())),
				).toBe(true);
				expect(found).toHaveLength(
					names.filter((name) => name.toLowerCase().includes(part.toLowerCase())).length,
				);
			},
		),
	);
});
