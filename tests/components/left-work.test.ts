import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { copyName } from '../../src/live/left-work.ts';
import { Rescues } from '../../src/live/rescues.svelte.ts';
import { FakeServer, fakeStore } from './fake-server.ts';
import { of, offered, openReadyPage } from './open-page.ts';

/** What a device holds that never got to the server is offered, and to nobody else's team. */

test('what a closed page left unsent is handed in by the next one, under an id of its own', async () => {
	const server = new FakeServer();
	const store = fakeStore();
	const page = await openReadyPage(server, store);
	server.socket.drop();
	page.write('留在裝置上');
	await expect.poll(() => page.document.light.kind).toBe('onDevice');
	page.leave();
	const next = await openReadyPage(server, store);
	await expect.poll(() => server.text).toBe('留在裝置上');
	expect(next.text).toBe('留在裝置上');
	expect(next.document.doc.clientID).not.toBe(100);
});

test('work the server does not believe is put aside, and the room begun afresh', async () => {
	const server = new FakeServer();
	const store = fakeStore();
	server.doc.getText('text:planName').insert(0, '隊友的');
	server.acknowledging = false;
	const page = await openReadyPage(server, store);
	page.write('可疑');
	await page.document.settle(60);
	server.socket.drop(1007);
	await expect.poll(() => server.sockets.length).toBe(2);
	server.acknowledging = true;
	server.socket.welcome();
	await expect.poll(() => page.text).toBe('');
	expect(page.document.ready).toBe(true);
	expect(server.text).toBe('');
	page.write('再寫');
	await expect.poll(() => server.text).toBe('再寫');
	await expect.poll(() => page.document.light.kind).toBe('saved');
	const { rescues, list } = await offered(page, store);
	expect(list).toEqual([{ why: 'refused', says: { risks: '可疑' } }]);
	page.leave();
	const next = await openReadyPage(server, store);
	expect(next.text).toBe('再寫');
	expect((await offered(next, store)).list).toEqual(list);
	await rescues.dismiss(rescues.list[0]?.name ?? '');
	expect((await offered(next, store)).list).toEqual([]);
});

test('what is written until the room has begun afresh is put aside with the rest', async () => {
	const server = new FakeServer();
	const store = fakeStore();
	server.acknowledging = false;
	const page = await openReadyPage(server, store);
	page.write('可疑');
	await page.document.settle(60);
	server.socket.drop(1007);
	await expect.poll(() => server.sockets.length).toBe(2);
	server.acknowledging = true;
	const old = page.document.doc;
	server.socket.welcome();
	page.write('，還在寫');
	await expect.poll(() => page.document.doc).not.toBe(old);
	const list = [{ why: 'refused', says: { risks: '可疑，還在寫' } }];
	expect((await offered(page, store)).list).toEqual(list);
	page.write('再寫');
	await expect.poll(() => server.text).toBe('再寫');
	page.leave();
	const next = await openReadyPage(server, store);
	expect(next.text).toBe('再寫');
	expect((await offered(next, store)).list).toEqual(list);
});

test('work that is refused again after that is not sent for ever', async () => {
	const server = new FakeServer();
	server.acknowledging = false;
	const page = await openReadyPage(server);
	for (const tries of [2, 3]) {
		await expect.poll(() => page.text).toBe('');
		page.write('可疑');
		await page.document.settle(60);
		server.socket.drop(1007);
		await expect.poll(() => server.sockets.length).toBe(tries);
		server.socket.welcome();
	}
	await expect.poll(() => page.document.readOnly).toBe(true);
	expect(page.document.light.kind).toBe('unsaved');
});

test('a room that is not this team’s leaves no word in this team’s document or copy', async () => {
	const server = new FakeServer();
	const store = fakeStore();
	const page = await openReadyPage(server, store);
	page.write('第三組');
	await expect.poll(() => page.document.light.kind).toBe('saved');
	server.socket.drop();
	page.write('，離線');
	await expect.poll(() => page.document.light.kind).toBe('onDevice');
	const elsewhere = new FakeServer();
	elsewhere.doc.getText('text:risks').insert(0, '第四組的字');
	server.room = 't4';
	server.doc.getText('text:risks').delete(0, 3);
	server.doc.getText('text:risks').insert(0, '第四組的字');
	await expect.poll(() => server.sockets.length).toBe(2);
	server.socket.welcome();
	await page.document.settle(60);
	expect(page.text).toBe('第三組，離線');
	expect(page.document.light.kind).toBe('onDevice');
	expect(server.text).toBe('第四組的字');
	page.leave();

	const moved = await openReadyPage(elsewhere, store, 't4');
	expect((await offered(moved, store, 't4')).list).toEqual([
		{ why: 'otherTeam', says: { risks: '第三組，離線' } },
	]);
});

test('what another team’s server has is not offered: only what never got there', async () => {
	const store = fakeStore();
	const server = new FakeServer();
	const page = await openReadyPage(server, store);
	page.write('都存好了');
	await expect.poll(() => page.document.light.kind).toBe('saved');
	page.leave();
	const elsewhere = new FakeServer();
	const moved = await openReadyPage(elsewhere, store, 't4');
	expect((await offered(moved, store, 't4')).list).toEqual([]);
});

test('what a seat that was taken away had not sent is offered: without a seat, and in the next one', async () => {
	const store = fakeStore();
	const server = new FakeServer();
	const page = await openReadyPage(server, store);
	page.write('存好的');
	await expect.poll(() => page.document.light.kind).toBe('saved');
	const rescues = new Rescues(store);
	await rescues.lookWithoutSeat([]);
	expect(rescues.list).toEqual([]);
	server.socket.drop();
	page.write('，末句');
	await expect.poll(() => page.document.light.kind).toBe('onDevice');
	page.leave();

	await rescues.lookWithoutSeat(['c1']);
	expect(rescues.list).toEqual([]);
	await rescues.lookWithoutSeat([]);
	expect(rescues.list.map(({ why, places }) => ({ why, places }))).toEqual([
		{ why: 'formerSeat', places: ['risks'] },
	]);
	expect(rescues.list[0]?.design.text.risks).toBe('存好的，末句');
	const again = { classId: 'c1', memberId: 'm2', teamId: of.teamId, epoch: 1 };
	await rescues.look(again, server.doc);
	expect(rescues.list.map(({ why }) => why)).toEqual(['formerSeat']);
	// Pasted back, it is known.
	await rescues.look(again, page.document.doc);
	expect(rescues.list).toEqual([]);
});

test('a device that was closed during the restore is offered its words too, until it declines', async () => {
	const store = fakeStore();
	const server = new FakeServer();
	const page = await openReadyPage(server, store);
	page.write('備份後寫的');
	await expect.poll(() => page.document.light.kind).toBe('saved');
	page.leave();
	const restored = new FakeServer();
	restored.epoch = 2;
	for (let visit = 0; visit < 2; visit += 1) {
		const next = await openReadyPage(restored, store);
		const { rescues, list } = await offered(next, store);
		expect(list).toEqual([{ why: 'restored', says: { risks: '備份後寫的' } }]);
		if (visit === 1) await rescues.dismiss(rescues.list[0]?.name ?? '');
		next.leave();
	}
	const last = await openReadyPage(restored, store);
	expect((await offered(last, store)).list).toEqual([]);
});

test('a copy from before a restore that lost nothing is not offered', async () => {
	const store = fakeStore();
	const server = new FakeServer();
	const page = await openReadyPage(server, store);
	page.write('在備份裡');
	await expect.poll(() => page.document.light.kind).toBe('saved');
	page.leave();
	server.epoch = 2;
	const next = await openReadyPage(server, store);
	expect((await offered(next, store)).list).toEqual([]);
});

test('what was offered for several copies is given up for all of them', async () => {
	const store = fakeStore();
	for (const [epoch, words] of ['第一句。', '第一句。第二句。'].entries()) {
		const doc = new Y.Doc();
		doc.getText('text:risks').insert(0, words);
		const shelf = await store.open(copyName({ ...of, epoch: epoch + 1 }));
		await shelf.keep(Y.encodeStateAsUpdate(doc));
	}
	const rescues = new Rescues(store);
	const look = () => rescues.look({ ...of, epoch: 3 }, new Y.Doc());
	await look();
	expect(rescues.list.map(({ design }) => design.text.risks)).toEqual(['第一句。第二句。']);
	await rescues.dismiss(rescues.list[0]?.name ?? '');
	await look();
	expect(rescues.list).toEqual([]);
	expect(await store.names()).toEqual([]);
});
