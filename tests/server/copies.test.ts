import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { designText, designValues, type TextField } from '#workflow/design.ts';
import {
	charactersOf,
	charactersTaken,
	copyEveryMilliseconds,
	firstCopyMilliseconds,
} from '#server/live/copies.ts';
import { loadDocument } from '#server/live/documents.ts';
import { keepCopy, mostCopies, namedSnapshots } from '#server/live/snapshots.ts';
import { goesFirst } from '#server/live/thinning.ts';
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
	const textOf = async (label: string, field: TextField) =>
		(await host.services.snapshots.read(classId, { teamId: red, label })).text[field];
	const kinds = async () => (await namedSnapshots(host.store.db, red)).map(({ kind }) => kind);
	return { ...at, classId, red, one, two, list, textOf, kinds };
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

/** Always there, the last of the list. */
const beginning = { words: '還沒動筆時', filled: 0, characters: 0 };
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
	await expect.poll(list).toMatchObject([{ words: '刪掉一大段之前', filled: 3 }, beginning]);
	const [kept] = await list();
	await closeHosts();

	const again = startHost({ store: await openStore(folder, new Date()), clock: host.clock });
	onTestFinished(() => again.close());
	const { snapshots } = again.services;
	expect((await snapshots.list(classId, red))[0]).toEqual(kept);
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
	host.clock.pass(firstCopyMilliseconds - 1);
	await write(one, 'planName', '，再想');
	expect(await kinds()).toEqual([]);
	host.clock.pass(1);
	await write(one, 'planName', '，想完了');
	await expect
		.poll(list)
		.toMatchObject([
			{ words: '寫到一半時', planName: '第一個想法，再想，想完了', characters: 12 },
			beginning,
		]);
	host.clock.pass(copyEveryMilliseconds - 1);
	await write(two, 'risks', '人手不夠');
	expect(await kinds()).toEqual(['writing']);
	host.clock.pass(60 * copyEveryMilliseconds);
	await write(two, 'risks', '，機器壞掉');
	await expect.poll(kinds).toEqual(['writing', 'writing']);
});

test('what a team wrote in less than a minute is kept before any of it goes, however little it is', async () => {
	const { host, one, two, kinds, list } = await writing();
	await write(one, 'planName', '第一個想法');
	await two.until('the words', () => two.read('planName') === '第一個想法');
	host.clock.pass(firstCopyMilliseconds);
	await clear(two, 'planName');
	await expect.poll(kinds).toEqual(['writing']);
	expect(await list()).toMatchObject([
		{ words: '寫到一半時', planName: '第一個想法', characters: 5 },
		beginning,
	]);
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
	const { host, one, kinds, list, textOf } = await writing();
	await write(one, 'risks', sentence.repeat(3));
	host.clock.pass(firstCopyMilliseconds - 1);
	const text = designText(one.doc, 'risks');
	for (let count = 0; count < 20; count++) text.delete(text.length - 1, 1);
	await one.saved();
	expect(await kinds()).toEqual([]);
	for (let count = 0; count < 40; count++) text.delete(text.length - 1, 1);
	await one.saved();
	await expect.poll(kinds).toEqual(['deletion']);
	const [kept] = await list();
	expect((await textOf(kept?.label ?? '', 'risks')).length).toBeGreaterThan(
		sentence.length * 3 - 40,
	);
});

test('clearing away and undoing again and again leaves one copy, not a dozen of the same', async () => {
	const { host, one, kinds } = await writing();
	await write(one, 'risks', sentence.repeat(2));
	const undoing = new Y.UndoManager(designText(one.doc, 'risks'));
	for (let count = 0; count < 4; count++) {
		host.clock.pass(10_000);
		await clear(one, 'risks');
		undoing.undo();
		await one.saved();
		expect(one.read('risks')).toBe(sentence.repeat(2));
	}
	host.clock.pass(1_000);
	await expect.poll(kinds).toEqual(['deletion']);
});

test('of each kind a dozen is kept, the newest among them, and what phases and hand-ins left stays', async () => {
	const { host, one, red, classId, kinds, list, textOf } = await writing();
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
	const listed = await list();
	const newest = await Promise.all(
		listed.slice(0, 2).map(async ({ words, label }) => [words, await textOf(label, 'risks')]),
	);
	expect(newest).toEqual([
		['刪掉一大段之前', `又第${mostCopies + 5}次`],
		['寫到一半時', `第${mostCopies + 5}次`],
	]);
	expect(listed.slice(-2).map(({ words }) => words)).toEqual(['「設計」結束時', '還沒動筆時']);
});

test('however often a mate writes and deletes, the copies from before he began are still there', async () => {
	const { host, one, two, red, list, textOf, kinds } = await writing();
	// One before the deletion, unless the timed one has just been made and is as good.
	const newest = async () => (await namedSnapshots(host.store.db, red)).at(-1)?.at;
	const before: string[] = [];
	for (let minute = 0; minute < 12; minute++) {
		await write(one, 'strategyPlan', sentence);
		host.clock.pass(50_000);
		// Each minute some junk of his own: none of it puts off the copies of the team's writing.
		await write(two, 'risks', `${minute}`.padEnd(60, 'z'));
		host.clock.pass(10_000);
		await clear(two, 'risks');
		// Whichever it is, what he has cleared away is in it.
		const junk = `${minute}`.padEnd(60, 'z');
		// A timed one that waited for its turn may have been made just after.
		const inNewest = async () =>
			Promise.all((await list()).slice(0, 2).map(({ label }) => textOf(label, 'risks')));
		await expect.poll(inNewest, { interval: 2 }).toContain(junk);
		before.push(one.read('strategyPlan'));
	}
	await expect
		.poll(async () => (await kinds()).filter((kind) => kind === 'writing').length)
		.toBeGreaterThanOrEqual(2);
	const began = host.clock();
	host.clock.pass(10_000);
	await clear(two, 'strategyPlan');
	for (let round = 0; round < 20; round++) {
		host.clock.pass(5_300);
		await write(two, 'risks', `${round}`.padEnd(60, 'z'));
		await clear(two, 'risks');
		await expect.poll(newest, { interval: 2 }).toBe(host.clock());
	}
	const listed = (await list()).filter(({ words }) => words === '刪掉一大段之前');
	expect(listed).toHaveLength(mostCopies);
	const kept = listed.filter(({ at }) => at <= began);
	expect(kept.length).toBeGreaterThan(mostCopies / 3);
	expect(before.slice(-4)).toContain(await textOf(kept[0]?.label ?? '', 'strategyPlan'));
});

test('a law: of any number of copies the oldest and the newest stay, and no gap grows beyond two shares', () => {
	const pauses = fc.array(fc.integer({ min: 5_000, max: 900_000 }), { maxLength: 150 });
	const bursts = fc.array(fc.constantFrom(5_000, 5_300, 60_000, 900_000), { maxLength: 150 });
	fc.assert(
		fc.property(fc.oneof(pauses, bursts), (given) => {
			let copies: { at: number; number: number }[] = [];
			let at = 0;
			for (const [number, pause] of given.entries()) {
				at += pause;
				copies.push({ at, number });
				const going = copies.length > mostCopies ? goesFirst(copies) : null;
				copies = copies.filter((copy) => copy !== going);
				expect([copies[0]?.number, copies.at(-1)?.number]).toEqual([0, number]);
			}
			const share = (at - (copies[0]?.at ?? 0)) / (mostCopies - 1);
			for (const [index, copy] of copies.slice(1).entries()) {
				const before = copies[index] ?? copy;
				if (copy.number > before.number + 1)
					expect(copy.at - before.at).toBeLessThanOrEqual(2 * share);
			}
		}),
	);
});

test('of several teams the copies are kept one after the other, each as it stood before the deletion', async () => {
	const { host, one, seatOf, hua, red, seated, classId } = await writing();
	const blue = seated.teams.blue.id;
	const other = seatOf(hua);
	await other.ready();
	await write(one, 'risks', sentence.repeat(2));
	await write(other, 'risks', sentence.repeat(3));
	host.clock.pass(10_000);
	const cleared = host.clock();
	await Promise.all([clear(one, 'risks'), clear(other, 'risks')]);
	// Whatever is written while they wait is in none of them.
	await Promise.all([write(one, 'risks', '後來的'), write(other, 'risks', '後來的')]);
	for (const [team, count] of [
		[red, 2],
		[blue, 3],
	] as const) {
		const { snapshots } = host.services;
		await expect.poll(() => snapshots.list(classId, team)).toHaveLength(2);
		const [kept] = await snapshots.list(classId, team);
		expect(kept).toMatchObject({ at: cleared, words: '刪掉一大段之前' });
		const { text } = await snapshots.read(classId, { teamId: team, label: kept?.label ?? '' });
		expect(text.risks).toBe(sentence.repeat(count));
	}
});

test('a team that has nothing kept yet can be put back to before its first word', async () => {
	const { host, one, list, red, classId, seatOf, ming } = await writing();
	expect(await list()).toEqual([]);
	await write(one, 'planName', '第一個想法');
	const [only, ...others] = await list();
	expect(only).toMatchObject(beginning);
	expect(others).toEqual([]);
	const asked = { teamId: red, label: only?.label ?? '' };
	expect((await host.services.snapshots.read(classId, asked)).text.planName).toBe('');
	await host.services.snapshots.restore(classId, asked);
	const again = seatOf(ming);
	await again.ready();
	expect(again.read('planName')).toBe('');
	await write(again, 'planName', '第二個想法');
	expect((await list()).map(({ words }) => words)).toEqual(['復原之前', '還沒動筆時']);
});

test('the list opens no document: only what was kept before there were figures, each once', async () => {
	const { host, one, red, list } = await writing();
	await write(one, 'planName', '第一個想法');
	const doc = new Y.Doc();
	designText(doc, 'risks').insert(0, sentence);
	const { db } = host.store;
	const body = Y.encodeStateAsUpdate(doc);
	await keepCopy(db, red, { kind: 'writing' }, body, host.clock());
	await db
		.insertInto('document_snapshot')
		.values({ room: red, label: 'phase:brief:5', at: 5, body })
		.execute();
	const figures = { filled: 1, characters: sentence.length };
	const expected = [
		{ words: '寫到一半時', ...figures },
		{ words: '「說明」結束時', ...figures },
		beginning,
	];
	expect((await list()).map(({ characters }) => characters)).toEqual(
		expected.map(({ characters }) => characters),
	);
	await db
		.updateTable('document_snapshot')
		.set({ body: new Uint8Array([255]) })
		.execute();
	expect(await list()).toMatchObject(expected);
});

test('a copy that came by itself takes no place of the one that a phase leaves', async () => {
	const { host, one, classId, list, kinds } = await writing();
	await write(one, 'planName', '第一個想法');
	host.clock.pass(copyEveryMilliseconds);
	await write(one, 'planName', '，再想');
	await expect.poll(kinds).toEqual(['writing']);
	host.clock.pass(1_000);
	await openUpTo(host, classId, 'share');
	expect((await list()).map(({ words }) => words)).toEqual([
		'「設計」結束時',
		'寫到一半時',
		'還沒動筆時',
	]);
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
