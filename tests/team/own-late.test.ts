import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { AfterLock } from '#team/after-lock.ts';
import { wroteLate } from '#team/own-late.ts';
import { designText, designValues, materialise } from '#workflow/design.ts';

const [lin, chou] = [11, 12];

/** A document in which each writes as an author of his own, in turn. */
function together() {
	const doc = new Y.Doc();
	return {
		doc,
		as: (author: number, change: (doc: Y.Doc) => void) => {
			doc.clientID = author;
			change(doc);
		},
	};
}
const late = (fields: [string, string][], assumptions = false): AfterLock => ({
	number: 1,
	frozen: new Map(fields as [never, string][]),
	assumptions,
	revisable: true,
});
const add = (words: string) => (doc: Y.Doc) => {
	const text = designText(doc, 'risks');
	text.insert(text.length, words);
};

test('a sentence after the hand-in is its writer’s, and not of who wrote before it', () => {
	const { doc, as } = together();
	as(lin, add('先寫的，'));
	as(chou, add('接著，'));
	const frozen = materialise(doc);
	as(lin, add('晚到的。'));
	as(chou, (one) => designText(one, 'risks').delete(0, 1));
	const said = late([['risks', frozen.text.risks]]);
	expect(wroteLate(doc, new Set([lin]), frozen, said)).toBe(true);
	expect(wroteLate(doc, new Set([chou]), frozen, said)).toBe(false);
	expect(wroteLate(doc, new Set(), frozen, said)).toBe(false);
});

test('whoever goes on in the middle of an own sentence is meant too', () => {
	const { doc, as } = together();
	as(chou, add('回購率掉到兩成就停。'));
	const frozen = materialise(doc);
	as(chou, (one) => designText(one, 'risks').insert(3, '一季'));
	expect(wroteLate(doc, new Set([chou]), frozen, late([['risks', '']]))).toBe(true);
	expect(wroteLate(doc, new Set([lin]), frozen, late([['risks', '']]))).toBe(false);
});

test.each([
	['threshold', 'threshold', 40, late([['threshold', '']])],
	['strategy:programme', 'chosenStrategies', true, late([['chosenStrategies', '']])],
	['evidence:risks:a', 'risks', { kind: 'lesson', lesson: 'churn' }, late([['risks', '']])],
	['assumption:lift', 'the assumptions', 0.08, late([], true)],
])('%s, moved later, is of who moved %s last', (key, _, value, said) => {
	const { doc, as } = together();
	as(lin, (one) => designValues(one).set(key, 1));
	const frozen = materialise(doc);
	as(chou, (one) => designValues(one).set(key, value));
	expect(wroteLate(doc, new Set([chou]), frozen, said)).toBe(true);
	expect(wroteLate(doc, new Set([lin]), frozen, said)).toBe(false);
	expect(wroteLate(doc, new Set([chou]), frozen, late([['setupCost', '']]))).toBe(false);
});

test('what one chose before the hand-in is not late because a mate chooses on', () => {
	const { doc, as } = together();
	as(lin, (one) => designValues(one).set('strategy:programme', true));
	const frozen = materialise(doc);
	as(chou, (one) => designValues(one).set('strategy:review', true));
	const said = late([['chosenStrategies', '']]);
	expect(wroteLate(doc, new Set([lin]), frozen, said)).toBe(false);
	expect(wroteLate(doc, new Set([chou]), frozen, said)).toBe(true);
});
