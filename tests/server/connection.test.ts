import { expect, test, vi } from 'vitest';
import { Connection, type Line } from '#server/live/connection.ts';
import { lanAddresses, studentOrigins } from '#server/addresses.ts';
import { cookieGetter, readCookies } from '#server/cookies.ts';
import { readSettings } from '#server/settings.ts';

/** A socket that notes what is asked of it. */
function connected() {
	const asked: string[] = [];
	const socket = {
		OPEN: 1,
		readyState: 1,
		bufferedAmount: 0,
		send: () => void asked.push('send'),
		close: (code?: number) => void asked.push(`close ${code}`),
		terminate: () => void asked.push('terminate'),
		ping: () => void asked.push('ping'),
		once: () => undefined as never,
	} satisfies Line;
	const person = { role: 'member', id: 'm', name: '王小明', teamId: null } as const;
	const given = {
		classId: 'c',
		person,
		room: null,
		author: null,
		page: null,
		own: new Set<number>(),
		now: 0,
	};
	const wire = { cork: () => void asked.push('cork'), uncork: () => void asked.push('uncork') };
	return { asked, socket, connection: new Connection(socket, { ...given, wire }) };
}

test('a reader that is a megabyte behind is cut and told to come back', () => {
	const { asked, socket, connection } = connected();
	connection.send(new Uint8Array(1));
	socket.bufferedAmount = 1024 * 1024 + 1;
	connection.send(new Uint8Array(1));
	expect(asked).toEqual(['send', 'close 1013', 'terminate']);
});

test('what is sent together leaves in one go, but a great deal of it piece by piece', () => {
	const { asked, connection } = connected();
	connection.hold();
	connection.send(new Uint8Array(1));
	connection.acknowledge(1);
	connection.release();
	expect(asked.splice(0)).toEqual(['cork', 'send', 'send', 'uncork']);
	connection.hold();
	connection.send(new Uint8Array(70_000));
	connection.send(new Uint8Array(1));
	connection.release();
	expect(asked).toEqual(['cork', 'send', 'uncork', 'cork', 'send', 'uncork']);
});

test('a device that does not answer one ping is gone at the next', () => {
	const { asked, connection } = connected();
	connection.ping();
	connection.isAlive = true;
	connection.ping();
	connection.ping();
	expect(asked).toEqual(['ping', 'ping', 'terminate']);
});

test('a connection that is ended takes nothing more, and is cut off when it does not say goodbye', () => {
	vi.useFakeTimers();
	try {
		const { asked, connection } = connected();
		connection.cut('老師把你換到另一組了，請重新整理這一頁。');
		expect(connection.isOver).toBe(true);
		expect(asked).toEqual(['send', 'close 1000']);
		vi.advanceTimersByTime(3_000);
		expect(asked.at(-1)).toBe('terminate');
	} finally {
		vi.useRealTimers();
	}
});

test('120 messages at once pass, then 30 a second', () => {
	const { connection } = connected();
	const passed = (now: number) => {
		let count = 0;
		while (connection.takeToken(now)) count += 1;
		return count;
	};
	expect(passed(0)).toBe(120);
	// The one that was refused has to be made up for, too.
	expect(passed(1_000)).toBe(29);
});

test('over https only the prefixed cookies count, and only what may be a token', () => {
	const get = cookieGetter(`ll=${'a'.repeat(43)}; __Host-seat=${'b'.repeat(43)}; seat=<script>`);
	expect(readCookies(get, false)).toEqual({ session: 'a'.repeat(43) });
	expect(readCookies(get, true)).toEqual({ seat: 'b'.repeat(43) });
});

test('students are sent to the public name, else to the addresses in the local network', () => {
	const publicly = readSettings({ PUBLIC_ORIGIN: 'https://lab.example.edu.tw' });
	expect(studentOrigins(publicly, 4321)).toEqual(['https://lab.example.edu.tw']);
	expect(studentOrigins(readSettings({ HOST: '127.0.0.1' }), 5000)).toEqual([
		'http://localhost:5000',
	]);
	const lan = lanAddresses().map((address) => `http://${address}:4321`);
	const everywhere = studentOrigins(readSettings({}), 4321);
	expect(everywhere).toEqual(lan.length > 0 ? lan : ['http://localhost:4321']);
});
