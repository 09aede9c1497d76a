import { type FileColumn, guessRoles, profileColumn, scoreColumn } from './columns.ts';
import type { DateFormat } from './dates.ts';
import { decoded, type Encoding, type FileProblem, recogniseFile } from './recognise.ts';
import { headerScore, type RoleTable } from './roles.ts';
import type { DaySpan } from './stray-days.ts';
import { splitText } from './text-rows.ts';

export const delimiters = [',', '\t', ';', '|', '，', '；'] as const;
export type Delimiter = (typeof delimiters)[number];

/** What a person may set straight before a file is read. Column numbers count from 0. */
export interface LayoutChoices<Role extends string = string> {
	readonly encoding?: Encoding;
	readonly delimiter?: Delimiter;
	readonly hasHeader?: boolean;
	/** The column of each role; null where the file has none. Roles left out are guessed. */
	readonly roles?: Partial<Record<Role, number | null>>;
	/** How the days of a role are written. */
	readonly dateFormats?: Partial<Record<Role, DateFormat>>;
	/** Rows with a day outside are left out; all are read where this is null or missing. */
	readonly span?: DaySpan | null;
}

/** How a file is to be read, and what the guess rests on. */
export interface Layout<Role extends string = string> {
	readonly encoding: Encoding;
	readonly markBytes: number;
	readonly delimiter: Delimiter;
	/** Lines above the header, such as a report's title. */
	readonly linesBefore: number;
	readonly hasHeader: boolean;
	readonly columns: readonly FileColumn[];
	readonly roles: Readonly<Record<Role, number | null>>;
	/** For each role that is a day. */
	readonly dateFormats: Readonly<Partial<Record<Role, DateFormat>>>;
	/** Day roles where the cells looked at fit both month first and day first. */
	readonly assumedFormats: readonly Role[];
	/** The first rows under the header, for showing. */
	readonly firstRows: readonly (readonly string[])[];
	readonly undecodable: number;
}

export type LayoutProblem =
	| { readonly ok: false; readonly reason: FileProblem | 'noRows' | 'oneColumn' | 'tooManyColumns' }
	| {
			readonly ok: false;
			readonly reason: 'rolesMissing';
			/** The required roles that no column fits. */
			readonly missing: readonly string[];
			/** For showing, so that a person can point at the right columns. */
			readonly columns: readonly FileColumn[];
			/** The column of each role as far as one fits. */
			readonly roles: Readonly<Record<string, number | null>>;
			readonly firstRows: readonly (readonly string[])[];
	  };

export type Laid<Role extends string> =
	{ readonly ok: true; readonly layout: Layout<Role> } | LayoutProblem;

const headBytes = 65_536;
const windowBytes = 8_192;
const windows = 32;
const linesForDelimiter = 50;
const rowsToShow = 20;
/** No till or membership system writes so many; each column costs time to look at and to show. */
export const mostColumns = 200;
const longestPreamble = 20;

const textOf = (bytes: Uint8Array, encoding: Encoding): string =>
	[...decoded(bytes, encoding)].join('');

/** Whole lines of the head: what the end cuts off is left out, unless the head is everything. */
function headOf(bytes: Uint8Array, encoding: Encoding): string {
	const text = textOf(bytes.subarray(0, headBytes), encoding);
	if (bytes.length <= headBytes) return text;
	const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
	return end === -1 ? text : text.slice(0, end);
}

/**
 * Rows from all over the file. Orders are often sorted by day, so the head alone may show the
 * first week of January only, and no day above 12.
 */
function rowsAcross(bytes: Uint8Array, encoding: Encoding, delimiter: string): string[][] {
	if (bytes.length <= headBytes) return [];
	const rows: string[][] = [];
	for (let window = 0; window < windows; window++) {
		const place = ((bytes.length - headBytes - windowBytes) * (window + 1)) / windows;
		const start = headBytes + Math.max(0, 2 * Math.floor(place / 2));
		const text = textOf(bytes.subarray(start, start + windowBytes), encoding);
		const lines = text.split(/\r\n?|\n/).slice(1, -1);
		rows.push(...splitText(lines.join('\n'), delimiter).filter((row) => !blank(row)));
	}
	return rows;
}

const blank = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === '');

/** The number of cells that most rows have, and the share of rows that have it. */
function commonWidth(rows: readonly (readonly string[])[]): { width: number; share: number } {
	const counts = new Map<number, number>();
	for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
	let width = 0;
	let most = 0;
	for (const [each, count] of counts) {
		if (count > most || (count === most && each > width)) {
			width = each;
			most = count;
		}
	}
	return { width, share: rows.length === 0 ? 0 : most / rows.length };
}

/** The mark at which most lines fall into equally many cells, and into more than one. */
export function guessDelimiter(head: string): { delimiter: Delimiter; width: number } {
	const text = head
		.split(/\r\n?|\n/)
		.slice(0, linesForDelimiter)
		.join('\n');
	let best: { delimiter: Delimiter; width: number; score: number } | null = null;
	for (const delimiter of delimiters) {
		const rows = splitText(text, delimiter).filter((row) => !blank(row));
		const { width, share } = commonWidth(rows);
		if (width < 2) continue;
		const score = share + Math.min(width, 10) / 100;
		if (best === null || score > best.score) best = { delimiter, width, score };
	}
	return best ?? { delimiter: ',', width: 1 };
}

/** Whether the first row names columns: no cell of it is a day or a number where those below are. */
function namesColumns(
	roles: RoleTable,
	row: readonly string[],
	below: readonly (readonly string[])[],
): boolean {
	for (const [index, cell] of row.entries()) {
		const own = profileColumn([cell]);
		if (own.amountShare === 0 && own.date === null) continue;
		const others = profileColumn(below.slice(0, 200).map((each) => each[index] ?? ''));
		if (others.amountShare > 0.5 || (others.date?.share ?? 0) > 0.5) return false;
	}
	const known = row.some((cell) =>
		Object.values(roles).some((role) => headerScore(role, cell) >= 0.5),
	);
	return known || below.length > 0;
}

/**
 * Finds out how a file is to be read: encoding, delimiter, header, which column is what, and how
 * its days are written. What `choices` names is taken as given. `bytes` is the whole file.
 */
export function layOut<Role extends string>(
	bytes: Uint8Array,
	roles: Readonly<Record<Role, RoleTable[string]>>,
	choices: LayoutChoices<Role> = {},
): Laid<Role> {
	const recognised = recogniseFile(bytes);
	if (!recognised.ok && !(recognised.reason === 'unknownEncoding' && choices.encoding)) {
		return recognised;
	}
	const encoding = choices.encoding ?? (recognised.ok ? recognised.encoding : 'utf-8');
	const markBytes = recognised.ok ? recognised.markBytes : 0;
	const content = bytes.subarray(markBytes);
	const head = headOf(content, encoding);
	const guessed = guessDelimiter(head);
	const delimiter = choices.delimiter ?? guessed.delimiter;

	const headRows = splitText(head, delimiter);
	const { width } = commonWidth(headRows.filter((row) => !blank(row)).slice(0, 200));
	if (width > mostColumns) return { ok: false, reason: 'tooManyColumns' };
	const firstFull = headRows.findIndex((row) => row.length >= width && !blank(row));
	if (firstFull === -1) return { ok: false, reason: 'noRows' };
	const skipped = firstFull <= longestPreamble ? firstFull : 0;
	const rows = headRows.slice(skipped).filter((row) => !blank(row));
	const linesBefore = linesOf(headRows, skipped);
	const top = rows[0];
	if (top === undefined) return { ok: false, reason: 'noRows' };
	const hasHeader = choices.hasHeader ?? namesColumns(roles, top, rows.slice(1));
	const data = hasHeader ? rows.slice(1) : rows;
	if (data.length === 0) return { ok: false, reason: 'noRows' };
	if (width < 2) return { ok: false, reason: 'oneColumn' };

	const sample = [...data, ...rowsAcross(content, encoding, delimiter)];
	const columns = Array.from({ length: width }, (_, index): FileColumn => {
		const header = hasHeader ? (top[index] ?? '').trim() : '';
		const profile = profileColumn(sample.map((row) => row[index] ?? ''));
		return { header, profile, scores: scoreColumn(roles, header, profile) };
	});
	const guess = guessRoles(roles, columns);
	const chosen = settleRoles(roles, guess, choices.roles ?? {}, width);
	const names = Object.keys(roles) as Role[];
	const firstRows = data.slice(0, rowsToShow);
	const missing = names.filter((role) => roles[role].required && chosen[role] === null);
	if (missing.length > 0) {
		return { ok: false, reason: 'rolesMissing', missing, columns, roles: chosen, firstRows };
	}

	const dateFormats: Partial<Record<Role, DateFormat>> = {};
	const assumedFormats: Role[] = [];
	for (const role of names) {
		const index = chosen[role];
		if (roles[role].kind !== 'day' || index === null) continue;
		const found = columns[index]?.profile.date;
		dateFormats[role] = choices.dateFormats?.[role] ?? found?.format ?? 'plain';
		if (choices.dateFormats?.[role] === undefined && found?.assumed) assumedFormats.push(role);
	}
	return {
		ok: true,
		layout: {
			encoding,
			markBytes,
			delimiter,
			linesBefore,
			hasHeader,
			columns,
			roles: chosen,
			dateFormats,
			assumedFormats,
			firstRows,
			undecodable: recognised.ok ? recognised.undecodable : 0,
		},
	};
}

/** Lines that the first rows take up; a quoted cell may hold several. */
function linesOf(rows: readonly (readonly string[])[], count: number): number {
	return rows
		.slice(0, count)
		.reduce((sum, row) => sum + 1 + (row.join('').split('\n').length - 1), 0);
}

/** What a person chose, then the guess where it does not stand in the way. */
function settleRoles<Role extends string>(
	roles: Readonly<Record<Role, RoleTable[string]>>,
	guess: Readonly<Record<string, number | null>>,
	chosen: Partial<Record<Role, number | null>>,
	width: number,
): Record<Role, number | null> {
	const names = Object.keys(roles) as Role[];
	const taken = new Set<number>();
	for (const role of names) {
		const index = chosen[role];
		if (index === undefined || index === null) continue;
		if (!Number.isInteger(index) || index < 0 || index >= width) {
			throw new RangeError(`column of ${role} must be between 0 and ${width - 1}, got ${index}`);
		}
		if (taken.has(index)) throw new RangeError(`column ${index} has two roles`);
		taken.add(index);
	}
	const settled = {} as Record<Role, number | null>;
	for (const role of names) {
		const given = chosen[role];
		const index = given === undefined ? (guess[role] ?? null) : given;
		settled[role] = given === undefined && index !== null && taken.has(index) ? null : index;
	}
	return settled;
}
