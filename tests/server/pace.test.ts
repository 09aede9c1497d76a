import { expect, test } from 'vitest';
import { createPace } from '#server/pace.ts';

function atPace(limit: { atOnce: number; perSecond: number }) {
	let now = 0;
	const pace = createPace(limit, () => now);
	return { ...pace, pass: (seconds: number) => void (now += seconds * 1_000) };
}

test('each person has so much at once, and it comes back with time', () => {
	const pace = atPace({ atOnce: 3, perSecond: 2 });
	expect([1, 2, 3, 4].map(() => pace.take('a'))).toEqual([true, true, true, false]);
	expect(pace.take('b')).toBe(true);
	pace.pass(1);
	expect([1, 2, 3].map(() => pace.take('a'))).toEqual([true, true, false]);
	pace.pass(1_000);
	expect([1, 2, 3, 4].map(() => pace.take('a'))).toEqual([true, true, true, false]);
});

test('what is refused costs nothing, what weighs more than all takes all, and what was used counts', () => {
	const pace = atPace({ atOnce: 10, perSecond: 1 });
	expect(pace.take('a', 8)).toBe(true);
	expect(pace.take('a', 8)).toBe(false);
	expect(pace.take('a', 2)).toBe(true);
	pace.pass(10);
	expect(pace.take('a', 50)).toBe(true);
	expect(pace.take('a')).toBe(false);
	pace.pass(10);
	pace.charge('a', 50);
	expect(pace.take('a')).toBe(false);
	pace.pass(1);
	expect(pace.take('a')).toBe(true);
});

test('ten thousand who came once are forgotten, and whoever has taken all is not', () => {
	const pace = atPace({ atOnce: 1, perSecond: 0.001 });
	expect(pace.take('late')).toBe(true);
	for (let count = 0; count < 20_000; count++) pace.take(`one ${count}`);
	expect(pace.take('late')).toBe(false);
	pace.pass(1_000);
	expect(pace.take('late')).toBe(true);
});
