import { expect, test, vi } from 'vitest';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { frame } from '../../src/workflow/messages.ts';
import { FakeServer } from './fake-server.ts';
import { openPage, openReadyPage } from './open-page.ts';

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

test('a page calls itself the same on every line, so that the old one makes room', async () => {
	const server = new FakeServer();
	const page = await openReadyPage(server);
	page.connection.reconnect();
	const names = server.sockets.map(({ url }) => new URL(url).searchParams.get('page'));
	expect(names).toEqual([expect.stringMatching(/^\d+$/), names[0]]);
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
