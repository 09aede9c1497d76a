import { expect, test } from 'vitest';
import { countdown } from '#live/countdown.ts';
import { waitBeforeRetry } from '#live/retry.ts';

test('the first try to reconnect comes after 50 to 150 milliseconds', () => {
	expect(waitBeforeRetry(0, 0)).toBe(50);
	expect(waitBeforeRetry(0, 1)).toBe(150);
});

test('tries move apart up to five seconds and no further', () => {
	const waits = [0, 1, 2, 3, 4, 5, 6, 50].map((failures) => waitBeforeRetry(failures, 0.5));
	expect(waits).toEqual([...waits].sort((one, other) => one - other));
	expect(waits.at(-1)).toBe(5_000);
});

test.each([
	{ left: 17 * 60_000 + 53_000, digits: '17:53', words: '17分53秒', over: false },
	{ left: 59_001, digits: '1:00', words: '1分0秒', over: false },
	{ left: 3_729_000, digits: '1:02:09', words: '1小時2分9秒', over: false },
	{ left: 0, digits: '0:00', words: '0秒', over: true },
	{ left: -61_500, digits: '1:01', words: '1分1秒', over: true },
])('$left milliseconds are shown as $digits and read as $words', ({ left, ...shown }) => {
	expect(countdown(left)).toEqual(shown);
});
