import { rmSync } from 'node:fs';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { designText, designValues, type TextField } from '#workflow/design.ts';
import { charactersOf, charactersTaken, copyEveryMilliseconds } from '#server/live/copies.ts';
import { loadDocument } from '#server/live/documents.ts';
import { keepCopy, mostCopies, namedSnapshots } from '#server/live/snapshots.ts';
import { openStore, type Store } from '#server/store/store.ts';
import { openUpTo, startHost } from '../support/class.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';
import { temporaryFolder } from '../support/server.ts';
import type { Device } from '../support/socket.ts';

afterEach(closeHosts);

/** Two of a team write in the design phase; nothing has been handed in, and no phase has ended since. */
async function writing(given: { store?: Store } = {}) {
	const at = await redAndBlue(given);
	const { host, seated, ming, mei, seatOf } = at;
	const { classId, teams } = seated;
	await openUpTo(host, classId, 'design');
	const [one, two] = [seatOf(ming), seatOf(mei)];
	for (const device of [one, two]) await device.ready();
	const red = teams.red.id;
	const list = () => host.services.snapshots.list(classId, red);
	const kinds = async () => (await namedSnapshots(host.store.db, red)).map(({ kind }) => kind);
	return { ...at, classId, red, one, two, list, kinds };
}

async function write(device: Device, field: TextField, words: string): Promise<void> {
	device.type(field, words);
	await device.saved();
}

/** All at once, as with select-all and delete. */
async function clear(device: Device, field: TextField): Promise<void> {
	const text = designText(device.doc, field);
	text.delete(0, text.length);
	await device.saved();
}

const fields = ['targetCustomers', 'strategyPlan', 'risks'] as const;
const sentence = '偶爾來的客人卡常常不見，中午又不想排隊，所以點數記在手機號碼上。';

test('what a teammate clears away in the design phase can be put back, also after a restart', async () => {
	const folder = temporaryFolder();
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const { host, one, two, list, red, classId } = await writing({
		store: await openStore(folder, new Date()),
	});
	for (const field of fields) await write(one, field, `${field}：${sentence}`);
	await two.until('the words', () => two.read('risks').endsWith(sentence));
	host.clock.pass(10_000);
	for (const field of fields) await clear(two, field);
	await expect.poll(list).toMatchObject([{ words: '刪掉一大段之前', filled: 3 }]);
	const [kept] = await list();
	await closeHosts();

	const again = startHost({ store: await openStore(folder, new Date()), clock: host.clock });
	onTestFinished(() => again.close());
	const { snapshots } = again.services;
	expect(await snapshots.list(classId, red)).toEqual([kept]);
	await snapshots.restore(classId, { teamId: red, label: kept?.label ?? '' });
	const { doc } = await loadDocument(again.store.db, red);
	expect(fields.map((field) => designText(doc, field).toString())).toEqual(
		fields.map((field) => `${field}：${sentence}`),
	);
	// What stood there before, empty as it is, can be put back in turn.
	expect((await snapshots.list(classId, red))[0]).toMatchObject({ words: '復原之前', filled: 0 });
});

test('while something is written a copy comes every few minutes, and none while nothing is', async () => {
	const { host, one, two, list, kinds } = await writing();
	await write(one, 'planName', '第一個想法');
	host.clock.pass(copyEveryMilliseconds - 1);
	await write(one, 'planName', '，再想');
	expect(await kinds()).toEqual([]);
	host.clock.pass(1);
	await write(one, 'planName', '，想完了');
	await expect
		.poll(list)
		.toMatchObject([{ words: '寫到一半時', planName: '第一個想法，再想，想完了' }]);
	host.clock.pass(copyEveryMilliseconds - 1);
	await write(two, 'risks', '人手不夠');
	expect(await kinds()).toEqual(['writing']);
	host.clock.pass(60 * copyEveryMilliseconds);
	await write(two, 'risks', '，機器壞掉');
	await expect.poll(kinds).toEqual(['writing', 'writing']);
});

test('a room that everybody has left and come back to keeps the same time', async () => {
	const { host, one, two, kinds, seatOf, ming } = await writing();
	await write(one, 'planName', '第一個想法');
	host.clock.pass(copyEveryMilliseconds);
	await write(one, 'planName', '，再想');
	await expect.poll(kinds).toEqual(['writing']);
	for (const device of [one, two]) await device.end();
	host.clock.pass(copyEveryMilliseconds - 1);
	const again = seatOf(ming);
	await again.ready();
	await write(again, 'planName', '，回來了');
	expect(await kinds()).toEqual(['writing']);
	host.clock.pass(1);
	await write(again, 'planName', '，又想');
	await expect.poll(kinds).toEqual(['writing', 'writing']);
});

test('letters held down one by one come to the same as one deletion, and correcting a word to none', async () => {
	const { host, one, kinds, list } = await writing();
	await write(one, 'risks', sentence.repeat(3));
	host.clock.pass(60_000);
	const text = designText(one.doc, 'risks');
	for (let count = 0; count < 20; count++) text.delete(text.length - 1, 1);
	await one.saved();
	expect(await kinds()).toEqual([]);
	for (let count = 0; count < 40; count++) text.delete(text.length - 1, 1);
	await one.saved();
	await expect.poll(kinds).toEqual(['deletion']);
	const [kept] = await list();
	expect(kept?.design.text.risks.length).toBeGreaterThan(sentence.length * 3 - 40);
});

test('clearing away and undoing again and again leaves one copy, not a dozen of the same', async () => {
	const { host, one, kinds } = await writing();
	await write(one, 'risks', sentence.repeat(2));
	const undoing = new Y.UndoManager(designText(one.doc, 'risks'));
	for (let count = 0; count < 4; count++) {
		host.clock.pass(60_000);
		await clear(one, 'risks');
		undoing.undo();
		await one.saved();
		expect(one.read('risks')).toBe(sentence.repeat(2));
	}
	host.clock.pass(1_000);
	await expect.poll(kinds).toEqual(['deletion']);
});

test('of each kind the newest dozen is kept, and what phases and hand-ins left stays', async () => {
	const { host, one, red, classId, kinds, list } = await writing();
	await write(one, 'planName', '第一個想法');
	await openUpTo(host, classId, 'share');
	const { db } = host.store;
	for (let count = 1; count <= mostCopies + 5; count++) {
		const doc = new Y.Doc();
		designText(doc, 'risks').insert(0, `第${count}次`);
		for (const kind of ['writing', 'deletion'] as const) {
			host.clock.pass(1_000);
			await keepCopy(db, red, { kind }, Y.encodeStateAsUpdate(doc), host.clock());
			designText(doc, 'risks').insert(0, '又');
		}
	}
	const kept = await kinds();
	expect(kept.filter((kind) => kind === 'writing')).toHaveLength(mostCopies);
	expect(kept.filter((kind) => kind === 'deletion')).toHaveLength(mostCopies);
	const texts = (await list()).map(({ words, design }) => [words, design.text.risks]);
	expect(texts.slice(0, 2)).toEqual([
		['刪掉一大段之前', `又第${mostCopies + 5}次`],
		['寫到一半時', `第${mostCopies + 5}次`],
	]);
	expect(texts.at(-1)?.[0]).toBe('「設計」結束時');
});

test('a copy that came by itself takes no place of the one that a phase leaves', async () => {
	const { host, one, classId, list, kinds } = await writing();
	await write(one, 'planName', '第一個想法');
	host.clock.pass(copyEveryMilliseconds);
	await write(one, 'planName', '，再想');
	await expect.poll(kinds).toEqual(['writing']);
	host.clock.pass(1_000);
	await openUpTo(host, classId, 'share');
	expect((await list()).map(({ words }) => words)).toEqual(['「設計」結束時', '寫到一半時']);
});

test('only words count that stand there: not numbers, and not what was gone already', () => {
	const doc = new Y.Doc();
	const text = designText(doc, 'risks');
	text.insert(0, '一二三四五六七八九十');
	designValues(doc).set('threshold', 10);
	const before = Y.encodeStateVector(doc);
	const deletionsOf = (change: () => void, told?: Uint8Array) => {
		const copy = new Y.Doc();
		Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
		change();
		const { ds } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, told ?? before));
		return charactersTaken(copy, ds.clients);
	};
	expect(deletionsOf(() => designValues(doc).set('threshold', 20))).toBe(0);
	expect(deletionsOf(() => text.delete(2, 5))).toBe(5);
	// Whoever comes back tells of every deletion there has been.
	expect(deletionsOf(() => text.insert(0, '零'))).toBe(0);
	expect(deletionsOf(() => text.delete(0, text.length))).toBe(6);
	expect(charactersOf(doc)).toBe(0);
	// Of what this server has not seen yet, nothing is taken from it.
	expect(charactersTaken(new Y.Doc(), Y.decodeUpdate(Y.encodeStateAsUpdate(doc)).ds.clients)).toBe(
		0,
	);
});
