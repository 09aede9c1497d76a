import { fieldLabel, shownValue } from '#presentation/design-rows.ts';
import { fieldsOf } from '#workflow/comment.ts';
import type { ReviewPlace, ReviewValue } from '#workflow/review-merge.ts';
import type { Rubric } from '#workflow/submission.ts';
import type { DesignWords } from '#workflow/words.ts';
import { placeLabel } from '#team/backing-words.ts';
import { isCommentPlace } from './comment-places.ts';

/** What a place of a review is called: 「風險與退場」的評語. */
export function placeWords(place: ReviewPlace, words: DesignWords, rubric: Rubric): string {
	const [kind, name = ''] = place.split(/:(.*)/s);
	if (kind === 'score')
		return `「${rubric.criteria.find(({ id }) => id === name)?.name ?? name}」的等級`;
	if (kind === 'summary' || !isCommentPlace(name)) return '總評';
	return `「${placeLabel(words, name)}」的${kind === 'patch' ? '滑桿' : '評語'}`;
}

/** 4級, the words themselves, or 「滿多少點能兌換」12點. */
export function valueWords(value: ReviewValue, words: DesignWords): string {
	if (typeof value === 'number') return `${value}級`;
	if (typeof value === 'string') return value;
	return fieldsOf(value)
		.map((field) => `「${fieldLabel(words, field)}」${shownValue(field, value[field] ?? 0)}`)
		.join('、');
}
