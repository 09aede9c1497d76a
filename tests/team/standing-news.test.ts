import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	isApprovalUndone,
	isNewsOver,
	restoredNews,
	standingNews,
	tooLateNews,
} from '#team/standing-news.ts';
import { whoseTurn } from '#team/standing.ts';
import { teamStatuses, type TeamStatus } from '#workflow/team.machine.ts';
import { submission, view } from '../support/student-view.ts';

/** A team whose version has been handed in by somebody. */
function handedInBy(submittedBy: string, status: TeamStatus = 'submitted') {
	return view('design', status, [
		{ ...submission(1, null), submittedBy, submittedByName: '王小明' },
	]);
}

describe('what becomes of a team’s standing is told to whoever did not press for it', () => {
	const drafting = view('design', 'drafting');

	test('who handed in is named, and that the form is locked', () => {
		const locked = '已繳交第1版，設計表鎖住了，老師發還後才能修訂。';
		expect(standingNews(drafting, handedInBy('wang'), null)).toBe(`王小明${locked}`);
		expect(standingNews(drafting, handedInBy('me'), null)).toBe(`你${locked}`);
	});

	test('one’s own press is no news, unless a mate was quicker', () => {
		expect(standingNews(drafting, handedInBy('me'), 'submitted')).toBeNull();
		expect(standingNews(drafting, handedInBy('wang'), 'submitted')).toMatch(/^王小明已繳交/);
		const returned = view('feedback', 'returned');
		expect(standingNews(returned, view('feedback', 'revising'), 'revising')).toBeNull();
		expect(standingNews(returned, view('feedback', 'revising'), null)).toMatch(/^隊友開始修訂了/);
	});

	test('what the lecturer does is told, and what it asks of the team', () => {
		const under = handedInBy('wang', 'inReview');
		expect(standingNews(handedInBy('wang'), under, null)).toBe('老師開始看你們的第1版了。');
		expect(standingNews(under, handedInBy('wang', 'returned'), null)).toMatch(
			/^老師發還了第1版，輪到你們/,
		);
		expect(standingNews(under, handedInBy('wang', 'approved'), null)).toMatch(/^第1版定稿了/);
	});

	test('a version that was sent back is told as that, to whoever saw it handed in and whoever did not', () => {
		const back = handedInBy('wang', 'revising');
		const said = '老師退回這一版，沒有評分；改好再繳一次。';
		for (const before of [drafting, handedInBy('wang'), handedInBy('wang', 'inReview')])
			expect(standingNews(before, back, null)).toBe(said);
		expect(whoseTurn(back)).toBe(said);
		const revising = view('design', 'revising', [submission(1, 'returned')]);
		expect(standingNews(view('design', 'returned'), revising, null)).toMatch(/^隊友開始修訂了/);
		expect(whoseTurn(revising)).toMatch(/照講評修訂/);
	});

	test('nobody is told to revise in a class that is over', () => {
		const closed = view('closed', 'returned', [submission(1, 'returned')]);
		const told = standingNews(view('feedback', 'inReview'), closed, null);
		expect(told).toMatch(/^老師發還了第1版；這堂課已經結束/);
		expect(told).not.toMatch(/輪到你們|開始修訂/);
	});

	test('what asked for something goes with the class, and that a design is finished stays', () => {
		for (const status of teamStatuses) {
			const [open, closed] = [view('debrief', status), view('closed', status)];
			expect(isNewsOver(open, closed)).toBe(status !== 'approved');
			expect([isNewsOver(open, open), isNewsOver(closed, closed)]).toEqual([false, false]);
		}
	});

	test('whoever writes on is told once it is too late to hand in, and no more when it is not', () => {
		for (const status of teamStatuses)
			for (const phase of ['share', 'feedback', 'debrief', 'closed'] as const) {
				const [design, later] = [view('design', status), view(phase, status)];
				const told = tooLateNews(design, later);
				expect(told !== null).toBe(status === 'drafting' && phase !== 'closed');
				if (told === null) continue;
				expect(told).toContain('你們還沒有繳交');
				expect(tooLateNews(later, later)).toBeNull();
				expect(isNewsOver(later, design)).toBe(true);
			}
	});

	test('an approval that is taken back says where the score has gone', () => {
		const [approved, under] = [handedInBy('wang', 'approved'), handedInBy('wang', 'inReview')];
		expect(isApprovalUndone(approved, under)).toBe(true);
		expect(standingNews(approved, under, null)).toMatch(/^老師取消了定稿，分數和講評先收回/);
		expect(isApprovalUndone(handedInBy('wang'), under)).toBe(false);
	});

	test('a class that was put back to a backup is told as that, and never as what somebody did', () => {
		const asOf = Date.UTC(2026, 10, 30, 5, 30);
		const later = { at: asOf + 3_600_000, asOf };
		const anyStatus = fc.constantFrom(...teamStatuses);
		const anyRestored = fc.constantFrom(null, { at: asOf - 1, asOf: null });
		fc.assert(
			fc.property(anyStatus, anyStatus, anyRestored, (was, is, restored) => {
				const before = { ...handedInBy('wang', was), restored };
				const after = { ...handedInBy('wang', is), restored: later };
				expect(restoredNews(before, after)).toMatch(/^課堂還原到11月30日13:30的樣子/);
				expect(isApprovalUndone(before, after)).toBe(false);
				expect(restoredNews(after, { ...handedInBy('wang', was), restored: later })).toBeNull();
			}),
		);
		const nameless = { ...drafting, restored: { at: 1, asOf: null } };
		expect(restoredNews(drafting, nameless)).toMatch(/^課堂還原到備份那時的樣子/);
		expect(restoredNews(drafting, drafting)).toBeNull();
	});

	test('whoever slept through the hand-in learns of it by what came after', () => {
		expect(standingNews(drafting, handedInBy('wang', 'inReview'), null)).toMatch(
			/^王小明已繳交第1版，設計表鎖住了/,
		);
	});

	test('nothing is told where nothing changed, nor of another team', () => {
		expect(standingNews(drafting, view('share', 'drafting'), null)).toBeNull();
		expect(standingNews(view('design', null), handedInBy('wang'), null)).toBeNull();
		const elsewhere = handedInBy('wang');
		const other = { ...elsewhere, team: elsewhere.team && { ...elsewhere.team, id: 't9' } };
		expect(standingNews(drafting, other, null)).toBeNull();
	});
});
