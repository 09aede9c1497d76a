import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readEntry } from '#lessons/own/merge.ts';
import {
	most,
	mostCharacters,
	openFile,
	openHash,
	openText,
	packHash,
	packText,
	problems,
	version,
} from '#lessons/own/pack.ts';
import { apart } from '#lessons/own/notes.ts';
import { isPackedHash } from '#lessons/own/packed-hash.ts';
import { records } from './records.ts';

const at = '2026-11-29T08:00:00.000Z';
const note = { 'note/clv': { text: '時點A與B', at } };
// Moments later than today are nobody's.
beforeAll(() => void vi.setSystemTime('2026-11-30T08:00:00Z'));
afterEach(() => vi.unstubAllGlobals());

test('a record comes back from a file as it went, mark of UTF-8 and all', () => {
	fc.assert(
		fc.property(records, (entries) => {
			const read = Object.fromEntries(
				Object.entries(entries).map(([key, value]) => [key, readEntry(key, value)]),
			);
			const whole = Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null));
			const opened = openText(`\uFEFF${packText(entries, at)}`);
			if (Object.keys(whole).length > 0 || Object.keys(entries).length === 0)
				expect(opened).toMatchObject({ entries: whole });
		}),
	);
});

test('a record comes back from a link, packed or plain', async () => {
	await fc.assert(
		fc.asyncProperty(records, async (entries) => {
			const packed = await openHash(`#${await packHash(entries, at)}`);
			expect(packed).toEqual(openText(packText(entries, at)).valueOf());
		}),
		{ numRuns: 40 },
	);
	vi.stubGlobal('CompressionStream', undefined);
	const hash = await packHash(note, at);
	expect(hash).toMatch(/^p\.[\w-]+$/);
	expect(await openHash(hash)).toEqual({ entries: note, unread: 0 });
});

test('the paths gone to their end in an exercise travel as well', () => {
	const entries = { 'exercise-seen/clv/complaint': ['call refund', 'wait'] };
	expect(openText(packText(entries, at))).toEqual({ entries, unread: 0 });
	for (const broken of [[], [3], { 0: 'call' }, 'call'])
		expect(openText(packText({ ...note, 'exercise-seen/clv/complaint': broken }, at))).toEqual({
			entries: note,
			unread: 1,
		});
});

test('a link that lost a part, anywhere, is told and opens nothing', async () => {
	const hash = await packHash(note, at);
	for (let end = 0; end < hash.length; end += 1)
		expect(await openHash(hash.slice(0, end))).toEqual({ problem: problems.link });
	const swapped = hash.slice(0, 40) + (hash[40] === 'A' ? 'B' : 'A') + hash.slice(41);
	expect(await openHash(swapped)).toEqual({ problem: problems.link });
});

test.each([
	['nothing', '', problems.file],
	['a picture', '\u0000\uFFFDPNG', problems.file],
	['a list', '[1,2,3]', problems.file],
	['another product’s file', '{"format":"other","version":1,"entries":{}}', problems.file],
	['no version', '{"format":"loyalty-lab","entries":{}}', problems.file],
	['no entries', '{"format":"loyalty-lab","version":1}', problems.file],
	[
		'only strange entries',
		'{"format":"loyalty-lab","version":1,"entries":{"theme":"ink"}}',
		problems.file,
	],
	[
		'a version below the first',
		'{"format":"loyalty-lab","version":-1,"entries":{}}',
		problems.file,
	],
	['half a file', packText(note, at).slice(0, -9), problems.file],
	[
		'a later version',
		JSON.stringify({ format: 'loyalty-lab', version: version + 1, entries: {} }),
		problems.newer,
	],
	['a film', 'x'.repeat(mostCharacters + 1), problems.large],
])('%s is told in a sentence', (_, text, problem) => {
	expect(openText(text)).toEqual({ problem });
});

test('what is not the reader’s own is left out and counted', () => {
	const entries = {
		...note,
		theme: { value: 'ink' },
		'll:classes': { x: 'token' },
		'answer/clv/../../x': { first: { given: 1, right: true } },
		'note/goals': { text: 5 },
	};
	expect(openText(packText(entries, at))).toEqual({ entries: note, unread: 4 });
});

describe('what no reader writes is not taken', () => {
	const text = (texts: number) =>
		Array.from({ length: texts }, (_, place) => `第${place}份`).join(`\n\n${apart}\n\n`);
	const long = 'a'.repeat(most.name + 1);
	test.each([
		['a note as long as a book', { 'note/goals': { text: 'x'.repeat(most.note + 1), at } }],
		['a note of many texts', { 'note/goals': { text: text(most.texts + 1), at } }],
		['a lesson with a name like a page', { [`note/${long}`]: { text: '甲', at } }],
		['seals with such names', { progress: { stamped: [long], last: long, places: [] } }],
	])('%s', (_, entries) => {
		expect(openText(packText({ ...note, ...entries }, at))).toEqual({ entries: note, unread: 1 });
	});

	test('but what is just short of it is', () => {
		const entries = {
			...note,
			'note/goals': { text: text(most.texts), at },
			'note/outline': { text: 'x'.repeat(most.note), at },
			[`note/${long.slice(1)}`]: { text: '甲', at },
		};
		expect(openText(packText(entries, at))).toEqual({ entries, unread: 0 });
	});

	test('the seals that are names come without those that are not', () => {
		const progress = { stamped: ['clv', long], last: null, places: [] };
		expect(openText(packText({ progress }, at))).toEqual({
			entries: { progress: { ...progress, stamped: ['clv'] } },
			unread: 0,
		});
	});

	test('more entries than a course has questions are told as too large', () => {
		const entries = Object.fromEntries(
			Array.from({ length: most.entries + 1 }, (_, place) => [
				`note/l${place}`,
				{ text: '甲', at },
			]),
		);
		expect(openText(packText(entries, at))).toEqual({ problem: problems.large });
	});
});

test('a link that unpacks to far more than a record is not opened', async () => {
	const bomb = await packHash({ 'note/clv': { text: '0'.repeat(mostCharacters), at } }, at);
	expect(bomb.length).toBeLessThan(20_000);
	expect(await openHash(bomb)).toEqual({ problem: problems.link });
});

test('a browser that cannot unpack says so', async () => {
	const hash = await packHash(note, at);
	vi.stubGlobal('DecompressionStream', undefined);
	expect(await openHash(hash)).toEqual({ problem: problems.old });
});

test('a file too large for a record is not read', async () => {
	const film = new Blob(['x'.repeat(mostCharacters + 1)]);
	film.text = () => Promise.reject(new Error('read all the same'));
	expect(await openFile(film)).toEqual({ problem: problems.large });
	expect(await openFile(new Blob([packText(note, at)]))).toEqual({ entries: note, unread: 0 });
});

test('an anchor of the page is no record', () => {
	expect(['', '#carry-h', '#zoo', '#p', '#z.abc'].map(isPackedHash)).toEqual([
		false,
		false,
		false,
		false,
		true,
	]);
});
