import { expect, test } from 'vitest';
import { answersCount, changeReason, ledgerCount } from '#team/ledger-words.ts';
import { emptyDesign, type Design } from '#workflow/design.ts';
import { ledgerOf } from '#workflow/ledger.ts';

test('a change says which comment it takes up, and which it was made in spite of', () => {
	const design = emptyDesign();
	const comment = (id: string) => ({
		id,
		field: null,
		text: '為什麼？',
		patch: null,
		result: null,
	});
	const { comments } = ledgerOf({
		...{ before: { number: 1, design }, after: { number: 2, design } },
		comments: ['1', '2', '3'].map(comment),
		answers: [
			{ commentId: '2', kind: 'rebutted', reason: '再等一季', by: '林子晴', at: 0, version: 1 },
		],
	});
	const reason = (answers: string[], despite: string[], among = comments) =>
		changeReason({ answers, despite }, among);
	expect(reason(['1'], [])).toBe('回應評語1');
	expect(reason([], ['2'])).toBe('評語2反駁了，仍然改了');
	expect(reason(['1'], ['2', '3'])).toBe(
		'回應評語1；評語2反駁了，仍然改了；評語3沒有回應，這裡改了',
	);
	expect(reason([], [])).toBe('沒有一則評語點到這裡');
	expect(reason([], [], [])).toBe('');
});

test('what was rebutted and changed all the same is not among what no comment asked for; a moved assumption is', () => {
	const before = emptyDesign();
	const after: Design = {
		...before,
		text: { ...before.text, risks: '掉到兩成就停' },
		numbers: { ...before.numbers, threshold: before.numbers.threshold + 1 },
		backing: { evidence: {}, assumptions: { lift: 0.08 }, expected: {} },
	};
	const ledger = ledgerOf({
		before: { number: 1, design: before },
		after: { number: 2, design: after },
		comments: [{ id: 'a', field: 'risks', text: '掉到多少就停？', patch: null, result: null }],
		answers: [
			{ commentId: 'a', kind: 'rebutted', reason: '再等一季', by: '林子晴', at: 0, version: 1 },
		],
	});
	expect(ledger).toMatchObject({ despite: ['risks'], unasked: ['threshold'], moved: 1 });
	expect(ledgerCount(ledger)).toBe(
		'改了1欄文字、1個數字、1個假設，其中1處反駁了評語、還是改了，2處沒有評語點到。',
	);
});

test('a comment on an assumption that then moved is what asked for it', () => {
	const before: Design = {
		...emptyDesign(),
		backing: { evidence: {}, assumptions: { lift: 0.08, churnReduction: 0.2 }, expected: {} },
	};
	const after: Design = {
		...before,
		backing: { evidence: {}, assumptions: { lift: 0.07 }, expected: {} },
	};
	const ledger = ledgerOf({
		before: { number: 1, design: before },
		after: { number: 2, design: after },
		comments: [
			{ id: 'a', field: 'assumption:lift', text: '憑什麼是8%？', patch: null, result: null },
		],
		answers: [{ commentId: 'a', kind: 'adopted', reason: '', by: '林子晴', at: 0, version: 1 }],
	});
	expect(ledger.comments[0]).toMatchObject({
		changed: ['assumption:lift'],
		outcome: { applied: 'inWords' },
	});
	expect(ledgerCount(ledger)).toBe('改了2個假設，其中1處沒有評語點到。');
});

test('a change whose comment nobody answered is not called refused, and nothing is counted as 0', () => {
	const before = emptyDesign();
	const after: Design = { ...before, text: { ...before.text, risks: '掉到兩成就停' } };
	const ledger = ledgerOf({
		before: { number: 1, design: before },
		after: { number: 2, design: after },
		comments: [{ id: 'a', field: 'risks', text: '掉到多少就停？', patch: null, result: null }],
		answers: [],
	});
	expect(ledgerCount(ledger)).toBe('改了1欄文字，其中1處的評語沒有回應。');
	expect(answersCount(ledger)).toBe('共1則評語：沒有回應1則。');
});

test('where nobody has said anything no change is one that no comment asked for', () => {
	const before = emptyDesign();
	const after: Design = {
		...before,
		text: { ...before.text, risks: '掉到兩成就停' },
		numbers: { ...before.numbers, threshold: before.numbers.threshold + 1 },
		backing: { evidence: {}, assumptions: { lift: 0.08 }, expected: {} },
	};
	const ledger = ledgerOf({
		...{ before: { number: 1, design: before }, after: { number: 2, design: after } },
		...{ comments: [], answers: [] },
	});
	expect(ledgerCount(ledger)).toBe('改了1欄文字、1個數字、1個假設。');
});

test('two versions that are alike count nothing', () => {
	const design = emptyDesign();
	const alike = { comments: [], answers: [] };
	const ledger = ledgerOf({
		...{ before: { number: 1, design }, after: { number: 2, design } },
		...alike,
	});
	expect(ledgerCount(ledger)).toBe('');
	expect(answersCount(ledger)).toBe('');
});
