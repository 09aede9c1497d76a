import { dayText } from '#models/orders/days.ts';
import { amount, number, percent } from '#ui/format.ts';
import { risingOrder, risingTextOrder } from '#ui/rising-order.ts';
import type { VirtualColumn } from '#ui/table.ts';
import { tierNames, type OrdersAnalysis } from '../analysis.ts';
import { nameOf } from '../name-list.ts';
import { sumOfGrades } from './rfm-reading.ts';
import { gradesOf } from './rfm-words.ts';
import { tierLabels } from './tiers-words.ts';

/** The label of a customer's tier; '' where there are none. */
export const tierOf = (tier: Uint8Array | null, row: number): string =>
	tier ? tierLabels[tierNames[tier[row] ?? 0] ?? 'lead'] : '';

/** The columns of the table of customers; what could not be worked out has none. */
export function customerColumns({
	customers,
	settings,
	readings,
}: Pick<OrdersAnalysis, 'customers' | 'settings' | 'readings'>): VirtualColumn[] {
	const { names, orders, lastDay, total, prediction, money, tier, count } = customers;
	const first = firstSorting({ customers });
	const figures = (
		id: string,
		head: string,
		values: ArrayLike<number>,
		text: (value: number) => string,
		look: VirtualColumn['look'] = 'figures',
	): VirtualColumn => ({
		id,
		head,
		look,
		text: (row) => text(values[row] ?? 0),
		rising: () => (id === first ? readings.firstRising : risingOrder(values)),
	});
	const columns: VirtualColumn[] = [
		{
			id: 'name',
			head: '客戶',
			look: 'words',
			text: (row) => nameOf(names, row),
			rising: () => risingTextOrder(names.text, names.starts),
		},
		figures('orders', '訂單', orders, (count) => number(count), 'narrow'),
		figures('lastDay', '最後一次', lastDay, dayText),
	];
	// Beside what is to come there is no room for what has been; the file to download has both.
	if (total && !money) columns.push(figures('total', '花費合計', total, (sum) => amount(sum)));
	// A column of nothing but 100 % would look like news.
	if (prediction?.leaving) {
		columns.push(
			figures('alive', 'P(alive)', prediction.alive, (chance) => percent(chance), 'narrow'),
		);
	}
	if (prediction) {
		columns.push(
			figures(
				'expectedOrders',
				`預期訂單（${settings.horizonWeeks}週）`,
				prediction.expectedOrders,
				(value) => number(value, 1),
			),
		);
	}
	if (money) {
		columns.push(
			figures('expectedSpend', '預期每筆（元）', money.expectedSpend, (sum) => amount(sum)),
			figures('value', '價值（元）', money.value, (sum) => amount(sum)),
		);
	}
	columns.push({
		id: 'rfm',
		head: total ? 'R-F-M' : 'R-F',
		look: 'narrow',
		text: (row) => gradesOf(customers, row),
		rising: () =>
			risingOrder(Uint8Array.from({ length: count }, (_, row) => sumOfGrades(customers, row))),
	});
	if (tier) {
		columns.push({
			id: 'tier',
			head: '級',
			look: 'narrow',
			text: (row) => tierOf(tier, row),
			// The best tier has the lowest number.
			rising: () => risingOrder(Float64Array.from(tier, (place) => -place)),
		});
	}
	return columns;
}

/** What the table is sorted by at first: the last thing that could be worked out. */
export const firstSorting = ({ customers }: Pick<OrdersAnalysis, 'customers'>): string =>
	customers.money ? 'value' : customers.prediction ? 'expectedOrders' : 'orders';
