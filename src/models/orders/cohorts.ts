import { dayNumber, monthNumber } from './days.ts';
import type { OrderDays } from './order-days.ts';

export type CohortUnit = 'month' | 'quarter';

export interface Cohort {
	/** 2024-03, or 2024-Q1. */
	readonly label: string;
	/** Customers whose first order falls in this period. */
	readonly customers: number;
	/**
	 * Of these, how many ordered in the period itself (age 0: all), the next, and so on; an entry
	 * for each age that the file reaches.
	 */
	readonly buying: readonly number[];
}

export interface CohortTable {
	readonly unit: CohortUnit;
	/** Oldest first; at most 24, the latest ones. */
	readonly cohorts: readonly Cohort[];
	/** Older cohorts that are left out. */
	readonly leftOut: number;
	/**
	 * Whether the file reaches the end of its last period; if not, that period's counts (the last
	 * of each row) are still growing.
	 */
	readonly lastPeriodComplete: boolean;
}

export const mostCohorts = 24;
const monthsOf = { month: 1, quarter: 3 } as const;

function labelOf(period: number, unit: CohortUnit): string {
	const months = period * monthsOf[unit];
	const year = Math.floor(months / 12);
	const within = months % 12;
	return unit === 'month'
		? `${year}-${String(within + 1).padStart(2, '0')}`
		: `${year}-Q${within / 3 + 1}`;
}

/**
 * Who comes back, by when they first came: a triangle of counts, since later cohorts have had less
 * time. This is repeat buying in a shop, not retention of a contract: a customer missing in one
 * period may be back in the next, so rows may rise. Months unless there would be more than 24.
 */
export function cohortTable(days: OrderDays, unit?: CohortUnit): CohortTable {
	const { starts, day, firstDay, lastDay } = days;
	const months = monthNumber(lastDay) - monthNumber(firstDay) + 1;
	const chosen: CohortUnit = unit ?? (months <= mostCohorts ? 'month' : 'quarter');
	const length = monthsOf[chosen];
	const periodOf = new Int32Array(lastDay - firstDay + 1);
	for (const [offset] of periodOf.entries()) {
		periodOf[offset] = Math.floor(monthNumber(firstDay + offset) / length);
	}
	const at = (index: number): number => periodOf[(day[index] as number) - firstDay] as number;
	const first = periodOf[0] as number;
	const periods = (periodOf[periodOf.length - 1] as number) - first + 1;
	const leftOut = Math.max(0, periods - mostCohorts);
	const kept = periods - leftOut;
	const buying = Array.from({ length: kept }, (_, index) => new Int32Array(kept - index));
	for (let who = 0; who + 1 < starts.length; who++) {
		const start = starts[who] as number;
		const end = starts[who + 1] as number;
		if (start === end) continue;
		const born = at(start);
		const row = buying[born - first - leftOut];
		if (row === undefined) continue;
		let counted = -1;
		for (let index = start; index < end; index++) {
			const age = at(index) - born;
			if (age === counted) continue;
			row[age] = (row[age] as number) + 1;
			counted = age;
		}
	}
	const last = first + periods - 1;
	const after = (last + 1) * length;
	const nextBegins = dayNumber(Math.floor(after / 12), (after % 12) + 1, 1);
	return {
		unit: chosen,
		cohorts: buying.map((row, index) => ({
			label: labelOf(first + leftOut + index, chosen),
			customers: row[0] ?? 0,
			buying: [...row],
		})),
		leftOut,
		lastPeriodComplete: nextBegins !== null && nextBegins - 1 === lastDay,
	};
}
