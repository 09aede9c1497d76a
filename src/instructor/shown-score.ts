import { shortNumber } from '#ui/format.ts';
import { scoreReceipt, type Rubric } from '#workflow/submission.ts';
import type { DeskTeam } from './needs.ts';

/**
 * The points that a team is known by on the desk: of the newest version that was graded and handed
 * out, also while the next is in review; before any was, those of the draft. `mark` says which
 * version where a newer waits, and whether it has been handed out.
 */
export function shownScore(
	{ history, submissions }: Pick<DeskTeam, 'history' | 'submissions'>,
	rubric: Rubric,
): { points: string; mark: string } | null {
	const scored = history.filter(({ review }) => Object.keys(review?.scores ?? {}).length > 0);
	const version = scored.findLast(({ review }) => review?.status !== 'draft') ?? scored.at(-1);
	const review = version?.review;
	if (!version || !review) return null;
	const marks = [
		version.number < submissions ? `第${version.number}版` : '',
		review.status === 'draft' ? '草稿' : '',
	];
	const points = shortNumber(scoreReceipt(rubric, review.scores).total);
	return { points, mark: marks.filter(Boolean).join('，') };
}
