import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { clearAll, ownEntries, takeIn } from '#lessons/own/carry.ts';
import { differenceOf, toldOf } from '#lessons/own/difference.ts';
import { mergeRecords, type Entries } from '#lessons/own/merge.ts';
import { FakeStorage } from '../support/storage.ts';
import { records } from './records.ts';

let storage: FakeStorage;
function holding(entries: Entries): void {
	storage = new FakeStorage();
	storage.stored.set('theme', 'ink');
	storage.stored.set('ll:classes', '{"a":"token"}');
	for (const [key, value] of Object.entries(entries))
		storage.stored.set(key, JSON.stringify(value));
	vi.stubGlobal('localStorage', storage);
}
// Moments later than today are nobody's.
beforeAll(() => void vi.setSystemTime('2026-11-30T08:00:00Z'));
beforeEach(() => holding({}));
afterEach(() => vi.unstubAllGlobals());

const take = (there: Entries) => {
	const { merged, changed } = differenceOf(ownEntries(), there);
	return takeIn(merged, changed);
};
const nameOf = (lesson: string) => `〈${lesson}〉`;
const told = (here: Entries, there: Entries) => toldOf(differenceOf(here, there), nameOf);

describe('taking a record in', () => {
	test('stores what both hold, and undoing it stores what was there, to the letter', () => {
		fc.assert(
			fc.property(records, records, (here, there) => {
				holding(here);
				const before = storage.everything();
				const done = take(there);
				expect(done.kept).toBe(true);
				expect(ownEntries()).toEqual(mergeRecords(ownEntries(), there));
				expect(differenceOf(ownEntries(), there).changed).toEqual([]);
				expect(done.undo()).toBe(true);
				expect(storage.everything()).toEqual(before);
			}),
		);
	});

	test('takes nothing at all where storage fills half-way', () => {
		fc.assert(
			fc.property(records, records, fc.integer({ min: 0, max: 4 }), (here, there, room) => {
				holding(here);
				const before = storage.everything();
				const { changed } = differenceOf(ownEntries(), there);
				fc.pre(changed.length > room);
				storage.room = room;
				// What is put back is no longer than what was there: real storage has room for it.
				const put = storage.setItem.bind(storage);
				storage.setItem = (key, value) =>
					before[key] === value ? void storage.stored.set(key, value) : put(key, value);
				expect(take(there).kept).toBe(false);
				expect(storage.everything()).toEqual(before);
			}),
		);
	});

	test('is put back to the letter in storage that is full to the last character', () => {
		const at = '2026-11-01T08:00:00.000Z';
		const note = (length: number) => ({ text: '字'.repeat(length), at });
		holding({ 'note/clv': note(80), 'note/goals': note(1), 'note/nps': note(1) });
		const before = storage.everything();
		storage.characters = Object.values(before).join('').length;
		// The first makes room, the second takes it, the third has none.
		const wanted = { 'note/clv': note(1), 'note/goals': note(70), 'note/nps': note(70) };
		expect(takeIn(wanted, Object.keys(wanted)).kept).toBe(false);
		expect(storage.everything()).toEqual(before);
	});

	test('what was written after it stays when it is undone, and that is said', () => {
		const at = '2026-11-01T08:00:00.000Z';
		const done = take({ 'note/clv': { text: '甲', at }, 'note/goals': { text: '乙', at } });
		const since = JSON.stringify({ text: '甲，又寫了', at });
		storage.stored.set('note/clv', since);
		expect(done.undo()).toBe(false);
		expect(storage.stored.get('note/clv')).toBe(since);
		expect(storage.stored.has('note/goals')).toBe(false);
	});
});

test('a lesson opened after clearing takes no seal from what comes back', () => {
	const at = '2026-11-01T08:00:00.000Z';
	const place = { lesson: 'clv', section: null, words: null, at };
	holding({
		progress: { stamped: ['goals', 'clv'], last: null, places: [] },
		'note/goals': { text: '五倍沒有出處。', at },
		'note/clv': { text: '時點A。', at },
	});
	const done = clearAll();
	storage.stored.set(
		'progress',
		JSON.stringify({ stamped: ['outline'], last: 'clv', places: [place] }),
	);
	storage.stored.set('note/clv', JSON.stringify({ text: '又寫的。', at }));
	expect(done.undo()).toBe(false);
	expect(ownEntries()).toMatchObject({
		progress: { stamped: ['goals', 'clv', 'outline'], last: 'clv', places: [place] },
		'note/goals': { text: '五倍沒有出處。' },
		'note/clv': { text: expect.stringMatching(/時點A。[^]*又寫的。|又寫的。[^]*時點A。/) },
	});
});

test('clearing takes the reader’s own and nothing else, and can be undone', () => {
	fc.assert(
		fc.property(records, (here) => {
			holding(here);
			const before = storage.everything();
			const done = clearAll();
			expect(Object.keys(storage.everything())).toEqual(['theme', 'll:classes']);
			expect(done.undo()).toBe(true);
			expect(storage.everything()).toEqual(before);
		}),
	);
});

describe('what would be taken is said before', () => {
	const [early, late] = ['2026-11-01T08:00:00.000Z', '2026-11-02T08:00:00.000Z'];
	const answer = (at: string) => ({
		first: { given: 3, right: true, at },
		latest: null,
		tries: 1,
		solved: true,
	});

	test('kind by kind', () => {
		const here = {
			progress: { stamped: ['goals'], last: null, places: [] },
			'exercise-seen/clv/complaint': ['wait'],
			'answer/goals/one': answer(late),
			'note/goals': { text: '這裡的', at: early },
			'note/outline': { text: '早餐店', at: early },
		};
		const there = {
			progress: { stamped: ['clv', 'goals'], last: null, places: [] },
			'exercise-seen/clv/complaint': ['call refund', 'wait', 'call gift'],
			'answer/goals/one': answer(early),
			'answer/goals/two': answer(late),
			'note/goals': { text: '那裡的', at: late },
			'note/outline': { text: '早餐店，巷口那家', at: late },
			'note/clv': { text: '時點A', at: late },
			'guess/clv/clv': { ask: '？', value: 2, guess: '2倍', truth: '1.5倍', at: late },
		};
		expect(told(here, there)).toEqual([
			'多1個章：〈clv〉。',
			'多1筆作答。',
			'1題兩邊都答過：第一次的答案留較早的，最近一次留較晚的。',
			'多1則筆記：〈clv〉。',
			'1則筆記那邊寫得比較多，換成那一份：〈outline〉。',
			'1則筆記兩邊不同，兩份都留，中間用一行隔開：〈goals〉。',
			'1個猜測；兩邊都猜過的，留較早的。',
			'練習裡多2條走到底的路。',
		]);
	});

	test('many lessons by their number, not by every name', () => {
		const seals = Array.from({ length: 20_000 }, (_, index) => `lesson-${index}`);
		const progress = { stamped: seals, last: null, places: [] };
		const [sentence = ''] = told({}, { progress });
		expect(sentence).toMatch(/^多20000個章：〈lesson-0〉、.*等。$/);
		expect(sentence.length).toBeLessThan(200);
	});

	test('nothing, where all of it is here', () => {
		fc.assert(
			fc.property(records, records, (one, other) => {
				const here = mergeRecords(mergeRecords({}, one), other);
				expect(told(here, one)).toEqual([]);
			}),
		);
	});
});
