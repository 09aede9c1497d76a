import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, dayOfClock, dayText } from '#models/orders/days.ts';
import { readOrders } from '#models/orders/orders.ts';
import { noDay } from '#models/orders/record-fields.ts';
import { strayDays } from '#models/orders/stray-days.ts';
import { readSubscriptionFile } from '#models/subscriptions/subscriptions.ts';
import { utf8 } from './encode.ts';

const on = (year: number, month = 1, day = 1): number => dayNumber(year, month, day) as number;
const today = on(2026, 11, 29);
const found = (...days: number[]) =>
	strayDays(
		Int32Array.from(days),
		Int32Array.from(days, (_, row) => row + 2),
		today,
	);

describe('days that cannot well be true', () => {
	test('are those after today, today itself not', () => {
		expect(found(on(2025), today)).toBeNull();
		expect(found(on(2025), today + 1, on(2062, 3, 1))).toEqual({
			today,
			late: {
				rows: 2,
				examples: [
					{ line: 3, day: today + 1 },
					{ line: 4, day: on(2062, 3, 1) },
				],
			},
			early: { rows: 0, examples: [] },
			span: { first: on(2025) - 18_263 > 0 ? on(2025) - 18_263 : 0, last: today },
		});
	});

	test('are those before 1970, and more than fifty years before the last that has come', () => {
		expect(found(on(1969, 12, 31), on(1990))?.early.rows).toBe(1);
		expect(found(on(1970), on(1990))).toBeNull();
		// A day yet to come does not move the fifty years.
		expect(found(on(1977), on(2026), on(2090))?.early.rows).toBe(0);
		expect(found(on(1974), on(2026), on(2090))?.early.rows).toBe(1);
	});

	test('leave nothing to count where all of them are', () => {
		expect(found(on(2062), on(2063))?.span).toBeNull();
		expect(found(on(1955))?.span).toBeNull();
		expect(found()).toBeNull();
	});

	test('are counted all and shown a few; blanks are none of them', () => {
		const many = found(on(2025), ...Array.from({ length: 40 }, (_, i) => today + 1 + i), noDay);
		expect(many?.late.rows).toBe(40);
		expect(many?.late.examples).toHaveLength(5);
		expect(many?.early.rows).toBe(0);
	});

	test('are exactly what lies outside the span', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: on(1950), max: on(2100) })), (days) => {
				const stray = found(...days);
				const outside = days.filter(
					(day) => stray?.span && (day < stray.span.first || day > stray.span.last),
				);
				if (stray?.span) expect(stray.late.rows + stray.early.rows).toBe(outside.length);
				else if (stray) expect(stray.late.rows + stray.early.rows).toBe(days.length);
			}),
		);
	});

	test('need a today', () => {
		expect(() => strayDays(new Int32Array(), new Int32Array(), Number.NaN)).toThrow(RangeError);
		expect(dayText(dayOfClock(new Date(2026, 10, 29, 23, 59)) ?? 0)).toBe('2026-11-29');
		expect(dayOfClock(new Date(1900, 0, 1))).toBeNull();
	});
});

const orders = utf8(
	'會員,日期,金額\n甲,2024-01-05,100\n乙,2062-03-01,200\n甲,2025-02-03,300\n丙,1962-03-01,50\n',
);

describe('an order file', () => {
	test('has them pointed out with their lines, and counted all the same', async () => {
		const read = await readOrders(orders, {}, {}, today);
		if (!read.ok) throw new Error(read.reason);
		expect(read.facts.stray.date).toMatchObject({
			late: { rows: 1, examples: [{ line: 3, day: on(2062, 3, 1) }] },
			early: { rows: 1, examples: [{ line: 5, day: on(1962, 3, 1) }] },
		});
		expect(read.facts.acceptedRows).toBe(4);
		const unasked = await readOrders(orders);
		expect(unasked.ok && unasked.facts.stray).toEqual({});
	});

	test('is read without them by their own span, each with its reason and its text', async () => {
		const first = await readOrders(orders, {}, {}, today);
		if (!first.ok) throw new Error(first.reason);
		const span = first.facts.stray.date?.span ?? null;
		const read = await readOrders(orders, { span }, {}, today);
		if (!read.ok) throw new Error(read.reason);
		expect([...read.table.day].map(dayText)).toEqual(['2024-01-05', '2025-02-03']);
		expect(read.table.names).toEqual(['甲']);
		expect(read.rejected.rows).toEqual([
			{ line: 3, reason: 'afterToday', text: '乙,2062-03-01,200' },
			{ line: 5, reason: 'longBefore', text: '丙,1962-03-01,50' },
		]);
		expect(read.facts.stray).toEqual({});
	});
});

test('a subscription that ends after the span runs; one that starts after it is left out', async () => {
	const file = utf8(
		'會員,開始日,結束日\n甲,2024-01-05,2027-01-05\n乙,2024-03-01,2024-09-01\n丙,2062-03-01,\n丁,2025-03-01,\n',
	);
	const first = await readSubscriptionFile(file, {}, {}, today);
	if (!first.ok) throw new Error(first.reason);
	expect(first.facts.stray.end?.late.rows).toBe(1);
	expect(first.facts.stray.start?.late.rows).toBe(1);
	const span = { first: 0, last: today };
	const read = await readSubscriptionFile(file, { span }, {}, today);
	if (!read.ok) throw new Error(read.reason);
	expect([...read.table.end]).toEqual([noDay, on(2024, 9, 1), noDay]);
	expect(read.table.lastDay).toBe(on(2025, 3, 1));
	expect(read.rejected.byReason.afterToday).toBe(1);
});
