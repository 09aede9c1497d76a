import { readAmount } from './amounts.ts';
import { type DateFormat, dayReader, exchanged, impossibleDate, notADate } from './dates.ts';
import { growingIntegers, growingNumbers } from './growing.ts';
import type { Layout } from './layout.ts';
import { nameBook, noName } from './names.ts';
import type { RejectionReason } from './rejected.ts';
import type { RoleRow } from './roles.ts';
import { cameToNothing } from './states.ts';
import type { DaySpan } from './stray-days.ts';

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

interface Field<Role extends string> {
	readonly role: Role;
	readonly column: number;
	readonly keepsBlank: boolean;
	/** Reads a cell into `value`; the reason when that cannot be. */
	readonly read: (cell: string, field: Field<Role>) => RejectionReason | null;
	/** While it is open whether month or day comes first: the other reading. */
	readExchanged: ((text: string) => number) | null;
	/** Where the row's value waits until the whole row is accepted. */
	value: number;
	readonly push: (value: number) => void;
}

/** The columns of one reading as they grow. */
export interface RecordFields<Role extends string> {
	/** Reads a row's cells; null when all of them will do, so that {@link keep} may follow. */
	reasonAgainst(cells: readonly string[]): RejectionReason | null;
	/** Takes the row last read into the columns. */
	keep(): void;
	/** The day role whose assumed format a row has disproved; the reading has to begin again. */
	readonly disproved: Role | null;
	/** Whether no row has told yet if month or day comes first. */
	undecided(role: Role): boolean;
	columns(): RecordColumns<Role>;
}

/** States are few; a column of remarks taken for them must not be remembered whole. */
const mostStatesKept = 1_000;

/** Spaces around a cell, also the wide ones, are not part of it. */
export function trimmed(cell: string): string {
	if (cell === '') return cell;
	const first = cell.charCodeAt(0);
	const last = cell.charCodeAt(cell.length - 1);
	return first > 32 && first < 127 && last > 32 && last < 127 ? cell : cell.trim();
}

/** What cells of a state column mean, each wording looked at once. */
function stateReader(): (cell: string) => RejectionReason | null {
	const states = new Map<string, boolean>();
	return (cell) => {
		const known = states.get(cell);
		if (known !== undefined) return known ? 'cancelled' : null;
		const cancelled = cameToNothing(cell.trim());
		if (states.size < mostStatesKept) states.set(cell, cancelled);
		return cancelled ? 'cancelled' : null;
	};
}

/** The first and the last thing looked at in a row. */
const order: Readonly<Record<RoleRow['kind'], number>> = {
	// What was cancelled is told as that, whatever else is wrong with it.
	state: 0,
	key: 1,
	day: 1,
	amount: 1,
	// A row turned down for its day must not make its customer known.
	name: 2,
};

/**
 * Makes the columns that a layout asks for. Days outside `span` are turned down; where a cell may be
 * blank, a day after it counts as one, because what has not come yet has not come.
 */
export function recordFields<Role extends string>(
	roles: Readonly<Record<Role, RoleRow>>,
	layout: Layout<Role>,
	span: DaySpan | null,
): RecordFields<Role> {
	const book = nameBook();
	const keyBook = nameBook();
	const customers = growingIntegers();
	const days: Partial<Record<Role, () => Int32Array>> = {};
	const amounts: Partial<Record<Role, () => Float64Array>> = {};
	const keys: Partial<Record<Role, () => Int32Array>> = {};
	const earliest = span?.first ?? Number.NEGATIVE_INFINITY;
	const latest = span?.last ?? Number.POSITIVE_INFINITY;
	let disproved: Role | null = null;

	const readName: Field<Role>['read'] = (cell, field) => {
		field.value = book.numberOf(cell);
		return field.value === noName ? 'noCustomer' : null;
	};
	const readKey: Field<Role>['read'] = (cell, field) => {
		field.value = keyBook.numberOf(cell);
		return null;
	};
	const readDayWith =
		(readDay: (text: string) => number): Field<Role>['read'] =>
		(cell, field) => {
			const text = trimmed(cell);
			if (text === '') {
				field.value = noDay;
				return field.keepsBlank ? null : 'noDate';
			}
			const day = readDay(text);
			field.value = day;
			if (field.readExchanged !== null) {
				const otherwise = field.readExchanged(text);
				if (otherwise === impossibleDate && day !== impossibleDate) field.readExchanged = null;
				if (day === impossibleDate && otherwise > impossibleDate) disproved = field.role;
			}
			if (day <= impossibleDate) return day === impossibleDate ? 'impossibleDate' : 'notADate';
			if (day < earliest) return 'longBefore';
			if (day <= latest) return null;
			field.value = noDay;
			return field.keepsBlank ? null : 'afterToday';
		};
	const readAmountWith =
		(zero: boolean): Field<Role>['read'] =>
		(cell, field) => {
			const text = trimmed(cell);
			if (text === '') {
				field.value = Number.NaN;
				return field.keepsBlank ? null : 'noAmount';
			}
			const amount = readAmount(text);
			field.value = amount;
			if (Number.isNaN(amount)) return 'notAnAmount';
			if (amount < 0) return 'negativeAmount';
			return amount === 0 && !zero ? 'zeroAmount' : null;
		};

	const fieldOf = (role: Role, column: number): Field<Role> => {
		const row = roles[role];
		const base = {
			role,
			column,
			keepsBlank: row.blank === 'keep',
			readExchanged: null,
			value: 0,
		};
		if (row.kind === 'name') {
			return { ...base, read: readName, push: (value) => customers.push(value) };
		}
		if (row.kind === 'state') return { ...base, read: stateReader(), push: () => undefined };
		if (row.kind === 'amount') {
			const growing = growingNumbers();
			amounts[role] = () => growing.done();
			const read = readAmountWith(row.zero ?? false);
			return { ...base, read, push: (value) => growing.push(value) };
		}
		const growing = growingIntegers();
		const push = (value: number): void => growing.push(value);
		if (row.kind === 'key') {
			keys[role] = () => growing.done();
			return { ...base, read: readKey, push };
		}
		days[role] = () => growing.done();
		const format: DateFormat = layout.dateFormats[role] ?? 'plain';
		const other = layout.assumedFormats.includes(role) ? exchanged(format) : null;
		const readExchanged = other === null ? null : dayReader(other);
		return { ...base, readExchanged, read: readDayWith(dayReader(format)), push };
	};

	const fields = (Object.keys(roles) as Role[])
		.flatMap((role) => {
			const column = layout.roles[role];
			return column === null ? [] : [fieldOf(role, column)];
		})
		.sort((one, other) => order[roles[one.role].kind] - order[roles[other.role].kind]);
	const width = layout.columns.length;

	return {
		reasonAgainst(cells) {
			for (let at = width; at < cells.length; at++) {
				// One more cell than columns is what an unquoted 1,234 leaves behind.
				if (trimmed(cells[at] as string) !== '') return 'tooManyCells';
			}
			for (const field of fields) {
				const cell = cells[field.column];
				if (cell === undefined && !field.keepsBlank) return 'tooFewCells';
				const reason = field.read(cell ?? '', field);
				if (reason !== null) return reason;
			}
			return null;
		},
		keep() {
			for (const field of fields) field.push(field.value);
		},
		get disproved() {
			return disproved;
		},
		undecided: (role) =>
			fields.some((field) => field.role === role && field.readExchanged !== null),
		columns: () => ({
			customer: customers.done(),
			names: book.names,
			days: finished(days),
			amounts: finished(amounts),
			keys: finished(keys),
		}),
	};
}

const finished = <Role extends string, Column>(
	growing: Partial<Record<Role, () => Column>>,
): Partial<Record<Role, Column>> =>
	Object.fromEntries(
		Object.entries(growing).map(([role, column]) => [role, (column as () => Column)()]),
	) as Partial<Record<Role, Column>>;
