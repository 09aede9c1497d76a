import { impossibleDate } from './dates.ts';

/** Days from `first` to `last`, both included, counted from 1970-01-01. */
export interface DaySpan {
	readonly first: number;
	readonly last: number;
}

export interface StrayRows {
	readonly rows: number;
	/** The first of them, with the line of the file where each begins, counted from 1. */
	readonly examples: readonly { readonly line: number; readonly day: number }[];
}

/** Rows whose day cannot well be true. */
export interface StrayDays {
	/** The day after which a day has not come yet. */
	readonly today: number;
	readonly late: StrayRows;
	/** Before 1970, or more than fifty years before the last day that has come. */
	readonly early: StrayRows;
	/** Where all other rows lie; null where there are none. */
	readonly span: DaySpan | null;
}

const examplesKept = 5;
/** No till remembers longer; a single order so far off stretches every chart and every model. */
const longestDays = Math.round(50 * 365.25);
/** 1970-01-01, where typing errors and empty clocks end up. */
const epoch = 0;

interface Growing {
	rows: number;
	examples: { line: number; day: number }[];
}

const add = (stray: Growing, line: number, day: number): void => {
	stray.rows++;
	if (stray.examples.length < examplesKept) stray.examples.push({ line, day });
};

/**
 * Finds days after `today` (2062 for 2026) and days long before the rest. `days` and `lines` have an
 * entry for each row, in one order; blank cells are passed over. Null where nothing is stray. RangeError for a `today` that is no whole day.
 */
export function strayDays(days: Int32Array, lines: Int32Array, today: number): StrayDays | null {
	if (!Number.isInteger(today)) throw new RangeError(`today must be a whole day, got ${today}`);
	let last = Number.NEGATIVE_INFINITY;
	for (const day of days) if (day > last && day <= today) last = day;
	const from = Math.max(epoch, last - longestDays);
	const late: Growing = { rows: 0, examples: [] };
	const early: Growing = { rows: 0, examples: [] };
	for (let row = 0; row < days.length; row++) {
		const day = days[row] as number;
		if (day > today) add(late, lines[row] as number, day);
		else if (day > impossibleDate && day < from) add(early, lines[row] as number, day);
	}
	if (late.rows === 0 && early.rows === 0) return null;
	return { today, late, early, span: last >= from ? { first: from, last: today } : null };
}
