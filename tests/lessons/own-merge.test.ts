import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { answerOf, momentOf, progressOf } from '#lessons/own/entries.ts';
import { seenOf } from '#lessons/own/guesses-and-paths.ts';
import { noteOf } from '#lessons/own/own-words.ts';
import { canonical, mergeRecords, type Entries } from '#lessons/own/merge.ts';
import { apart, joinNotes, textsIn } from '#lessons/own/notes.ts';
import { records } from './records.ts';

// Moments later than today are nobody's.
beforeAll(() => void vi.setSystemTime('2026-11-30T08:00:00Z'));

/** As a record says it, whatever the order of its seals, its paths and of the texts in its notes. */
function plain(entries: Entries): string {
	const same = Object.entries(entries).map(([key, value]) => {
		if (key === 'progress') {
			const progress = progressOf(value);
			return [key, { ...progress, stamped: [...progress.stamped].sort() }];
		}
		if (key.startsWith('exercise-seen/')) return [key, seenOf(value).sort()];
		if (!key.startsWith('note/')) return [key, value];
		const note = noteOf(value);
		return [key, note && { at: note.at, texts: textsIn(note.text).sort() }];
	});
	return canonical(Object.fromEntries(same));
}
const two = fc.tuple(records, records);
const holdsLaw = (law: (one: Entries, other: Entries) => void) =>
	fc.assert(fc.property(two, ([one, other]) => law(one, other)));

describe('two records become one', () => {
	test('the same from either side', () => {
		holdsLaw((one, other) => {
			expect(plain(mergeRecords(one, other))).toBe(plain(mergeRecords(other, one)));
		});
	});

	test('opening the same record again changes nothing', () => {
		holdsLaw((one, other) => {
			const merged = mergeRecords(one, other);
			expect(plain(mergeRecords(merged, other))).toBe(plain(merged));
			expect(plain(mergeRecords(merged, one))).toBe(plain(merged));
			expect(plain(mergeRecords(one, one))).toBe(plain(mergeRecords(one, {})));
		});
	});

	test('in whatever order three devices meet', () => {
		fc.assert(
			fc.property(records, records, records, (one, other, third) => {
				const left = mergeRecords(mergeRecords(one, other), third);
				const right = mergeRecords(one, mergeRecords(other, third));
				expect(plain(left)).toBe(plain(right));
			}),
		);
	});

	test('no seal, first answer, right answer or text of a note is lost', () => {
		holdsLaw((one, other) => {
			const merged = mergeRecords(one, other);
			for (const from of [one, other]) {
				expect(progressOf(merged['progress']).stamped).toEqual(
					expect.arrayContaining(progressOf(from['progress']).stamped),
				);
				for (const key of Object.keys(from)) {
					expect(merged[key], key).toBeDefined();
					if (key.startsWith('answer/')) {
						const [was, is] = [answerOf(from[key]), answerOf(merged[key])];
						expect(is.first).not.toBeNull();
						expect(is.solved || !was.solved).toBe(true);
					}
					if (key.startsWith('exercise-seen/'))
						expect(merged[key]).toEqual(expect.arrayContaining(seenOf(from[key])));
					if (key.startsWith('note/')) {
						const kept = textsIn(noteOf(merged[key])?.text ?? '');
						for (const text of textsIn(noteOf(from[key])?.text ?? ''))
							expect(kept.some((whole) => whole.includes(text))).toBe(true);
					}
				}
			}
		});
	});

	test('a first answer and a guess are the earlier ones, a latest answer the later one', () => {
		holdsLaw((one, other) => {
			const merged = mergeRecords(one, other);
			for (const key of Object.keys(one).filter((each) => each in other)) {
				const [mine, theirs, both] = [one[key], other[key], merged[key]];
				if (key.startsWith('answer/')) {
					const firsts = [mine, theirs].map((each) => answerOf(each).first?.at ?? '~').sort();
					expect(answerOf(both).first?.at ?? '~').toBe(firsts[0]);
					const latest = [mine, theirs].map((each) => answerOf(each).latest?.at ?? '').sort();
					expect(answerOf(both).latest?.at ?? '').toBe(latest[1]);
				}
				const atOf = (value: unknown) => (value as { at: string }).at;
				if (key.startsWith('guess/')) expect(atOf(both)).toBe([mine, theirs].map(atOf).sort()[0]);
				if (key.startsWith('exercise/'))
					expect(atOf(both)).toBe([mine, theirs].map(atOf).sort()[1]);
			}
		});
	});
});

test.each([null, 5, 'text', [], { first: 'x' }, { text: 3 }, { stamped: 'all' }])(
	'%j under a key takes nothing from what is there',
	(broken) => {
		const here = {
			'answer/clv/one': { first: { given: 3, right: true }, latest: null, tries: 1, solved: true },
			'note/clv': { text: '甲', at: '2026-11-01T08:00:00.000Z' },
			progress: { stamped: ['clv'], last: 'clv', places: [] },
		};
		const there = Object.fromEntries(Object.keys(here).map((key) => [key, broken]));
		expect(plain(mergeRecords(here, there))).toBe(plain(here));
		expect(plain(mergeRecords(there, here))).toBe(plain(here));
	},
);

test.each([
	'0001-01-01T00:00:00Z',
	'2019-12-31T23:59:59Z',
	'2026-12-02T00:00:00Z',
	'9999-12-31T23:59:59Z',
	'2026-99-99T99:99:99Z',
	'2026-02-01T24:61:00Z',
	'2026-11-01',
	'soon',
	'',
	3,
	null,
])('%j is no moment', (value) => {
	expect(momentOf(value)).toBeNull();
	expect(noteOf({ text: '甲', at: value })).toEqual({ text: '甲', at: '' });
});

describe('what was made up takes nothing from what is there', () => {
	const at = '2026-11-01T08:00:00.000Z';
	const here = {
		'guess/clv/clv': { ask: '？', value: 2, guess: '2倍', truth: '1.5倍', at },
		'exercise/clv/one': { position: [1], title: '回一封客訴', finding: '客人留下了。', at },
		'answer/clv/one': {
			first: { given: 3, right: true, at },
			latest: { given: 3, right: true, at },
			tries: 1,
			solved: true,
		},
	};
	const wrong = { given: 9, right: false };
	test.each([
		{ 'guess/clv/clv': { at: '0001-01-01T00:00:00Z' } },
		{ 'guess/clv/clv': { ...here['guess/clv/clv'], value: 9, at: '0001-01-01T00:00:00Z' } },
		{ 'guess/clv/clv': { ...here['guess/clv/clv'], value: 'nine', at: '2026-10-01T08:00:00Z' } },
		{ 'exercise/clv/one': { at: '9999-01-01T00:00:00Z' } },
		{
			'exercise/clv/one': {
				...here['exercise/clv/one'],
				position: [9],
				at: '9999-01-01T00:00:00Z',
			},
		},
		{ 'exercise/clv/one': { position: [9], title: '甲', at: '2026-11-02T08:00:00Z' } },
		{ 'answer/clv/one': { first: wrong, latest: wrong, tries: 1, solved: false } },
		{
			'answer/clv/one': {
				first: { ...wrong, at: '0001-01-01T00:00:00Z' },
				latest: { ...wrong, at: '9999-01-01T00:00:00Z' },
			},
		},
	])('%j', (there) => {
		expect(mergeRecords(here, there)).toEqual(here);
		expect(mergeRecords(there, here)).toMatchObject(
			Object.fromEntries(Object.keys(there).map((key) => [key, here[key as keyof typeof here]])),
		);
	});
});

describe('two notes', () => {
	const [early, late] = ['2026-11-01T08:00:00.000Z', '2026-11-02T08:00:00.000Z'];

	test('that differ are both kept, the newer first, with a line between', () => {
		const { text, at } = joinNotes({ text: '舊的', at: early }, { text: '新的', at: late });
		expect(text).toMatch(/^新的\n\n─+ 另一份 ─+\n\n舊的$/);
		expect(at).toBe(late);
	});

	test('of many texts keep each of them once, the last ones last', () => {
		// All but the last stand in both, so each has to be looked for.
		const shared = Array.from({ length: 4_000 }, (_, place) => `第${place}份`);
		const ending = (last: string, at: string) => ({
			text: [...shared, last].join(`\n${apart}\n`),
			at,
		});
		const { text } = joinNotes(ending('甲的最後一份', early), ending('乙的最後一份', late));
		expect(textsIn(text).slice(-2)).toEqual(['乙的最後一份', '甲的最後一份']);
	});

	test('of which one goes on from the other are the longer one, as it was typed', () => {
		const longer = { text: '五倍沒有出處。\n\n先問算了什麼。 ', at: early };
		expect(joinNotes(longer, { text: '五倍沒有出處。', at: late })).toEqual({
			...longer,
			at: late,
		});
	});
});
