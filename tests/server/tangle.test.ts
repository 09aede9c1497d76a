import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '#models/random.ts';
import { compactDocument, loadDocument } from '#server/live/documents.ts';
import { Room } from '#server/live/room.ts';
import { createTally, loadState } from '#server/live/cost/tangle.ts';
import {
	designText,
	designValues,
	materialise,
	textFields,
	type TextField,
} from '#workflow/design.ts';
import { openAfterASecond, openUpTo } from '../support/class.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';
import { crowded } from '../support/raw-update.ts';
import { fillDesign } from '../support/socket.ts';

afterEach(async () => {
	vi.restoreAllMocks();
	await closeHosts();
});

/** Two lines of one seat, the one with the lower author id first: Yjs goes by it. */
async function twoLines() {
	const at = await redAndBlue();
	const lines = [at.seatOf(at.ming), at.seatOf(at.ming)];
	await Promise.all(lines.map((line) => line.ready()));
	const authorOf = (line: (typeof lines)[number]) => line.hello?.author ?? 0;
	lines.sort((one, other) => authorOf(one) - authorOf(other));
	const [low, high] = lines as [(typeof lines)[number], (typeof lines)[number]];
	const blue = at.seatOf(at.hua);
	await blue.ready();
	return { ...at, low, high, blue, authorOf };
}

test('who makes thousands of items for one place of a text is sent away, and another team goes on writing', async () => {
	const { low, high, blue, authorOf, host } = await twoLines();
	const text = 'text:risks';
	low.sendUpdate(crowded({ author: authorOf(low), clock: 0, count: 1, text }));
	await low.saved();
	high.sendUpdate(crowded({ author: authorOf(high), clock: 0, count: 2_000, text }));
	blue.type('risks', '別組照常');
	await high.until('the end', () => high.closed !== null);
	expect(high.closed).toEqual({ code: 1007, reason: 'out of place' });
	await blue.saved();
	const rows = await host.store.db.selectFrom('document_update').select('author').execute();
	expect(rows.map(({ author }) => author)).not.toContain(authorOf(high));
});

test('values by the thousand for one key of the design end in the same way', async () => {
	const { low, blue, authorOf } = await twoLines();
	const crowd = { author: authorOf(low), clock: 0, count: 1_800, key: 'weakestFactor' };
	low.sendUpdate(crowded(crowd));
	blue.type('risks', '別組照常');
	await low.until('the end', () => low.closed !== null);
	expect(low.closed?.code).toBe(1007);
	await blue.saved();
});

test('a deletion that tears thousands of pieces apart is refused, one that takes them away whole is not', () => {
	const doc = new Y.Doc();
	doc.clientID = 7;
	const text = designText(doc, 'risks');
	text.insert(0, 'a'.repeat(12_000));
	// Right to left, so that no two of them become one piece.
	for (let place = 0; place < 6_000; place += 1) text.insert(0, 'b');
	const room = new Room('room', { doc, rows: 0, bytes: 0, isWhole: true });
	const deleted = (change: (text: Y.Text) => void): Uint8Array => {
		const device = new Y.Doc();
		Y.applyUpdate(device, Y.encodeStateAsUpdate(doc));
		const before = Y.encodeStateVector(device);
		change(designText(device, 'risks'));
		return Y.encodeStateAsUpdate(device, before);
	};
	const torn = deleted((copy) => {
		for (let place = 17_999; place > 6_000; place -= 2) copy.delete(place, 1);
	});
	expect(room.take(torn, new Set([7]), 'a member').problem).toBe('too tangled');
	const whole = deleted((copy) => copy.delete(0, copy.length));
	expect(room.take(whole, new Set([7]), 'a member').problem).toBeUndefined();
});

test('what is cheap as it comes in and dear as it is written out has an end, and teammates go on', () => {
	const [first, mate] = [1, 2];
	const lines = Array.from({ length: 60 }, (_, line) => 10 + line);
	const room = new Room('room', { doc: new Y.Doc(), rows: 0, bytes: 0, isWhole: true });
	const own = new Set([first, ...lines]);
	const take = (body: Uint8Array, authors = own, member = 'a member') => {
		const taken = room.take(body, authors, member);
		if (taken.problem === undefined) room.arrive();
		return taken.problem;
	};
	const written = (author: number, change: (text: Y.Text) => void): Uint8Array => {
		const device = new Y.Doc();
		Y.applyUpdate(device, Y.encodeStateAsUpdate(room.doc));
		device.clientID = author;
		const before = Y.encodeStateVector(device);
		change(designText(device, 'risks'));
		return Y.encodeStateAsUpdate(device, before);
	};
	expect(take(written(first, (text) => text.insert(0, '1')))).toBeUndefined();
	// At the head of the text, each as if it were offline and knew nothing of the others.
	const crowds = lines.map((author) =>
		written(author, (text) => {
			for (let piece = 0; piece < 100; piece += 1) text.insert(0, `${piece}`);
		}),
	);
	const problems = crowds.map((crowd) => take(crowd));
	expect(problems[0]).toBeUndefined();
	expect(problems).toContain('too tangled');
	expect(loadState(Y.encodeStateAsUpdate(room.doc))).not.toBeNull();
	const offline = written(mate, (text) => {
		for (let piece = 0; piece < 12; piece += 1) text.insert(0, '隊友');
	});
	expect(take(offline, new Set([mate]), 'a teammate')).toBeUndefined();
	expect(room.isTangled).toBe(false);
});

test('in small pieces it is the sum that counts, of all the lines and days of a member', () => {
	const tally = createTally();
	const roomOf = () =>
		new Room('room', { doc: new Y.Doc(), rows: 0, bytes: 0, isWhole: true }, tally);
	/** Sets one value from one line after another that knows of none, until it is enough; how many. */
	const crowd = (member: string): number => {
		const room = roomOf();
		for (let line = 0; line < 16_000; line += 1) {
			const value = { author: line + 1, clock: 0, count: 1, key: 'weakestFactor' };
			const taken = room.take(crowded(value), new Set([line + 1]), member);
			if (taken.problem !== undefined) return line;
			room.arrive();
		}
		return Infinity;
	};
	const first = crowd('a member');
	expect(first).toBeLessThan(4_000);
	expect(crowd('a member')).toBeLessThan(first / 4);
	expect(Math.abs(crowd('another') - first)).toBeLessThan(first / 10);
});

test.each([
	['a text that no design has', { text: 'risks' }],
	['a key that no design has', { key: 'nobody' }],
	['evidence for nothing', { key: 'evidence:nobody:a1' }],
])('what is put where nobody sees it is refused: %s', async (_what, place) => {
	const { low, authorOf } = await twoLines();
	low.sendUpdate(crowded({ author: authorOf(low), clock: 0, count: 1, ...place }));
	await low.until('the end', () => low.closed !== null);
	expect(low.closed).toEqual({ code: 1007, reason: 'strange place' });
});

test('what older versions kept elsewhere is still read, and a state of it put together again', async () => {
	const { host, seated, ming } = await redAndBlue();
	const old = new Y.Doc();
	old.getMap('values').set('formerKey', '舊');
	designText(old, 'risks').insert(0, '舊的風險');
	const row = { room: seated.teams.red.id, member_id: ming.memberId, at: 1, late: 0, author: 5 };
	const body = Y.encodeStateAsUpdate(old);
	await host.store.db
		.insertInto('document_update')
		.values({ ...row, body })
		.execute();
	expect(await compactDocument(host.store.db, row.room, 2)).toBeGreaterThan(0);
	const { doc, isWhole } = await loadDocument(host.store.db, row.room);
	expect([isWhole, doc.getMap('values').get('formerKey')]).toEqual([true, '舊']);
});

test('a document that has been tangled before does not stop its class: it is named, and can be put back', async () => {
	const { host, seated, seatOf, ming, mei } = await redAndBlue();
	const { classId, teams } = seated;
	const { db } = host.store;
	await openUpTo(host, classId, 'design');
	const first = seatOf(ming);
	await first.ready();
	fillDesign(first.doc, '我們的計畫');
	await first.saved();
	await first.end();
	await openAfterASecond(host, classId, 'share');
	await openAfterASecond(host, classId, 'design');
	host.clock.pass(1_000);
	const row = { room: teams.red.id, member_id: ming.memberId, at: host.clock(), late: 0 };
	const crowds = [
		crowded({ author: 1, clock: 0, count: 4_000, text: 'risks' }),
		crowded({ author: 2, clock: 0, count: 2_000, text: 'risks' }),
	];
	for (const [index, body] of crowds.entries())
		await db
			.insertInto('document_update')
			.values({ ...row, author: index + 1, body })
			.execute();
	const document = db.updateTable('document').where('room', '=', teams.red.id);
	await document.set({ edited_at: host.clock(), version: 99 }).execute();
	vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const mate = seatOf(mei);
	await mate.ready();
	expect(mate.read('planName')).toBe('我們的計畫');
	const damage = async () =>
		(await host.services.views.forLecturer(classId)).teams.map(
			({ progress }) => progress.isDamaged,
		);
	expect(await damage()).toEqual([true, false]);
	await mate.end();
	await openAfterASecond(host, classId, 'share');
	const kept = (await host.services.snapshots.list(classId, teams.red.id)).at(-2);
	await host.services.snapshots.restore(classId, {
		teamId: teams.red.id,
		label: kept?.label ?? '',
	});
	expect(await damage()).toEqual([false, false]);
	const bodies = await db.selectFrom('document_snapshot').select('body').execute();
	expect(bodies.some(({ body }) => Buffer.compare(body, crowds[1] as Uint8Array) === 0)).toBe(true);
});

test('deletions in thousands of places count for what they make of the document', () => {
	const doc = new Y.Doc();
	doc.clientID = 7;
	designText(doc, 'risks').insert(0, 'y'.repeat(40_000));
	const body = Y.encodeStateAsUpdate(doc);
	const loaded = new Y.Doc();
	Y.applyUpdate(loaded, body);
	const room = new Room('room', { doc: loaded, rows: 1, bytes: body.length, isWhole: true });
	const encoder = new Y.UpdateEncoderV1();
	for (const part of [0, 1]) encoder.writeLen(part);
	encoder.writeClient(7);
	encoder.writeLen(9_000);
	for (let place = 0; place < 9_000; place++) {
		encoder.writeDsClock(place * 4 + 1);
		encoder.writeDsLen(1);
	}
	expect(room.take(encoder.toUint8Array(), new Set([7])).problem).toBeUndefined();
	room.arrive();
	expect(room.bytes).toBeGreaterThan(Y.encodeStateAsUpdate(room.doc).length);
});

const fields = Object.keys(textFields) as TextField[];

/** Six devices of one team and what the server takes of them, as `Room` alone would. */
function sixDevices(seed: number) {
	const random = seededRandom(seed);
	const below = (most: number) => Math.floor(random() * most);
	const room = new Room('room', { doc: new Y.Doc(), rows: 0, bytes: 0, isWhole: true });
	const devices = Array.from({ length: 6 }, (_, index) => {
		const doc = new Y.Doc();
		doc.clientID = 1_000 + below(1_000) * 10 + index;
		return doc;
	});
	const problems: unknown[] = [];
	return {
		devices,
		random,
		below,
		problems,
		room,
		/** A device comes online: it hands in what it has, in pieces, and takes what is there. */
		meet(doc: Y.Doc) {
			const body = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(room.doc));
			const taken = room.take(body, new Set([doc.clientID]), `member ${doc.clientID}`);
			if (taken.problem !== undefined) problems.push(taken.problem);
			else room.arrive();
			Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc, Y.encodeStateVector(doc)));
		},
	};
}

/** Something that somebody at a form does. */
function edit(
	doc: Y.Doc,
	{ random, below }: { random: () => number; below: (most: number) => number },
) {
	const kind = random();
	if (kind < 0.2)
		return void designValues(doc).set('weakestFactor', random() < 0.5 ? 'price' : 'trust');
	if (kind < 0.3) return void designValues(doc).set('pointValue', random() * 3);
	// Often all are in the same field, and often at its head or end.
	const text = designText(doc, fields[random() < 0.7 ? 0 : below(fields.length)] as TextField);
	const places = [0, text.length, below(text.length + 1)];
	const place = places[below(3)] as number;
	if (kind < 0.45 && text.length > 0) text.delete(below(text.length), 1);
	else for (const [index, sign] of [...'一句話'].entries()) text.insert(place + index, sign);
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
	'whatever six honest devices write, apart or together, is taken and merged (%i)',
	(seed) => {
		const team = sixDevices(seed);
		for (let round = 0; round < 12; round++) {
			for (const doc of team.devices) {
				for (let count = team.below(40); count > 0; count--) edit(doc, team);
				if (team.random() < 0.5) team.meet(doc);
			}
		}
		for (const doc of [...team.devices, ...team.devices]) team.meet(doc);
		expect(team.problems).toEqual([]);
		const expected = materialise(team.room.doc);
		for (const doc of team.devices) expect(materialise(doc)).toEqual(expected);
		const again = loadState(Y.encodeStateAsUpdate(team.room.doc));
		expect(again && materialise(again)).toEqual(expected);
	},
);

test('six who put a hundred pieces each at the head of the same empty text, all offline, lose nothing', () => {
	const team = sixDevices(9);
	for (const [member, doc] of team.devices.entries()) {
		for (let count = 0; count < 100; count++) {
			designText(doc, 'risks').insert(0, `${member}`);
			designValues(doc).set('weakestFactor', 'price');
			designValues(doc).set('pointValue', count);
		}
	}
	for (const doc of [...team.devices, ...team.devices]) team.meet(doc);
	expect(team.problems).toEqual([]);
	expect(designText(team.room.doc, 'risks').length).toBe(600);
	for (const doc of team.devices) expect(materialise(doc)).toEqual(materialise(team.room.doc));
});
