import { expect, test } from 'vitest';
import { closedToOpener, nextTeam } from '#presentation/turns.ts';
import { hasSlides } from '#workflow/submission.ts';

const team = (number: number, people: number, submissions = 0) => ({
	...{ id: `t${number}`, number, planName: '', submissions },
	members: Array.from({ length: people }, (_, at) => ({ id: `m${at}`, name: '林', online: true })),
});

test('the next team is the next in the table that has something to show', () => {
	const teams = [team(1, 2, 1), team(2, 0), team(3, 1), team(4, 3, 1), team(5, 0)];
	const next = (id: string, isShown: (one: (typeof teams)[0]) => boolean) =>
		nextTeam(teams, id, isShown)?.number ?? null;
	expect([next('t1', hasSlides), next('t3', hasSlides), next('t4', hasSlides)]).toEqual([
		3,
		4,
		null,
	]);
	expect(next('t1', ({ submissions }) => submissions > 0)).toBe(4);
});

test('the way back closes the window only where the desk that opened it is still there', () => {
	const from = (pathname: string | null, more: object = {}) => {
		const here = {
			closed: false,
			opener: pathname === null ? null : { closed: false, location: { pathname } },
			close: () => (here.closed = true),
			...more,
		};
		return closedToOpener('/desk/c1', here as unknown as Window) && here.closed;
	};
	expect(from('/desk/c1')).toBe(true);
	expect(from('/desk/c1/t2')).toBe(true);
	expect(from('/lessons/goals')).toBe(false);
	expect(from(null)).toBe(false);
	// A browser that keeps the window leaves the link to lead back.
	expect(from('/desk/c1', { close: () => undefined })).toBe(false);
});
