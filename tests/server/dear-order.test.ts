import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#models/random.ts';
import { compactDocument, compactedLabel, loadDocument } from '#server/live/documents.ts';
import { Ledger } from '#server/live/cost/ledger.ts';
import { Room } from '#server/live/room.ts';
import { applyWithin, mostSteps } from '#server/live/cost/tangle.ts';
import { designText, designValues } from '#workflow/design.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';
import { rawRuns, type Piece } from '../support/raw-update.ts';

// What is cheap in the order it came in may take long in the order in which it is written out and
// read again. Nothing that was acknowledged is lost by it, and nobody but its maker is held up.

afterEach(async () => {
	vi.restoreAllMocks();
	await closeHosts();
});

const [low, middle, high, run, mate] = [2, 5, 9, 11, 13];
const risks = 'text:risks';
const hostile = new Set([low, middle, high, run]);

const inParts = (count: number, size: number): { from: number; length: number }[] =>
	Array.from({ length: Math.ceil(count / size) }, (_, part) => ({
		from: part * size,
		length: Math.min(size, count - part * size),
	}));

/** Many beside the same, by the lowest author; and two others of whom each leans on the other. */
function chained(crowd: number, chain: number, at: { first: Piece; next: Piece; crowd: Piece[] }) {
	const { first, next } = at;
	const updates = inParts(crowd, 100).map(({ from, length }) =>
		rawRuns([{ author: low, clock: from, pieces: at.crowd.slice(from, from + length) }]),
	);
	updates.push(rawRuns([{ author: high, clock: 0, pieces: [first] }]));
	for (const { from, length } of inParts(chain, 50)) {
		const behind = (author: number): Piece[] =>
			Array.from({ length }, (_, place) => ({ ...next, origin: [author, from + place] as const }));
		updates.push(
			rawRuns([
				{ author: high, clock: from + 1, pieces: behind(middle) },
				{ author: middle, clock: from, pieces: behind(high) },
			]),
		);
	}
	return updates;
}

/** Values of one key. */
const keychain = () =>
	chained(740, 1_050, {
		crowd: Array.from({ length: 740 }, () => ({ key: 'evidence:risks:zz', values: [null] })),
		first: { key: 'evidence:risks:zz', values: [1] },
		next: { values: [2] },
	});

/** Words of one text, before each letter of a run. */
const textChain = (crowd: number, chain: number) => [
	rawRuns([{ author: run, clock: 0, pieces: [{ text: risks, words: 'x'.repeat(crowd + 1) }] }]),
	...chained(crowd, chain, {
		crowd: Array.from({ length: crowd }, (_, place) => ({ right: [run, place + 1], words: 'b' })),
		first: { right: [run, 0], words: 'a' },
		next: { right: [run, 0], words: 'a' },
	}),
];

/** The words of somebody honest, as one update. */
function words(field: 'planName' | 'measures', text: string): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = mate;
	designText(doc, field).insert(0, text);
	return Y.encodeStateAsUpdate(doc);
}

const steps = (state: Uint8Array): number =>
	applyWithin(new Y.Doc(), state, { most: Number.POSITIVE_INFINITY });

async function storedRoom(bodies: readonly Uint8Array[]) {
	const { host, seated, ming } = await redAndBlue();
	const { db } = host.store;
	const room = seated.teams.red.id;
	const row = { room, member_id: ming.memberId, author: 1, at: 1, late: 0 };
	for (const body of bodies)
		await db
			.insertInto('document_update')
			.values({ ...row, body })
			.execute();
	return { db, room };
}

test('of a log that has been put together every word is there when the room is opened again', async () => {
	const { db, room } = await storedRoom([words('planName', '誠實的計畫'), ...keychain()]);
	await compactDocument(db, room, 2);
	const { doc, isWhole } = await loadDocument(db, room);
	expect(designText(doc, 'planName').toString()).toBe('誠實的計畫');
	expect(isWhole).toBe(true);
});

test('a state that was stored when nobody looked how long it takes is read all the same', async () => {
	const { db, room } = await storedRoom([]);
	const doc = new Y.Doc();
	for (const body of [words('planName', '誠實的計畫'), ...keychain()]) Y.applyUpdate(doc, body);
	const row = { room, label: compactedLabel, at: 1, body: Y.encodeStateAsUpdate(doc) };
	await db.insertInto('document_snapshot').values(row).execute();
	const loaded = await loadDocument(db, room);
	expect(designText(loaded.doc, 'planName').toString()).toBe('誠實的計畫');
});

/** A room, and what it says to one update. */
function openRoom(given: ConstructorParameters<typeof Room>[1]) {
	const room = new Room('room', given);
	const take = (body: Uint8Array, authors: Iterable<number>, member: string) => {
		const { problem } = room.take(body, new Set(authors), member);
		if (problem === undefined) room.arrive();
		return problem;
	};
	return { room, take };
}

const empty = () => {
	const doc = new Y.Doc();
	designText(doc, 'risks');
	designValues(doc);
	return { doc, rows: 0, bytes: 0, isWhole: true };
};

/** A device that hands in each thing it does at once; the problems it has met. */
function device(room: Room, take: ReturnType<typeof openRoom>['take'], author: number) {
	const doc = new Y.Doc();
	doc.clientID = author;
	const problems = new Set<string>();
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc), room);
	doc.on('update', (update: Uint8Array, by: unknown) => {
		const problem = by === room ? undefined : take(update, [author], `member ${author}`);
		if (problem !== undefined) problems.add(problem);
	});
	return { doc, problems };
}

test.each([
	[380, 1_308],
	[620, 1_188],
])(
	'whoever types letter after letter pays for nothing of what another has made (%i × %i)',
	async (crowd, chain) => {
		const { db, room: id } = await storedRoom(textChain(crowd, chain));
		const { room, take } = openRoom(await loadDocument(db, id));
		const { doc, problems } = device(room, take, mate);
		const text = designText(doc, 'measures');
		for (let letter = 0; letter < 600; letter += 1) text.insert(text.length, '字');
		expect([...problems]).toEqual([]);
	},
);

test.each([
	['values of one key', keychain],
	['words of one text', () => textChain(700, 900)],
])('what a member makes by himself never takes long as it is written out: %s', (_what, attack) => {
	const { room, take } = openRoom(empty());
	for (const body of attack()) take(body, hostile, 'a member');
	expect(steps(Y.encodeStateAsUpdate(room.doc))).toBeLessThanOrEqual(mostSteps.look);
	// In the very text, a letter here and a letter there.
	const { doc, problems } = device(room, take, mate);
	const text = designText(doc, 'risks');
	for (let letter = 0; letter < 100; letter += 1)
		text.insert((letter * 37) % (text.length + 1), '字');
	for (let value = 0; value < 20; value += 1) designValues(doc).set('evidence:risks:zz', value);
	expect([...problems]).toEqual([]);
});

test('letters that one author has put now into this field and now into that are cleared away by any mate', () => {
	const { room, take } = openRoom(empty());
	const letters = Array.from({ length: 10_000 }, (_, place) =>
		place < 2
			? { text: place === 0 ? risks : 'text:measures', words: 'x' }
			: { right: [low, place - 2] as const, words: 'x' },
	);
	for (const { from, length } of inParts(letters.length, 2_000)) {
		const pieces = letters.slice(from, from + length);
		const body = rawRuns([{ author: low, clock: from, pieces }]);
		expect(take(body, hostile, 'a member')).toBeUndefined();
	}
	const { doc, problems } = device(room, take, mate);
	const text = designText(doc, 'risks');
	text.delete(0, text.length);
	expect([...problems]).toEqual([]);
	expect(designText(room.doc, 'risks').length).toBe(0);
});

test('six who were offline come back with three hundred letters each, put one by one at the head of one text', () => {
	const { room, take } = openRoom(empty());
	const team = [1, 7, 20, 30, 41, 52].map((author) => {
		const doc = new Y.Doc();
		doc.clientID = author;
		for (let letter = 0; letter < 300; letter += 1) designText(doc, 'risks').insert(0, '字');
		return { author, body: Y.encodeStateAsUpdate(doc) };
	});
	for (const { author, body } of team)
		expect(take(body, [author], `member ${author}`)).toBeUndefined();
	expect(designText(room.doc, 'risks').length).toBe(1_800);
	// And go on, each in a field beside it.
	for (const { author } of team) {
		const { doc, problems } = device(room, take, author + 1);
		for (let letter = 0; letter < 40; letter += 1)
			designText(doc, 'measures').insert((letter * 7) % (letter + 1), '字');
		expect([...problems]).toEqual([]);
	}
});

test('pieces are counted as they become: letters that go on are none, what is torn is one more', () => {
	const { room, take } = openRoom(empty());
	const { doc } = device(room, take, mate);
	const text = designText(doc, 'risks');
	for (let letter = 0; letter < 300; letter += 1) text.insert(text.length, '字');
	expect(room.pieces).toBe(1);
	const torn: Uint8Array[] = [];
	const other = new Y.Doc();
	Y.applyUpdate(other, Y.encodeStateAsUpdate(room.doc));
	other.on('update', (update: Uint8Array) => torn.push(update));
	for (let place = 250; place > 0; place -= 50) designText(other, 'risks').delete(place, 1);
	expect(torn.map((body) => room.piecesMadeBy(body).pieces)).toEqual([2, 2, 2, 2, 2]);
	const whole = rawRuns([], [[mate, [[0, 300]]]]);
	expect(room.piecesMadeBy(whole).pieces).toBe(0);
});

/** What people do in one text and the values beside it. */
function act(doc: Y.Doc, random: () => number): void {
	const below = (most: number) => Math.floor(random() * most);
	const text = designText(doc, random() < 0.8 ? 'risks' : 'measures');
	const place = [0, text.length, below(text.length + 1)][below(3)] ?? 0;
	const kind = random();
	if (kind < 0.1) return void designValues(doc).set('pointValue', below(9));
	if (kind < 0.2 && text.length > 0) {
		const from = below(text.length);
		return text.delete(from, Math.min(1 + below(6), text.length - from));
	}
	if (kind > 0.6) return [...'一句話'].forEach((sign, index) => text.insert(place + index, sign));
	// With an input method: signs that give way to the word they stand for.
	for (let sign = 0; sign < 3; sign += 1) text.insert(place + sign, 'ㄅ');
	doc.transact(() => {
		text.delete(place, 3);
		text.insert(place, '字');
	});
}

test.each([1, 2, 3, 4, 5, 6])(
	'nobody honest is refused, whatever another has made before them and in between (%i)',
	(seed) => {
		const random = seededRandom(seed);
		const { room, take } = openRoom(empty());
		const attacks = seed % 2 === 0 ? keychain() : textChain(300, 500);
		const team = Array.from({ length: 4 }, (_, member) => {
			const doc = new Y.Doc();
			doc.clientID = [1, 7, 20, 30][member] as number;
			const waiting: Uint8Array[] = [];
			doc.on('update', (update: Uint8Array, by: unknown) => by !== room && waiting.push(update));
			return { doc, waiting };
		});
		const problems: string[] = [];
		/** Everything one has written arrives, at once or piece by piece; then he learns of the others. */
		const meet = ({ doc, waiting }: (typeof team)[number]) => {
			const all = waiting.splice(0);
			const bodies = all.length > 0 && random() < 0.5 ? [Y.mergeUpdates(all)] : all;
			for (const body of bodies) {
				const problem = take(body, [doc.clientID], `member ${doc.clientID}`);
				if (problem !== undefined) problems.push(problem);
			}
			Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc, Y.encodeStateVector(doc)), room);
		};
		for (let round = 0; round < 300; round += 1) {
			const one = team[Math.floor(random() * team.length)] as (typeof team)[number];
			act(one.doc, random);
			if (random() < 0.3) meet(one);
			const attack = attacks.shift();
			if (attack) take(attack, hostile, 'a member');
		}
		for (const one of [...team, ...team]) meet(one);
		expect(problems).toEqual([]);
		const read = (doc: Y.Doc) => [designText(doc, 'risks'), designText(doc, 'measures')].join();
		for (const { doc } of team) expect(read(doc)).toBe(read(room.doc));
	},
);

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
	'the ledger never says less than it takes in the order it is written out (%i)',
	(seed) => {
		const random = seededRandom(seed);
		const ledger = new Ledger();
		const doc = new Y.Doc();
		const devices = Array.from({ length: 5 }, (_, index) => {
			const device = new Y.Doc();
			device.clientID = 1 + Math.floor(random() * 1_000) * 5 + index;
			return device;
		});
		for (let round = 0; round < 60; round += 1) {
			const device = devices[Math.floor(random() * 5)] as Y.Doc;
			for (let count = Math.floor(random() * 30); count > 0; count -= 1) act(device, random);
			const body = Y.encodeStateAsUpdate(device, Y.encodeStateVector(doc));
			applyWithin(doc, body, { most: Infinity, ledger, isNew: true });
			if (random() < 0.5)
				Y.applyUpdate(device, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(device)));
			expect(steps(Y.encodeStateAsUpdate(doc))).toBeLessThanOrEqual(ledger.steps);
		}
	},
);
