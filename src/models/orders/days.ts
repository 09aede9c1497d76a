/**
 * Calendar days as whole numbers, counted from 1 January 1970. An order belongs to a day on the
 * shop's wall, not to an instant, so no time zone ever enters.
 */

export interface CivilDate {
	readonly year: number;
	/** 1–12. */
	readonly month: number;
	/** 1–31. */
	readonly day: number;
}

/** Orders of a living business lie between these years; whatever falls outside is a misread cell. */
export const earliestYear = 1950;
export const latestYear = 2100;

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const monthLength = (year: number, month: number): number =>
	month === 2 && isLeap(year) ? 29 : (daysOfMonth[month - 1] as number);

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The day that a clock on a wall shows; null where it is out of range. */
export const dayOfClock = (clock: Date): number | null =>
	dayNumber(clock.getFullYear(), clock.getMonth() + 1, clock.getDate());

/**
 * The day's number, or null where the calendar has no such day or the year is out of range.
 * Years begin in March here, so that the leap day comes last and months have a regular length
 * (the usual civil-calendar arithmetic over eras of 400 years = 146,097 days).
 */
export function dayNumber(year: number, month: number, day: number): number | null {
	if (!(year >= earliestYear && year <= latestYear)) return null;
	if (!(month >= 1 && month <= 12) || !(day >= 1)) return null;
	if (day > monthLength(year, month)) return null;
	const fromMarch = month <= 2 ? year - 1 : year;
	const era = Math.floor(fromMarch / 400);
	const yearOfEra = fromMarch - era * 400;
	const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	const dayOfEra =
		yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
	return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of {@link dayNumber}, for any whole number of days. */
export function civilDate(dayCount: number): CivilDate {
	const shifted = dayCount + 719_468;
	const era = Math.floor(shifted / 146_097);
	const dayOfEra = shifted - era * 146_097;
	const yearOfEra = Math.floor(
		(dayOfEra -
			Math.floor(dayOfEra / 1_460) +
			Math.floor(dayOfEra / 36_524) -
			Math.floor(dayOfEra / 146_096)) /
			365,
	);
	const dayOfYear =
		dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
	const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
	return {
		year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
		month,
		day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
	};
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The day as 2024-01-05. */
export function dayText(dayCount: number): string {
	const { year, month, day } = civilDate(dayCount);
	return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** Months since January of year 0: neighbours differ by one. */
export function monthNumber(dayCount: number): number {
	const { year, month } = civilDate(dayCount);
	return year * 12 + month - 1;
}

/**
 * The day so many months later, and the last of its month where that month is too short.
 * RangeError when it lies beyond {@link latestYear}.
 */
export function addMonths(dayCount: number, months: number): number {
	const { day } = civilDate(dayCount);
	const target = monthNumber(dayCount) + months;
	const year = Math.floor(target / 12);
	const month = (((target % 12) + 12) % 12) + 1;
	const later = dayNumber(year, month, Math.min(day, monthLength(year, month)));
	if (later === null)
		throw new RangeError(`${months} months after ${dayText(dayCount)} is too far`);
	return later;
}

/**
 * Whole months from one day to a later one: the day of the month has come round again, or the
 * month ends before it could.
 */
export function wholeMonths(from: number, to: number): number {
	const months = monthNumber(to) - monthNumber(from);
	const end = civilDate(to);
	const due = Math.min(civilDate(from).day, monthLength(end.year, end.month));
	return end.day < due ? months - 1 : months;
}
