import {
	fieldsConcerned,
	unanswered,
	type AnswerKind,
	type Comment,
	type Patch,
} from '#workflow/comment.ts';
import { textFields, type TextField } from '#workflow/design.ts';
import type { StudentView } from '#workflow/messages.ts';
import type { Submission } from '#workflow/submission.ts';
import type { PracticeTeam, WrittenFields } from '#workflow/words.ts';

/**
 * What a simulated student does next, from what is on his screen alone, so that a server that was
 * restarted goes on where it was. `write` and `rewrite` fill in the design, `answer` answers a comment, `submit` hands
 * the design in.
 */
export type PracticeMove = 'choose' | 'write' | 'rewrite' | 'submit' | 'revise' | 'answer' | null;

/**
 * `isFirst`: he acts for his team; `isWritten`: nothing is left for anybody in it to write, and all
 * of it is on the disk; `isThoughtOver`: they have revised for as long as people would.
 */
export function practiceMove(
	view: StudentView,
	given: { isFirst: boolean; isWritten: boolean; isThoughtOver: boolean },
): PracticeMove {
	const { isFirst, isWritten, isThoughtOver } = given;
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
	return isFirst && isThoughtOver ? 'submit' : null;
}

/** The version whose review a team is answering, and the comments in it. */
function latest(view: StudentView) {
	const versions = view.team?.history ?? [];
	return versions.find(({ number }) => number === view.team?.submissions);
}

/** The comment that a simulated team answers next, and the version it is on; null when all are. */
export function nextAnswer(view: StudentView): { version: Submission; comment: Comment } | null {
	const version = latest(view);
	const [comment] = unanswered(version?.review?.comments ?? [], version?.answers ?? []);
	return version && comment ? { version, comment } : null;
}

const isText = (field: string): field is TextField => field in textFields;

/** Whether a team has a sentence for this text that is not in it yet. */
const hasMore = ({ added }: PracticeTeam, { design }: Submission, field: TextField): boolean =>
	added[field] !== undefined && !design.text[field].endsWith(added[field]);

/** A question asks for its answer, and nobody sits there who could read it; a slider needs no reading. */
export const isUnread = ({ text, patch }: Comment): boolean => patch === null && /[？?]/.test(text);

/** Whether anything would change where a comment stands, were it taken up. */
function canTakeUp(team: PracticeTeam, version: Submission, comment: Comment): boolean {
	const { field, patch } = comment;
	if (isUnread(comment)) return false;
	if (patch !== null || field === null) return true;
	if (version.number === 1 && field in team.revision) return true;
	return isText(field) && hasMore(team, version, field);
}

/**
 * How a simulated team answers a comment: it takes up what it can do something about, and leaves
 * alone what it rebuts, but for questions: those it cannot read, and says so. Where it could take up several, the last on what it does not rewrite anyway
 * is rebutted, so that a lecturer sees both.
 */
export function answerKind(team: PracticeTeam, version: Submission, comment: Comment): AnswerKind {
	const comments = version.review?.comments ?? [];
	const refused = comments.filter((one) => !canTakeUp(team, version, one));
	if (refused.length === 0 && comments.length > 1) {
		const rewritten = { ...team.revision, ...team.patched };
		const last = comments.findLast(
			(one) => one.field !== null && fieldsConcerned(one).every((field) => !(field in rewritten)),
		);
		if (last) refused.push(last);
	}
	return refused.some(({ id }) => id === comment.id) ? 'rebutted' : 'adopted';
}

const adopted = ({ review, answers }: Submission): Comment[] =>
	(review?.comments ?? []).filter(({ id }) =>
		answers.some(({ commentId, kind }) => commentId === id && kind === 'adopted'),
	);

/** The texts that get a sentence more, because a comment on them was taken up. */
export function adoptedTexts({ revision, added }: PracticeTeam, view: StudentView): TextField[] {
	const fields = (view.team?.history ?? []).flatMap((version) =>
		adopted(version).flatMap(({ field, patch }) =>
			field !== null &&
			patch === null &&
			isText(field) &&
			added[field] !== undefined &&
			(version.number > 1 || !(field in revision))
				? [field]
				: [],
		),
	);
	return [...new Set(fields)];
}

/** Where the lecturer left the sliders in the comments that were taken up, on whichever version. */
export function adoptedPatch(view: StudentView): Patch {
	const patches = (view.team?.history ?? []).flatMap((version) =>
		adopted(version).map(({ patch }) => patch ?? {}),
	);
	return Object.assign({}, ...patches) as Patch;
}

/** Texts with the sentence more that a team has for each of `fields`. */
export const withMore = (
	{ added }: PracticeTeam,
	written: WrittenFields,
	fields: readonly TextField[],
): WrittenFields => ({
	...written,
	...Object.fromEntries(
		fields.flatMap((field) =>
			written[field] === undefined ? [] : [[field, `${written[field]}${added[field] ?? ''}`]],
		),
	),
});

/**
 * What a team writes into a revision: its own numbers, but for those that the lecturer moved, and a
 * sentence more where a comment on a text was taken up.
 */
export function revised(
	team: PracticeTeam,
	patch: Patch,
	more: readonly TextField[] = [],
): WrittenFields {
	const { first, revision, patched } = team;
	const moved = Object.keys(patch).length > 0 ? { ...revision, ...patched, ...patch } : revision;
	const longer = Object.fromEntries(more.map((field) => [field, first[field]]));
	return withMore(team, { ...longer, ...moved }, more);
}
