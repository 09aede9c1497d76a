import { afterEach, expect, test } from 'vitest';
import { LiveConnection } from '../../src/live/connection.svelte.ts';
import { FakeServer, type FakeSocket } from './fake-server.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
	for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A page on a server that can be asked, besides, how often it was. */
function openPage() {
	const server = new FakeServer();
	const seen = { asked: 0 };
	const answers = async () => {
		seen.asked += 1;
		return server.isReachable;
	};
	const surroundings = { ...server.surroundings, answers };
	const connection = new LiveConnection({ classId: 'c1' }, surroundings);
	cleanups.push(connection.start());
	return { server, seen, connection };
}

/** Lets the next tries come to nothing, each as soon as it is made. */
async function fail(
	server: FakeServer,
	times: number,
	how = (socket: FakeSocket) => socket.drop(),
) {
	for (let count = 0; count < times; count++) {
		const { length } = server.sockets;
		how(server.socket);
		await expect.poll(() => server.sockets.length).toBe(length + 1);
	}
}

test('where pages come and no line ever opens, the page knows that something lets none through', async () => {
	const { server, connection } = openPage();
	await fail(server, 5);
	expect(connection.isBarred).toBe(false);
	server.socket.drop();
	await expect.poll(() => connection.isBarred).toBe(true);
	// Whoever mends the proxy sees it at once.
	await expect.poll(() => server.socket.readyState).toBe(0);
	server.socket.welcome();
	expect(connection.isBarred).toBe(false);
	expect(connection.status).toBe('live');
});

test('a device without a network is told nothing of the kind', async () => {
	const { server, seen, connection } = openPage();
	server.isReachable = false;
	await fail(server, 5);
	server.socket.drop();
	await expect.poll(() => seen.asked).toBe(1);
	expect(connection.isBarred).toBe(false);
});

test('a line that has been there once, or a server that says why it closes, proves the way open', async () => {
	const once = openPage();
	once.server.socket.welcome();
	await fail(once.server, 6);
	expect(once.connection.isBarred).toBe(false);
	expect(once.seen.asked).toBe(0);

	const full = openPage();
	await fail(full.server, 6, (socket) => socket.drop(1013));
	expect(full.connection.isBarred).toBe(false);
	expect(full.seen.asked).toBe(0);
});

test('whoever has no right to be here any more is not told of a proxy', async () => {
	const { server, seen, connection } = openPage();
	server.isTurnedAway = true;
	await fail(server, 6);
	expect(connection.isBarred).toBe(false);
	expect(seen.asked).toBe(0);
});
