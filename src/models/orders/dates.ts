import { dayNumber } from './days.ts';

/**
 * How a column writes its days. `plain` holds every way that can be read one way only: year first
 * with four digits, or with three as a year of the Republic (113/01/05, 民國113年1月5日), digits
 * without marks (20240105, 1130105), English month names. The others are decided for a whole column.
 */
export type DateFormat =
	| 'plain'
	| 'monthFirst'
	| 'dayFirst'
	| 'shortYearFirst'
	| 'shortRepublicYearFirst'
	| 'spreadsheetSerial'
	| 'epochSeconds'
	| 'epochMilliseconds';

export interface DateDecision {
	readonly format: DateFormat;
	/** Share of the non-empty cells looked at that this format reads, 0–1. */
	readonly share: number;
	/** Whether the cells looked at could as well be read with day and month exchanged. */
	readonly assumed: boolean;
}

/** What a reader of days returns instead of a day. */
export const notADate = -2_147_483_648;
export const impossibleDate = -2_147_483_647;

const republicBegan = 1911;
const serialOf1970 = 25_569;
const secondsPerDay = 86_400;

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const digit = (char: number): boolean => char >= 48 && char <= 57;

// The three numbers of the cell last scanned and how many digits each has. They are module state
// because a million rows would otherwise make a million objects.
let first = 0;
let second = 0;
let third = 0;
let firstDigits = 0;
let thirdDigits = 0;

/** Finds number-mark-number-mark-number, then the end, or a time which is left unread. */
function scan(text: string): boolean {
	const length = text.length;
	let at = 0;
	for (let group = 0; group < 3; group++) {
		let value = 0;
		const start = at;
		while (at < length && at - start < 5) {
			const char = text.charCodeAt(at);
			if (!digit(char)) break;
			value = value * 10 + (char - 48);
			at++;
		}
		const digits = at - start;
		if (digits === 0 || digits > 4) return false;
		if (group === 0) {
			first = value;
			firstDigits = digits;
		} else if (group === 1) {
			if (digits > 2) return false;
			second = value;
		} else {
			third = value;
			thirdDigits = digits;
		}
		if (group < 2) {
			if (at >= length) return false;
			const mark = text.charCodeAt(at);
			// - . / 年 月
			if (mark !== 45 && mark !== 46 && mark !== 47 && mark !== 0x5e74 && mark !== 0x6708) {
				return false;
			}
			at++;
			if (text.charCodeAt(at) === 32) at++;
		}
	}
	if (at >= length) return true;
	const after = text.charCodeAt(at);
	// A space, T, 日, ( or a comma begins the time or the weekday.
	return after === 32 || after === 84 || after === 0x65e5 || after === 40 || after === 44;
}

const onCalendar = (year: number, month: number, day: number): number =>
	dayNumber(year, month, day) ?? impossibleDate;

/** Digits without marks, by their number: 7 and 8 are days, 12 and 14 days with a time. */
function unmarked(text: string): number {
	const length = text.length;
	if (length !== 7 && length !== 8 && length !== 12 && length !== 14) return notADate;
	for (let i = 0; i < length; i++) if (!digit(text.charCodeAt(i))) return notADate;
	const yearDigits = length === 7 ? 3 : 4;
	const year = Number(text.slice(0, yearDigits)) + (length === 7 ? republicBegan : 0);
	return onCalendar(
		year,
		Number(text.slice(yearDigits, yearDigits + 2)),
		Number(text.slice(yearDigits + 2, yearDigits + 4)),
	);
}

function named(text: string): number {
	const dayAhead = /^(?:[a-z]{3,9},? )?(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4})(?!\d)/i.exec(text);
	const monthAhead = /^(?:[a-z]{3,9},? )?([a-z]{3,9})\.? (\d{1,2}),? (\d{4})(?!\d)/i.exec(text);
	const name = dayAhead?.[2] ?? monthAhead?.[1];
	if (name === undefined) return notADate;
	const month = monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
	if (month === 0) return notADate;
	const day = Number(dayAhead?.[1] ?? monthAhead?.[2]);
	return onCalendar(Number(dayAhead?.[3] ?? monthAhead?.[3]), month, day);
}

function plainScan(text: string): number {
	if (!scan(text)) return unmarked(text);
	if (thirdDigits > 2) return notADate;
	if (firstDigits === 4) return onCalendar(first, second, third);
	return firstDigits === 3 ? onCalendar(first + republicBegan, second, third) : notADate;
}

/** No day is written longer, time and weekday included; careful reading of more costs time. */
const longestCell = 60;

/** The way of reading that no column has to decide; tidies the cell only where it must. */
function plain(given: string): number {
	const quick = plainScan(given);
	if (quick !== notADate || given.length > longestCell) return quick;
	const text = tidied(given);
	const republic = /^(?:中華)?民國\s*(\d{1,3}\D.*|\d{6,7})$/.exec(text)?.[1];
	if (republic !== undefined) {
		if (/^\d+$/.test(republic)) return unmarked(republic.padStart(7, '0'));
		if (!scan(republic)) return notADate;
		return onCalendar(first + republicBegan, second, third);
	}
	const bare = text.replace(/^西元/, '');
	if (bare === given) return named(text);
	const again = plainScan(bare);
	return again === notADate ? named(text) : again;
}

function tidied(given: string): string {
	// Most cells that are no days are names and numbers, and those need no tidying.
	if (/^[\w.:/-]*$/.test(given)) return given;
	return given
		.normalize('NFKC')
		.replace(/^=?"(.*)"$/, '$1')
		.replace(/\s*([年月/.-])\s*/g, '$1')
		.trim();
}

const fullYear = (year: number, digits: number): number =>
	digits === 4 ? year : digits <= 2 ? 2000 + year : 0;

/** Each format's own cells; whatever it does not know is left to `plain`. */
const own: Record<Exclude<DateFormat, 'plain'>, (text: string) => number> = {
	monthFirst: (text) =>
		scan(text) && firstDigits <= 2 && thirdDigits !== 3
			? onCalendar(fullYear(third, thirdDigits), first, second)
			: notADate,
	dayFirst: (text) =>
		scan(text) && firstDigits <= 2 && thirdDigits !== 3
			? onCalendar(fullYear(third, thirdDigits), second, first)
			: notADate,
	shortYearFirst: (text) =>
		scan(text) && firstDigits <= 2 && thirdDigits <= 2 && first < 50
			? onCalendar(2000 + first, second, third)
			: notADate,
	shortRepublicYearFirst: (text) =>
		scan(text) && firstDigits <= 2 && thirdDigits <= 2 && first >= 50
			? onCalendar(republicBegan + first, second, third)
			: notADate,
	spreadsheetSerial: (text) => {
		if (!/^\d{5}(?:\.\d+)?$/.test(text)) return notADate;
		const day = Math.floor(Number(text)) - serialOf1970;
		return day >= 0 && day < 47_482 ? day : impossibleDate;
	},
	epochSeconds: (text) =>
		/^\d{9,10}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text) / secondsPerDay) : notADate,
	epochMilliseconds: (text) =>
		/^\d{12,13}$/.test(text) ? Math.floor(Number(text) / (1000 * secondsPerDay)) : notADate,
};

/**
 * A reader of one column's days. It returns the day's number (days since 1970-01-01),
 * {@link notADate}, or {@link impossibleDate} for 2024-02-30 and the like. Single cells written
 * otherwise are still read where they can mean one day only. Times are dropped; epoch numbers are
 * taken at Greenwich, since the file does not say where the shop stands.
 */
export function dayReader(format: DateFormat): (text: string) => number {
	if (format === 'plain') return plain;
	const mine = own[format];
	return (given) => {
		const quick = mine(given);
		if (quick !== notADate || given.length > longestCell) return quick;
		const text = tidied(given);
		const again = text === given ? notADate : mine(text);
		return again === notADate ? plain(given) : again;
	};
}

const candidates: readonly DateFormat[] = [
	'plain',
	'monthFirst',
	'dayFirst',
	'shortYearFirst',
	'shortRepublicYearFirst',
	'spreadsheetSerial',
	'epochSeconds',
	'epochMilliseconds',
];

/**
 * Decides how a column writes its days from some of its cells: the format that reads most. Where
 * several read equally many, orders lie close together, so the one whose days span least wins.
 * Null when no format reads a single cell.
 */
export function decideDateFormat(cells: readonly string[]): DateDecision | null {
	const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
	if (filled.length === 0) return null;
	return decide(spaced(filled, enoughCells));
}

/** So many cells show day and month apart if the column does. */
const enoughCells = 3_000;
/** So many show that a column holds no days at all. */
const firstLook = 100;

/** At most so many of the values, evenly spaced. */
function spaced(values: readonly string[], most: number): readonly string[] {
	if (values.length <= most) return values;
	return Array.from(
		{ length: most },
		(_, index) => values[Math.floor((index * values.length) / most)] as string,
	);
}

function decide(filled: readonly string[]): DateDecision | null {
	if (filled.length > firstLook && decide(spaced(filled, firstLook)) === null) return null;
	const tried = candidates.map((format) => {
		const read = dayReader(format);
		let count = 0;
		let earliest = Number.POSITIVE_INFINITY;
		let latest = Number.NEGATIVE_INFINITY;
		for (const cell of filled) {
			const day = read(cell);
			if (day === notADate || day === impossibleDate) continue;
			count++;
			earliest = Math.min(earliest, day);
			latest = Math.max(latest, day);
		}
		return { format, count, span: latest - earliest };
	});
	const most = Math.max(...tried.map(({ count }) => count));
	if (most === 0) return null;
	const equal = tried.filter(({ count }) => count === most);
	const unambiguous = equal.find(({ format }) => format === 'plain');
	if (unambiguous) return { format: 'plain', share: most / filled.length, assumed: false };
	const best = equal.reduce((one, other) => (other.span < one.span ? other : one));
	return { format: best.format, share: most / filled.length, assumed: equal.length > 1 };
}

/** Day and month exchanged; null for formats where nothing can be exchanged. */
export function exchanged(format: DateFormat): DateFormat | null {
	if (format === 'monthFirst') return 'dayFirst';
	return format === 'dayFirst' ? 'monthFirst' : null;
}
