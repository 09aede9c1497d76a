import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { DeskState } from '../../src/instructor/desk.svelte.ts';
import TeamsTable from '../../src/instructor/TeamsTable.svelte';
import type { Phase } from '../../src/workflow/class.machine.ts';
import type { LecturerView, Progress } from '../../src/workflow/messages.ts';
import { requiredFields } from '../../src/workflow/design.ts';
import { teamStatusWords, type TeamStatus } from '../../src/workflow/team.machine.ts';

const rubric = { version: 1, levelNames: [], criteria: [] };

function team(number: number, status: TeamStatus, progress: Partial<Progress> = {}) {
	return {
		...{ id: `t${number}`, number, planName: '', status, history: [] },
		members: [{ id: `m${number}`, name: '林子晴', online: true }],
		submissions: status === 'drafting' ? 0 : 1,
		progress: {
			...{ filled: 0, required: 20, missing: [], editedAt: 1, editedBy: null, roi: null },
			...{ late: [], assumptionsMoved: false, roiAtCase: null, draftRoi: null },
			...{ isDamaged: false, costsCheap: false, ...progress },
		},
	};
}
const deskIn = (phase: Phase, teams: LecturerView['teams']) =>
	new DeskState({
		...{ role: 'lecturer', now: 0, joinCode: null, joinLinks: [], waiting: [], planned: [] },
		...{ studentNumbers: {}, teams, seatRequests: [], messages: [], log: [] },
		class: {
			...{ id: 'c1', title: '行銷', caseId: 'x', phase, version: 1, previous: null },
			...{ changedAt: 0, endsAt: null, opensNext: false, asksStudentNumber: false },
		},
	});

test('a ROI on moved assumptions stands beside the one at the case’s own, as on the wall', async () => {
	const moved = { roi: 0.25, roiAtCase: 0.18, assumptionsMoved: true };
	const desk = deskIn('design', [team(1, 'drafting', moved), team(2, 'drafting', { roi: 0.1 })]);
	const { container } = await render(TeamsTable, { desk, rubric });
	const [first, second] = [...container.querySelectorAll('tbody tr')].map(
		(row) => row.querySelector('.c-roi')?.textContent,
	);
	expect(first).toBe('+18%動了假設+25%');
	expect(second).toBe('+10%');
});

test('the ROI of a draft stands there only where it says something else', async () => {
	const at = (more: Partial<Progress>) => team(1, 'revising', { roi: 0.1, draftRoi: 0.1, ...more });
	const moved = { assumptionsMoved: true, roi: 0.2, roiAtCase: 0.1 };
	const desk = deskIn(
		'feedback',
		[
			...[at({}), at({ draftRoi: 0.1004 }), at({ draftRoi: 0.12 }), at(moved)],
			...[at({ ...moved, draftRoi: 0.2 }), at({ ...moved, roiAtCase: null }), at({ roi: null })],
		].map((one, place) => ({ ...one, id: `t${place}` })),
	);
	const { container } = await render(TeamsTable, { desk, rubric });
	const drafts = [...container.querySelectorAll('tbody tr')].map(
		(row) => /草稿(.+)$/.exec(row.querySelector('.c-roi')?.textContent ?? '')?.[1] ?? null,
	);
	expect(drafts).toEqual([null, null, '+12%', null, '+20%', '+10%', '+10%']);
});

test('while sharing each team is projected from its row, in one window, whether it has handed in or not', async () => {
	const nobody = { ...team(3, 'drafting'), members: [] };
	const desk = deskIn('share', [team(1, 'submitted'), team(2, 'drafting'), nobody]);
	const { container } = await render(TeamsTable, { desk, rubric });
	const link = page.getByRole('link', { name: /^投影.*第1組/ });
	await expect.element(link).toHaveAttribute('href', '/class/c1/stage/t1');
	const second = container.querySelectorAll('tbody tr')[1];
	expect(second?.querySelector('.c-st')?.textContent).toContain('沒有繳交');
	const draft = second?.querySelector('.c-wall a');
	expect(draft?.getAttribute('href')).toBe('/class/c1/stage/t2');
	const windows = [...container.querySelectorAll('.c-wall a')].map((one) =>
		one.getAttribute('target'),
	);
	expect(windows).toEqual(['loyalty-stage', 'loyalty-stage']);
	expect(container.querySelectorAll('tbody tr')[2]?.querySelector('.c-wall a')).toBeNull();
	expect(container.querySelector('header')?.textContent).toContain('一組待審　一組沒有繳交');
});

test('a revision’s ROI is called the draft’s, beside that of the version handed in', async () => {
	const desk = deskIn('share', [team(1, 'revising', { roi: -0.74, draftRoi: 0.25 })]);
	const { container } = await render(TeamsTable, { desk, rubric });
	expect(container.querySelector('tbody .c-roi')?.textContent).toBe('−74%草稿+25%');
	expect(container.querySelector('.key')?.textContent).toContain('和「投影各組結果」的相同');
});

test('what came after the hand-in is counted by places, and no longer once there is none', async () => {
	const late: Progress['late'] = ['risks', 'assumptions'];
	const desk = deskIn('share', [team(1, 'submitted', { late }), team(2, 'submitted')]);
	const { container } = await render(TeamsTable, { desk, rubric });
	const [first, second] = [...container.querySelectorAll('tbody .c-at')];
	expect(first?.textContent).toContain('2處沒算進第1版');
	expect(second?.textContent).not.toContain('沒算進');
});

/** Before its end, so that empty fields press; the clock of a component test stands at `now`, 0. */
const ending = (left: number[]) => {
	const missing = (count: number) => requiredFields.slice(0, count);
	const desk = deskIn(
		'design',
		left.map((count, place) => team(place + 1, 'drafting', { missing: missing(count) })),
	);
	desk.view.class.endsAt = desk.now + 60_000;
	desk.view.class.changedAt = desk.now;
	return desk;
};

test('every team that needs someone is marked; whoever is not in a sentence is named and one press away', async () => {
	const desk = ending([13, 9, 0, 20]);
	const { container } = await render(TeamsTable, { desk, rubric });
	const numbers = () =>
		[...container.querySelectorAll('tbody tr')].map((row) => [
			row.querySelector('.row-no b')?.textContent,
			row.querySelector('.row-need')?.checkVisibility() ?? false,
		]);
	expect(numbers()).toEqual([
		['1', true],
		['2', true],
		['3', false],
		['4', true],
	]);
	const said = [...container.querySelectorAll('.need')].map((one) => one.textContent.slice(0, 3));
	expect(said).toEqual(['第4組', '第1組']);
	expect(container.querySelector('.more')?.textContent.trim()).toBe('還有1組需要人：第2組。');
	await page.getByRole('button', { name: '依最急排序' }).click();
	expect(numbers().map(([number]) => number)).toEqual(['4', '1', '2', '3']);
	await page.getByRole('link', { name: '第2組', exact: true }).click();
	expect(desk.selectedId).toBe('t2');
});

test('a team whose people have gone keeps its state, with that nobody is there; an empty one has none', async () => {
	for (const status of ['submitted', 'inReview', 'returned', 'revising', 'approved'] as const) {
		const gone = { ...team(1, status), members: [] };
		const empty = { ...team(2, 'drafting'), members: [] };
		const desk = deskIn('feedback', [gone, empty]);
		const { container, unmount } = await render(TeamsTable, { desk, rubric });
		const [first, second] = [...container.querySelectorAll('tbody .c-st')];
		expect(first?.querySelector('.st')?.textContent).toBe(teamStatusWords[status]);
		expect(first?.querySelector('small')?.textContent).toBe('沒有人');
		expect(second?.textContent?.trim()).toBe('還沒有人');
		await unmount();
	}
});
