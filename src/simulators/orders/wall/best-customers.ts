import { dayText } from '#models/orders/days.ts';
import type { NamedTable } from '#ui/table.ts';
import type { OrdersAnalysis } from '../analysis.ts';
import { customerColumns, firstSorting } from '../results/customer-columns.ts';

/** As many as a hall can read. */
const rowsShown = 8;

/**
 * The first customers of the table, by rank: who they are is told only when `named`, because a wall
 * is no place for other people's names.
 */
export function bestCustomers(analysis: OrdersAnalysis, named: boolean): NamedTable {
	const { customers, readings, settings } = analysis;
	const rising = readings.firstRising;
	const all = customerColumns(analysis);
	const sorted = all.find(({ id }) => id === firstSorting(analysis));
	const columns = ['orders', 'lastDay', 'alive', 'expectedOrders', 'total', 'value'].flatMap(
		(id) => {
			const column = all.find((each) => each.id === id);
			return column ? [column] : [];
		},
	);
	const name = all[0];
	const rows = Array.from(
		{ length: Math.min(rowsShown, customers.count) },
		(_, place) => rising[rising.length - 1 - place] as number,
	);
	return {
		caption: `依${sorted?.head ?? '訂單'}排的前${rows.length}位，看到${dayText(analysis.facts.lastDay)}`,
		columns: [
			'客戶',
			...columns.map(({ head, id }) =>
				id === 'expectedOrders' ? `${settings.horizonWeeks}週預期` : head,
			),
		],
		rows: rows.map((row, place) => [
			named ? (name?.text(row) ?? '') : `第${place + 1}位`,
			...columns.map(({ text }) => text(row)),
		]),
	};
}
