import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#models/random.ts';
import { createTally } from '#server/live/cost/tangle.ts';
import { Room } from '#server/live/room.ts';
import { designText } from '#workflow/design.ts';
import { raw, rawRuns, type Piece } from '../support/raw-update.ts';

// What somebody must have known where he wrote is kept from update to update, and what it costs to
// find out is on the account of whoever wrote.

const text = 'text:risks';

function openRoom(tally = createTally()) {
	const doc = new Y.Doc();
	designText(doc, 'risks');
	return new Room('room', { doc, rows: 0, bytes: 0, isWhole: true }, tally);
}
function arriveAll(room: Room): void {
	while (room.underway.length > 0) room.arrive();
}

test('a refusal leaves what is known as it was: the next update is judged as by a room opened anew', () => {
	const problems = new Map<string | undefined, number>();
	for (let seed = 0; seed < 60; seed += 1) {
		const random = seededRandom(seed);
		const below = (most: number): number => Math.floor(random() * most);
		const room = openRoom();
		const authors = Array.from({ length: 2 + below(8) }, (_, index) => 100 + index * 7);
		const own = new Set(authors);
		const written: (readonly [number, number])[] = [];
		for (let step = 0; step < 40; step += 1) {
			const begin = new Map(authors.map((author) => [author, room.clockOf(author)]));
			const runs = new Map<number, Piece[]>();
			const fresh: (readonly [number, number])[] = [];
			for (let item = below(4); item >= 0; item -= 1) {
				const author = authors[below(authors.length)] as number;
				const pieces = runs.get(author) ?? [];
				runs.set(author, pieces);
				const all = [...written, ...fresh];
				const some = () => (random() < 0.6 ? all[below(all.length)] : undefined);
				const [origin, right] = [some(), random() < 0.5 ? some() : undefined];
				const beside: Piece = { ...(origin && { origin }), ...(right && { right }) };
				const isAlone = origin === undefined && right === undefined;
				pieces.push({ ...beside, ...(isAlone && { text }), words: '字' });
				fresh.push([author, (begin.get(author) ?? 0) + pieces.length - 1]);
			}
			const body = rawRuns(
				[...runs].map(([author, pieces]) => ({ author, clock: begin.get(author) ?? 0, pieces })),
			);
			const anew = openRoom();
			Y.applyUpdate(anew.doc, Y.encodeStateAsUpdate(room.doc));
			for (const waiting of room.underway)
				expect(anew.take(waiting, own, 'member').problem).toBeUndefined();
			const { problem } = room.take(body, own, 'member');
			expect({ seed, step, problem: anew.take(body, own, 'member').problem }).toEqual({
				...{ seed, step },
				problem,
			});
			anew.close();
			problems.set(problem, (problems.get(problem) ?? 0) + 1);
			if (problem === undefined) written.push(...fresh);
			if (random() < 0.4) arriveAll(room);
		}
		room.close();
	}
	expect(problems.get(undefined)).toBeGreaterThan(300);
	expect(problems.get('out of place')).toBeGreaterThan(300);
});

/** Letters of many author ids of one member, each behind the last one, all of them pieces. */
function inTurns(authors: readonly number[], count: number) {
	const tally = createTally(() => 0);
	const room = openRoom(tally);
	const own = new Set(authors);
	for (let from = 0; from < count; from += 3_000) {
		const runs = new Map<number, Piece[]>();
		const begin = new Map(authors.map((author) => [author, room.clockOf(author)]));
		const letter = (index: number): readonly [number, number] => [
			authors[index % authors.length] as number,
			Math.floor(index / authors.length),
		];
		for (let index = from; index < Math.min(count, from + 3_000); index += 1) {
			const [author] = letter(index);
			const pieces = runs.get(author) ?? [];
			runs.set(author, pieces);
			const beside = index === 0 ? { text } : { origin: letter(index - 1) };
			pieces.push({ ...beside, words: 'x' });
		}
		const bodies = [...runs].map(([author, pieces]) => ({
			...{ author, pieces },
			clock: begin.get(author) ?? 0,
		}));
		expect(room.take(rawRuns(bodies), own, 'member').problem).toBeUndefined();
		arriveAll(room);
	}
	return { room, tally, own };
}

test('what whoever is refused must have known is read once, and on his account', () => {
	const authors = Array.from({ length: 30 }, (_, index) => 100 + index);
	const { room, tally, own } = inTurns(authors, 6_000);
	/** What it costs him that he writes before all that he knows, at the head of the text. */
	const refused = (author: number): number => {
		const before = tally.left('hostile');
		const body = raw(author, room.clockOf(author), [{ text, words: 'z' }]);
		expect(room.take(body, own, 'hostile').problem).toBe('out of place');
		return before - tally.left('hostile');
	};
	// A member may cause more than he may in one update: what is left shows once that is gone.
	tally.add('hostile', 600_000);
	const [first, second, third] = [refused(100), refused(100), refused(100)];
	expect(first).toBeGreaterThan(second + 1_000);
	expect(third).toBe(second);
	expect(refused(101)).toBeGreaterThan(second + 1_000);
});

test('who writes as hundreds at once, each of whom knows of thousands, is stopped', () => {
	const authors = Array.from({ length: 240 }, (_, index) => 100 + index);
	const { room, own } = inTurns(authors, 9_600);
	const strangers = authors.map((author) => author + 1_000);
	const known = [authors.at(-1) ?? 0, 39] as const;
	// Each knows of all that is there, and then writes where somebody has written since.
	const runs = strangers.map((author, index) => {
		const beside = index === 0 ? {} : { right: [1_100, 0] as const };
		return { author, clock: 0, pieces: [{ origin: known, ...beside, words: 'y' }] };
	});
	const { problem } = room.take(rawRuns(runs), new Set([...own, ...strangers]), 'member');
	expect(problem).toBe('too tangled');
});
