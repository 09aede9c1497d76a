import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Wall from '../../src/instructor/Wall.svelte';
import { DeskState } from '../../src/instructor/desk.svelte.ts';
import type { LecturerView } from '../../src/workflow/messages.ts';
import type { PhaseWords } from '../../src/workflow/words.ts';

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
