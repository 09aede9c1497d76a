import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Wall from '../../src/instructor/Wall.svelte';
import { DeskState } from '../../src/instructor/desk.svelte.ts';
import type { LecturerView } from '../../src/workflow/messages.ts';
import type { ReviewStatus } from '../../src/workflow/submission.ts';
import type { TeamStatus } from '../../src/workflow/team.machine.ts';
import type { PhaseWords } from '../../src/workflow/words.ts';
import { submission } from '../support/student-view.ts';

afterEach(() => vi.unstubAllGlobals());

/** A server that lets nobody in; what it was asked for. */
function closedDoor(page: { path: string; status: number }): string[] {
	const asked: string[] = [];
	class ClosedSocket {
		readyState = 0;
		onclose: ((event: { code: number }) => void) | null = null;
		constructor(address: string) {
			asked.push(address);
			queueMicrotask(() => this.onclose?.({ code: 1006 }));
		}
		close(): void {}
	}
	vi.stubGlobal('WebSocket', ClosedSocket);
	const { path, status } = page;
	const redirected = path !== location.pathname;
	const answer = { url: location.origin + path, redirected, status };
	vi.stubGlobal('fetch', () => Promise.resolve(answer));
	return asked;
}

const phase = { name: '設計', forStudents: '', forLecturer: '', minutes: null };
const phases = Object.fromEntries(
	['lobby', 'brief', 'design', 'share', 'feedback', 'debrief', 'closed'].map((id) => [id, phase]),
) as unknown as PhaseWords;

const view: LecturerView = {
	...{ role: 'lecturer', now: 0, joinCode: null, joinLinks: [], waiting: [], planned: [] },
	...{ studentNumbers: {}, teams: [], seatRequests: [], messages: [], log: [] },
	class: {
		...{ id: 'c1', title: '行銷', caseId: 'x', phase: 'design', version: 1, previous: null },
		...{ changedAt: 0, endsAt: null, opensNext: false, asksStudentNumber: false },
	},
};

test('a wall whose session is over says so and how to sign in, and never asks to be a student', async () => {
	const asked = closedDoor({ path: '/sign-in', status: 200 });
	await render(Wall, { view, phases, company: null });
	const told = page.getByRole('alert').filter({ hasText: '你已經登出，或登入過期了' });
	await expect.element(told).toBeVisible();
	const way = page.getByRole('link', { name: '重新登入' });
	await expect
		.element(way)
		.toHaveAttribute('href', `/sign-in?next=${encodeURIComponent(location.pathname)}`);
	expect(asked.every((address) => address.includes('as=lecturer'))).toBe(true);
});

test('a desk whose class is gone says that, and does not send its lecturer to sign in', async () => {
	const asked = closedDoor({ path: location.pathname, status: 404 });
	const desk = new DeskState(view);
	const stop = desk.connection.start();
	await expect.poll(() => desk.connection.notice?.message).toMatch(/^這堂課已經不在了/);
	expect(asked.every((address) => address.includes('as=lecturer'))).toBe(true);
	stop();
});

function team(number: number, status: TeamStatus, reviews: (ReviewStatus | null)[]) {
	return {
		...{ id: `t${number}`, number, planName: '', status, submissions: reviews.length },
		members: [{ id: `m${number}`, name: '林子晴', online: true }],
		history: reviews.map((review, at) => submission(at + 1, review)),
		progress: {
			...{ filled: 0, required: 20, missing: [], editedAt: 1, editedBy: null, roi: null },
			...{ late: [], assumptionsMoved: false, roiAtCase: null, draftRoi: null },
			...{ isDamaged: false, costsCheap: false },
		},
	};
}

test.each([
	['sent back', team(2, 'revising', [null]), '1／3', '退回修改'],
	['sent back after a graded one', team(2, 'revising', ['returned', null]), '1／3', '退回修改'],
	['handed in again', team(2, 'submitted', [null, null]), '2／3', '已繳交'],
	['graded, and revised since', team(2, 'revising', ['returned']), '2／3', '修訂中'],
])(
	'the hall counts a team’s hand-in that was %s for what it is',
	async (_, second, counted, state) => {
		closedDoor({ path: location.pathname, status: 200 });
		const teams = [team(1, 'submitted', [null]), second, team(3, 'drafting', [])];
		const { container, unmount } = await render(Wall, {
			...{ view: { ...view, teams }, phases, company: null },
		});
		const countsIn = (shown: Element) =>
			shown.querySelector('.hall-counts')?.textContent.replace(/\s+/g, '');
		const isSentBack = state === '退回修改';
		expect(countsIn(container)).toContain(`${counted}組已繳交`);
		expect(countsIn(container)?.includes('1組退回修改')).toBe(isSentBack);
		await unmount();
		// Beside the table each version that stands in it has been handed in.
		const sharing = { ...view, teams, class: { ...view.class, phase: 'share' as const } };
		const later = (await render(Wall, { view: sharing, phases, company: null })).container;
		expect(countsIn(later)).toContain('2／3組已繳交');
		expect(countsIn(later)?.includes('1組退回修改')).toBe(isSentBack);
		expect(later.querySelectorAll('.hall-board .state')[2]?.textContent).toBe(state);
	},
);

test.each([0, 1])(
	'in the lobby the teams and those without one add up to all who have joined: %i',
	async (without) => {
		closedDoor({ path: location.pathname, status: 200 });
		const waiting = Array.from({ length: without }, () => ({
			id: 'm9',
			name: '何明',
			online: true,
		}));
		const lobby = { ...view.class, phase: 'lobby' as const };
		const teams = [team(1, 'drafting', []), { ...team(2, 'drafting', []), members: [] }];
		const { container } = await render(Wall, {
			...{ view: { ...view, teams, waiting, class: lobby }, phases, company: null },
		});
		const joined = Number(container.querySelector('.hall-counts b')?.textContent);
		const counted = [...container.querySelectorAll('.hall-teams b')].map(({ textContent }) =>
			Number.parseInt(textContent),
		);
		expect(counted.reduce((sum, people) => sum + people, 0)).toBe(joined);
		expect(container.textContent.includes('還沒有組')).toBe(without > 0);
	},
);

test('in the hall a team whose people have gone stands with what it has handed in, an empty one does not', async () => {
	closedDoor({ path: location.pathname, status: 200 });
	const gone = { ...team(2, 'returned', ['returned']), members: [] };
	const empty = { ...team(3, 'drafting', []), members: [] };
	const teams = [team(1, 'submitted', [null]), gone, empty];
	const sharing = { ...view, teams, class: { ...view.class, phase: 'share' as const } };
	const { container } = await render(Wall, { view: sharing, phases, company: null });
	const rows = [...container.querySelectorAll('.hall-board tbody tr')];
	expect(rows.map((row) => row.querySelector('th')?.textContent)).toEqual(['第1組', '第2組']);
	expect(rows[1]?.querySelector('.state')?.textContent).toBe('已發還');
	const counts = container.querySelector('.hall-counts')?.textContent.replace(/\s+/g, '');
	expect(counts).toContain('2／2組已繳交');
});
