import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
	clearAnswers,
	isAnswerOf,
	noteAnswer,
	notePlace,
	noteReading,
	readAnswer,
	readProgress,
	setStamped,
} from '#lessons/progress.ts';
import { readNote, writeNote } from '#lessons/own/kept-note.ts';
import { FakeStorage } from '../support/storage.ts';

let storage: FakeStorage;
let stored: Map<string, string>;

// Moments later than today are nobody's.
beforeAll(() => void vi.setSystemTime('2026-11-30T08:00:00Z'));
beforeEach(() => {
	storage = new FakeStorage();
	({ stored } = storage);
	vi.stubGlobal('localStorage', storage);
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
	storage.refuses = true;
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
		expect(readProgress()).toEqual({ stamped: [], last: null, places: [] });
	},
);

test('storage that is switched off altogether is nothing', () => {
	vi.stubGlobal('localStorage', undefined);
	expect(readProgress()).toEqual({ stamped: [], last: null, places: [] });
	expect(noteAnswer('clv', 'q', right)).toBe(false);
});

const [one, two, three] = [1, 2, 3].map((day) => `2026-11-0${day}T08:00:00.000Z`) as [
	string,
	string,
	string,
];

test('a lesson that is opened again still knows the section its reader was in', () => {
	noteReading('clv', one);
	notePlace({ lesson: 'clv', section: 'when', words: '收款的時點', at: one });
	noteReading('outline', two);
	expect(readProgress()).toMatchObject({ last: 'outline', places: [{ section: null }, {}] });
	noteReading('clv', three);
	expect(readProgress().places).toEqual([
		{ lesson: 'clv', section: 'when', words: '收款的時點', at: three },
		{ lesson: 'outline', section: null, words: null, at: two },
	]);
});

test('a note is kept as it is typed, and an empty one leaves nothing behind', () => {
	expect(writeNote('clv', '時', '', one)).toEqual({ kept: true, text: '時', joined: false });
	expect(writeNote('clv', '時點', '時', two).joined).toBe(false);
	expect(readNote('clv')).toEqual({ text: '時點', at: two });
	expect(writeNote('clv', ' ', '時點', three).kept).toBe(true);
	expect(stored.has('note/clv')).toBe(false);
});

test('what another tab wrote meanwhile is never written over', () => {
	writeNote('clv', '甲', '', one);
	writeNote('clv', '甲，那一頁寫的', '甲', two);
	const here = writeNote('clv', '這一頁寫的', '甲', three);
	expect(here.joined).toBe(true);
	expect(here.text).toMatch(/^這一頁寫的[^]+甲，那一頁寫的$/);
	expect(readNote('clv')?.text).toBe(here.text);
	// Clearing a field that had only seen 甲 does not clear what it had not seen.
	expect(writeNote('clv', '', '甲', three)).toEqual({
		kept: true,
		text: here.text,
		joined: true,
	});
	expect(readNote('clv')?.text).toBe(here.text);
});

test('a note that cannot be kept is told, and what was kept stays', () => {
	writeNote('clv', '甲', '', one);
	storage.refuses = true;
	expect(writeNote('clv', '甲乙', '甲', two)).toEqual({ kept: false, text: '甲乙', joined: false });
	expect(readNote('clv')?.text).toBe('甲');
});

test('the place just visited is the newest, whatever a fast clock wrote before', () => {
	const ahead = [
		'2026-12-01T01:00:00.000Z',
		'2026-12-01T02:00:00.000Z',
		'2026-12-01T03:00:00.000Z',
	];
	const places = ahead.map((at, index) => ({
		lesson: `ahead-${index}`,
		section: null,
		words: null,
		at,
	}));
	storage.stored.set('progress', JSON.stringify({ stamped: ['goals'], last: null, places }));
	noteReading('clv', '2026-11-30T08:00:00.000Z');
	notePlace({ lesson: 'clv', section: 'when', words: '時點', at: '2026-11-30T08:01:00.000Z' });
	const { last, places: kept, stamped } = readProgress();
	expect(last).toBe('clv');
	expect(kept.map(({ lesson }) => lesson)).toEqual(['clv']);
	expect(stamped).toEqual(['goals']);
});

test('places of a year that has not come are none, and reading goes on', () => {
	const place = { lesson: 'x', section: null, words: null, at: '9999-01-01T00:00:00Z' };
	storage.stored.set('progress', JSON.stringify({ stamped: [], last: 'x', places: [place] }));
	noteReading('clv', '2026-11-30T08:00:00.000Z');
	expect(readProgress().places.map(({ lesson }) => lesson)).toEqual(['clv']);
});
