import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomeWords, progressWords } from '#team/answer-words.ts';
import { figureRows, sinceWords } from '#team/figure-rows.ts';
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

test('a difference below what anyone could act on is called almost none, and gets no digits', () => {
	const before = { clv: 1_257.3, churn12: 0.34499, roi: -0.3289, net: 121_405 };
	const all = (after: typeof before) =>
		figureRows(before, after).map(({ after: is, still }) => [is, still]);
	expect(all({ clv: 1_257.1, churn12: 0.34497, roi: -0.3291, net: 121_600 })).toEqual([
		['−33%', '幾乎沒有變'],
		['+12.2萬元', '幾乎沒有變'],
		['1,257', '幾乎沒有變'],
		['34.5%', '幾乎沒有變'],
	]);
	expect(all(before).map(([, still]) => still)).toEqual(Array(4).fill('沒有變'));
	expect(all({ clv: 1_262, churn12: 0.346, roi: -0.31, net: 140_000 })).toEqual([
		['−31%', ''],
		['+14萬元', ''],
		['1,262', ''],
		['34.6%', ''],
	]);
});

test('a loss and a gain that are compared are told in one unit', () => {
	const nets = fc.integer({ min: -1e8, max: 1e8 });
	fc.assert(
		fc.property(nets, nets, (before, after) => {
			fc.pre(before !== 0 && after !== 0);
			const same = { clv: 1_000, churn12: 0.3, roi: 0.1 };
			const [, net] = figureRows({ ...same, net: before }, { ...same, net: after });
			const [was, is] = [net?.before, net?.after].map((text) => text?.replace(/[+−\d,.]/g, ''));
			expect(was).toBe(is);
		}),
	);
});

test('a higher ROI with a lower net shows both', () => {
	const before = { clv: 1_000, churn12: 0.3, roi: 0.24, net: 4_000_000 };
	const [roi, net] = figureRows(before, { ...before, roi: 0.35, net: 3_400_000 });
	expect([roi?.before, roi?.after]).toEqual(['+24%', '+35%']);
	expect([net?.name, net?.before, net?.after]).toEqual(['淨利', '+400萬元', '+340萬元']);
});

test('what a figure was before names its version, or says that nothing moved', () => {
	const before = { clv: 1_263.2, churn12: 0.395, roi: -0.17, net: 121_405 };
	const after = { ...before, clv: 1_250, roi: -0.171 };
	expect(figureRows(before, after).map((row) => sinceWords(row, 1))).toEqual([
		'和第1版幾乎相同',
		'和第1版相同',
		'第1版1,263元',
		'和第1版相同',
	]);
});

test('a figure that is not there yet is no zero, and a programme that costs nothing has no ROI', () => {
	const free = { clv: 1_000, churn12: null, roi: null, net: null };
	const [roi, net, clv, churn] = figureRows(free, null);
	expect([net?.before, net?.after]).toEqual(['—', '—']);
	expect([roi?.before, roi?.after]).toEqual(['沒有點數', '—']);
	expect([clv?.before, clv?.after]).toEqual(['1,000', '—']);
	expect([churn?.before, churn?.after]).toEqual(['—', '—']);
});
