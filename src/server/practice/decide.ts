import { unanswered, type Comment, type Patch } from '#workflow/comment.ts';
import type { StudentView } from '#workflow/messages.ts';
import type { PracticeTeam, WrittenFields } from '#workflow/words.ts';

/**
 * What a simulated student does next, from what is on his screen alone, so that a server that was
 * restarted goes on where it was. `write` and `rewrite` fill in the design, `answer` answers a comment, `submit` hands
 * the design in.
 */
export type PracticeMove = 'choose' | 'write' | 'rewrite' | 'submit' | 'revise' | 'answer' | null;

/**
 * `isFirst`: he acts for his team; `isWritten`: nothing is left for anybody in it to write, and all
 * of it is on the disk.
 */
export function practiceMove(
	view: StudentView,
	{ isFirst, isWritten }: { isFirst: boolean; isWritten: boolean },
): PracticeMove {
	const { team, class: lesson } = view;
	if (lesson.phase === 'closed') return null;
	if (!team) return 'choose';
	if (team.status === 'drafting') {
		if (lesson.phase !== 'design') return null;
		if (!isWritten) return 'write';
		return isFirst ? 'submit' : null;
	}
	if (team.status === 'returned') {
		if (!isFirst) return null;
		return nextAnswer(view) ? 'answer' : 'revise';
	}
	if (team.status !== 'revising') return null;
	if (isFirst && nextAnswer(view)) return 'answer';
	if (!isWritten) return 'rewrite';
	return isFirst ? 'submit' : null;
}

/** The version whose review a team is answering, and the comments in it. */
function latest(view: StudentView) {
	const versions = view.team?.history ?? [];
	return versions.find(({ number }) => number === view.team?.submissions);
}

/**
 * The comment that a simulated team answers next, and how: it takes up what it is told, but for the
 * last of several, so that a lecturer sees both. Null when all are answered.
 */
export function nextAnswer(
	view: StudentView,
): { number: number; comment: Comment; kind: 'adopted' | 'rebutted' } | null {
	const version = latest(view);
	const comments = version?.review?.comments ?? [];
	const [comment] = unanswered(comments, version?.answers ?? []);
	if (!version || !comment) return null;
	const isLast = comments.length > 1 && comment.id === comments.at(-1)?.id;
	return { number: version.number, comment, kind: isLast ? 'rebutted' : 'adopted' };
}

/** Where the lecturer left the sliders in the comments that were taken up, on whichever version. */
export function adoptedPatch(view: StudentView): Patch {
	const patches = (view.team?.history ?? []).flatMap(({ review, answers }) =>
		(review?.comments ?? [])
			.filter(({ id }) =>
				answers.some(({ commentId, kind }) => commentId === id && kind === 'adopted'),
			)
			.map(({ patch }) => patch ?? {}),
	);
	return Object.assign({}, ...patches) as Patch;
}

/** What a team writes into a revision: its own numbers, but for those that the lecturer moved. */
export function revised({ revision, patched }: PracticeTeam, patch: Patch): WrittenFields {
	return Object.keys(patch).length > 0 ? { ...revision, ...patched, ...patch } : revision;
}
