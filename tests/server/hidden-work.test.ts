import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { fits } from '#server/live/full.ts';
import { Room } from '#server/live/room.ts';
import { loadState } from '#server/live/cost/tangle.ts';
import { designText, designValues } from '#workflow/design.ts';
import { redAndBlue } from '../support/live.ts';
import { raw } from '../support/raw-update.ts';

// Updates of a few bytes that make the server, or every teammate's device, work for minutes, or shut
// a field for good: each is refused, and whoever writes beside it goes on.

const [hostile, mate] = [7, 9];
const risks = 'text:risks';

function emptyRoom() {
	const room = new Room('room', { doc: new Y.Doc(), rows: 0, bytes: 0, isWhole: true });
	designText(room.doc, 'risks');
	designValues(room.doc);
	/** What is wrong with an update, or undefined once it has arrived; `isWaiting` leaves it on its way. */
	const take = (body: Uint8Array, author = hostile, { isWaiting = false } = {}) => {
		const { problem } = room.take(body, new Set([author]), `member ${author}`);
		if (problem === undefined && !isWaiting) room.arrive();
		return problem;
	};
	/** The device of a mate, which knows what is in the room whenever it writes. */
	const device = new Y.Doc();
	device.clientID = mate;
	const written: Uint8Array[] = [];
	device.on('update', (update: Uint8Array, by: unknown) => by !== room && written.push(update));
	const write = (change: (doc: Y.Doc) => void) => {
		Y.applyUpdate(device, Y.encodeStateAsUpdate(room.doc, Y.encodeStateVector(device)), room);
		device.transact(() => change(device));
		return take(Y.mergeUpdates(written.splice(0)), mate);
	};
	return { room, take, write };
}

/** Letters each of which stays a piece of its own, every one before the last. */
function scattered(take: (body: Uint8Array) => string | undefined, count: number): void {
	for (let from = 0; from < count; from += 2_000) {
		const pieces = Array.from({ length: Math.min(2_000, count - from) }, (_, place) =>
			from + place === 0
				? { text: risks, words: 'x' }
				: { right: [hostile, from + place - 1] as const, words: 'x' },
		);
		expect(take(raw(hostile, from, pieces))).toBeUndefined();
	}
}

test.each([
	['words', { text: risks, words: '' }],
	['a value', { key: 'pointValue', values: [] }],
])('%s of no length would shut the place for whoever writes next to it', (_what, piece) => {
	const { take, write } = emptyRoom();
	expect(take(raw(hostile, 0, [piece]))).toBe('empty struct');
	expect(write((doc) => designText(doc, 'risks').insert(0, '照常'))).toBeUndefined();
	expect(write((doc) => designValues(doc).set('pointValue', 2))).toBeUndefined();
});

test('values do not go into a text, nor words under a key, whatever they lean on', () => {
	const { room, take, write } = emptyRoom();
	const values = [null, null];
	expect(take(raw(hostile, 0, [{ text: risks, values }]))).toBe('strange place');
	expect(take(raw(hostile, 0, [{ key: 'pointValue', words: '字' }]))).toBe('strange place');
	expect(write((doc) => designText(doc, 'risks').insert(0, '風險'))).toBeUndefined();
	expect(take(raw(hostile, 0, [{ origin: [mate, 1], values }]))).toBe('strange place');
	// Behind words of the same update, and of one that is still on its way.
	const both = [
		{ origin: [mate, 1] as const, words: '字' },
		{ origin: [hostile, 0] as const, values },
	];
	expect(take(raw(hostile, 0, both))).toBe('strange place');
	const words = raw(hostile, 0, [{ origin: [mate, 1], words: '字' }]);
	expect(take(words, hostile, { isWaiting: true })).toBeUndefined();
	expect(take(raw(hostile, 1, [{ origin: [hostile, 0], values }]))).toBe('strange place');
	room.arrive();
	expect(designText(room.doc, 'risks').toString()).toBe('風險字');
	expect(designText(room.doc, 'risks').length).toBe(3);
});

test.each([
	['of their own update', false],
	['of one on its way', true],
])('items that lean on a piece %s are counted by what they walk past', (_what, isApart) => {
	const { room, take, write } = emptyRoom();
	scattered(take, 6_000);
	let clock = 6_000;
	let end = 0;
	const attack = (): string | undefined => {
		// One run at the end, and seven that lie between nothing and somewhere in it.
		const run = { origin: [hostile, end] as const, words: 'eeeeeeee' };
		const head = clock;
		const lean = Array.from({ length: 7 }, (_, place) => ({
			right: [hostile, head + place + 1] as const,
			words: String(place),
		}));
		clock += 15;
		end = head + 7;
		if (!isApart) return take(raw(hostile, head, [run, ...lean]));
		const first = take(raw(hostile, head, [run]), hostile, { isWaiting: true });
		const problem = first ?? take(raw(hostile, head + 8, lean), hostile, { isWaiting: true });
		while (room.underway.length > 0) room.arrive();
		return problem;
	};
	const problems = Array.from({ length: 60 }, attack);
	expect(problems.filter((problem) => problem === undefined).length).toBeLessThan(40);
	expect(problems.at(-1)).toBeDefined();
	expect(loadState(Y.encodeStateAsUpdate(room.doc))).not.toBeNull();
	expect(write((doc) => designText(doc, 'risks').insert(0, '照常'))).toBeUndefined();
});

test('what an update deletes it deletes once', () => {
	const { take } = emptyRoom();
	expect(take(raw(hostile, 0, [{ text: risks, words: 'x'.repeat(100) }]))).toBeUndefined();
	const again = [hostile, Array.from({ length: 50 }, () => [0, 100] as const)] as const;
	expect(take(raw(hostile, 0, [], [[...again]]))).toBe('deleted again');
	const once = [hostile, [[0, 10] as const, [10, 5] as const, [40, 5] as const]] as const;
	expect(take(raw(hostile, 0, [], [[...once]]))).toBeUndefined();
});

test('who makes more pieces than anybody writes has no room for more; his mate has, and clears them', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	const filler = seatOf(ming);
	const other = seatOf(mei);
	await Promise.all([filler.ready(), other.ready()]);
	const text = designText(filler.doc, 'risks');
	const block = () =>
		filler.doc.transact(() => {
			for (let letter = 0; letter < 3_000; letter += 1) text.insert(0, 'x');
		});
	for (let blocks = 0; blocks < 3; blocks += 1) {
		block();
		await filler.saved();
	}
	block();
	await filler.until('full', () => filler.notices.some(({ kind }) => kind === 'full'));
	const stored = designText(other.doc, 'risks');
	await other.until('all of it', () => stored.length === 9_000);
	for (let letter = 0; letter < 20; letter += 1) designText(other.doc, 'measures').insert(0, '字');
	await other.saved();
	stored.delete(0, stored.length);
	await other.saved();
	await filler.until('room again', () => filler.closed !== null);
	expect(filler.closed).toEqual({ code: 1012, reason: 'room again' });
	expect([other.closed, other.notices]).toEqual([null, []]);
});

test('who tears a full design into ever more pieces is stopped, and a teammate clears it', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	const bad = seatOf(ming);
	await bad.ready();
	const author = bad.hello?.author ?? 0;
	let clock = 0;
	for (; clock < 9_000; clock += 3_000) {
		const pieces = Array.from({ length: 3_000 }, (_, place) =>
			clock + place === 0
				? { text: risks, words: 'x' }
				: { right: [author, clock + place - 1] as const, words: 'x' },
		);
		bad.sendUpdate(raw(author, clock, pieces));
		await bad.saved();
	}
	bad.sendUpdate(raw(author, clock, [{ text: 'text:measures', words: 'y'.repeat(10_000) }]));
	await bad.saved();
	const isStopped = () => bad.closed !== null || bad.notices.some(({ kind }) => kind === 'full');
	for (let part = 0; part < 30 && !isStopped(); part += 1) {
		const places = Array.from({ length: 80 }, (_, place) => {
			return [clock + 1 + (part * 80 + place) * 4, 1] as const;
		});
		bad.sendUpdate(raw(author, 0, [], [[author, places]]));
		await bad.until('taken or not', () => isStopped() || bad.acknowledged === bad.sent);
	}
	expect(isStopped()).toBe(true);
	const other = seatOf(mei);
	await other.ready();
	for (const field of ['risks', 'measures'] as const) {
		const text = designText(other.doc, field);
		text.delete(0, text.length);
		await other.saved();
	}
	expect([other.closed, other.notices]).toEqual([null, []]);
	other.type('measures', '又寫得下');
	await other.saved();
});

test('two who fill a form with pieces leave each of their mates room for his own', () => {
	const doc = new Y.Doc();
	designValues(doc);
	const text = designText(doc, 'risks');
	for (const filler of [1, 2]) {
		doc.clientID = filler;
		for (let piece = 0; piece < 9_990; piece += 1) text.insert(0, 'x');
	}
	const members = new Map([
		[1, 'one'],
		[2, 'two'],
		[3, 'honest'],
	]);
	const room = new Room('room', { doc, rows: 0, bytes: 0, isWhole: true, members });
	const words = (author: number, count: number) =>
		raw(
			author,
			room.clockOf(author),
			Array.from({ length: count }, (_, place) => ({
				...(place === 0 ? { text: 'text:measures' } : { right: [author, place - 1] as const }),
				words: '字',
			})),
		);
	expect(fits('one', room, words(1, 40))).toBe(false);
	expect(fits('honest', room, words(3, 2_900))).toBe(true);
	expect(room.take(words(3, 2_900), new Set([3]), 'honest').problem).toBeUndefined();
	room.arrive();
	expect(fits('honest', room, words(3, 200))).toBe(false);
	expect(fits('honest', room, raw(3, 2_900, [{ right: [3, 2_899], words: '字' }]))).toBe(true);
});
