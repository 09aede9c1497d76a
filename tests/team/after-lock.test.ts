import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { afterLock, afterLockSentence } from '#team/after-lock.ts';
import { lackWords } from '#team/design-words.ts';
import type { Phase } from '#workflow/class.machine.ts';
import { emptyDesign, type Design } from '#workflow/design.ts';
import type { StudentView } from '#workflow/messages.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';
import { designWordsSchema } from '#workflow/words.ts';
import { submission, view as viewOf } from '../support/student-view.ts';

const path = join(import.meta.dirname, '../../content/activity/design.yaml');
const words = designWordsSchema.parse(parse(readFileSync(path, 'utf8')));

const { numbers } = emptyDesign();
const frozen: Design = {
	...emptyDesign(),
	text: { ...emptyDesign().text, planName: '再來一杯', risks: '回購率掉到兩成就停。' },
};
const later: Design = {
	...frozen,
	text: { ...frozen.text, risks: '回購率掉到兩成就停。還有一句' },
};

const view = (status: TeamStatus, phase: Phase = 'design') =>
	viewOf(phase, status, [submission(1, null, frozen)]);

test.each(['submitted', 'inReview', 'returned', 'approved'] as const)(
	'words that came after the lock of a design that is %s are named, with what was handed in',
	(status) => {
		const late = afterLock(view(status), later, words);
		expect(late?.number).toBe(1);
		expect([...(late?.frozen ?? [])]).toEqual([['risks', '回購率掉到兩成就停。']]);
		if (!late) return;
		expect(afterLockSentence(late, words)).toContain(
			'「風險與退場」在繳交之後還有改動，沒有算進第1版',
		);
	},
);

test('what is as it was handed in is not called late, and a revision is none', () => {
	expect(afterLock(view('submitted'), frozen, words)).toBeNull();
	for (const status of ['drafting', 'revising'] as const)
		expect(afterLock(view(status), later, words)).toBeNull();
});

test('evidence and assumptions that came later are told as well', () => {
	const backing = {
		evidence: { risks: [{ id: 'a', kind: 'lesson' as const, lesson: 'churn' }] },
		assumptions: {},
		expected: {},
	};
	const late = afterLock(view('submitted'), { ...frozen, backing }, words);
	expect([...(late?.frozen.keys() ?? [])]).toEqual(['risks']);
	expect(late?.assumptions).toBe(false);
	const moved = { evidence: {}, assumptions: { lift: 0.08 }, expected: {} };
	expect(afterLock(view('submitted'), { ...frozen, backing: moved }, words)).toMatchObject({
		assumptions: true,
	});
});

test('nobody is promised a revision that will not come', () => {
	const said = (one: StudentView) => {
		const late = afterLock(one, later, words);
		return late ? afterLockSentence(late, words) : '';
	};
	expect(said(view('submitted'))).toContain('修訂時接著用');
	expect(said(view('approved'))).not.toContain('修訂');
	expect(said(view('returned', 'closed'))).not.toContain('修訂');
});

test('what keeps a design from being handed in is said by kind: empty, undecided, too long', () => {
	expect(lackWords(words, 'risks', {}, numbers)).toBe('「風險與退場」還空著');
	expect(lackWords(words, 'pointValue', {}, numbers)).toMatch(/還沒決定，預設1元$/);
	expect(lackWords(words, 'planName', { planName: 47 }, numbers)).toBe('「計畫名稱」超過47字');
});
