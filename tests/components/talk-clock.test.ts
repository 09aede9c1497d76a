import { expect, test } from 'vitest';
import { TalkClock, talkTime } from '../../src/presentation/talk-clock.svelte.ts';

test('what is left is told by the second, and what is over with a minus', () => {
	expect([180_000, 61_200, 900, 0, -200, -1_000, -12_400, -3_600_000].map(talkTime)).toEqual([
		...['3:00', '1:02', '0:01', '0:00', '0:00', '−0:01', '−0:12', '−60:00'],
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
	clock.again();
	expect([clock.left, clock.running, clock.used]).toEqual([180_000, false, false]);
});
