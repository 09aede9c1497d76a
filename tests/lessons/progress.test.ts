import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
	clearAnswers,
	isAnswerOf,
	noteAnswer,
	readAnswer,
	readProgress,
	setStamped,
} from '#lessons/progress.ts';

/** A browser's storage, which may refuse to be written to. */
let stored: Map<string, string>;
let refuses: boolean;

beforeEach(() => {
	stored = new Map();
	refuses = false;
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, value: string) => {
			if (refuses) throw new DOMException('full', 'QuotaExceededError');
			stored.set(key, value);
		},
	});
});
afterEach(() => vi.unstubAllGlobals());

const wrong = { given: ['甲'], right: false };
const right = { given: ['乙'], right: true };

test('the first answer stays beside the later ones', () => {
	noteAnswer('clv', 'q', wrong);
	noteAnswer('clv', 'q', right);
	const later = { given: ['丙'], right: false };
	noteAnswer('clv', 'q', later);
	expect(readAnswer('clv', 'q')).toEqual({ first: wrong, latest: later, tries: 3, solved: true });
});

test('starting again keeps the first answer, and can be taken back', () => {
	noteAnswer('clv', 'q', wrong);
	noteAnswer('clv', 'q', right);
	const putBack = clearAnswers('clv', ['q', 'never-answered']);
	expect(readAnswer('clv', 'q')).toEqual({ first: wrong, latest: null, tries: 0, solved: false });
	expect(putBack()).toBe(true);
	expect(readAnswer('clv', 'q')).toEqual({ first: wrong, latest: right, tries: 2, solved: true });
	expect(stored.has('answer/clv/never-answered')).toBe(false);
});

test('answers stand apart, so what one tab writes takes nothing from another', () => {
	noteAnswer('clv', 'one', right);
	const seenByOtherTab = new Map(stored);
	noteAnswer('clv', 'two', right);
	expect([...seenByOtherTab.keys()]).toEqual(['answer/clv/one']);
	expect([...stored.keys()]).toEqual(['answer/clv/one', 'answer/clv/two']);
	expect(isAnswerOf('clv', 'answer/clv/two')).toBe(true);
	expect(isAnswerOf('clv', 'answer/clv-2/two')).toBe(false);
	expect(isAnswerOf('clv', null)).toBe(false);
});

test('refused storage is told, and nothing is made up', () => {
	refuses = true;
	expect(noteAnswer('clv', 'q', right)).toBe(false);
	expect(setStamped('clv', true)).toBe(false);
	expect(readAnswer('clv', 'q')).toEqual({ first: null, latest: null, tries: 0, solved: false });
});

test.each(['nonsense', 'null', '[]', '{"latest":{"given":{"a":1}},"tries":"many","stamped":5}'])(
	'%s in storage is nothing',
	(value) => {
		stored.set('answer/clv/q', value);
		stored.set('progress', value);
		expect(readAnswer('clv', 'q')).toMatchObject({ first: null, latest: null, tries: 0 });
		expect(readProgress()).toEqual({ stamped: [], last: null });
	},
);

test('storage that is switched off altogether is nothing', () => {
	vi.stubGlobal('localStorage', undefined);
	expect(readProgress()).toEqual({ stamped: [], last: null });
	expect(noteAnswer('clv', 'q', right)).toBe(false);
});
