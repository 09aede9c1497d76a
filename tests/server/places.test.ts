import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#models/random.ts';
import { Room } from '#server/live/room.ts';
import { designText, designValues } from '#workflow/design.ts';
import { raw, type Piece } from '../support/raw-update.ts';

// What is written stands between two neighbours that its author had side by side. Whatever else was
// taken, two devices would show in two orders, and the disk in a third.

const text = 'text:risks';
const key = 'pointValue';

function openRoom() {
	const doc = new Y.Doc();
	designValues(doc);
	designText(doc, 'risks');
	return new Room('room', { doc, rows: 0, bytes: 0, isWhole: true });
}
function arriveAll(room: Room): void {
	while (room.underway.length > 0) room.arrive();
}

/** What a document says, and what whoever reads it from a written state finds. */
const said = (doc: Y.Doc) => ({
	words: designText(doc, 'risks').toJSON(),
	values: Object.fromEntries(designValues(doc).entries()),
});
function readBack(doc: Y.Doc) {
	const again = new Y.Doc();
	Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
	return said(again);
}

test('whatever is taken of strange pieces, it is read back as it stands, in whatever order it came', () => {
	let taken = 0;
	let refused = 0;
	for (let seed = 0; seed < 400; seed += 1) {
		const random = seededRandom(seed);
		const below = (most: number): number => Math.floor(random() * most);
		const room = openRoom();
		const hers = new Set([100]);
		room.take(raw(100, 0, [{ text, words: '甲乙丙丁戊己' }]), hers, 'mate');
		room.take(raw(100, 6, [{ key, values: [1] }]), hers, 'mate');
		arriveAll(room);
		const authors = [50, 60, 150, 160];
		const own = new Set(authors);
		const words = Array.from({ length: 6 }, (_, clock): readonly [number, number] => [100, clock]);
		const values: (readonly [number, number])[] = [[100, 6]];
		for (let step = 0; step < 20; step += 1) {
			const author = authors[below(4)] as number;
			const clock = room.clockOf(author);
			const isValue = random() < 0.3;
			const known = isValue ? values : words;
			const some = () => (random() < 0.8 ? known[below(known.length)] : undefined);
			const [origin, right] = [some(), some()];
			const beside: Piece = {
				...(origin && { origin }),
				...(right && { right }),
				...(!origin && !right && (isValue ? { key } : { text })),
			};
			const piece = { ...beside, ...(isValue ? { values: [step] } : { words: `${step}，` }) };
			const gone = known[below(known.length)] as readonly [number, number];
			const deleted = random() < 0.4 ? ([[gone[0], [[gone[1], 1]]]] as const) : [];
			const { problem } = room.take(raw(author, clock, [piece], deleted), own, 'hostile');
			if (problem === undefined) {
				taken += 1;
				known.push([author, clock]);
			} else {
				expect(problem).toBe('out of place');
				refused += 1;
			}
			if (random() < 0.5) arriveAll(room);
		}
		arriveAll(room);
		expect({ seed, ...readBack(room.doc) }).toEqual({ seed, ...said(room.doc) });
		room.close();
	}
	expect(taken).toBeGreaterThan(1_000);
	expect(refused).toBeGreaterThan(1_000);
});

/** A device that knows only what it has been told, with the undo of its own words. */
function openDevice(author: number) {
	const doc = new Y.Doc();
	doc.clientID = author;
	const sent: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array, by: unknown) => by !== 'told' && sent.push(update));
	const scope = [designText(doc, 'risks'), designValues(doc)];
	const undo = new Y.UndoManager(scope, { captureTimeout: 0 });
	return { doc, author, sent, undo, told: 0 };
}

test('whatever honest devices write, offline, at one place, undone and done again, all of it is taken', () => {
	for (let seed = 0; seed < 60; seed += 1) {
		const random = seededRandom(seed);
		const below = (most: number): number => Math.floor(random() * most);
		const room = openRoom();
		const stored: Uint8Array[] = [];
		const devices = [9, 3, 7, 5].map(openDevice);
		for (let turn = 0; turn < 120; turn += 1) {
			const device = devices[below(devices.length)] as ReturnType<typeof openDevice>;
			const { doc, sent, undo, author } = device;
			const words = designText(doc, 'risks');
			const kind = below(10);
			if (kind < 5) words.insert(kind < 2 ? words.length : below(words.length + 1), `${turn}字`);
			else if (kind === 5 && words.length > 2) words.delete(below(words.length - 2), 2);
			else if (kind === 6) designValues(doc).set(key, turn);
			else if (kind === 7) undo.undo();
			else if (kind === 8) undo.redo();
			else designValues(doc).delete(key);
			// What it has written goes out now, each by itself or together, or once it is back.
			if (random() < 0.5 && sent.length > 0) {
				const all = sent.splice(0);
				const bodies = random() < 0.5 ? [Y.mergeUpdates(all)] : all;
				for (const body of bodies) {
					const { problem } = room.take(body, new Set([author]), `member ${author}`);
					expect({ seed, turn, problem }).toEqual({ seed, turn, problem: undefined });
				}
			}
			if (random() < 0.6)
				while (room.underway.length > 0) {
					stored.push(room.underway[0] as Uint8Array);
					room.arrive();
				}
			// And it hears what is stored, all of it, or nothing for a while.
			if (random() < 0.4)
				for (; device.told < stored.length; device.told += 1)
					Y.applyUpdate(doc, stored[device.told] as Uint8Array, 'told');
		}
		arriveAll(room);
		expect({ seed, ...readBack(room.doc) }).toEqual({ seed, ...said(room.doc) });
		room.close();
	}
});

test('what lies in between must be unknown to whoever wrote it, and known by others does not count', () => {
	const room = openRoom();
	const take = (author: number, clock: number, piece: Piece) => {
		const { problem } = room.take(raw(author, clock, [piece]), new Set([author]), `of ${author}`);
		if (problem === undefined) room.arrive();
		return problem;
	};
	expect(take(1, 0, { text, words: '頭尾' })).toBeUndefined();
	const both = { origin: [1, 0], right: [1, 1] } as const;
	expect(take(2, 0, { ...both, words: '二' })).toBeUndefined();
	// At the same place, by one who has not heard of the other.
	expect(take(3, 0, { ...both, words: '三' })).toBeUndefined();
	// Not by the one who wrote there himself,
	expect(take(2, 1, { ...both, words: '錯' })).toBe('out of place');
	// nor by one who stands beside his words, or beside those of somebody who does.
	expect(take(4, 0, { origin: [2, 0], right: [1, 1], words: '四' })).toBeUndefined();
	expect(take(4, 1, { ...both, words: '錯' })).toBe('out of place');
	expect(take(5, 0, { origin: [4, 0], right: [1, 1], words: '五' })).toBeUndefined();
	expect(take(5, 1, { ...both, words: '錯' })).toBe('out of place');
	// Nor do neighbours stand the other way round, or in one another's place.
	expect(take(6, 0, { origin: [1, 1], right: [1, 0], words: '錯' })).toBe('out of place');
	expect(take(6, 0, { origin: [1, 1], right: [1, 1], words: '錯' })).toBe('out of place');
	expect(take(6, 0, { ...both, words: '六' })).toBeUndefined();
});

test('words of one update that were written at different times are each judged by what was known then', () => {
	const room = openRoom();
	designText(room.doc, 'planName');
	const device = (author: number) => {
		const doc = new Y.Doc();
		doc.clientID = author;
		const hear = () =>
			Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc, Y.encodeStateVector(doc)));
		const send = () => {
			const body = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(room.doc));
			const { problem } = room.take(body, new Set([author]), `of ${author}`);
			arriveAll(room);
			return problem;
		};
		const write = (field: 'risks' | 'planName', at: number, words: string) =>
			designText(doc, field).insert(at, words);
		return { hear, send, write };
	};
	const [first, mate, late] = [device(1), device(2), device(9)];
	first.write('risks', 0, '頭尾');
	expect(first.send()).toBeUndefined();
	mate.hear();
	late.hear();
	// Not sent yet when a mate writes at the same place, and in another field.
	late.write('risks', 1, '我');
	mate.write('risks', 1, '二');
	mate.write('planName', 0, '名');
	expect(mate.send()).toBeUndefined();
	late.hear();
	late.write('planName', 1, '稱');
	late.write('planName', 0, '新');
	expect(late.send()).toBeUndefined();
	expect(designText(room.doc, 'planName').toJSON()).toBe('新名稱');
});

test('who walks past thousands of pieces again and again is stopped, and letters that go on walk past none', () => {
	const [behind, ahead] = [1_000, 2];
	const own = new Set([behind, ahead]);
	const crowd = () => {
		const room = openRoom();
		for (let clock = 0; clock < 2_800; clock += 200) {
			const pieces = Array.from({ length: 200 }, (_, place): Piece => {
				const next = clock + place;
				return next === 0
					? { text, words: 'x' }
					: { right: [behind, next - 1] as const, words: 'x' };
			});
			expect(room.take(raw(behind, clock, pieces), own, 'member').problem).toBeUndefined();
			arriveAll(room);
		}
		return room;
	};
	const goingOn = Array.from({ length: 4_000 }, (_, clock): Piece => {
		const origin = [ahead, clock - 1] as const;
		return clock === 0 ? { text, words: 'y' } : { origin, words: 'y' };
	});
	expect(crowd().take(raw(ahead, 0, goingOn), own, 'member').problem).toBeUndefined();
	// From one line after another that knows of none: each walks past all of them.
	const room = crowd();
	const lines = Array.from({ length: 1_500 }, (_, line) => ahead + line);
	const problems = new Set<string | undefined>();
	for (const line of lines) {
		const piece: Piece = { text, words: 'z' };
		const { problem } = room.take(raw(line, 0, [piece]), new Set([line, behind]), 'member');
		problems.add(problem);
		if (problem !== undefined) break;
		arriveAll(room);
	}
	expect([...problems]).toEqual([undefined, 'too tangled']);
});
