import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	clockMinute,
	clockSecond,
	dayAndMinute,
	dayAndSecond,
	taiwanTime,
	wholeDay,
} from '#workflow/taiwan-time.ts';

const inTaiwan = new Intl.DateTimeFormat('sv-SE', {
	dateStyle: 'short',
	timeStyle: 'medium',
	timeZone: 'Asia/Taipei',
});

test('every moment from 2000 on is told as clocks in Taiwan have it', () => {
	const moments = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) });
	fc.assert(
		fc.property(moments, (at) => {
			const told = inTaiwan.format(at);
			expect(taiwanTime(at)).toBe(told);
			expect(clockSecond(at)).toBe(told.slice(11));
			expect(clockMinute(at)).toBe(told.slice(11, 16));
		}),
	);
});

test('a day is said with its month, without zeros', () => {
	expect(dayAndMinute(Date.UTC(2026, 10, 30, 2, 20))).toBe('11月30日10:20');
	expect(dayAndMinute(Date.UTC(2026, 0, 1, 20, 5))).toBe('1月2日04:05');
	expect(dayAndSecond(Date.UTC(2026, 0, 1, 20, 5, 9))).toBe('1月2日04:05:09');
	expect(wholeDay(Date.UTC(2026, 11, 31, 16, 0))).toBe('2027年1月1日');
});
