import { readAmount } from './amounts.ts';
import { type DateFormat, dayReader, exchanged, impossibleDate, notADate } from './dates.ts';
import { growingIntegers, growingNumbers } from './growing.ts';
import type { Layout } from './layout.ts';
import { nameBook, noName } from './names.ts';
import { decoded } from './recognise.ts';
import { collectRejected, type RejectedRows, type RejectionReason } from './rejected.ts';
import type { RoleRow } from './roles.ts';
import { cameToNothing } from './states.ts';
import { rowText, textRows } from './text-rows.ts';

/** Stands in a day column where a blank cell is allowed. */
export const noDay = notADate;

/** One role's values, an entry for each accepted row; null where the file has no such column. */
export interface RecordColumns<Role extends string> {
	/** Numbers into `names`. */
	readonly customer: Int32Array;
	readonly names: readonly string[];
	/** Days since 1970-01-01; {@link noDay} for an allowed blank. */
	readonly days: Readonly<Partial<Record<Role, Int32Array>>>;
	/** NaN for an allowed blank. */
	readonly amounts: Readonly<Partial<Record<Role, Float64Array>>>;
	/** For keys: rows of one key have one number, from 0; {@link noName} for a blank. */
	readonly keys: Readonly<Partial<Record<Role, Int32Array>>>;
}

export interface Records<Role extends string> {
	readonly columns: RecordColumns<Role>;
	readonly rejected: RejectedRows;
	/** The line of the file where each accepted row begins, counted from 1. */
	readonly lines: Int32Array;
	/** Rows that are not blank, below the header. Accepted and rejected rows together. */
	readonly dataRows: number;
	readonly acceptedRows: number;
	readonly blankRows: number;
	/** As used: a format that a later row disproved is exchanged. */
	readonly dateFormats: Readonly<Partial<Record<Role, DateFormat>>>;
	/** Day roles that no row of the file decided. */
	readonly assumedFormats: readonly Role[];
}

/** How a long reading tells of itself and may be ended. */
export interface ReadingHooks {
	/** Called between pieces with the share done, 0–1, never falling within one reading. */
	readonly onProgress?: (share: number) => void;
	/** Asked between pieces; true ends the reading. */
	readonly shouldStop?: () => boolean;
	/** Lets others have a turn between pieces, so that a cancel can be heard. */
	readonly pause?: () => Promise<void>;
}

/** Small enough that a piece's cells are garbage before the collector moves them. */
const pieceBytes = 131_072;
const piecesBetweenPauses = 8;
/** States are few; a column of remarks taken for them must not be remembered whole. */
const mostStatesKept = 1_000;

/** Messages reach a worker only between tasks, so this ends one. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

interface Field {
	readonly role: string;
	readonly kind: RoleRow['kind'];
	readonly column: number;
	readonly keepsBlank: boolean;
	readonly zero: boolean;
	readonly readDay: (text: string) => number;
	/** While it is open whether month or day comes first: the other reading. */
	readExchanged: ((text: string) => number) | null;
	/** Where the row's value waits until the whole row is accepted. */
	value: number;
	readonly push: (value: number) => void;
}

const reasonOfDay = (result: number): RejectionReason =>
	result === impossibleDate ? 'impossibleDate' : 'notADate';

/** Spaces around a cell, also the wide ones, are not part of it. */
function trimmed(cell: string): string {
	if (cell === '') return cell;
	const first = cell.charCodeAt(0);
	const last = cell.charCodeAt(cell.length - 1);
	return first > 32 && first < 127 && last > 32 && last < 127 ? cell : cell.trim();
}

interface Pass<Role extends string> {
	readonly records: Records<Role>;
	/** The day role whose assumed format a row disproved; the reading has to begin again. */
	readonly disproved: string | null;
}

/** Reads all rows once. Null when told to stop. */
async function pass<Role extends string>(
	bytes: Uint8Array,
	roles: Readonly<Record<Role, RoleRow>>,
	layout: Layout<Role>,
	hooks: ReadingHooks,
): Promise<Pass<Role> | null> {
	const book = nameBook();
	const days: Partial<Record<Role, () => Int32Array>> = {};
	const amounts: Partial<Record<Role, () => Float64Array>> = {};
	const keys: Partial<Record<Role, () => Int32Array>> = {};
	const keyBook = nameBook();
	const states = new Map<string, boolean>();
	const customers = growingIntegers();
	const lines = growingIntegers();
	const fields: Field[] = [];
	for (const role of Object.keys(roles) as Role[]) {
		const row = roles[role];
		const column = layout.roles[role];
		if (column === null) continue;
		const format = layout.dateFormats[role] ?? 'plain';
		const other = layout.assumedFormats.includes(role) ? exchanged(format) : null;
		const base = {
			role,
			kind: row.kind,
			column,
			keepsBlank: row.blank === 'keep',
			zero: row.zero ?? false,
			readDay: dayReader(format),
			readExchanged: other === null ? null : dayReader(other),
			value: 0,
		};
		if (row.kind === 'name') {
			fields.push({ ...base, push: (value) => customers.push(value) });
		} else if (row.kind === 'state') {
			fields.push({ ...base, push: () => undefined });
		} else if (row.kind === 'key') {
			const growing = growingIntegers();
			keys[role] = () => growing.done();
			fields.push({ ...base, push: (value) => growing.push(value) });
		} else if (row.kind === 'day') {
			const growing = growingIntegers();
			days[role] = () => growing.done();
			fields.push({ ...base, push: (value) => growing.push(value) });
		} else {
			const growing = growingNumbers();
			amounts[role] = () => growing.done();
			fields.push({ ...base, push: (value) => growing.push(value) });
		}
	}
	// Names last: a row turned down for its day must not make its customer known.
	// States first: what was cancelled is told as that, whatever else is wrong with it.
	const place = ({ kind }: Field): number => (kind === 'state' ? 0 : kind === 'name' ? 2 : 1);
	fields.sort((one, other) => place(one) - place(other));
	const width = layout.columns.length;
	const rejected = collectRejected();
	let dataRows = 0;
	let acceptedRows = 0;
	let blankRows = 0;
	let disproved: string | null = null;
	const headerRows = layout.hasHeader ? 1 : 0;
	let rowsToSkip = headerRows;

	/** Reads one field's cell into its `value`; the reason when that cannot be. */
	const readField = (field: Field, cell: string): RejectionReason | null => {
		if (field.kind === 'name') {
			field.value = book.numberOf(cell);
			return field.value === noName ? 'noCustomer' : null;
		}
		if (field.kind === 'key') {
			field.value = keyBook.numberOf(cell);
			return null;
		}
		if (field.kind === 'state') {
			const known = states.get(cell);
			if (known !== undefined) return known ? 'cancelled' : null;
			const cancelled = cameToNothing(cell.trim());
			if (states.size < mostStatesKept) states.set(cell, cancelled);
			return cancelled ? 'cancelled' : null;
		}
		const text = trimmed(cell);
		if (text === '') {
			if (!field.keepsBlank) return field.kind === 'day' ? 'noDate' : 'noAmount';
			field.value = field.kind === 'day' ? noDay : Number.NaN;
			return null;
		}
		if (field.kind === 'day') {
			const day = field.readDay(text);
			field.value = day;
			if (field.readExchanged !== null) {
				const otherwise = field.readExchanged(text);
				if (otherwise === impossibleDate && day !== impossibleDate) field.readExchanged = null;
				if (day === impossibleDate && otherwise > impossibleDate) disproved = field.role;
			}
			if (day > impossibleDate) return null;
			return reasonOfDay(day);
		}
		const amount = readAmount(text);
		field.value = amount;
		if (Number.isNaN(amount)) return 'notAnAmount';
		if (amount < 0) return 'negativeAmount';
		return amount === 0 && !field.zero ? 'zeroAmount' : null;
	};

	const reasonAgainst = (cells: readonly string[]): RejectionReason | null => {
		for (let at = width; at < cells.length; at++) {
			// One more cell than columns is what an unquoted 1,234 leaves behind.
			if (trimmed(cells[at] as string) !== '') return 'tooManyCells';
		}
		for (const field of fields) {
			const cell = cells[field.column];
			if (cell === undefined) {
				if (!field.keepsBlank) return 'tooFewCells';
			}
			const reason = readField(field, cell ?? '');
			if (reason !== null) return reason;
		}
		return null;
	};

	const rows = textRows(layout.delimiter, (cells, line) => {
		if (line <= layout.linesBefore) return;
		if (cells.length === 1 ? trimmed(cells[0] as string) === '' : cells.every((c) => !trimmed(c))) {
			blankRows++;
			return;
		}
		if (rowsToSkip > 0) {
			rowsToSkip--;
			return;
		}
		dataRows++;
		const reason = reasonAgainst(cells);
		if (reason === null) {
			for (const field of fields) field.push(field.value);
			lines.push(line);
			acceptedRows++;
		} else {
			rejected.add(line, reason, () => rowText(cells, layout.delimiter));
		}
	});

	const content = bytes.subarray(layout.markBytes);
	let done = 0;
	let pieces = 0;
	for (const text of decoded(content, layout.encoding, pieceBytes)) {
		if (hooks.shouldStop?.()) return null;
		done = Math.min(content.length, done + pieceBytes);
		rows.read(text, done === content.length);
		if (disproved !== null) break;
		if (++pieces % piecesBetweenPauses !== 0 && done < content.length) continue;
		hooks.onProgress?.(done / content.length);
		await (hooks.pause ?? nextTask)();
	}
	if (hooks.shouldStop?.()) return null;
	const finished = <Column>(growing: Partial<Record<Role, () => Column>>) =>
		Object.fromEntries(
			Object.entries(growing).map(([role, column]) => [role, (column as () => Column)()]),
		) as Partial<Record<Role, Column>>;
	return {
		disproved,
		records: {
			columns: {
				customer: customers.done(),
				names: book.names,
				days: finished(days),
				amounts: finished(amounts),
				keys: finished(keys),
			},
			rejected: rejected.result,
			lines: lines.done(),
			dataRows,
			acceptedRows,
			blankRows,
			dateFormats: layout.dateFormats,
			assumedFormats: layout.assumedFormats.filter((role) =>
				fields.some((field) => field.role === role && field.readExchanged !== null),
			),
		},
	};
}

/**
 * Reads every row as the layout says. Days that only seemed to fit month first (or day first) are
 * read again the other way as soon as one row proves it. Null when told to stop.
 */
export async function readRecords<Role extends string>(
	bytes: Uint8Array,
	roles: Readonly<Record<Role, RoleRow>>,
	layout: Layout<Role>,
	hooks: ReadingHooks = {},
): Promise<Records<Role> | null> {
	let reading = layout;
	let furthest = 0;
	const onProgress = (share: number): void => {
		furthest = Math.max(furthest, share);
		hooks.onProgress?.(furthest);
	};
	for (;;) {
		const result = await pass(bytes, roles, reading, { ...hooks, onProgress });
		if (result === null || result.disproved === null) return result?.records ?? null;
		const role = result.disproved as Role;
		const format = exchanged(reading.dateFormats[role] ?? 'plain') ?? 'plain';
		reading = {
			...reading,
			dateFormats: { ...reading.dateFormats, [role]: format },
			assumedFormats: reading.assumedFormats.filter((each) => each !== role),
		};
	}
}
