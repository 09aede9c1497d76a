import type { DateFormat } from './dates.ts';
import {
	type Laid,
	type Layout,
	type LayoutChoices,
	type LayoutProblem,
	layOut,
} from './layout.ts';
import { joinOrderLines, type OrderLines } from './order-lines.ts';
import { type ReadingHooks, type Records, readRecords } from './records.ts';
import { maximumFileBytes } from './recognise.ts';
import type { RejectedRows } from './rejected.ts';
import { type OrderRole, orderRoles } from './order-roles.ts';
import type { RoleRow } from './roles.ts';
import { type StrayDays, strayDays } from './stray-days.ts';

/** Accepted orders, an entry each, in the order of the file. */
export interface OrdersTable {
	/** Number into `names`. */
	readonly customer: Int32Array;
	/** Days since 1970-01-01. */
	readonly day: Int32Array;
	/** What was paid, above 0, in the file's own money; null when the file has no amounts. */
	readonly amount: Float64Array | null;
	/** Customers as the file names them, by their numbers. */
	readonly names: readonly string[];
}

/** Bytes at hand, or as they come. */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface ReadFacts<Role extends string> {
	readonly bytes: number;
	/** Not blank, below the header: accepted and rejected together. */
	readonly dataRows: number;
	readonly acceptedRows: number;
	readonly blankRows: number;
	readonly dateFormats: Readonly<Partial<Record<Role, DateFormat>>>;
	/** Day columns where month and day could as well be exchanged: to be said on the page. */
	readonly assumedFormats: readonly Role[];
	/** For each day column with days that cannot well be true; none where `today` was not told. */
	readonly stray: Readonly<Partial<Record<Role, StrayDays>>>;
}

export type FileRead<Role extends string> =
	| {
			readonly ok: true;
			readonly records: Records<Role>;
			readonly layout: Layout<Role>;
			readonly facts: ReadFacts<Role>;
	  }
	| LayoutProblem
	| { readonly ok: false; readonly reason: 'cancelled' }
	| {
			readonly ok: false;
			/** Every row is turned down; the reasons are in `rejected`. */
			readonly reason: 'noUsableRows';
			readonly layout: Layout<Role>;
			readonly rejected: RejectedRows;
	  };

export type OrdersRead =
	| {
			readonly ok: true;
			readonly table: OrdersTable;
			/** How rows became orders; null in a file without order numbers, where each row is one. */
			readonly lines: OrderLines | null;
			readonly layout: Layout<OrderRole>;
			readonly facts: ReadFacts<OrderRole>;
			readonly rejected: RejectedRows;
	  }
	| Exclude<FileRead<OrderRole>, { ok: true }>;

/** Most of the work is reading rows; fetching the bytes is this share of the progress shown. */
const gatheringShare = 0.1;

async function gather(
	source: ByteSource,
	hooks: ReadingHooks,
): Promise<Uint8Array | 'cancelled' | 'tooLarge'> {
	if (source instanceof Uint8Array) return source;
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of source) {
		if (hooks.shouldStop?.()) return 'cancelled';
		length += chunk.length;
		if (length > maximumFileBytes) return 'tooLarge';
		chunks.push(chunk);
		// How much is to come is not known here, so the bar only approaches its share.
		hooks.onProgress?.(gatheringShare * (1 - 1 / (1 + chunks.length / 10)));
	}
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.length;
	}
	return bytes;
}

/**
 * Reads a whole delimited file by a table of roles: finds out how it is written, then reads every
 * row, turning down what cannot be used. Days after `today` (days since 1970-01-01; null: not asked)
 * and long before the rest are pointed out, and kept unless `choices.span` leaves them out. Never
 * throws for what a file contains. RangeError only for `choices` that cannot be (a column that is
 * not there, two roles on one column).
 */
export async function readFileByRoles<Role extends string>(
	source: ByteSource,
	roles: Readonly<Record<Role, RoleRow>>,
	choices: LayoutChoices<Role> = {},
	hooks: ReadingHooks = {},
	today: number | null = null,
): Promise<FileRead<Role>> {
	const bytes = await gather(source, hooks);
	if (bytes === 'cancelled' || bytes === 'tooLarge') return { ok: false, reason: bytes };
	const laid: Laid<Role> = layOut(bytes, roles, choices);
	if (!laid.ok) return laid;
	hooks.onProgress?.(gatheringShare);
	const records = await readRecords(bytes, roles, laid.layout, choices.span ?? null, {
		...hooks,
		onProgress: (share) => hooks.onProgress?.(gatheringShare + (1 - gatheringShare) * share),
	});
	if (records === null) return { ok: false, reason: 'cancelled' };
	const { layout } = laid;
	if (records.acceptedRows === 0) {
		return { ok: false, reason: 'noUsableRows', layout, rejected: records.rejected };
	}
	const { dataRows, acceptedRows, blankRows, dateFormats, assumedFormats } = records;
	return {
		ok: true,
		records,
		layout,
		facts: {
			bytes: bytes.length,
			dataRows,
			acceptedRows,
			blankRows,
			dateFormats,
			assumedFormats,
			stray: strayOf(records, today),
		},
	};
}

function strayOf<Role extends string>(
	{ columns, lines }: Records<Role>,
	today: number | null,
): Partial<Record<Role, StrayDays>> {
	const stray: Partial<Record<Role, StrayDays>> = {};
	if (today === null) return stray;
	for (const [role, days] of Object.entries(columns.days) as [Role, Int32Array][]) {
		const found = strayDays(days, lines, today);
		if (found) stray[role] = found;
	}
	return stray;
}

/**
 * Reads an order file: customer, day and, where there is one, amount. Orders of zero or less
 * (returns, vouchers) and cancelled ones are turned down and counted, since neither model of buying
 * knows them; rows of one order number become one order. With no `choices` everything is guessed;
 * the guess comes back in `layout`, to be shown and corrected. `today` as in {@link readFileByRoles}.
 */
export async function readOrders(
	source: ByteSource,
	choices: LayoutChoices<OrderRole> = {},
	hooks: ReadingHooks = {},
	today: number | null = null,
): Promise<OrdersRead> {
	const read = await readFileByRoles<OrderRole>(source, orderRoles, choices, hooks, today);
	if (!read.ok) return read;
	const { columns, rejected } = read.records;
	const table: OrdersTable = {
		customer: columns.customer,
		day: columns.days.date ?? new Int32Array(0),
		amount: columns.amounts.amount ?? null,
		names: columns.names,
	};
	const { layout } = read;
	const header = layout.columns[layout.roles.amount ?? -1]?.header;
	const joined = columns.keys.order ? joinOrderLines(table, columns.keys.order, header) : null;
	return {
		ok: true,
		table: joined?.table ?? table,
		lines: joined?.lines ?? null,
		layout,
		facts: read.facts,
		rejected,
	};
}

/** How an order file would be read, with its first rows, before it is read. */
export function previewOrders(
	bytes: Uint8Array,
	choices: LayoutChoices<OrderRole> = {},
): Laid<OrderRole> {
	return layOut<OrderRole>(bytes, orderRoles, choices);
}
