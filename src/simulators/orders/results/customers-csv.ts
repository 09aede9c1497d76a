import Papa from 'papaparse';
import { dayText } from '#models/orders/days.ts';
import type { OrdersAnalysis } from '../analysis.ts';
import { nameOf } from '../name-list.ts';
import { tierOf } from './customer-columns.ts';

type Row = (string | number)[];
type Given = Pick<OrdersAnalysis, 'customers' | 'settings'>;

/** So many rows are written before the page gets to breathe. */
const rowsAtOnce = 4_000;

/** Digits that no spreadsheet shows and no decision rests on are left away. */
const short = (value: number | undefined): number => Number((value ?? 0).toPrecision(8));

function head({ customers, settings }: Given): Row {
	const { total, prediction, money, tier } = customers;
	return [
		'客戶',
		'訂單',
		'第一次',
		'最後一次',
		'距最後一次（天）',
		...(total ? ['花費合計（元）'] : []),
		...(prediction
			? ['P(alive)', `預期訂單（${settings.horizonWeeks}週）`, '往後訂單（折現）']
			: []),
		...(money ? ['預期每筆（元）', '價值（元）'] : []),
		'R',
		'F',
		...(total ? ['M'] : []),
		...(tier ? ['級'] : []),
	];
}

function customerRow({ customers }: Given, row: number): Row {
	const { names, total, prediction, money, rfm, tier } = customers;
	return [
		nameOf(names, row),
		customers.orders[row] ?? 0,
		dayText(customers.firstDay[row] ?? 0),
		dayText(customers.lastDay[row] ?? 0),
		customers.daysSinceLast[row] ?? 0,
		...(total ? [short(total[row])] : []),
		...(prediction
			? [
					short(prediction.alive[row]),
					short(prediction.expectedOrders[row]),
					short(prediction.discountedOrders[row]),
				]
			: []),
		...(money ? [short(money.expectedSpend[row]), short(money.value[row])] : []),
		rfm.recency[row] ?? 0,
		rfm.frequency[row] ?? 0,
		...(rfm.monetary && total ? [rfm.monetary[row] ?? 0] : []),
		...(tier ? [tierOf(tier, row)] : []),
	];
}

/**
 * All customers as the text of a file. Names that a spreadsheet would run as a formula are told to
 * stay words. `breathe` is awaited between pieces, or a large file would hold up the page.
 */
export async function customersCsv(given: Given, breathe: () => Promise<void>): Promise<string> {
	const { count } = given.customers;
	const written = (rows: Row[]): string =>
		`${Papa.unparse(rows, { newline: '\r\n', escapeFormulae: true })}\r\n`;
	const parts = [written([head(given)])];
	for (let from = 0; from < count; from += rowsAtOnce) {
		const size = Math.min(rowsAtOnce, count - from);
		parts.push(
			written(Array.from({ length: size }, (_, index) => customerRow(given, from + index))),
		);
		await breathe();
	}
	return parts.join('');
}
