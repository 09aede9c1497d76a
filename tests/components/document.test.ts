import { afterEach, expect, test, vi } from 'vitest';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { LiveConnection } from '../../src/live/connection.svelte.ts';
import { RoomDocument } from '../../src/live/document.svelte.ts';
import { deviceStore, type DeviceStore } from '../../src/live/local-copy.ts';
import { Rescues } from '../../src/live/rescues.svelte.ts';
import { materialise } from '../../src/workflow/design.ts';
import { frame } from '../../src/workflow/messages.ts';
import { FakeServer, fakeStore } from './fake-server.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
	for (const cleanup of cleanups.splice(0)) cleanup();
});

const of = { classId: 'c1', teamId: 't3', memberId: 'm1' };

/** A page that has the room open: its own document and connection, on the given server and store. */
function openPage(server: FakeServer, store: DeviceStore = fakeStore(), teamId = of.teamId) {
	const connection = new LiveConnection(
		{ classId: 'c1', as: 'member', turnedAway: '你不在這堂課裡了。' },
		server.surroundings,
	);
	const document = new RoomDocument(connection, { ...of, teamId }, store);
	const stopDocument = document.start();
	const stopConnection = connection.start();
	const leave = () => {
		stopConnection();
		stopDocument();
	};
	cleanups.push(leave);
	return {
		connection,
		document,
		leave,
		write: (words: string) => {
			const text = document.doc.getText('text:risks');
			text.insert(text.length, words);
		},
		get text() {
			return document.doc.getText('text:risks').toString();
		},
	};
}

async function openReadyPage(server: FakeServer, store?: DeviceStore, teamId = of.teamId) {
	server.room = teamId;
	const page = openPage(server, store, teamId);
	server.socket.welcome();
	await expect.poll(() => page.document.ready).toBe(true);
	return page;
}

/** What the page would offer from this device, as field → words. */
async function offered(page: ReturnType<typeof openPage>, store: DeviceStore, teamId = of.teamId) {
	const rescues = new Rescues(store);
	const here = { ...of, teamId, epoch: page.document.epoch };
	await rescues.look(here, materialise(page.document.doc), page.document.left);
	const list = rescues.list.map(({ why, fields, design }) => ({
		why,
		says: Object.fromEntries(fields.map((field) => [field, design.text[field as 'risks']])),
	}));
	return { rescues, list };
}

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
	await expect.poll(() => page.document.ready).toBe(true);
	expect(server.text).toBe('');
	expect(page.text).toBe('');
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

test('work that is refused again after that is not sent for ever', async () => {
	const server = new FakeServer();
	server.acknowledging = false;
	const page = await openReadyPage(server);
	for (const tries of [2, 3]) {
		await expect.poll(() => page.document.ready).toBe(true);
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
	expect(rescues.list.map(({ why, fields }) => ({ why, fields }))).toEqual([
		{ why: 'formerSeat', fields: ['risks'] },
	]);
	expect(rescues.list[0]?.design.text.risks).toBe('存好的，末句');
	const again = { classId: 'c1', memberId: 'm2', teamId: of.teamId, epoch: 1 };
	await rescues.look(again, materialise(server.doc));
	expect(rescues.list.map(({ why }) => why)).toEqual(['formerSeat']);
	// Pasted back, it is known.
	await rescues.look(again, materialise(page.document.doc));
	expect(rescues.list).toEqual([]);
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
	await expect.poll(() => page.document.left.length).toBe(1);
	expect(page.text).toBe('');
	// The restored room already holds words under the old id, so a fresh one is asked for.
	await expect.poll(() => server.sockets.length).toBe(3);
	server.socket.welcome();
	await expect.poll(() => page.document.ready).toBe(true);
	expect(page.document.doc.clientID).toBe(101);
	page.write('復原後');
	await expect.poll(() => server.text).toBe('復原後');
	expect((await offered(page, store)).list).toEqual([
		{ why: 'restored', says: { risks: '復原前' } },
	]);
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

test('the copy in this browser’s own store is there for the next page', async () => {
	const name = `test:${Date.now()}`;
	const copy = await deviceStore.open(name);
	const doc = new Y.Doc();
	doc.getText('text:risks').insert(0, '字');
	const update = Y.encodeStateAsUpdate(doc);
	await copy.keep(update);
	await copy.noteArrived(7, 12);
	copy.close();
	const again = await deviceStore.open(name);
	expect(again.updates).toEqual([update]);
	expect([...again.arrived]).toEqual([[7, 12]]);
	expect(await deviceStore.names()).toContain(name);
	again.close();
	await deviceStore.remove(name);
	expect(await deviceStore.names()).not.toContain(name);
});

test('a copy of many updates is folded into one and forgets nothing', async () => {
	const name = `test:${Date.now()}`;
	const doc = new Y.Doc();
	const copy = await deviceStore.open(name);
	const kept: Promise<void>[] = [copy.noteArrived(7, 12)];
	doc.on('update', (update: Uint8Array) => kept.push(copy.keep(update)));
	for (let number = 0; number < 250; number += 1) doc.getText('text:risks').insert(0, '字');
	await Promise.all(kept);
	copy.close();
	(await deviceStore.open(name)).close();
	const again = await deviceStore.open(name);
	expect(again.updates.length).toBe(1);
	expect([...again.arrived]).toEqual([[7, 12]]);
	again.close();
	await deviceStore.remove(name);
});

test('a line that answers nothing is given up', async () => {
	const server = new FakeServer();
	const page = openPage(server);
	vi.useFakeTimers();
	try {
		page.connection.reconnect();
		const before = server.sockets.length;
		vi.advanceTimersByTime(8_100);
		expect(page.connection.status).toBe('away');
		vi.advanceTimersByTime(200);
		expect(server.sockets.length).toBe(before + 1);
	} finally {
		vi.useRealTimers();
	}
});

test('a dead line is given up in time, also by one who goes on typing', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	server.acknowledging = false;
	vi.useFakeTimers();
	try {
		for (let typed = 0; typed < 8; typed += 1) {
			expect(page.connection.status).toBe('live');
			page.write('字');
			vi.advanceTimersByTime(1_050);
		}
		expect(page.connection.status).toBe('away');
	} finally {
		vi.useRealTimers();
	}
});

test('when the browser says that the network has gone, the line is asked and given up soon', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	const mate = new Awareness(new Y.Doc());
	mate.setLocalState({ user: { id: 'm2', name: '周予安' }, field: 'risks', caret: null });
	server.socket.say(frame.presence, encodeAwarenessUpdate(mate, [mate.clientID]));
	mate.destroy();
	expect(page.document.presence.others.length).toBe(1);
	expect(page.document.light.kind).toBe('saved');
	server.silent = true;
	vi.useFakeTimers();
	try {
		dispatchEvent(new Event('offline'));
		vi.advanceTimersByTime(2_600);
		expect(page.connection.status).toBe('away');
		expect(page.document.light.kind).toBe('away');
		expect(page.document.presence.others).toEqual([]);
	} finally {
		vi.useRealTimers();
	}
});

test('a line that answers is kept, whatever the browser says of the network', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	vi.useFakeTimers();
	try {
		dispatchEvent(new Event('offline'));
		vi.advanceTimersByTime(20_000);
		expect(page.connection.status).toBe('live');
		expect(server.sockets.length).toBe(1);
	} finally {
		vi.useRealTimers();
	}
});

test('the device waking up connects at once', async () => {
	const server = new FakeServer();
	await openReadyPage(server);
	vi.useFakeTimers();
	try {
		server.socket.drop();
		expect(server.sockets.length).toBe(1);
		dispatchEvent(new Event('online'));
		expect(server.sockets.length).toBe(2);
	} finally {
		vi.useRealTimers();
	}
});
