import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	type DateFormat,
	dayReader,
	decideDateFormat,
	impossibleDate,
	notADate,
} from '#models/orders/dates.ts';
import {
	addMonths,
	civilDate,
	dayNumber,
	dayText,
	monthNumber,
	wholeMonths,
} from '#models/orders/days.ts';

const earliest = dayNumber(1950, 1, 1) as number;
const latest = dayNumber(2100, 12, 31) as number;
const anyDay = fc.integer({ min: earliest, max: latest });
const fifthOfJanuary = dayNumber(2024, 1, 5) as number;

test('days agree with the calendar that every computer keeps', () => {
	expect(dayNumber(1970, 1, 1)).toBe(0);
	fc.assert(
		fc.property(anyDay, (day) => {
			const { year, month, day: of } = civilDate(day);
			expect(dayNumber(year, month, of)).toBe(day);
			expect(day * 86_400_000).toBe(Date.UTC(year, month - 1, of));
			expect(dayText(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
		}),
	);
});

test('days that no calendar has are none', () => {
	expect(dayNumber(2023, 2, 29)).toBeNull();
	expect(dayNumber(2100, 2, 29)).toBeNull();
	expect(dayNumber(2024, 2, 29)).not.toBeNull();
	expect(dayNumber(2024, 13, 1)).toBeNull();
	expect(dayNumber(2024, 4, 31)).toBeNull();
	expect(dayNumber(1900, 1, 1)).toBeNull();
	expect(dayNumber(Number.NaN, 1, 1)).toBeNull();
});

test.each([
	'2024-01-05',
	'2024/1/5',
	'2024.01.05',
	'2024年1月5日',
	'2024 年 1 月 5 日',
	'20240105',
	'20240105123000',
	'202401051230',
	'2024-01-05T23:59:59Z',
	'2024-01-05 12:33:22 +0800',
	'2024/1/5 下午 03:20',
	'2024/01/05(五)',
	'113/01/05',
	'113-1-5',
	'1130105',
	'民國113年1月5日',
	'中華民國113年1月5日',
	'民國 113 年 1 月 5 日 12:00',
	'民國1130105',
	'２０２４／０１／０５',
	'１１３年１月５日',
	'西元2024年1月5日',
	'="2024-01-05"',
	'5 Jan 2024',
	'05-Jan-2024 10:00',
	'January 5, 2024',
	'Fri, 5 Jan 2024 10:00:00 +0800',
])('%s is the fifth of January 2024 without asking', (text) => {
	expect(dayReader('plain')(text)).toBe(fifthOfJanuary);
});

test.each<[string, DateFormat]>([
	['1/5/2024', 'monthFirst'],
	['01/05/24', 'monthFirst'],
	['5/1/2024', 'dayFirst'],
	['5.1.2024 08:00', 'dayFirst'],
	['24/01/05', 'shortYearFirst'],
	['45296', 'spreadsheetSerial'],
	['45296.75', 'spreadsheetSerial'],
	['1704412800', 'epochSeconds'],
	['1704412800000', 'epochMilliseconds'],
])('%s is the fifth of January 2024 in a column written %s', (text, format) => {
	expect(dayReader(format)(text)).toBe(fifthOfJanuary);
});

test('two digits of a year of the Republic need the whole column to say so', () => {
	expect(decideDateFormat(['99/01/05', '98/12/31'])?.format).toBe('shortRepublicYearFirst');
	expect(dayReader('shortRepublicYearFirst')('99/01/05')).toBe(dayNumber(2010, 1, 5));
	expect(dayReader('plain')('民國99年1月5日')).toBe(dayNumber(2010, 1, 5));
	expect(dayReader('plain')('99/01/05')).toBe(notADate);
});

test('impossible days are told from cells that are no days', () => {
	const read = dayReader('plain');
	for (const text of ['2024-02-30', '2023/2/29', '20241301', '113/13/01', '1850-01-01']) {
		expect(read(text)).toBe(impossibleDate);
	}
	const strange = ['', 'abc', '12', '2024', '2024-01', '1,234', '192.168.1', '2024-01-05x', '-'];
	for (const text of [...strange, '02-2345-6789', '2024--01-05', '\u0000', '日期']) {
		expect(read(text)).toBe(notADate);
	}
});

test('one part above twelve decides which of two comes first', () => {
	expect(decideDateFormat(['1/5/2024', '1/13/2024'])).toEqual({
		format: 'monthFirst',
		share: 1,
		assumed: false,
	});
	expect(decideDateFormat(['1/5/2024', '13/1/2024'])).toEqual({
		format: 'dayFirst',
		share: 1,
		assumed: false,
	});
});

test('without such a part the closer days win, and the choice is called an assumption', () => {
	const january = Array.from({ length: 9 }, (_, index) => `1/${index + 1}/2024`);
	expect(decideDateFormat(january)).toEqual({ format: 'monthFirst', share: 1, assumed: true });
});

test('a column of years, prices or names has no format', () => {
	expect(decideDateFormat(['甲', '乙'])).toBeNull();
	expect(decideDateFormat([])).toBeNull();
	expect(decideDateFormat(['', ' '])).toBeNull();
});

const writers: Record<string, (year: number, month: number, day: number) => string> = {
	iso: (y, m, d) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
	slashes: (y, m, d) => `${y}/${m}/${d}`,
	words: (y, m, d) => `民國${y - 1911}年${m}月${d}日`,
	han: (y, m, d) => `${y}年${m}月${d}日`,
};

test('every day reads back however it is written', () => {
	fc.assert(
		fc.property(anyDay, fc.constantFrom(...Object.keys(writers)), (day, name) => {
			const { year, month, day: of } = civilDate(day);
			const text = writers[name]?.(year, month, of) ?? '';
			expect(dayReader('plain')(text)).toBe(day);
		}),
	);
});

test('no text whatever makes a reader throw or return anything but a day in range', () => {
	const formats: DateFormat[] = ['plain', 'monthFirst', 'dayFirst', 'epochSeconds'];
	fc.assert(
		fc.property(
			fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d/.年月日 -]{0,20}$/)),
			fc.constantFrom(...formats),
			(text, format) => {
				const day = dayReader(format)(text);
				if (day === notADate || day === impossibleDate) return;
				expect(Number.isInteger(day)).toBe(true);
				expect(day).toBeGreaterThanOrEqual(earliest);
				expect(day).toBeLessThanOrEqual(latest);
			},
		),
		{ numRuns: 200 },
	);
});

test('adding months and counting them agree, also at the ends of months', () => {
	expect(wholeMonths(dayNumber(2024, 1, 31) as number, dayNumber(2024, 2, 29) as number)).toBe(1);
	expect(wholeMonths(dayNumber(2024, 1, 31) as number, dayNumber(2024, 2, 28) as number)).toBe(0);
	const start = fc.integer({ min: earliest, max: dayNumber(2080, 1, 1) as number });
	fc.assert(
		fc.property(start, fc.integer({ min: 0, max: 200 }), (day, months) => {
			const later = addMonths(day, months);
			expect(monthNumber(later) - monthNumber(day)).toBe(months);
			expect(wholeMonths(day, later)).toBe(months);
			expect(wholeMonths(day, later - 1)).toBeLessThan(Math.max(1, months));
		}),
	);
});
