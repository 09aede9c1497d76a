import { expect, test } from 'vitest';
import {
	keepTalkMinutes,
	readTalkMinutes,
	talkMinutes,
} from '../../src/presentation/talk-minutes.ts';
import { TalkClock, talkTime } from '../../src/presentation/talk-clock.svelte.ts';

test('what is left is told by the second, and what is over in words', () => {
	expect([180_000, 61_200, 900, 0, -200, -1_000, -12_400, -3_600_000].map(talkTime)).toEqual([
		...['3:00', '1:02', '0:01', '0:00', '0:00', '超過0:01', '超過0:12', '超過60:00'],
	]);
});

test('a talk clock runs down, stops where it is, goes on past its end and begins again', () => {
	const clock = new TalkClock(3);
	expect([clock.left, clock.used]).toEqual([180_000, false]);
	clock.turn(1_000);
	clock.tick(61_000);
	expect([clock.left, clock.running]).toEqual([120_000, true]);
	clock.turn(71_000);
	clock.tick(900_000);
	expect([clock.left, clock.running, clock.used]).toEqual([110_000, false, true]);
	clock.turn(900_000);
	clock.tick(1_015_000);
	expect(clock.left).toBe(-5_000);
	expect(clock.over).toBe(true);
	clock.again(1_100_000);
	expect([clock.left, clock.running, clock.over]).toEqual([180_000, true, false]);
	clock.tick(1_110_000);
	expect(clock.left).toBe(170_000);
});

test('longer or shorter, a talk that runs has been running as long as before', () => {
	const clock = new TalkClock(3);
	clock.turn(0);
	clock.tick(200_000);
	clock.minutes = 5;
	expect([clock.left, clock.over]).toEqual([100_000, false]);
	clock.minutes = 3;
	expect([clock.left, clock.over]).toEqual([-20_000, true]);
});

test('minutes are whole and from one to sixty; anything else leaves what was set', () => {
	for (let minutes = 1; minutes <= 60; minutes += 1)
		expect(talkMinutes(`${minutes}`, 3)).toBe(minutes);
	for (const given of ['', ' ', '0', '61', '-2', '2.5', '三', null, Number.NaN])
		expect(talkMinutes(given, 3)).toBe(3);
});

test('what is set for a class is kept for its other windows, and for no other class', () => {
	keepTalkMinutes('one', 7);
	expect([readTalkMinutes('one', 3), readTalkMinutes('other', 3)]).toEqual([7, 3]);
	localStorage.clear();
	expect(readTalkMinutes('one', 3)).toBe(3);
});
