import type { StudentView } from '#workflow/messages.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';
import { isSentBack } from '#workflow/submission.ts';
import { dayAndMinute } from '#workflow/taiwan-time.ts';
import { latestOf, maySubmit, sentBack, whyTooLate } from './standing.ts';

/** Who handed the last version in, as teammates call him. */
function whoHandedIn(view: StudentView): string {
	const latest = latestOf(view);
	return latest?.submittedBy === view.me.id ? '你' : (latest?.submittedByName ?? '隊友');
}

/** Said where the score and the comments were. */
export const approvalUndone = '老師取消了定稿，分數和講評先收回；重新發還或定稿後會再出現。';

/** Whether all of the class is older than what the page knew: then nobody has taken anything back. */
const isRestored = (before: StudentView, now: StudentView): boolean =>
	now.restored !== null && now.restored.at !== before.restored?.at;

/** Told when the class was put back to a backup since the last view; null where it was not. */
export function restoredNews(before: StudentView, now: StudentView): string | null {
	if (!now.restored || !isRestored(before, now)) return null;
	const { asOf } = now.restored;
	const as = asOf === null ? '備份那時' : dayAndMinute(asOf);
	return `課堂還原到${as}的樣子：那之後的分組、繳交、分數和講評都不在了。`;
}

/** Whether a design that was finished is under review again. */
export const isApprovalUndone = (before: StudentView, now: StudentView): boolean =>
	!isRestored(before, now) && before.team?.status === 'approved' && now.team?.status === 'inReview';

/**
 * Whether what was told holds no more: the class has ended since, or a first version may be handed in
 * again.
 */
export const isNewsOver = (before: StudentView, now: StudentView): boolean =>
	(now.class.phase === 'closed' &&
		before.class.phase !== 'closed' &&
		now.team?.status !== 'approved') ||
	(!maySubmit(before) && maySubmit(now));

/**
 * Told where a team writes on without having handed in, once it cannot any more: far down the page
 * nothing else says so. Null where that has not just come about, or the class is over.
 */
export function tooLateNews(before: StudentView, now: StudentView): string | null {
	if (!maySubmit(before) || maySubmit(now) || now.class.phase === 'closed') return null;
	return whyTooLate(now)?.sentence ?? null;
}

/**
 * What has become of the team's standing from one view to the next, for whoever did not ask for it
 * on this device; null where nothing has. `asked` is what was pressed for here.
 */
export function standingNews(
	before: StudentView,
	now: StudentView,
	asked: TeamStatus | null,
): string | null {
	const [was, is] = [before.team, now.team];
	if (!was || !is || was.id !== is.id || was.status === is.status) return null;
	const latest = latestOf(now);
	const version = `第${latest?.number ?? 1}版`;
	// Where two have pressed at once, only one of them has handed in.
	const isOwn =
		asked === is.status && (is.status !== 'submitted' || latest?.submittedBy === now.me.id);
	if (isOwn) return null;
	const wasOpen = was.status === 'drafting' || was.status === 'revising';
	switch (is.status) {
		case 'submitted':
			return `${whoHandedIn(now)}已繳交${version}，設計表鎖住了，老師發還後才能修訂。`;
		case 'inReview':
			if (isApprovalUndone(before, now)) return approvalUndone;
			return wasOpen
				? `${whoHandedIn(now)}已繳交${version}，設計表鎖住了；老師正在看。`
				: `老師開始看你們的${version}了。`;
		case 'returned':
			return now.class.phase === 'closed'
				? `老師發還了${version}；這堂課已經結束，可以讀講評，不能再修訂。`
				: `老師發還了${version}，輪到你們：先讀講評，再開始修訂。`;
		case 'revising':
			return isSentBack(is) ? sentBack : '隊友開始修訂了，設計表可以寫了。';
		case 'approved':
			return `${version}定稿了，可以看分數和講評。`;
		case 'drafting':
			return null;
	}
}
