import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import WallTeams from '../../src/instructor/WallTeams.svelte';
import { compile, emptyDesign, numberFields, type Design } from '../../src/workflow/design.ts';
import type { LecturerView } from '../../src/workflow/messages.ts';

type Team = LecturerView['teams'][number];

/** A small sample is soon worked out. */
const company = { simulatedCustomers: 200 };

function team(number: number, design: Design | null, status: Team['status'] = 'submitted'): Team {
	const handedIn = design && {
		...{ id: `s${number}`, number: 1, submittedAt: 0, submittedBy: '林子晴', design, hash: '' },
		...{ state: compile(design, company), review: null, answers: [] },
	};
	return {
		...{ id: `t${number}`, number, planName: '草稿裡的名字', status },
		members: [{ id: `m${number}`, name: '林子晴', online: true }],
		submissions: handedIn ? 1 : 0,
		history: handedIn ? [handedIn] : [],
		progress: {
			...{ filled: 0, required: 20, missing: [], editedAt: null, editedBy: null, roi: null },
			...{ lateEdits: 0, assumptionsMoved: false, isDamaged: false },
		},
	};
}
function planned(planName: string, more: Partial<Design> = {}): Design {
	const design = { ...emptyDesign(), ...more };
	design.text.planName = planName;
	design.numbersSet = Object.keys(numberFields) as Design['numbersSet'];
	return design;
}

test('each team’s handed-in plan, rule, result and state stand in a row; no draft and no name does', async () => {
	const generous = planned('再來一杯');
	generous.numbers.pointsPerHundred = 4;
	generous.numbers.threshold = 50;
	const moved = planned('茶友回山', {
		backing: {
			evidence: { 'assumption:churnReduction': [{ id: 'a', kind: 'lesson', lesson: 'clv' }] },
			assumptions: { churnReduction: 0.06 },
			expected: {},
		},
	});
	const { container } = await render(WallTeams, {
		teams: [team(1, generous), team(2, moved, 'approved'), team(3, null, 'drafting')],
		company,
	});
	const rows = () =>
		[...container.querySelectorAll('tbody tr')].map((row) =>
			[...row.children].map((cell) => cell.textContent.trim()),
		);
	await expect.poll(() => rows()[1]?.[6]).toMatch(/^[+−]?\d+%/);
	const [first, second, third] = rows();
	expect(first?.slice(0, 6)).toEqual(['第1組', '再來一杯', '4點', '1元', '50點', '12個月']);
	expect(first?.[6]).toMatch(/^[+−]?\d+%$/);
	expect(first?.[7]).toBe('已繳交');
	expect(second?.[6]).toMatch(/%動了假設$/);
	expect(second?.[7]).toBe('已定稿');
	expect(third).toEqual(['第3組', '還沒有繳交', '已指派']);
	expect(container.textContent).not.toMatch(/林子晴|草稿裡的名字/);
	await expect.element(page.getByRole('table')).toBeVisible();
});
