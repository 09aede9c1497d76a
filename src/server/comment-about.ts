import { pointsResponse } from '#models/points/inputs.ts';
import { assumptionOfKey } from '#workflow/assumptions.ts';
import type { Comment } from '#workflow/comment.ts';
import type { DesignWords } from '#workflow/words.ts';

/** What a comment stands beside, in words; null when it is about the whole. */
export function commentAbout(
	{ field }: Pick<Comment, 'field'>,
	labels: DesignWords['fields'],
): string | null {
	const assumption = field === null ? null : assumptionOfKey(field);
	if (assumption) return `假設：${pointsResponse[assumption].label}`;
	return field && (labels[field]?.label ?? field);
}
