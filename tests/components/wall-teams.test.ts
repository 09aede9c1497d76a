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
		...{
			id: `s${number}`,
			number: 1,
			submittedAt: 0,
			submittedBy: '林子晴',
			submittedByName: '林子晴',
			members: ['林子晴'],
			design,
			hash: '',
		},
		...{ state: compile(design, company), review: null, answers: [] },
	};
	return {
		...{ id: `t${number}`, number, planName: '草稿裡的名字', status },
		members: [{ id: `m${number}`, name: '林子晴', online: true }],
		submissions: handedIn ? 1 : 0,
		history: handedIn ? [handedIn] : [],
		progress: {
			...{ filled: 0, required: 20, missing: [], editedAt: null, editedBy: null, roi: null },
			...{ late: [], assumptionsMoved: false, roiAtCase: null, draftRoi: null },
			...{ isDamaged: false, costsCheap: false },
		},
	};
}
function planned(planName: string, more: Partial<Design> = {}): Design {
	const design = { ...emptyDesign(), ...more };
	design.text.planName = planName;
	design.numbersSet = Object.keys(numberFields) as Design['numbersSet'];
	return design;
}

const rowsIn = (container: Element) =>
	[...container.querySelectorAll('tbody tr')].map((row) =>
		[...row.children].map((cell) => (cell.querySelector('b') ?? cell).textContent.trim()),
	);

test('each team’s handed-in plan, rule, result and state stand in a row; no draft and no name does', async () => {
	const generous = planned('再來一杯');
	generous.numbers.pointsPerHundred = 4;
	generous.numbers.threshold = 50;
	const { container } = await render(WallTeams, {
		teams: [team(1, generous), team(2, planned('茶友回山'), 'approved'), team(3, null, 'drafting')],
		company,
	});
	await expect.poll(() => rowsIn(container)[1]?.[4]).toMatch(/^[+−]?\d+%$/);
	const [first, second, third] = rowsIn(container);
	expect(first?.slice(0, 3)).toEqual(['第1組', '再來一杯', '4點×1元，滿50點，12個月']);
	expect(first?.[4]).toMatch(/^[+−]?\d+%$/);
	expect(first?.slice(6)).toEqual(['已繳交']);
	expect(second?.at(-1)).toBe('已定稿');
	// What a team has been given to do is no news to the hall.
	expect(third).toEqual(['第3組', '還沒有繳交']);
	const widthOf = (row: Element) =>
		[...row.children].reduce((sum, cell) => sum + (cell as HTMLTableCellElement).colSpan, 0);
	const widths = [...container.querySelectorAll('tr')].map(widthOf);
	expect(new Set(widths).size).toBe(1);
	expect(container.textContent).not.toMatch(/林子晴|草稿裡的名字/);
	await expect.element(page.getByRole('table')).toBeVisible();
});

test('costs and net stand beside ROI, which is at the case’s assumptions; what was moved stands apart', async () => {
	const plain = planned('照個案');
	const moved = planned('移到好的一端', {
		backing: {
			evidence: { 'assumption:churnReduction': [{ id: 'a', kind: 'lesson', lesson: 'clv' }] },
			assumptions: { churnReduction: 0.1 },
			expected: {},
		},
	});
	const cheap = planned('花得最少');
	cheap.numbers.setupCost = 30_000;
	cheap.numbers.fixedCostPerMonth = 3_000;
	const { container } = await render(WallTeams, {
		teams: [team(1, plain), team(2, moved), team(3, cheap)],
		company,
	});
	const heads = [...container.querySelectorAll('thead th')].map((cell) => cell.textContent.trim());
	expect(heads.slice(3)).toEqual(['其他費用', 'ROI', '動了假設', '費用照預設', '淨利', '狀態']);
	await expect.poll(() => rowsIn(container)[2]?.[6]).toMatch(/%$/);
	await expect.poll(() => rowsIn(container)[1]?.[5]).toMatch(/%$/);
	const [first, second, third] = rowsIn(container);
	// The same rule at the same costs is the same ROI, whatever was moved.
	expect(second?.slice(3, 5)).toEqual(first?.slice(3, 5));
	expect(second?.[7]).toBe(first?.[7]);
	expect(second?.[5]).not.toBe(second?.[4]);
	expect(first?.[5]).toBe('');
	// And so is that of the cheapest one, once its costs are the usual.
	expect(third?.[6]).toBe(first?.[4]);
	expect(third?.[4]).not.toBe(first?.[4]);
	expect(third?.[3]).not.toBe(first?.[3]);
});

test('no ROI stands alone: its range is under it, in a column of its own, or said to be on the slides', async () => {
	const teamsOf = (count: number, last = planned('最後一組')) =>
		Array.from({ length: count }, (_, at) =>
			team(at + 1, at === count - 1 ? last : planned('再來一杯')),
		);
	const few = await render(WallTeams, { teams: teamsOf(2), company });
	await expect
		.poll(() => few.container.querySelector('small')?.textContent)
		.toMatch(/^−\d+%至[+−]\d+%$/);
	const many = await render(WallTeams, { teams: teamsOf(7), company });
	await expect.poll(() => rowsIn(many.container)[6]?.[5]).toMatch(/^−\d+%至[+−]\d+%$/);
	expect(many.container.textContent).toContain('範圍只推三類假設，真正的更寬');
	const cheap = planned('花得最少');
	cheap.numbers.setupCost = 30_000;
	const crowded = await render(WallTeams, { teams: teamsOf(7, cheap), company });
	expect(crowded.container.textContent).toContain('ROI的範圍在各組的投影片上');
	expect(crowded.container.querySelector('.range')).toBeNull();
});

test('a column of amounts is in one unit, whatever the costs of its teams', async () => {
	const least = planned('花得最少');
	for (const field of ['setupCost', 'fixedCostPerMonth', 'costPerMemberMonth'] as const)
		least.numbers[field] = numberFields[field].min;
	least.numbers.setupCost = 30_000;
	const { container } = await render(WallTeams, {
		teams: [team(1, planned('照預設')), team(2, least)],
		company,
	});
	await expect.poll(() => rowsIn(container)[1]?.[6]).toMatch(/元$/);
	await expect.poll(() => rowsIn(container)[0]?.[6]).toMatch(/元$/);
	for (const column of [3, 6]) {
		const units = rowsIn(container).map((cells) => cells[column]?.replace(/[+−\d,.]/g, ''));
		expect(new Set(units).size).toBe(1);
	}
});
