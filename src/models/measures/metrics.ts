import type { RepeatWindow } from './inputs.ts';
import type { MonthSums } from './month-sums.ts';

/**
 * Every measure of the board, each from the same months of the same log. Rates are 0–1, money NT$,
 * the intention index 0–10.
 */
export type MetricId =
	| 'repeatMonth'
	| 'repeatQuarter'
	| 'repeatYear'
	| 'customers'
	| 'frequency'
	| 'orderValue'
	| 'revenue'
	| 'multiProduct'
	| 'referral'
	| 'complaint'
	| 'intention';

interface Metric {
	/** A month's figure; null where its denominator is empty. */
	readonly of: (sums: MonthSums) => number | null;
	/** Which way is good for the shop. */
	readonly good: 1 | -1;
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

export const metrics: Readonly<Record<MetricId, Metric>> = {
	repeatMonth: { of: (month) => ratio(month.buyersTwice, month.buyers), good: 1 },
	repeatQuarter: { of: (month) => ratio(month.quarterTwice, month.quarterBuyers), good: 1 },
	repeatYear: { of: (month) => ratio(month.yearTwice, month.yearBuyers), good: 1 },
	customers: { of: (month) => month.buyers, good: 1 },
	frequency: { of: (month) => ratio(month.orders, month.buyers), good: 1 },
	orderValue: { of: (month) => ratio(month.revenue, month.orders), good: 1 },
	revenue: { of: (month) => month.revenue, good: 1 },
	multiProduct: { of: (month) => ratio(month.twoKinds, month.buyers), good: 1 },
	referral: { of: (month) => ratio(month.referrers, month.buyers), good: 1 },
	complaint: { of: (month) => ratio(month.complaints, month.orders), good: -1 },
	intention: { of: (month) => ratio(month.intentions, month.answers), good: 1 },
};

export const metricIds = Object.keys(metrics) as MetricId[];

export const repeatMetric: Readonly<Record<RepeatWindow, MetricId>> = {
	month: 'repeatMonth',
	quarter: 'repeatQuarter',
	year: 'repeatYear',
};

/** One measure through the months shown, with the event and without. */
export interface MetricSeries {
	readonly withEvent: readonly (number | null)[];
	readonly without: readonly (number | null)[];
	/** Standard deviation of the months without the event: its usual ups and downs. */
	readonly usualSpread: number;
	/** Mean of the three months before the event. */
	readonly before: number | null;
	/** Months from the event (0 for the same month) until it can be seen; null if it never is. */
	readonly seenAfter: number | null;
	/** It can still, or again, be seen in the last month. */
	readonly seenAtEnd: boolean;
	/** Where it is first seen: better or worse for the shop; 0 while it is not. */
	readonly says: -1 | 0 | 1;
}

const present = (values: readonly (number | null)[]): number[] =>
	values.filter((value) => value !== null);

const mean = (values: readonly number[]): number | null =>
	values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;

function spread(values: readonly number[]): number {
	const middle = mean(values) ?? 0;
	const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
	return values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
}

/**
 * How far from the twin a measure must be, in usual spreads, before anybody could see it: three, as
 * on Shewhart's control charts.
 */
export const seenFrom = 3;

/**
 * A measure's months and when the event shows in it: from the first month in which it differs from
 * the twin by more than {@link seenFrom} usual spreads. `when` counts the months shown from 1.
 */
export function metricSeries(
	id: MetricId,
	withEvent: readonly MonthSums[],
	without: readonly MonthSums[],
	when: number,
): MetricSeries {
	const { of, good } = metrics[id];
	const now = withEvent.map(of);
	const twin = without.map(of);
	const usualSpread = spread(present(twin));
	const far = now.map((value, index) => {
		const other = twin[index] ?? null;
		if (value === null || other === null) return 0;
		const gap = value - other;
		return Math.abs(gap) > seenFrom * usualSpread ? Math.sign(gap) : 0;
	});
	const first = far.findIndex((side, index) => side !== 0 && index >= when - 1);
	return {
		withEvent: now,
		without: twin,
		usualSpread,
		before: mean(present(now.slice(when - 4, when - 1))),
		seenAfter: first < 0 ? null : first - (when - 1),
		seenAtEnd: far.at(-1) !== 0,
		says: first < 0 ? 0 : (((far[first] as number) * good) as -1 | 1),
	};
}
