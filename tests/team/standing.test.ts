import { expect, test } from 'vitest';
import {
	latestOf,
	latestReview,
	maySee,
	maySubmit,
	mayWrite,
	movedSays,
	notMineSays,
	ownScoreSays,
	phaseSays,
	sceneOf,
	timeUpWords,
	whoseTurn,
	whyTooLate,
} from '#team/standing.ts';
import type { StudentView, WhoseScore } from '#workflow/messages.ts';
import { phases } from '#workflow/class.machine.ts';
import { teamStatuses } from '#workflow/team.machine.ts';
import { submission, view } from '../support/student-view.ts';

test('without a team one chooses, whatever the class does', () => {
	for (const phase of ['lobby', 'design', 'share'] as const)
		expect(sceneOf(view(phase, null))).toBe('choosing');
});

test('the form opens with the design phase and stays open for a draft that was not handed in', () => {
	expect(sceneOf(view('brief', 'drafting'))).toBe('waiting');
	expect(sceneOf(view('design', 'drafting'))).toBe('designing');
	expect(sceneOf(view('share', 'drafting'))).toBe('designing');
});

test.each(teamStatuses)(
	'a design that is %s is written on only as a draft or in revision',
	(status) => {
		expect(mayWrite(view('design', status))).toBe(status === 'drafting' || status === 'revising');
	},
);

test('nothing is written once the class is closed', () => {
	for (const status of teamStatuses) expect(mayWrite(view('closed', status))).toBe(false);
});

test('a first version needs the design phase; a revision may be handed in until the class is closed', () => {
	expect(maySubmit(view('design', 'drafting'))).toBe(true);
	expect(maySubmit(view('share', 'drafting'))).toBe(false);
	expect(maySubmit(view('debrief', 'revising'))).toBe(true);
	expect(maySubmit(view('closed', 'revising'))).toBe(false);
	expect(maySubmit(view('design', 'submitted'))).toBe(false);
});

test('a team that missed the design phase is told why it cannot hand in, and nobody else is', () => {
	expect(whyTooLate(view('design', 'drafting'))).toBeNull();
	for (const phase of ['share', 'feedback', 'debrief'] as const)
		expect(whyTooLate(view(phase, 'drafting'))?.short).toBe('設計階段已結束');
	expect(whyTooLate(view('closed', 'drafting'))?.short).toBe('課堂已結束');
	for (const status of teamStatuses.filter((one) => one !== 'drafting'))
		expect(whyTooLate(view('share', status))).toBeNull();
	expect(whyTooLate(view('share', null))).toBeNull();
});

test('once the time is up it is said what can still be done, and nothing that cannot', () => {
	expect(timeUpWords(view('design', 'drafting'))).toEqual({
		short: '時間到，還能寫、繳交',
		sentence: '時間到了；老師換下一個階段以前，還能寫，也還能繳交。',
	});
	expect(timeUpWords(view('feedback', 'revising')).short).toBe('時間到，還能寫、繳交');
	expect(timeUpWords(view('share', 'drafting')).short).toBe('時間到，還能寫');
	for (const status of ['submitted', 'inReview', 'returned', 'approved', null] as const)
		expect(timeUpWords(view('design', status)).short).toBe('時間到');
	expect(timeUpWords(view('brief', 'drafting')).short).toBe('時間到');
});

test('presentations may be seen from sharing on, and still when the class is closed', () => {
	expect(maySee(view('feedback', 'approved'))).toBe(true);
	expect(maySee(view('closed', 'approved'))).toBe(true);
	expect(maySee(view('design', 'submitted'))).toBe(false);
});

test('the latest version and the latest released review are found in any order', () => {
	const history = [submission(2, 'draft'), submission(1, 'returned')];
	expect(latestOf(view('feedback', 'inReview', history))?.number).toBe(2);
	expect(latestReview(view('feedback', 'inReview', history))?.submission.number).toBe(1);
	expect(latestReview(view('feedback', 'submitted', [submission(1, null)]))).toBeNull();
});

test('every state after the first draft says whose turn it is', () => {
	for (const status of teamStatuses) {
		expect(whoseTurn(view('feedback', status)) === '').toBe(status === 'drafting');
	}
});

test('nobody who has handed in is asked to fill in, and whoever sits in a team not to find one', () => {
	expect(phaseSays(view('design', 'drafting'))).toBeNull();
	for (const status of teamStatuses.filter((one) => one !== 'drafting'))
		expect(phaseSays(view('design', status))).toBe('');
	expect(phaseSays(view('lobby', 'drafting'))).not.toMatch(/課堂碼|選一組/);
	expect(phaseSays(view('lobby', null))).toContain('選一組');
	expect(phaseSays(view('feedback', 'returned'))).toBeNull();
});

test('whoever is put out of his team is told where he is now, and only what he may still do', () => {
	for (const phase of phases) {
		expect(movedSays(view(phase, 'drafting'))).toBe('老師把你換到第3組；原來那組的字都留著。');
		const nowhere = movedSays(view(phase, null));
		expect(nowhere).toMatch(/^老師把你移出原組，字都留著。/);
		expect(nowhere.includes('自己選一組')).toBe(phase !== 'closed');
	}
});

const rubric = {
	version: 1,
	levelNames: [],
	criteria: [
		{ id: 'one', name: '', weight: 0.5, levels: ['', '', '', '', ''] },
		{ id: 'other', name: '', weight: 0.5, levels: ['', '', '', '', ''] },
	],
};
const nothing: WhoseScore = {
	...{ notMine: [], unsure: [], mine: null, earlier: null, numberTells: false },
};

test('above a score that is not one’s own stands that it is not, and which one is', () => {
	const seen = view('feedback', 'returned', [submission(1, 'returned'), submission(2, 'returned')]);
	const moved: StudentView = { ...seen, me: { ...seen.me, movedAt: 1 } };
	const says = (mine: { one?: number; other?: number } | null, of = moved, number = 1) => {
		const scores = mine && { team: 2, number: 1, scores: mine };
		const whoseScore = { ...nothing, notMine: [1], mine: scores };
		return notMineSays({ ...of, whoseScore }, { number }, rubric);
	};
	expect(notMineSays(moved, { number: 1 }, rubric)).toBeNull();
	expect(says(null, moved, 2)).toBeNull();
	expect(says(null)).toBe('這一版是你換到這一組之前繳的，分數不算你的。');
	expect(says(null, seen)).toBe('這一版是你進這一組之前繳的，分數不算你的。');
	expect(says({ one: 2, other: 4 })).toBe(
		'這一版是你換到這一組之前繳的，分數不算你的。你的是第2組第1版，60分。',
	);
	// What a rubric that has grown since leaves is no total.
	expect(says({ one: 2 })).toMatch(/你的是第2組第1版。$/);
});

test('one’s own score is told wherever the team’s reviews do not have it, with a team or without', () => {
	const mine = { team: 3, number: 1, scores: { one: 2, other: 4 } };
	for (const phase of phases)
		for (const status of [...teamStatuses, null]) {
			const seen = view(phase, status);
			expect(ownScoreSays(seen, rubric)).toBeNull();
			const says = (team: number) =>
				ownScoreSays({ ...seen, whoseScore: { ...nothing, mine: { ...mine, team } } }, rubric);
			expect(says(2)).toBe('你的分數：第2組第1版，60分。那一版繳交的時候，你在第2組。');
			expect(says(3) === null).toBe(status !== null);
		}
});

test('whoever may be somebody who was put out is told that the lecturer has to tell, and a number only where it can', () => {
	for (const phase of phases)
		for (const asks of [true, false])
			for (const numberTells of [true, false]) {
				const seen = view(phase, 'returned', [submission(1, 'returned')]);
				const told: StudentView = {
					...seen,
					class: { ...seen.class, asksStudentNumber: asks },
					whoseScore: { ...nothing, unsure: [1], earlier: 'unsure', numberTells },
				};
				const tells = asks && numberTells && phase !== 'closed';
				for (const says of [notMineSays(told, { number: 1 }, rubric), ownScoreSays(told, rubric)]) {
					expect(says).toMatch(/你如果是移出後重新加入的，.*分數算不算你的，請老師核對/);
					expect(says?.includes('填學號最快')).toBe(tells);
					expect(says).not.toContain('分數不算');
				}
			}
	const his: StudentView = { ...view('share', null), whoseScore: { ...nothing, earlier: 'his' } };
	expect(ownScoreSays(his, rubric)).toMatch(/^你移出之前的分數在老師的成績檔裡/);
});
