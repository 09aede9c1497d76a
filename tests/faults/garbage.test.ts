import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#models/random.ts';
import { Room } from '#server/live/room.ts';
import { readPresence, packPresence } from '#server/live/presence.ts';
import { designText, designValues, materialise } from '#workflow/design.ts';

const mine = 1_001;
const theirs = 2_002;

/** A document two people have written in, and an honest next update of the first. */
function written(): { stored: Uint8Array; next: Uint8Array } {
	const first = new Y.Doc();
	first.clientID = mine;
	const second = new Y.Doc();
	second.clientID = theirs;
	designText(first, 'risks').insert(0, '甲寫的風險，含一些字');
	designValues(first).set('pointValue', 1.5);
	Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
	designText(second, 'risks').insert(3, '乙插進來的');
	designValues(second).set('weakestFactor', 'price');
	Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
	const stored = Y.encodeStateAsUpdate(first);
	const seen = Y.encodeStateVector(first);
	designText(first, 'risks').insert(5, '再補');
	designText(first, 'risks').delete(0, 2);
	designValues(first).set('pointValue', 2);
	return { stored, next: Y.encodeStateAsUpdate(first, seen) };
}

const letters = (doc: Y.Doc): string => [...materialise(doc).text.risks].sort().join('');

/** A room as it is when this is what the disk holds. */
function roomWith(stored: Uint8Array): Room {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, stored);
	return new Room('room', { doc, rows: 1, bytes: stored.length, isWhole: true });
}

const own: ReadonlySet<number> = new Set([mine]);

test('of 20,000 damaged updates, every one is refused or leaves a whole document behind', () => {
	const { stored, next } = written();
	const random = seededRandom(7);
	let accepted = 0;
	for (let round = 0; round < 20_000; round++) {
		const damaged = next.slice(0, random() < 0.2 ? Math.ceil(random() * next.length) : next.length);
		const bites = 1 + Math.floor(random() * 3);
		for (let bite = 0; bite < bites; bite++) {
			damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
		}
		const room = roomWith(stored);
		const taken = room.take(damaged, own);
		if (taken.problem !== undefined) {
			// A refused one leaves no trace: the honest one still fits.
			expect(room.take(next, own).problem).toBeUndefined();
			continue;
		}
		accepted += 1;
		const { doc } = room;
		const before = Y.getState(doc.store, theirs);
		if (taken.body) Y.applyUpdate(doc, taken.body);
		expect(doc.store.pendingStructs).toBeNull();
		expect(doc.store.pendingDs).toBeNull();
		expect(Y.getState(doc.store, theirs)).toBe(before);
		const again = new Y.Doc();
		Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
		// A forged neighbour may put the forger's own insertion elsewhere; no character is lost by it.
		expect(letters(again)).toBe(letters(doc));
	}
	// Many a changed letter is still a letter.
	expect(accepted).toBeGreaterThan(100);
}, 60_000);

test('an honest update passes, in one piece, merged, sent twice, and when it says nothing', () => {
	const { stored, next } = written();
	const room = roomWith(stored);
	expect(room.take(Y.mergeUpdates([next, next]), own)).toMatchObject({ author: mine });
	room.arrive();
	const nothing = { body: null, author: null };
	expect(room.take(next, own)).toMatchObject(nothing);
	expect(room.take(Y.mergeUpdates([next, next]), own)).toMatchObject(nothing);
	expect(room.take(Y.encodeStateAsUpdate(new Y.Doc()), own)).toMatchObject(nothing);
});

/** What an author writes in a document of his own, an update for each of the writings. */
function updatesOf(author: number, write: (doc: Y.Doc) => void, from?: Uint8Array): Uint8Array[] {
	const doc = new Y.Doc();
	if (from) Y.applyUpdate(doc, from);
	doc.clientID = author;
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	write(doc);
	return updates;
}

test('one author’s words in two runs are refused: a device would take the second alone', () => {
	const [one, two] = updatesOf(mine, (doc) => {
		designText(doc, 'risks').insert(0, '甲');
		designText(doc, 'risks').insert(1, '乙');
	}) as [Uint8Array, Uint8Array];
	// Each is one run and no deletion: 1, the run, 0.
	const both = new Uint8Array([2, ...one.slice(1, -1), ...two.slice(1, -1), 0]);
	const room = roomWith(Y.encodeStateAsUpdate(new Y.Doc()));
	expect(room.take(both, own).problem).toBe('author twice');
	expect(room.take(one, own)).toMatchObject({ author: mine });
	expect(room.take(two, own)).toMatchObject({ author: mine });
});

test('the work of two tabs in one update is tried and taken, and so is what follows it', () => {
	const { stored } = written();
	const tab = 1_002;
	const first = updatesOf(mine, (doc) => designText(doc, 'risks').insert(2, '第一頁'), stored);
	const there = Y.mergeUpdates([stored, ...first]);
	const second = updatesOf(tab, (doc) => designText(doc, 'risks').insert(4, '第二頁'), there);
	const both = Y.mergeUpdates([...first, ...second]);
	const room = roomWith(stored);
	const tabs = new Set([mine, tab]);
	expect(room.take(both, tabs).problem).toBeUndefined();
	const all = Y.mergeUpdates([there, ...second]);
	const next = updatesOf(mine, (doc) => designText(doc, 'risks').insert(5, '再'), all);
	for (const update of next) expect(room.take(update, tabs)).toMatchObject({ author: mine });
	for (const body of room.underway) Y.applyUpdate(room.doc, body);
	const expected = new Y.Doc();
	Y.applyUpdate(expected, Y.mergeUpdates([all, ...next]));
	expect(letters(room.doc)).toBe(letters(expected));
	expect(designText(room.doc, 'risks').toString()).toBe(designText(expected, 'risks').toString());
});

test.each([
	['a document inside', (doc: Y.Doc) => doc.getMap('values').set('x', new Y.Doc())],
	['a type inside', (doc: Y.Doc) => doc.getMap('values').set('x', new Y.Map())],
	['an embedded object', (doc: Y.Doc) => doc.getText('text:risks').insertEmbed(0, { image: 'x' })],
])('content that no field has is refused: %s', (_what, write) => {
	const doc = new Y.Doc();
	doc.clientID = mine;
	write(doc);
	expect(
		roomWith(Y.encodeStateAsUpdate(new Y.Doc())).take(Y.encodeStateAsUpdate(doc), own).problem,
	).toBe('strange content');
});

test('deleting what nobody has written yet is refused', () => {
	const { stored } = written();
	const ahead = new Y.Doc();
	Y.applyUpdate(ahead, stored);
	ahead.clientID = theirs;
	designText(ahead, 'risks').insert(0, '未來的字');
	const seen = Y.encodeStateVector(ahead);
	ahead.clientID = mine;
	designText(ahead, 'risks').delete(0, 2);
	expect(roomWith(stored).take(Y.encodeStateAsUpdate(ahead, seen), own).problem).toBe('clock gap');
});

test.each([
	['nothing but a gap', []],
	['a deleted text', [1, 'text:risks']],
] as const)('an author cannot count his clock away with %s', (_what, parent) => {
	const encoder = encoding.createEncoder();
	for (const part of [1, 1, mine, 0]) encoding.writeVarUint(encoder, part);
	encoding.writeUint8(encoder, parent.length === 0 ? 0 : 1);
	if (parent.length > 0) {
		encoding.writeVarUint(encoder, parent[0] as number);
		encoding.writeVarString(encoder, parent[1] as string);
	}
	encoding.writeVarUint(encoder, Number.MAX_SAFE_INTEGER);
	encoding.writeVarUint(encoder, 0);
	const room = roomWith(Y.encodeStateAsUpdate(new Y.Doc()));
	expect(room.take(encoding.toUint8Array(encoder), own).problem).toBe('clock too far');
});

test('presence about others is passed over, too much of it and no object are refused', () => {
	const content = (author: number, state: object) => packPresence(author, 3, state).subarray(1);
	expect(readPresence(content(mine, { field: 'risks' }), mine)).toEqual({
		clock: 3,
		state: { field: 'risks', caret: null },
	});
	expect(readPresence(content(theirs, { field: 'risks' }), mine)).toBeNull();
	expect(() => readPresence(content(mine, { x: 'x'.repeat(5_000) }), mine)).toThrow(RangeError);
	expect(() => readPresence(content(mine, [1]), mine)).toThrow(RangeError);
	expect(() => readPresence(new Uint8Array([250, 250, 250]), mine)).toThrow();
});

test('of a caret only what Yjs writes of one is passed on, and none that stands within a letter', () => {
	const content = (state: object) => packPresence(mine, 3, state).subarray(1);
	const at = (clock: unknown) => ({ item: { client: theirs, clock }, assoc: -1 });
	const caret = { anchor: at(2), head: { tname: 'text:risks', assoc: 0 } };
	const sent = { field: 'risks', caret, user: { id: 'x' }, more: [1] };
	expect(readPresence(content(sent), mine)?.state).toEqual({ field: 'risks', caret });
	for (const clock of [2.5, -1, '2', null, 2 ** 60, { valueOf: 2 }])
		for (const wrong of [
			{ ...caret, anchor: at(clock) },
			{ ...caret, head: at(clock) },
		])
			expect(readPresence(content({ field: 'risks', caret: wrong }), mine)?.state).toEqual({
				field: 'risks',
				caret: null,
			});
	expect(readPresence(content({ field: { a: 1 }, caret: 'x' }), mine)?.state).toEqual({
		field: null,
		caret: null,
	});
});
