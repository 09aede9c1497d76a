import { csvText } from '#models/csv.ts';
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

/** P(alive) of one-time buyers is a rule of the model, and looks like the best of news. */
const onlyOnce = '只買過一次：P(alive)是1是模型的規定，不表示他一定還在';

/**
 * Spreadsheets eat the leading zeros of a number, round a long one and read 1E5 as 100,000. A tab in
 * front keeps it a text; it cannot be seen, it is no formula, and readers of files trim it.
 */
const keptName = (name: string): string =>
	/^(?:0\d+|\d{12,}|\d+e\d+)$/i.test(name) ? `\t${name}` : name;

/** The same of everybody, under a model that knows no leaving. */
const nobodyLeaves = '看不出有誰離開，模型當作沒有人會走：P(alive)人人是1，往後的數字是上限';

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
		...(prediction ? ['說明'] : []),
	];
}

function customerRow({ customers }: Given, row: number): Row {
	const { names, total, prediction, money, rfm, tier } = customers;
	return [
		keptName(nameOf(names, row)),
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
		...(prediction
			? [!prediction.leaving ? nobodyLeaves : customers.repeatOrders[row] === 0 ? onlyOnce : '']
			: []),
	];
}

/**
 * All customers as the text of a file. Names that a spreadsheet would run as a formula are told to
 * stay words. `breathe` is awaited between pieces, or a large file would hold up the page.
 */
export async function customersCsv(given: Given, breathe: () => Promise<void>): Promise<string> {
	const { count } = given.customers;
	// A tab in front of an id keeps its zeros.
	const written = (rows: Row[]): string => csvText(rows, { tabs: true });
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
