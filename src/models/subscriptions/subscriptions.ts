import type { Subscription } from '#models/churn/subscriptions.ts';
import { dayText, monthNumber, wholeMonths } from '#models/orders/days.ts';
import { type Laid, type Layout, type LayoutChoices, layOut } from '#models/orders/layout.ts';
import {
	type ByteSource,
	type FileRead,
	type ReadFacts,
	readFileByRoles,
} from '#models/orders/orders.ts';
import { noDay } from '#models/orders/record-fields.ts';
import type { ReadingHooks } from '#models/orders/records.ts';
import {
	collectRejected,
	type RejectedRow,
	type RejectedRows,
	rejectedRowsKept,
} from '#models/orders/rejected.ts';
import { type SubscriptionRole, subscriptionRoles } from './roles.ts';

/** Subscriptions, an entry each, in the order of the file. */
export interface SubscriptionsTable {
	/** Number into `names`; somebody may have subscribed more than once. */
	readonly customer: Int32Array;
	readonly names: readonly string[];
	/** Days since 1970-01-01. */
	readonly start: Int32Array;
	/** The day it ended, or the reader's `noDay` while it runs. */
	readonly end: Int32Array;
	/** Fee a month, NaN where the cell is blank; null when the file has no such column. */
	readonly fee: Float64Array | null;
	/** The last day that occurs: until then at least the file knows. */
	readonly lastDay: number;
}

export type SubscriptionsRead =
	| {
			readonly ok: true;
			readonly table: SubscriptionsTable;
			readonly layout: Layout<SubscriptionRole>;
			readonly facts: ReadFacts<SubscriptionRole>;
			readonly rejected: RejectedRows;
	  }
	| Exclude<FileRead<SubscriptionRole>, { ok: true }>;

/**
 * Reads a file of subscriptions: customer, first day, last day or blank, and a monthly fee where
 * there is one. Guessing, corrections and reasons are those of order files; besides, a row that
 * ends before it starts is turned down. An end after a span that is to be kept counts as none: as
 * seen then, the subscription runs.
 */
export async function readSubscriptionFile(
	source: ByteSource,
	choices: LayoutChoices<SubscriptionRole> = {},
	hooks: ReadingHooks = {},
	today: number | null = null,
): Promise<SubscriptionsRead> {
	const read = await readFileByRoles<SubscriptionRole>(
		source,
		subscriptionRoles,
		choices,
		hooks,
		today,
	);
	if (!read.ok) return read;
	const { columns } = read.records;
	const starts = columns.days.start ?? new Int32Array(0);
	const ends = columns.days.end ?? new Int32Array(0);
	const fees = columns.amounts.fee ?? null;
	const keep: number[] = [];
	const backwards = collectRejected();
	let lastDay = Number.NEGATIVE_INFINITY;
	for (const [row, start] of starts.entries()) {
		const end = ends[row] ?? noDay;
		if (end !== noDay && end < start) {
			const name = columns.names[columns.customer[row] as number];
			const line = read.records.lines[row] as number;
			backwards.add(line, 'endBeforeStart', () => `${name},${dayText(start)},${dayText(end)}`);
			continue;
		}
		keep.push(row);
		lastDay = Math.max(lastDay, start, end);
	}
	const rejected = joined(read.records.rejected, backwards.result);
	if (keep.length === 0)
		return { ok: false, reason: 'noUsableRows', layout: read.layout, rejected };
	return {
		ok: true,
		table: {
			customer: Int32Array.from(keep, (row) => columns.customer[row] as number),
			names: columns.names,
			start: Int32Array.from(keep, (row) => starts[row] as number),
			end: Int32Array.from(keep, (row) => ends[row] ?? noDay),
			fee: fees && Float64Array.from(keep, (row) => fees[row] as number),
			lastDay,
		},
		layout: read.layout,
		facts: { ...read.facts, acceptedRows: keep.length },
		rejected,
	};
}

/** How a file of subscriptions would be read, with its first rows, before it is read. */
export function previewSubscriptions(
	bytes: Uint8Array,
	choices: LayoutChoices<SubscriptionRole> = {},
): Laid<SubscriptionRole> {
	return layOut<SubscriptionRole>(bytes, subscriptionRoles, choices);
}

function joined(one: RejectedRows, other: RejectedRows): RejectedRows {
	const rows: RejectedRow[] = [...one.rows, ...other.rows].sort((a, b) => a.line - b.line);
	const byReason = { ...one.byReason };
	for (const reason of Object.keys(byReason) as (keyof typeof byReason)[]) {
		byReason[reason] += other.byReason[reason];
	}
	return { count: one.count + other.count, byReason, rows: rows.slice(0, rejectedRowsKept) };
}

export interface SubscriptionTimes {
	/** Whole months that each subscription lasted, or has lasted so far. */
	readonly durations: Int32Array;
	/** 1 where it ended, 0 where it was last seen running: what Kaplan & Meier call an event. */
	readonly ended: Uint8Array;
	/** Monthly fee of each; null where unknown. */
	readonly fees: readonly (number | null)[] | null;
	/**
	 * The same by calendar month (months since January of year 0), for a table of cohorts. Whoever
	 * leaves in the month of joining counts as gone in the next one, having paid for the first.
	 */
	readonly months: readonly Subscription[];
	/** Subscriptions that start after `asOf`, left out. */
	readonly notYetStarted: number;
	readonly asOf: number;
}

/**
 * How long subscriptions lasted as known on the day `asOf`: the last day in the file when left
 * out, which is an assumption where blanks mean "running when the file was made".
 */
export function subscriptionTimes(
	table: SubscriptionsTable,
	asOf: number = table.lastDay,
): SubscriptionTimes {
	if (!Number.isInteger(asOf)) throw new RangeError(`asOf must be a whole day, got ${asOf}`);
	const durations: number[] = [];
	const ended: number[] = [];
	const fees: (number | null)[] = [];
	const months: Subscription[] = [];
	for (const [row, start] of table.start.entries()) {
		if (start > asOf) continue;
		const end = table.end[row] as number;
		const left = end !== noDay && end <= asOf;
		durations.push(wholeMonths(start, left ? end : asOf));
		ended.push(left ? 1 : 0);
		const fee = table.fee?.[row] ?? Number.NaN;
		fees.push(Number.isNaN(fee) ? null : fee);
		const startedIn = monthNumber(start);
		months.push({ startedIn, endedIn: left ? Math.max(startedIn + 1, monthNumber(end)) : null });
	}
	return {
		durations: Int32Array.from(durations),
		ended: Uint8Array.from(ended),
		fees: table.fee === null ? null : fees,
		months,
		notYetStarted: table.start.length - durations.length,
		asOf,
	};
}
