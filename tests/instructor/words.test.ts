import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	countdown,
	howLong,
	lastAct,
	lateWords,
	lotSentence,
	onlineWords,
	shownCode,
	spoken,
	whyUnsaved,
	wallName,
} from '#instructor/words.ts';
import { unreachable } from '#live/command.ts';
import type { Phase } from '#workflow/class.machine.ts';
import type { DesignWords } from '#workflow/words.ts';
import { refusals } from '#workflow/refusals.ts';
import { shortHash } from '#presentation/stub.ts';

test.each([
	[0, '零'],
	[2, '兩'],
	[7, '七'],
	[10, '十'],
	[12, '十二'],
	[20, '二十'],
	[45, '四十五'],
	[100, '100'],
])('%i is said %s', (count, said) => {
	expect(spoken(count)).toBe(said);
});

test('a team last did what came later: wrote, or handed in', () => {
	const team = (editedAt: number | null, handedIn: number[]) => ({
		progress: { editedAt, editedBy: editedAt === null ? null : '林小美' },
		history: handedIn.map((submittedAt) => ({ submittedAt, submittedByName: '王小明' })),
	});
	expect(lastAct(team(null, []))).toBeNull();
	fc.assert(
		fc.property(fc.nat(), fc.nat(), (one, other) => {
			const [before, after] = [Math.min(one, other), Math.max(one, other) + 1];
			expect(lastAct(team(before, [0, after]))).toEqual({ at: after, by: '王小明' });
			expect(lastAct(team(after, [0, before]))).toEqual({ at: after, by: '林小美' });
			expect(lastAct(team(after, []))?.at).toBe(after);
		}),
	);
});

test('spans are told in the unit people would use', () => {
	expect(howLong(7 * 60_000)).toBe('七分鐘');
	expect(howLong(119 * 60_000)).toBe('一小時');
	expect(howLong(50 * 3_600_000)).toBe('兩天');
});

test('a countdown counts the second that has begun and stops at nothing', () => {
	expect(countdown(17 * 60_000 + 52_001)).toBe('17:53');
	expect(countdown(9_000)).toBe('0:09');
	expect(countdown(3_725_000)).toBe('1:02:05');
	expect(countdown(-5_000)).toBe('0:00');
});

test('codes and hashes are grouped for reading aloud', () => {
	expect(shownCode('ABCD2EF')).toBe('ABC-D2EF');
	expect(shortHash('675b1c2bf8f5')).toBe('675b 1c2b');
});

test('the link to the wall is called what the wall shows', () => {
	const name = (phase: Phase, joinCode: string | null = 'ABCD2EF', endsAt: number | null = null) =>
		wallName({ class: { phase, endsAt }, joinCode });
	expect(name('lobby')).toBe('投影課堂碼');
	expect(name('brief', null)).toBe('投影課堂');
	expect(name('design')).toBe('投影課堂');
	expect(name('design', null, 1_000)).toBe('投影倒數');
	for (const phase of ['share', 'feedback', 'debrief', 'closed'] as const)
		expect(name(phase)).toBe('投影各組結果');
});

test('what came after the hand-in is named place by place', () => {
	const words = {
		fields: { risks: { label: '風險與退場' } },
		assumptions: { title: '假設與預期' },
	} as unknown as DesignWords;
	const team = { submissions: 2, progress: { late: ['risks', 'assumptions'] as const } };
	expect(lateWords(team, words)).toBe('2處沒算進第2版：風險與退場、假設與預期');
});

test('a lot is told before it is drawn, so that a wrong number of teams shows', () => {
	const none = (teams: number) => Array.from({ length: teams }, () => 0);
	expect(lotSentence(none(15), 5)).toBe('5人抽進15組：5組各1人，10組沒有人。');
	expect(lotSentence(none(2), 5)).toBe('5人抽進2組：1組3人，1組2人。');
	expect(lotSentence([3, 0], 3)).toBe('3人抽進2組，連已經在組裡的：2組各3人。');
});

test('simulated students who are on their way are not counted as away', () => {
	expect(onlineWords(0, 6, true)).toBe('模擬同學進場中');
	expect(onlineWords(5, 6, true)).toBe('5／6人線上');
	expect(onlineWords(0, 6)).toBe('0／6人線上');
});

test('a draft that got no answer asks for no press, and every other refusal stands as it is', () => {
	expect(whyUnsaved(unreachable)).toContain('連上就會自己存；先不要關這一頁。');
	expect(whyUnsaved(unreachable)).not.toContain('再按一次');
	for (const { message } of Object.values(refusals)) expect(whyUnsaved(message)).toBe(message);
});
