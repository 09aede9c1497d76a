import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#models/random.ts';
import { itemsIn } from '#server/live/cost/tangle.ts';
import { appendWrites, loadDocument } from '#server/live/documents.ts';
import { Room } from '#server/live/room.ts';
import { createRooms } from '#server/live/rooms.ts';
import { designText, designValues } from '#workflow/design.ts';
import { frame } from '#workflow/messages.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';
import { rawRuns, type Piece } from '../support/raw-update.ts';

// What is known already counts for nothing when it comes again, whatever it says the second time;
// and what an update makes is counted as Yjs will have it.

afterEach(async () => {
	vi.restoreAllMocks();
	await closeHosts();
});

const [own, mate] = [2, 13];
const risks = 'text:risks';

function openRoom(): Room {
	const doc = new Y.Doc();
	designValues(doc);
	for (const field of ['risks', 'measures'] as const) designText(doc, field);
	return new Room('room', { doc, rows: 0, bytes: 0, isWhole: true });
}
function take(room: Room, body: Uint8Array): Uint8Array | null {
	const taken = room.take(body, new Set([own]), 'member');
	if (taken.problem !== undefined) throw new Error(taken.problem);
	return taken.body;
}
function arriveAll(room: Room): void {
	while (room.underway.length > 0) room.arrive();
}

test('of what is known in part only the rest is new, behind what is known', () => {
	const room = openRoom();
	take(room, rawRuns([{ author: own, clock: 0, pieces: [{ text: risks, words: '先寫' }] }]));
	arriveAll(room);
	const again = rawRuns([{ author: own, clock: 0, pieces: [{ text: risks, words: '別的後寫' }] }]);
	const fresh = take(room, again);
	expect(Y.decodeUpdate(fresh ?? new Uint8Array([0, 0])).structs).toMatchObject([
		{ id: { client: own, clock: 2 }, length: 2, origin: { client: own, clock: 1 } },
	]);
	arriveAll(room);
	expect(designText(room.doc, 'risks').toJSON()).toBe('先寫後寫');
});

test('what is known and what is gone is left out; an honest update goes through as it is', () => {
	const room = openRoom();
	const first = rawRuns([{ author: own, clock: 0, pieces: [{ text: risks, words: '先寫' }] }]);
	expect(take(room, first)).toEqual(first);
	// Whether it is on the disk already or still on its way.
	expect(take(room, first)).toBeNull();
	arriveAll(room);
	const forged: Piece[] = [{ cleared: 2 }, { text: risks, words: '別的' }, { deleted: 2 }];
	for (const piece of forged)
		expect(take(room, rawRuns([{ author: own, clock: 0, pieces: [piece] }]))).toBeNull();
	const deletion = rawRuns([], [[own, [[0, 1]]]]);
	expect(take(room, deletion)).toEqual(deletion);
	arriveAll(room);
	expect(take(room, deletion)).toBeNull();
	expect(designText(room.doc, 'risks').toJSON()).toBe('寫');
});

test('nothing is taken that stands nowhere: whatever leaned on it would stand nowhere either', () => {
	const room = openRoom();
	const cleared = rawRuns([{ author: own, clock: 0, pieces: [{ cleared: 3 }] }]);
	expect(room.take(cleared, new Set([own]), 'member').problem).toBe('strange content');
});

test('a forged twin of known words is acknowledged and neither kept nor told to anybody', async () => {
	const { ming, mei, seatOf, host, seated } = await redAndBlue();
	const [writer, reader] = [seatOf(ming), seatOf(mei)];
	await Promise.all([writer.ready(), reader.ready()]);
	designText(writer.doc, 'risks').insert(0, '先寫的字');
	await reader.until('the words', () => reader.read('risks') !== '');
	const author = writer.doc.clientID;
	const toldBefore = reader.kinds.filter((kind) => kind === frame.update).length;
	for (const piece of [{ cleared: 4 }, { text: risks, words: '假的四字' }])
		writer.sendUpdate(rawRuns([{ author, clock: 0, pieces: [piece] }]));
	await writer.saved();
	designText(writer.doc, 'measures').insert(0, '之後');
	await writer.saved();
	await reader.until('what came after', () => designText(reader.doc, 'measures').length > 0);
	expect(reader.kinds.filter((kind) => kind === frame.update).length).toBe(toldBefore + 1);
	const stored = await loadDocument(host.store.db, seated.teams.red.id);
	expect(stored.rows).toBe(2);
	expect(designText(stored.doc, 'risks').toJSON()).toBe('先寫的字');
});

test('whatever of an author’s own comes, in whatever turns, no more pieces come of it than were counted', () => {
	let grown = 0;
	for (let seed = 0; seed < 150; seed += 1) {
		const random = seededRandom(seed);
		const below = (most: number): number => Math.floor(random() * most);
		const room = openRoom();
		room.take(
			rawRuns([{ author: mate, clock: 0, pieces: [{ text: risks, words: '隊友寫的一句話' }] }]),
			new Set([mate]),
			'mate',
		);
		arriveAll(room);
		const device = new Y.Doc();
		device.clientID = own;
		if (random() < 0.5) Y.applyUpdate(device, Y.encodeStateAsUpdate(room.doc));
		const text = designText(device, 'risks');
		let last = 0;
		for (let round = 0; round < 12; round += 1) {
			const before = Y.encodeStateVector(device);
			device.transact(() => {
				for (let turns = 1 + below(6); turns > 0; turns -= 1) {
					// Mostly where the last words end, so that they become one piece, or now and then do not.
					const at = random() < 0.7 ? Math.min(last, text.length) : below(text.length + 1);
					const length = 1 + below(4);
					text.insert(at, 'x'.repeat(length));
					last = at + length;
					if (random() < 0.3) text.delete(at, length);
				}
				for (let at = below(4); random() < 0.6 && at < text.length; at += 1 + below(6))
					text.delete(at, Math.min(1 + below(3), text.length - at));
			});
			take(room, Y.encodeStateAsUpdate(device, before));
			if (random() < 0.5) continue;
			const counted = room.pieces;
			const had = itemsIn(room.doc);
			arriveAll(room);
			expect({ seed, round, pieces: itemsIn(room.doc) <= counted }).toEqual({
				seed,
				round,
				pieces: true,
			});
			grown += itemsIn(room.doc) - had;
		}
	}
	expect(grown).toBeGreaterThan(1_000);
});

test('a large document that somebody leaves and enters again is read from the disk once', async () => {
	const { host, seated, ming } = await redAndBlue();
	const { db } = host.store;
	const { memberId } = ming;
	const write = (id: string, length: number) => {
		const body = rawRuns([
			{ author: own, clock: 0, pieces: [{ text: risks, words: 'x'.repeat(length) }] },
		]);
		return appendWrites(db, [{ room: id, author: own, memberId, body }], 1);
	};
	const rooms = createRooms(db);
	const { red, blue } = seated.teams;
	await write(red.id, 200_000);
	await write(blue.id, 200);
	for (const [id, stays] of [
		[red.id, true],
		[blue.id, false],
	] as const) {
		const room = await rooms.enter(id);
		rooms.leave(room);
		const again = await rooms.enter(id);
		expect(again === room).toBe(stays);
		rooms.leave(again);
	}
});
