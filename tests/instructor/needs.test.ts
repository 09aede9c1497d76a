import { describe, expect, test } from 'vitest';
import { emptyDesign, compile, requiredFields } from '#workflow/design.ts';
import type { Phase } from '#workflow/class.machine.ts';
import type { Submission } from '#workflow/submission.ts';
import { mostUrgentFirst, needOf, needsOf, type DeskTeam } from '#instructor/needs.ts';

const minute = 60_000;
const opened = 1_000 * minute;

const team = (
	number: number,
	more: Partial<Omit<DeskTeam, 'progress'>> & { progress?: Partial<DeskTeam['progress']> } = {},
): DeskTeam => ({
	id: `team-${number}`,
	number,
	planName: '',
	status: 'drafting',
	members: [{ id: `m${number}`, name: '林子晴', online: true }],
	submissions: 0,
	history: [],
	...more,
	progress: {
		filled: 8,
		required: 20,
		missing: [],
		editedAt: opened,
		editedBy: null,
		roi: null,
		late: [],
		assumptionsMoved: false,
		roiAtCase: null,
		isDamaged: false,
		costsCheap: false,
		draftRoi: null,
		...more.progress,
	},
});
const handedIn = (at: number, reviewedAt: number | null = null): Submission => ({
	id: 's',
	number: 1,
	submittedAt: at,
	submittedBy: '林子晴',
	submittedByName: '林子晴',
	members: ['林子晴'],
	design: emptyDesign(),
	state: compile(emptyDesign(), {}),
	hash: '',
	review:
		reviewedAt === null
			? null
			: {
					status: 'returned',
					rubric: 1,
					scores: {},
					comments: [],
					summary: '',
					updatedAt: reviewedAt,
				},
	answers: [],
});
const moment = (minutes: number, phase: Phase = 'design', endsAt: number | null = null) => ({
	phase,
	changedAt: opened,
	endsAt,
	now: opened + minutes * minute,
});

describe('while designs are written', () => {
	test('a team that has been quiet for seven minutes wants someone to walk over', () => {
		expect(needOf(team(4), moment(7))?.sentence).toBe('第4組七分鐘沒有動靜，先走過去看看。');
	});

	test('a team that wrote a minute ago is left alone', () => {
		expect(needOf(team(4, { progress: { editedAt: opened + 6 * minute } }), moment(7))).toBeNull();
	});

	test('silence is counted from when the phase opened, not from last week', () => {
		expect(needOf(team(4, { progress: { editedAt: 0 } }), moment(3))).toBeNull();
	});

	test('a team that has not begun is told apart from one that stopped', () => {
		expect(needOf(team(8, { progress: { editedAt: null } }), moment(6))?.sentence).toContain(
			'還沒有動筆',
		);
	});

	const seen = (phase: Phase, teams: DeskTeam[], waiting: string[] = []) => ({
		class: {
			id: 'c',
			title: '',
			caseId: '',
			version: 1,
			previous: null,
			asksStudentNumber: false,
			opensNext: false,
			...moment(9, phase),
		},
		teams,
		waiting: waiting.map((name) => ({ id: name, name, online: true })),
	});

	test('whoever comes late and has no team comes before all', () => {
		const wait = (phase: Phase, ...names: string[]) =>
			needsOf(seen(phase, [], names), moment(9).now).map(({ sentence }) => sentence);
		expect(wait('design', '遲到的人')).toEqual([
			'遲到的人還沒有組：在「還沒有組的1人」排到一組，或抽籤分組。',
		]);
		expect(wait('share', '甲', '乙', '丙', '丁')[0]).toMatch(/^四個人還沒有組/);
		for (const phase of ['lobby', 'brief', 'closed'] as const)
			expect(wait(phase, '甲')).toEqual([]);
		expect(wait('design')).toEqual([]);
	});

	test('a team that has gone offline as a whole comes first', () => {
		const gone = team(2, { members: [{ id: 'a', name: '周', online: false }] });
		const needs = needsOf(seen('design', [team(1), gone]), moment(9).now);
		expect(needs.map((need) => need.teamIds)).toEqual([['team-2'], ['team-1']]);
	});

	test('teams that missed handing in are named in one sentence, and lose no other team its place', () => {
		const late = [team(2, { status: 'drafting' }), team(3, { status: 'drafting' })];
		const waits = team(1, { status: 'submitted', history: [handedIn(opened)] });
		const needs = needsOf(seen('share', [waits, ...late, team(4, { members: [] })]), moment(9).now);
		expect(needs.map(({ teamIds }) => teamIds)).toEqual([['team-2', 'team-3'], ['team-1']]);
		expect(needs[0]?.sentence).toBe(
			'第2組、第3組沒有繳交，離開「設計」之後就不能繳交了；要讓他們繳交，請回到「設計」。',
		);
		for (const phase of ['design', 'closed'] as const)
			expect(needsOf(seen(phase, late), moment(1).now)).toEqual([]);
	});

	test('shortly before the end many empty fields are worth a word', () => {
		const behind = team(5, {
			progress: { editedAt: opened + 27 * minute, missing: requiredFields.slice(0, 9) },
		});
		expect(needOf(behind, moment(27, 'design', opened + 30 * minute))?.sentence).toBe(
			'第5組還空著九欄，剩下不到三分鐘，提醒他們先求有。',
		);
	});

	/** A team that wrote a moment ago, or never, with so many fields left. */
	const withLeft = (number: number, left: number, editedAt: number | null = opened + 4 * minute) =>
		team(number, { progress: { editedAt, missing: requiredFields.slice(0, left) } });
	const ending = (teams: DeskTeam[], minutesLeft: number) => {
		const view = seen('design', teams);
		view.class.now = opened + 4 * minute;
		view.class.endsAt = view.class.now + minutesLeft * minute;
		return { view, needs: needsOf(view, view.class.now) };
	};

	test('at the end who has most left to do comes first, and one that never wrote is told so', () => {
		const teams = [withLeft(1, 13), withLeft(2, 9), withLeft(3, 20, null)];
		const { view, needs } = ending(teams, 0.9);
		expect(needs.map(({ sentence }) => sentence)).toEqual([
			'第3組還沒有動筆，剩下不到一分鐘，提醒他們先求有。',
			'第1組還空著十三欄，剩下不到一分鐘，提醒他們先求有。',
			'第2組還空著九欄，剩下不到一分鐘，提醒他們先求有。',
		]);
		expect(mostUrgentFirst(view, needs).map(({ number }) => number)).toEqual([3, 1, 2]);
		const over = ending(teams, -1);
		expect(over.needs.map(({ teamIds }) => teamIds[0])).toEqual(['team-3', 'team-1', 'team-2']);
		expect(over.needs[1]?.sentence).toBe(
			'第1組還空著十三欄，時間已經到了：提醒他們先求有，或延長時間。',
		);
	});

	test('many empty fields press sooner than few, and none while there is time enough', () => {
		const teams = [withLeft(1, 9), withLeft(2, 19)];
		const told = (minutesLeft: number) =>
			ending(teams, minutesLeft).needs.map(({ teamIds }) => teamIds[0]);
		expect(told(20)).toEqual([]);
		expect(told(9)).toEqual(['team-2']);
		expect(told(4)).toEqual(['team-2', 'team-1']);
	});

	test('a long silence does not come before more to do when time presses', () => {
		const quiet = withLeft(1, 6, opened - minute);
		const view = seen('design', [quiet, withLeft(2, 20, opened + 8 * minute)]);
		view.class.endsAt = view.class.now + minute;
		const first = needsOf(view, view.class.now)[0];
		expect(first?.teamIds).toEqual(['team-2']);
	});

	test('after those who need someone stand those who write, by what is left, then the rest', () => {
		const handed = team(1, { status: 'submitted', history: [handedIn(opened + 3 * minute)] });
		const nobody = team(2, { members: [], progress: { missing: [...requiredFields] } });
		const teams = [handed, nobody, withLeft(3, 2), withLeft(4, 4), withLeft(5, 8)];
		const { view, needs } = ending(teams, 3);
		expect(needs.map(({ teamIds }) => teamIds)).toEqual([['team-5']]);
		expect(mostUrgentFirst(view, needs).map(({ number }) => number)).toEqual([5, 4, 3, 1, 2]);
	});

	test('an empty team is nobody’s worry', () => {
		expect(needOf(team(8, { members: [] }), moment(20))).toBeNull();
	});
});

describe('once handed in', () => {
	test('a submission that waits for review is named with its wait', () => {
		const waiting = team(5, { status: 'submitted', history: [handedIn(opened)] });
		expect(needOf(waiting, moment(4))?.sentence).toBe('第5組繳交後等了四分鐘，還沒有人開始審閱。');
		expect(needOf(waiting, moment(1))).toBeNull();
	});

	test('a returned team that does not begin is asked what it cannot read', () => {
		const returned = team(6, { status: 'returned', history: [handedIn(opened - minute, opened)] });
		expect(needOf(returned, moment(6, 'feedback'))?.sentence).toContain('還沒開始修訂');
	});

	test('a revising team is looked after in any phase', () => {
		expect(needOf(team(7, { status: 'revising' }), moment(6, 'feedback'))?.sentence).toContain(
			'沒有動靜',
		);
		expect(needOf(team(7, { status: 'drafting' }), moment(6, 'feedback'))).toBeNull();
	});

	test('a closed class needs nobody', () => {
		expect(
			needOf(team(7, { status: 'returned', history: [handedIn(0, 0)] }), moment(60, 'closed')),
		).toBeNull();
	});
});

test('a design that cannot be read comes before everything else, in any phase but the last', () => {
	const damaged = team(3, { progress: { isDamaged: true } });
	expect(needOf(damaged, moment(1, 'brief'))?.sentence).toBe(
		'第3組的設計有讀不出來的部分：打開這一組，從「設計的留存與復原」復原。',
	);
	expect(needOf(damaged, moment(1, 'closed'))).toBeNull();
});
