import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#models/random.ts';
import { createTally, itemsIn } from '#server/live/cost/tangle.ts';
import { fits, hasRoomAgain } from '#server/live/full.ts';
import { Room } from '#server/live/room.ts';
import { designText, designValues } from '#workflow/design.ts';
import { raw, type Piece } from '../support/raw-update.ts';

// Each member of a team has room of his own in its document, whatever the others do to it.

const risks = 'text:risks';
const measures = 'text:measures';
const [victim, first, second, mate] = [10, 20, 30, 40];
const members = new Map([
	[victim, 'victim'],
	[first, 'first'],
	[second, 'second'],
	[mate, 'mate'],
]);

function openRoom(doc = new Y.Doc()): Room {
	for (const field of ['risks', 'measures'] as const) designText(doc, field);
	// What comes in all at once here comes over hours.
	let now = 0;
	const tally = createTally(() => (now += 3_600_000));
	const bytes = Y.encodeStateAsUpdate(doc).length;
	return new Room('room', { doc, rows: 0, bytes, isWhole: true, members }, tally);
}

/** Sends an update of an author, if there is room for it; answers whether there is. */
function write(room: Room, author: number, body: Uint8Array): boolean {
	const member = members.get(author) ?? '';
	if (!fits(member, room, body)) return false;
	expect(room.take(body, new Set([author]), member).problem).toBeUndefined();
	room.arrive();
	return true;
}

/** The same document with nobody in it in between. */
function reopened({ doc }: Room): Room {
	const again = new Y.Doc();
	Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
	return openRoom(again);
}

const next = (room: Room, author: number, text: string, words: string): Uint8Array => {
	const clock = room.clockOf(author);
	const origin = [author, clock - 1] as const;
	return raw(author, clock, [clock === 0 ? { text, words } : { origin, words }]);
};

test('a text that others tear apart takes no room from whoever wrote it, who goes on writing', () => {
	const room = openRoom();
	const letters = 24_000;
	expect(write(room, victim, next(room, victim, risks, '字'.repeat(letters)))).toBe(true);
	const torn = new Map([first, second].map((author) => [author, 0]));
	let clock = 1;
	for (const author of torn.keys())
		for (let isOn = true; isOn && clock < letters - 300;) {
			const ranges = Array.from({ length: 100 }, (_, place) => [clock + 2 * place, 1] as const);
			isOn = write(room, author, raw(author, 0, [], [[victim, ranges]]));
			if (!isOn) break;
			clock += 200;
			torn.set(author, (torn.get(author) ?? 0) + 200);
		}
	// Each of them comes to the end of what one member may make.
	for (const pieces of torn.values()) expect(pieces).toBeGreaterThan(9_000);
	for (const pieces of torn.values()) expect(pieces).toBeLessThan(11_000);
	for (const each of [room, reopened(room)]) {
		expect(hasRoomAgain('victim', each)).toBe(true);
		const line = raw(victim, each.clockOf(victim), [{ right: [victim, 0], words: '又寫' }]);
		expect(write(each, victim, line)).toBe(true);
		expect(write(each, mate, next(each, mate, measures, '隊友也寫'))).toBe(true);
	}
});

test('every piece is on the account of somebody, and on nobody’s are more than there are', () => {
	for (let seed = 0; seed < 40; seed += 1) {
		const random = seededRandom(seed);
		const below = (most: number): number => Math.floor(random() * most);
		const room = openRoom();
		const devices = [...members.keys()].map((author) => {
			const doc = new Y.Doc();
			doc.clientID = author;
			return doc;
		});
		for (let turn = 0; turn < 60; turn += 1) {
			const doc = devices[below(devices.length)] as Y.Doc;
			const text = designText(doc, 'risks');
			if (random() < 0.5)
				Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc, Y.encodeStateVector(doc)));
			doc.clientID = [...members.keys()][devices.indexOf(doc)] ?? 0;
			if (random() < 0.6) text.insert(below(text.length + 1), '幾個字'.slice(below(3)));
			else text.delete(below(text.length), Math.min(text.length && 1, 1));
			const sent = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(room.doc));
			expect(write(room, doc.clientID, sent)).toBe(true);
		}
		const shares = [...members.values()].map((member) => room.shares.piecesOf(member));
		const all = itemsIn(room.doc);
		expect(shares.reduce((sum, pieces) => sum + pieces, 0)).toBeGreaterThanOrEqual(all);
		for (const pieces of shares) expect(pieces).toBeLessThanOrEqual(all);
		room.close();
	}
});

test('pieces that nobody is known to have made are bounded, however often a room is opened again', () => {
	let room = openRoom();
	const letters = 60_000;
	write(room, victim, next(room, victim, risks, 'x'.repeat(letters)));
	let clock = 1;
	for (let time = 0; time < 20; time += 1) {
		for (let part = 0; part < 40; part += 1) {
			const ranges = Array.from({ length: 200 }, (_, place) => [clock + 2 * place, 1] as const);
			if (!write(room, first, raw(first, 0, [], [[victim, ranges]]))) break;
			clock = (clock + 400) % (letters - 500);
		}
		room = reopened(room);
	}
	expect(room.pieces).toBeLessThan(31_000);
	expect(write(room, mate, next(room, mate, measures, '隊友照寫'))).toBe(true);
});

/** A room that one has filled with letters, as far as it goes. */
function filled(): Room {
	const room = openRoom();
	for (const length of [60_000, 2_000, 50])
		while (write(room, first, next(room, first, risks, 'y'.repeat(length))));
	return room;
}

test('one fills a document, and each of the others still writes his own whole design', () => {
	const room = filled();
	for (const author of [victim, second, mate]) {
		for (let line = 0; line < 20; line += 1)
			expect(write(room, author, next(room, author, measures, '設'.repeat(1_000)))).toBe(true);
	}
	expect(write(room, first, next(room, first, risks, 'y'.repeat(2_000)))).toBe(false);
});

test('nobody’s share of a full document has no end, and who deletes of his own has room again', () => {
	const room = filled();
	const member = 'mate';
	let lines = 0;
	while (write(room, mate, next(room, mate, measures, '多'.repeat(1_000)))) lines += 1;
	expect(lines).toBeLessThan(40);
	expect(hasRoomAgain(member, room)).toBe(false);
	expect(hasRoomAgain('victim', room)).toBe(true);
	expect(write(room, mate, raw(mate, 0, [], [[mate, [[0, 5_000]]]]))).toBe(true);
	expect(hasRoomAgain(member, room)).toBe(true);
	// Asked for more than that once more, he would only be refused once more.
	expect(hasRoomAgain(member, room, 60_000)).toBe(false);
	expect(write(room, mate, next(room, mate, measures, '再寫'))).toBe(true);
});

test('what is written and taken away at once has an end as well, until the log is put together', () => {
	const room = filled();
	let isOn = true;
	for (let time = 0; isOn && time < 100; time += 1) {
		const clock = room.clockOf(mate);
		const beside = clock === 0 ? { text: measures } : { origin: [mate, clock - 1] as const };
		const piece: Piece = { ...beside, words: 'z'.repeat(60_000) };
		isOn = write(room, mate, raw(mate, clock, [piece], [[mate, [[clock, 60_000]]]]));
	}
	expect(isOn).toBe(false);
	expect(room.bytes).toBeLessThan(3.1 * 1024 * 1024);
	// Deletions still go, and once the log has been put together everybody has his share again.
	expect(write(room, first, raw(first, 0, [], [[first, [[0, 10]]]]))).toBe(true);
	const again = reopened(room);
	expect(write(again, victim, next(again, victim, measures, '照常'))).toBe(true);
});

test('however much a member has written, what he asks in a full room has it written out no second time', () => {
	const room = openRoom();
	const value = { a: 'x'.repeat(3_000), b: [1, 2, 3] };
	const device = new Y.Doc();
	device.clientID = first;
	let sent = new Uint8Array();
	device.on('update', (update: Uint8Array) => (sent = new Uint8Array(update)));
	for (let place = 0; place < 200; place += 1) {
		designValues(device).set(`evidence:risks:${place}`, value);
		expect(write(room, first, sent)).toBe(true);
	}
	expect(write(room, second, next(room, second, risks, '隊友先寫的'))).toBe(true);
	// The rest is what its log takes.
	room.bytes = 2 * 1024 * 1024;
	const written = vi.spyOn(JSON, 'stringify');
	try {
		const known = raw(second, 0, [], [[second, [[0, 1]]]]);
		for (let asked = 0; asked < 100; asked += 1) expect(fits('first', room, known)).toBe(true);
		expect(written).not.toHaveBeenCalled();
		const more = next(room, first, measures, '再寫一點');
		for (let asked = 0; asked < 100; asked += 1) expect(fits('first', room, more)).toBe(false);
		expect(written.mock.calls.length).toBeLessThan(50);
	} finally {
		written.mockRestore();
	}
});
