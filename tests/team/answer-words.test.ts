import { expect, test } from 'vitest';
import { outcomeWords, progressWords } from '#team/answer-words.ts';
import { figureRows } from '#team/figure-rows.ts';
import type { Answer, Comment } from '#workflow/comment.ts';
import type { Applied, CommentEntry } from '#workflow/ledger.ts';

const comment: Comment = { id: 'a', field: 'threshold', text: '', patch: null, result: null };
const answer: Answer = {
	commentId: 'a',
	kind: 'adopted',
	reason: '',
	by: '林子晴',
	at: 0,
	version: 1,
};
const entry = (
	outcome: CommentEntry['outcome'],
	changed: CommentEntry['changed'] = [],
): CommentEntry => ({ comment, fields: ['threshold'], changed, outcome });

test('what became of a comment is never said kinder than it was', () => {
	const adopted = (applied: Applied) => outcomeWords(entry({ kind: 'adopted', applied, answer }));
	expect(adopted('asAsked')).toBe('採用，照老師移的做');
	expect(adopted('otherwise')).toBe('採用，改成別的');
	expect(adopted('inWords')).toBe('採用，改寫了');
	expect(adopted('nothing')).toBe('採用，但這裡沒有改');
	const rebutted = { kind: 'rebutted', reason: '試過了', answer } as const;
	expect(outcomeWords(entry(rebutted))).toBe('反駁');
	expect(outcomeWords(entry(rebutted, ['threshold']))).toBe('反駁，但這裡改了');
	expect(outcomeWords(entry({ kind: 'unanswered' }))).toBe('沒有回應');
	expect(progressWords(2, 5)).toBe('回應了2／5');
});

test('figures that differ are never written alike, and alike ones say so', () => {
	const before = { clv: 1_234.2, churn12: 0.1804, roi: 0.1201 };
	const rows = figureRows(before, { clv: 1_234.4, churn12: 0.1801, roi: 0.1204 });
	expect(rows.map(({ before: was, after: is }) => [was, is])).toEqual([
		['+12.01%', '+12.04%'],
		['1,234.2', '1,234.4'],
		['18.04%', '18.01%'],
	]);
	expect(figureRows(before, before).every(({ still }) => still)).toBe(true);
});

test('a figure that is not there yet is no zero, and a programme that costs nothing has no ROI', () => {
	const free = { clv: 1_000, churn12: null, roi: null };
	const [roi, clv, churn] = figureRows(free, null);
	expect([roi?.before, roi?.after]).toEqual(['沒有成本', '—']);
	expect([clv?.before, clv?.after]).toEqual(['1,000', '—']);
	expect([churn?.before, churn?.after]).toEqual(['—', '—']);
});
