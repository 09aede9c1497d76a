import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { frame } from '../../src/workflow/messages.ts';
import { deviceStore } from '../../src/live/local-copy.ts';
import { FakeServer, fakeStore } from './fake-server.ts';
import { offered, openPage, openReadyPage } from './open-page.ts';

test('nothing may be written before the server has given an author id, and then it is that one', async () => {
	const server = new FakeServer();
	const page = openPage(server);
	expect(page.document.ready).toBe(false);
	expect(page.document.opened).toBe(false);
	server.socket.welcome();
	await expect.poll(() => page.document.ready).toBe(true);
	expect(page.document.opened).toBe(true);
	expect(page.document.doc.clientID).toBe(100);
});

test('what is written reaches the server and the light says saved only then', async () => {
	const server = new FakeServer();
	server.acknowledging = false;
	const page = await openReadyPage(server);
	page.write('第一句');
	expect(page.document.light.kind).toBe('saving');
	server.acknowledging = true;
	server.socket.drop();
	await expect.poll(() => server.sockets.length).toBe(2);
	server.socket.welcome();
	await expect.poll(() => server.text).toBe('第一句');
	await expect.poll(() => page.document.light.kind).toBe('saved');
});

test('after a break it comes back by itself, as the same author, with what was written meanwhile', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	page.write('前');
	await expect.poll(() => server.text).toBe('前');
	server.socket.drop();
	page.write('斷線時');
	await expect.poll(() => page.document.light.kind).toBe('onDevice');
	server.doc.getText('text:risks').insert(0, '隊友：');
	await expect.poll(() => server.sockets.length).toBe(2);
	expect(server.asked.at(-1)).toContain('author=100');
	server.socket.welcome();
	await expect.poll(() => page.text).toBe('隊友：前斷線時');
	await expect.poll(() => server.text).toBe('隊友：前斷線時');
	expect(page.document.light.kind).toBe('saved');
});

test('what comes before the answer counts only as the answer has it', async () => {
	const server = new FakeServer();
	const mate = new Y.Doc();
	mate.clientID = 7;
	mate.getText('text:risks').insert(0, '隊友先寫的。');
	Y.applyUpdate(server.doc, Y.encodeStateAsUpdate(mate));
	const other = new Y.Doc();
	Y.applyUpdate(other, Y.encodeStateAsUpdate(server.doc));
	other.getText('text:risks').insert(6, '另一位接著寫的。');
	Y.applyUpdate(server.doc, Y.encodeStateAsUpdate(other));
	const page = openPage(server);
	server.socket.welcome();
	// Under the mate's clocks there is something that was cleared away, as he never wrote it.
	const [runs, structs, clock, cleared, length, deletions] = [1, 1, 0, 0, 6, 0];
	const forged = Uint8Array.of(runs, structs, mate.clientID, clock, cleared, length, deletions);
	server.socket.say(frame.update, forged);
	await expect.poll(() => page.document.ready).toBe(true);
	expect(page.text).toBe('隊友先寫的。另一位接著寫的。');
	page.write('我的。');
	await expect.poll(() => page.document.light.kind).toBe('saved');
	expect(server.text).toBe('隊友先寫的。另一位接著寫的。我的。');
});

test('on a device that keeps nothing, offline work is called unsaved', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server, fakeStore({ broken: true }));
	server.socket.drop();
	page.write('只在這一頁');
	await expect.poll(() => page.document.light.kind).toBe('unsaved');
});

test('closing the page is held back while anything is not on the server', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	const closing = () => {
		const event = new Event('beforeunload', { cancelable: true });
		dispatchEvent(event);
		return event.defaultPrevented;
	};
	expect(closing()).toBe(false);
	server.acknowledging = false;
	page.write('還沒存');
	expect(closing()).toBe(true);
});

test('offline work whose copy another tab took away is called unsaved', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server, deviceStore);
	server.socket.drop();
	page.write('斷線時寫的');
	await expect.poll(() => page.document.light.kind).toBe('onDevice');
	const names = (await deviceStore.names()).filter((name) => name.startsWith('ll:'));
	await Promise.all(names.map((name) => deviceStore.remove(name)));
	await expect.poll(() => page.document.light.kind).toBe('unsaved');
	page.write('，又寫');
	expect(page.document.light.kind).toBe('unsaved');
	// The server is told of it all the same, once the line is back.
	await expect.poll(() => server.sockets.length).toBe(2);
	server.socket.welcome();
	await expect.poll(() => server.text).toBe('斷線時寫的，又寫');
	await expect.poll(() => page.document.light.kind).toBe('saved');
});

test('a store failure is said in the server’s words, and taken back when the work is stored', async () => {
	const server = new FakeServer();
	server.acknowledging = false;
	const page = await openReadyPage(server);
	page.write('一句');
	await expect.poll(() => page.document.owing).toBe(true);
	await page.document.settle(60);
	server.socket.notice('failing', '伺服器暫時存不進去。');
	expect(page.document.light).toEqual({ kind: 'unsaved', reason: '伺服器暫時存不進去。' });
	server.socket.acknowledge();
	expect(page.document.light.kind).toBe('saved');
});

test('a room that is read only says so and takes no more', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	server.socket.notice('readOnly', '這堂課已經結束。');
	expect(page.document.readOnly).toBe(true);
});

test('whoever is cut does not come back by himself', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	vi.useFakeTimers();
	try {
		server.socket.notice('cut', '老師把你換到另一組了。');
		server.socket.drop();
		vi.advanceTimersByTime(60_000);
		expect(server.sockets.length).toBe(1);
		expect(page.connection.notice?.message).toContain('另一組');
	} finally {
		vi.useRealTimers();
	}
});

test('that the server stores again is no refusal', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	server.socket.notice('failing', '伺服器暫時存不進去。');
	server.acknowledging = false;
	page.write('一句');
	expect(page.document.light.kind).toBe('unsaved');
	server.socket.notice('told', '伺服器又能存檔了。');
	expect(page.document.light).toEqual({ kind: 'saving' });
});

test('whoever was turned away while offline is told so and stops trying', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	server.isTurnedAway = true;
	server.socket.drop();
	page.write('末句');
	for (const sockets of [2, 3]) {
		await expect.poll(() => server.sockets.length).toBe(sockets);
		server.socket.drop();
	}
	await expect.poll(() => page.connection.notice?.kind).toBe('cut');
	expect(page.document.readOnly).toBe(true);
	expect(page.document.light).toEqual({ kind: 'unsaved', reason: '你不在這堂課裡了。' });
	const tried = server.sockets.length;
	vi.useFakeTimers();
	vi.advanceTimersByTime(60_000);
	vi.useRealTimers();
	expect(server.sockets.length).toBe(tried);
});

test('a class closed while offline is named as the reason, however slowly the store opens', async () => {
	const server = new FakeServer();
	const store = fakeStore();
	const page = await openReadyPage(server, store);
	server.socket.drop();
	page.write('離線寫的');
	await expect.poll(() => page.document.light.kind).toBe('onDevice');
	page.leave();
	const next = openPage(server, store);
	server.socket.welcome();
	server.socket.notice('readOnly', '這堂課已經結束。');
	await expect.poll(() => next.document.ready).toBe(true);
	expect(next.document.light).toEqual({ kind: 'unsaved', reason: '這堂課已經結束。' });
	expect(next.document.readOnly).toBe(true);
	expect(server.text).toBe('');
});

test('what was left unsent goes out though the line breaks while the store is opening', async () => {
	const server = new FakeServer();
	const store = fakeStore();
	const page = await openReadyPage(server, store);
	server.socket.drop();
	page.write('離線寫的');
	await expect.poll(() => page.document.light.kind).toBe('onDevice');
	page.leave();
	let open = () => {};
	const opening = new Promise<void>((resolve) => (open = resolve));
	const slow = { ...store, open: (name: string) => opening.then(() => store.open(name)) };
	const next = openPage(server, slow);
	const count = server.sockets.length;
	server.socket.welcome();
	server.socket.drop();
	await expect.poll(() => server.sockets.length).toBe(count + 1);
	server.socket.welcome();
	open();
	await expect.poll(() => next.document.ready).toBe(true);
	await expect.poll(() => server.text).toBe('離線寫的');
	expect([next.text, next.document.light.kind]).toEqual(['離線寫的', 'saved']);
});

test('hours of offline work arrive in frames that the server takes', async () => {
	const server = new FakeServer();
	server.largest = 64 * 1024 - 1;
	const page = await openReadyPage(server);
	server.socket.drop();
	page.document.doc.transact(() => {
		const text = page.document.doc.getText('text:risks');
		for (let number = 0; number < 9_000; number += 1) {
			text.insert(0, `第${number}句。`);
			text.delete(2, 2);
		}
	});
	await expect.poll(() => server.sockets.length).toBe(2);
	server.socket.welcome();
	await expect.poll(() => server.text).toBe(page.text);
	await expect.poll(() => page.document.light.kind).toBe('saved');
	expect(server.sockets.length).toBe(2);
});

test.each([
	['the device', fakeStore()],
	['the page, where the device keeps nothing', fakeStore({ broken: true })],
])('a restored server opens a new document and the old words stay on %s', async (_, store) => {
	const server = new FakeServer();
	const page = await openReadyPage(server, store);
	page.write('復原前');
	await expect.poll(() => server.text).toBe('復原前');
	server.socket.drop();
	server.epoch = 2;
	server.doc.getText('text:risks').delete(0, 3);
	await expect.poll(() => server.sockets.length).toBe(2);
	server.socket.welcome();
	// The restored room already holds words under the old id, so a fresh one is asked for.
	await expect.poll(() => server.sockets.length).toBe(3);
	server.socket.welcome();
	await expect.poll(() => page.document.left.length).toBe(1);
	await expect.poll(() => page.document.ready).toBe(true);
	expect(page.text).toBe('');
	expect(page.document.doc.clientID).toBe(101);
	page.write('復原後');
	await expect.poll(() => server.text).toBe('復原後');
	expect((await offered(page, store)).list).toEqual([
		{ why: 'restored', says: { risks: '復原前' } },
	]);
});

test.each([
	['the device', fakeStore()],
	['the page, where the device keeps nothing', fakeStore({ broken: true })],
])('what is written until the restored document is here is kept on %s', async (_, store) => {
	const server = new FakeServer();
	const page = await openReadyPage(server, store);
	const old = page.document.doc;
	page.write('復原前');
	await expect.poll(() => server.text).toBe('復原前');
	server.socket.drop();
	page.write('，斷線時');
	server.epoch = 2;
	server.doc.getText('text:risks').delete(0, 3);
	await expect.poll(() => server.sockets.length).toBe(2);
	server.socket.welcome();
	page.write('，招呼後');
	await expect.poll(() => server.sockets.length).toBe(3);
	// The hands go on typing in the same field until another one stands there.
	expect(page.document.doc).toBe(old);
	expect([page.document.opened, page.document.ready]).toEqual([true, true]);
	page.write('，換人前');
	const submitted = page.document.settle(60);
	server.socket.welcome();
	await expect.poll(() => page.document.doc).not.toBe(old);
	// A slider that was still under a hand writes as its field goes.
	old.getText('text:risks').insert(old.getText('text:risks').length, '，最後');
	const says = { risks: '復原前，斷線時，招呼後，換人前，最後' };
	expect((await offered(page, store)).list).toEqual([{ why: 'restored', says }]);
	expect(await submitted).toBe(false);
	expect(page.text).toBe('');
	page.write('復原後');
	await expect.poll(() => server.text).toBe('復原後');
	await expect.poll(() => page.document.light.kind).toBe('saved');
	page.leave();
	if ((await store.names().catch(() => [])).length === 0) return;
	const next = await openReadyPage(server, store);
	expect((await offered(next, store)).list).toEqual([{ why: 'restored', says }]);
});

test('a second restore while the first is fetched leaves one copy, with every word', async () => {
	const server = new FakeServer();
	const store = fakeStore();
	const page = await openReadyPage(server, store);
	page.write('一');
	await expect.poll(() => server.text).toBe('一');
	server.doc.getText('text:risks').delete(0, 1);
	for (const epoch of [2, 3]) {
		server.epoch = epoch;
		server.silent = true;
		server.socket.drop();
		await expect.poll(() => server.sockets.length).toBe(epoch);
		server.socket.welcome();
		page.write(String(epoch));
	}
	server.silent = false;
	server.socket.drop();
	await expect.poll(() => server.sockets.length).toBe(4);
	server.socket.welcome();
	await expect.poll(() => server.sockets.length).toBe(5);
	server.socket.welcome();
	await expect.poll(() => page.document.left.length).toBe(1);
	const { list } = await offered(page, store);
	expect(list).toEqual([{ why: 'restored', says: { risks: '一23' } }]);
});

/** A page in a room that is full with what a teammate wrote, and that has just been refused a word. */
async function refusedPage(store = fakeStore()) {
	const server = new FakeServer();
	server.doc.getText('text:risks').insert(0, '隊友寫滿了');
	server.mostCharacters = 6;
	const page = await openReadyPage(server, store);
	page.write('，再多一句');
	await expect.poll(() => page.document.light.kind).toBe('unsaved');
	return { server, page, store };
}
const risks = (page: ReturnType<typeof openPage>) => page.document.doc.getText('text:risks');

test('in a full document everybody may still delete, and then the unsent words go through', async () => {
	const { server, page } = await refusedPage();
	expect(page.document.readOnly).toBe(false);
	expect(page.document.light).toEqual({ kind: 'unsaved', reason: '文件滿了，請刪掉一些。' });
	risks(page).delete(0, 2);
	await expect.poll(() => server.sockets.length).toBe(2);
	server.socket.welcome();
	// There is room for a deletion, and not yet for the words.
	await expect.poll(() => server.text).toBe('寫滿了');
	await expect.poll(() => page.document.light.kind).toBe('unsaved');
	expect(page.document.readOnly).toBe(false);
	expect(page.text).toBe('寫滿了，再多一句');
	risks(page).delete(1, 2);
	await expect.poll(() => server.sockets.length).toBe(3);
	server.socket.welcome();
	await expect.poll(() => page.document.light.kind).toBe('saved');
	expect(server.text).toBe('寫，再多一句');
	expect(page.text).toBe('寫，再多一句');
	server.mostCharacters = Infinity;
	page.write('！');
	await expect.poll(() => server.text).toBe('寫，再多一句！');
	expect(server.sockets.length).toBe(3);
});

test('where a teammate makes room, the words go through without a hand here', async () => {
	const { server, page } = await refusedPage();
	const before = Y.encodeStateVector(server.doc);
	server.doc.getText('text:risks').delete(0, 4);
	server.socket.say(frame.update, Y.encodeStateAsUpdate(server.doc, before));
	await expect.poll(() => server.sockets.length).toBe(2);
	server.socket.welcome();
	await expect.poll(() => page.document.light.kind).toBe('saved');
	expect(server.text).toBe('了，再多一句');
});

test('a page that opens with words refused before may delete at once', async () => {
	const { server, page, store } = await refusedPage();
	page.leave();
	const next = await openReadyPage(server, store);
	await expect.poll(() => next.document.light.kind).toBe('unsaved');
	expect(next.document.readOnly).toBe(false);
	risks(next).delete(0, 4);
	await expect.poll(() => server.sockets.length).toBe(3);
	server.socket.welcome();
	await expect.poll(() => next.document.light.kind).toBe('saved');
	expect(server.text).toBe('了，再多一句');
});
