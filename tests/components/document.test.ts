import { afterEach, expect, test, vi } from 'vitest';
import { LiveConnection } from '../../src/live/connection.svelte.ts';
import { RoomDocument } from '../../src/live/document.svelte.ts';
import { openLocalCopy } from '../../src/live/local-copy.ts';
import { FakeServer, fakeStore } from './fake-server.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
	for (const cleanup of cleanups.splice(0)) cleanup();
});

const of = { classId: 'c1', teamId: 't3', memberId: 'm1' };

/** A page that has the room open: its own document and connection, on the given server and store. */
function openPage(server: FakeServer, store: typeof openLocalCopy = fakeStore()) {
	const connection = new LiveConnection({ classId: 'c1', as: 'member' }, server.surroundings);
	const document = new RoomDocument(connection, of, store);
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

async function openReadyPage(server: FakeServer, store?: typeof openLocalCopy) {
	const page = openPage(server, store);
	server.socket.welcome();
	await expect.poll(() => page.document.ready).toBe(true);
	return page;
}

test('nothing may be written before the server has given an author id, and then it is that one', async () => {
	const server = new FakeServer();
	const page = openPage(server);
	expect(page.document.ready).toBe(false);
	server.socket.welcome();
	await expect.poll(() => page.document.ready).toBe(true);
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

test('a store failure is said in the server’s words, and taken back when the work is stored', async () => {
	const server = new FakeServer();
	server.acknowledging = false;
	const page = await openReadyPage(server);
	page.write('一句');
	await expect.poll(() => page.document.owing).toBe(true);
	await page.document.settle(60);
	server.socket.notice('told', '伺服器暫時存不進去。');
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

test('work the server does not believe is not sent for ever', async () => {
	const server = new FakeServer();
	server.acknowledging = false;
	const page = await openReadyPage(server);
	page.write('可疑');
	await page.document.settle(60);
	server.socket.drop(1007);
	await expect.poll(() => server.sockets.length).toBe(2);
	server.acknowledging = true;
	server.socket.welcome();
	await expect.poll(() => page.document.readOnly).toBe(true);
	expect(server.text).toBe('');
	expect(page.document.light.kind).toBe('unsaved');
});

test('a restored server opens a new document and the old words stay on the device', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	page.write('復原前');
	await expect.poll(() => server.text).toBe('復原前');
	server.socket.drop();
	server.epoch = 2;
	server.doc.getText('text:risks').delete(0, 3);
	await expect.poll(() => server.sockets.length).toBe(2);
	server.socket.welcome();
	await expect
		.poll(() => page.document.beforeRestore?.getText('text:risks').toString())
		.toBe('復原前');
	expect(page.text).toBe('');
	// The restored room already holds words under the old id, so a fresh one is asked for.
	await expect.poll(() => server.sockets.length).toBe(3);
	server.socket.welcome();
	await expect.poll(() => page.document.ready).toBe(true);
	expect(page.document.doc.clientID).toBe(101);
	page.write('復原後');
	await expect.poll(() => server.text).toBe('復原後');
});

test('the copy in this browser’s own store is there for the next page', async () => {
	const name = `test:${Date.now()}`;
	const copy = await openLocalCopy(name);
	await copy.keep(new Uint8Array([1, 2, 3]));
	copy.close();
	const again = await openLocalCopy(name);
	expect(again.updates.map((update) => [...update])).toEqual([[1, 2, 3]]);
	again.close();
	indexedDB.deleteDatabase(name);
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
