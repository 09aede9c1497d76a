import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { DeskState } from '../../src/instructor/desk.svelte.ts';
import TeamsTable from '../../src/instructor/TeamsTable.svelte';
import type { Phase } from '../../src/workflow/class.machine.ts';
import type { LecturerView, Progress } from '../../src/workflow/messages.ts';
import type { TeamStatus } from '../../src/workflow/team.machine.ts';

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

test('while sharing each team that has handed in is projected from its row; another says that it has not', async () => {
	const desk = deskIn('share', [team(1, 'submitted'), team(2, 'drafting')]);
	const { container } = await render(TeamsTable, { desk, rubric });
	const link = page.getByRole('link', { name: /^投影.*第1組/ });
	await expect.element(link).toHaveAttribute('href', '/class/c1/stage/t1');
	const second = container.querySelectorAll('tbody tr')[1];
	expect(second?.querySelector('.c-st')?.textContent).toContain('沒有繳交');
	expect(second?.querySelector('.c-wall a')).toBeNull();
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
