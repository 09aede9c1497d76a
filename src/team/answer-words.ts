import type { Answer, Comment } from '#workflow/comment.ts';
import type { DesignWords } from '#workflow/words.ts';
import type { Applied, CommentEntry } from '#workflow/ledger.ts';
import { clockMinute } from '#workflow/taiwan-time.ts';
import { placeLabel } from './backing-words.ts';

/** What a comment stands beside, as the form calls it. */
export const aboutWords = (words: DesignWords, { field }: Pick<Comment, 'field'>): string =>
	field === null ? '整份設計' : placeLabel(words, field);

/** 林子晴採用，10:42. */
export const answerWords = ({ kind, by, at }: Answer): string =>
	`${by}${kind === 'adopted' ? '採用' : '反駁'}，${clockMinute(at)}`;

const appliedWords: Record<Applied, string> = {
	asAsked: '採用，照老師移的做',
	otherwise: '採用，改成別的',
	inWords: '採用，改寫了',
	nothing: '採用，但這裡沒有改',
};

/** What became of a comment, in a few words. */
export function outcomeWords({ outcome, changed }: CommentEntry): string {
	if (outcome.kind === 'adopted') return appliedWords[outcome.applied];
	if (outcome.kind === 'rebutted') return changed.length > 0 ? '反駁，但這裡改了' : '反駁';
	return changed.length > 0 ? '沒有回應，但這裡改了' : '沒有回應';
}

/** 回應了2／5. */
export const progressWords = (answered: number, all: number): string => `回應了${answered}／${all}`;
