import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { packPresence } from '#server/live/presence.ts';
import { designText } from '#workflow/design.ts';
import { frame, largestFrameBytes } from '#workflow/messages.ts';
import { lecturerPassword, startHost } from '../support/class.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';
import { Device, listen } from '../support/socket.ts';

afterEach(closeHosts);

test('a teammate cannot ask for another member’s author id', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	const first = seatOf(ming);
	await first.ready();
	const author = first.hello?.author;
	await first.end();
	const thief = seatOf(mei, `&author=${author}`);
	await thief.ready();
	expect(thief.hello?.author).not.toBe(author);
});

test.each([
	[
		'words under a teammate’s author id',
		(device: Device) => {
			const forged = new Y.Doc();
			forged.clientID = (device.hello?.author ?? 0) + 1;
			designText(forged, 'risks').insert(0, '冒名');
			device.sendUpdate(Y.encodeStateAsUpdate(forged));
		},
	],
	[
		'words that skip some of the author’s own',
		(device: Device) => {
			const ahead = new Y.Doc();
			ahead.clientID = device.hello?.author ?? 0;
			designText(ahead, 'risks').insert(0, '第一段');
			const seen = Y.encodeStateVector(ahead);
			designText(ahead, 'risks').insert(3, '第二段');
			device.sendUpdate(Y.encodeStateAsUpdate(ahead, seen));
		},
	],
	[
		'words that hang on words nobody has',
		(device: Device) => {
			const other = new Y.Doc();
			other.clientID = 77;
			designText(other, 'risks').insert(0, '不存在');
			const mine = new Y.Doc();
			Y.applyUpdate(mine, Y.encodeStateAsUpdate(other));
			mine.clientID = device.hello?.author ?? 0;
			const seen = Y.encodeStateVector(mine);
			designText(mine, 'risks').insert(2, '夾在中間');
			device.sendUpdate(Y.encodeStateAsUpdate(mine, seen));
		},
	],
	[
		'something that is no update',
		(device: Device) => device.sendUpdate(new Uint8Array([9, 9, 9, 9])),
	],
])('%s end the connection and change nothing', async (_what, misbehave) => {
	const { host, seatOf, ming, mei } = await redAndBlue();
	const [bad, good] = [seatOf(ming), seatOf(mei)];
	await Promise.all([bad.ready(), good.ready()]);
	misbehave(bad);
	await bad.until('the end', () => bad.closed !== null);
	expect(bad.closed?.code).toBe(1007);
	good.type('risks', '還能寫');
	await good.saved();
	expect(good.read('risks')).toBe('還能寫');
	const rows = await host.store.db.selectFrom('document_update').select('member_id').execute();
	expect(new Set(rows.map((row) => row.member_id))).toEqual(new Set([mei.memberId]));
});

test('a frame over 64 KiB is refused with 1009 and unknown frames with 1008', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	const [large, odd] = [seatOf(ming), seatOf(mei)];
	await Promise.all([large.ready(), odd.ready()]);
	large.send(frame.update, new Uint8Array(largestFrameBytes + 10));
	odd.send(99, new Uint8Array(3));
	await large.until('the end', () => large.closed !== null);
	await odd.until('the end', () => odd.closed !== null);
	expect(large.closed?.code).toBe(1009);
	expect(odd.closed?.code).toBe(1008);
});

test('somebody faster than any typist is cut off', async () => {
	const { seatOf, ming } = await redAndBlue();
	const device = seatOf(ming);
	await device.ready();
	for (let count = 0; count < 140; count++) device.send(frame.syncRequest, new Uint8Array());
	await device.until('the end', () => device.closed !== null);
	expect(device.closed?.code).toBe(1008);
});

test.each([
	['a foreign page', { origin: 'http://evil.example' }, 403],
	['no page at all', { origin: null }, 403],
	['nobody', { cookie: '' }, 404],
	['a forged seat', { cookie: `seat=${'x'.repeat(43)}` }, 404],
	['another class', { classId: 'nosuchclass1' }, 404],
] as const)('%s gets no socket', async (_who, change, status) => {
	const { port, seated, ming } = await redAndBlue();
	const usual = { port, classId: seated.classId, cookie: `seat=${ming.seatToken}` };
	const device = new Device({ ...usual, ...change });
	await device.until('refused', () => device.closed !== null);
	expect(device.closed?.code).toBe(status);
});

test('whoever is turned away is hung up on, even when he keeps his side of the line open', async () => {
	const host = startHost();
	const { port, http } = await listen(host);
	const open = () =>
		new Promise<number>((resolve) => http.getConnections((_error, count) => resolve(count)));
	const heads = [
		...['GET /live?class=x HTTP/1.1', `Host: 127.0.0.1:${port}`, 'Upgrade: websocket'],
		...['Connection: Upgrade', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='],
		...['Sec-WebSocket-Version: 13', `Origin: http://127.0.0.1:${port}`, '', ''],
	];
	const lines = Array.from({ length: 20 }, () =>
		connect({ port, host: '127.0.0.1', allowHalfOpen: true }),
	);
	const answers = lines.map(
		(line) => new Promise<string>((resolve) => line.on('data', (data) => resolve(String(data)))),
	);
	for (const line of lines) line.on('error', () => undefined).write(heads.join('\r\n'));
	for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1\.1 404 /);
	await expect.poll(open, { timeout: 4_000 }).toBe(0);
	for (const line of lines) line.destroy();
	await host.close();
	http.close();
});

test('a member cannot follow another team’s document; the lecturer can, and cannot write in it', async () => {
	const { seated, seatOf, ming, desk } = await redAndBlue();
	const spy = seatOf(ming, `&team=${seated.teams.blue.id}`);
	await spy.until('refused', () => spy.closed !== null);
	expect(spy.closed?.code).toBe(404);

	const reader = desk(`&team=${seated.teams.red.id}`);
	await reader.ready();
	expect(reader.hello?.author).toBeNull();
	const writer = seatOf(ming);
	await writer.ready();
	writer.type('risks', '老師看得到');
	await reader.until('the words', () => reader.read('risks') === '老師看得到');
	reader.type('risks', '老師代筆');
	await reader.until('the end', () => reader.closed !== null);
	expect(reader.closed?.code).toBe(1008);
	await writer.saved();
	expect(writer.read('risks')).toBe('老師看得到');
});

test('the name beside a cursor is the server’s, whatever the device says', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	const [one, two] = [seatOf(ming), seatOf(mei)];
	await Promise.all([one.ready(), two.ready()]);
	const packed = packPresence(one.hello?.author ?? 0, 1, {
		user: { name: '林小美' },
		field: 'risks',
	});
	one.send(frame.presence, packed.subarray(1));
	await two.until('presence', () => two.presence.length > 0);
	const text = new TextDecoder().decode(two.presence[0]);
	expect(text).toContain(`"user":{"id":"${ming.memberId}","name":"王小明"}`);
	expect(text).not.toContain('林小美');
});

test('presence of a crowd, and of more than a device has to say, ends the line unread', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	const mate = seatOf(mei);
	await mate.ready();
	const foreign = (entries: number) => [entries, ...Array(entries).fill([9, 1, 0]).flat()];
	for (const content of [foreign(100), foreign(9), [1, ...Array(9_000).fill(0)]]) {
		const device = seatOf(ming);
		await device.ready();
		device.send(frame.presence, new Uint8Array(content));
		await device.until('the end', () => device.closed !== null);
		expect(device.closed).toEqual({ code: 1008, reason: 'too much presence' });
	}
	const few = seatOf(ming);
	await few.ready();
	few.send(frame.presence, new Uint8Array(foreign(8)));
	const largest = { field: 'risks', caret: 'x'.repeat(2_000) };
	few.send(frame.presence, packPresence(few.hello?.author ?? 0, 1, largest).subarray(1));
	await mate.until('the mate', () => mate.presence.length > 0);
	expect(few.closed).toBeNull();
});

test('nobody opens more than eight sockets', async () => {
	const { seatOf, ming } = await redAndBlue();
	const devices = Array.from({ length: 8 }, () => seatOf(ming));
	await Promise.all(devices.map((device) => device.ready()));
	const ninth = seatOf(ming);
	await ninth.until('refused', () => ninth.closed !== null);
	expect(ninth.closed?.code).toBe(429);
});

test('the line of a page that comes back makes room for its new one, and for no other', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	const elsewhere = [seatOf(ming, '&page=8'), seatOf(mei, '&page=7')];
	await Promise.all(elsewhere.map((device) => device.ready()));
	let author: number | undefined;
	let last = seatOf(ming, '&page=7');
	await last.ready();
	const first = last.hello?.author;
	for (let times = 0; times < 12; times++) {
		// The old line is never closed: the phone has forgotten it, and the server does not know.
		const before = last;
		author = before.hello?.author ?? undefined;
		last = seatOf(ming, `&page=7&author=${author}`);
		await last.ready();
		await before.until('gone', () => before.closed !== null);
	}
	expect(last.hello?.author).toBe(first);
	last.type('measures', '還在');
	await last.saved();
	expect(elsewhere.map(({ closed }) => closed)).toEqual([null, null]);
});

test('a device with a seat and the lecturer’s session is what its page says it is', async () => {
	const { port, seated, ming } = await redAndBlue();
	const cookie = `seat=${ming.seatToken}; ll=${seated.lecturer.sessionToken}`;
	const roleAs = async (query: string) => {
		const device = new Device({ port, classId: seated.classId, cookie, query });
		await device.until('a view', () => device.view !== undefined);
		return device.view?.role;
	};
	expect(await roleAs('&as=member')).toBe('member');
	expect(await roleAs('&as=lecturer')).toBe('lecturer');
	expect(await roleAs('')).toBe('lecturer');
	const onlySeat = { port, classId: seated.classId, cookie: `seat=${ming.seatToken}` };
	const pretender = new Device({ ...onlySeat, query: '&as=lecturer' });
	await pretender.until('refused', () => pretender.closed !== null);
	expect(pretender.closed?.code).toBe(404);
});

test('signing out ends the connections of that session and no other', async () => {
	const { host, port, seated, desk } = await redAndBlue();
	const other = await host.services.people.signIn({
		name: '陳老師',
		password: lecturerPassword,
		address: '127.0.0.1',
	});
	const [leaving, staying] = [
		desk(),
		new Device({ port, classId: seated.classId, cookie: `ll=${other.sessionToken}` }),
	];
	await leaving.until('a view', () => leaving.view !== undefined);
	await staying.until('a view', () => staying.view !== undefined);
	await host.services.people.signOut(seated.lecturer.sessionToken);
	await leaving.until('the cut', () => leaving.closed !== null);
	expect(staying.closed).toBeNull();
});

test('a desk that is still open when its session runs out is shown nothing more', async () => {
	const { host, desk, seatOf, ming } = await redAndBlue();
	const [open, device] = [desk(), seatOf(ming)];
	await open.until('a view', () => open.view !== undefined);
	await device.ready();
	host.clock.pass(13 * 3_600_000);
	device.type('planName', '夜裡寫的');
	await device.saved();
	await open.until('the cut', () => open.closed !== null);
	expect(JSON.stringify(open.views)).not.toContain('夜裡寫的');
	expect(device.closed).toBeNull();
});

test.each([
	['removed', null],
	['moved', 'blue'],
] as const)(
	'a member who is %s writes nothing more, even when the device never says goodbye',
	async (_what, to) => {
		const { host, seated, seatOf, ming, mei } = await redAndBlue();
		const [gone, mate] = [seatOf(ming), seatOf(mei)];
		await Promise.all([gone.ready(), mate.ready()]);
		// A device that hears nothing any more keeps its side of the socket open.
		gone.socket.pause();
		if (to === null) await host.services.teams.remove(seated.classId, [ming.memberId]);
		else await host.services.teams.place(seated.classId, ming.memberId, seated.teams[to].id);
		gone.type('risks', '還想再寫');
		for (const word of ['我', '還', '在']) {
			mate.type('measures', word);
			await mate.saved();
		}
		const rows = await host.store.db.selectFrom('document_update').select('member_id').execute();
		expect(new Set(rows.map((row) => row.member_id))).toEqual(new Set([mei.memberId]));
		expect(mate.read('risks')).toBe('');
		gone.socket.resume();
	},
);

const junk = (device: Device) => designText(device.doc, 'risks');

test('a document that is only full of what was deleted again goes on taking words', async () => {
	const { host, seatOf, ming } = await redAndBlue();
	const device = seatOf(ming);
	await device.ready();
	for (let round = 0; round < 45; round++) {
		device.doc.transact(() => {
			junk(device).delete(0, junk(device).length);
			junk(device).insert(0, 'y'.repeat(60_000));
		});
		await device.saved();
	}
	expect(device.notices).toEqual([]);
	const stored = await host.store.db.selectFrom('document_update').select('id').execute();
	expect(stored.length).toBeLessThan(45);
});

test('a full document takes deletions, and words again after them', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	// To the last byte: every device goes on with less until it is refused.
	for (const length of [60_000, 6_000, 600, 60, 6, 1]) {
		const device = seatOf(ming);
		await device.ready();
		while (device.notices.length === 0) {
			junk(device).insert(0, 'y'.repeat(length));
			const isAnswered = () => device.acknowledged === device.sent || device.notices.length > 0;
			await device.until('an answer', isAnswered);
		}
		expect(device.notices.at(-1)?.message).toContain('滿了');
		await device.end();
	}
	const mate = seatOf(mei);
	await mate.ready();
	junk(mate).delete(0, 200_000);
	await mate.saved();
	mate.type('measures', '又寫得下了'.repeat(2_000));
	await mate.saved();
	expect(mate.notices).toEqual([]);
});

/** Fills a team's document until the device that does it has been refused. */
async function fill(device: Device): Promise<void> {
	while (device.notices.length === 0) {
		junk(device).insert(0, 'y'.repeat(60_000));
		const isAnswered = () => device.acknowledged === device.sent || device.notices.length > 0;
		await device.until('an answer', isAnswered);
	}
}

test('who was refused may delete on the same line; with room again he is sent to come again, and loses nothing', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	const [device, mate] = [seatOf(ming), seatOf(mei)];
	await Promise.all([device.ready(), mate.ready()]);
	await fill(device);
	const stored = device.acknowledged;
	device.type('measures', '沒收下的字');
	// Some of it was refused: that part is nothing to the server, and what else is deleted is.
	junk(device).delete(0, 300_000);
	await mate.until('the deletion', () => junk(mate).length < 1_900_000);
	expect(device.acknowledged).toBe(stored);
	await device.until('the end', () => device.closed !== null);
	expect(device.closed).toEqual({ code: 1012, reason: 'room again' });
	const again = seatOf(ming, `&author=${device.hello?.author}`);
	Y.applyUpdate(again.doc, Y.encodeStateAsUpdate(device.doc), again);
	await again.ready();
	await again.saved();
	await mate.until('the words', () => mate.read('measures') === '沒收下的字');
	expect(again.notices).toEqual([]);
});

test.each([
	['many pieces', 15_000, 'y'],
	['many bytes', 30, 'y'.repeat(60_000)],
])(
	'a document of %s is written out for one member only so often, all his lines together',
	async (_what, count, words) => {
		const { host, seated, seatOf, ming, mei } = await redAndBlue();
		const pieces = new Y.Doc();
		pieces.transact(() => {
			for (let piece = 0; piece < count; piece++) designText(pieces, 'risks').insert(0, words);
		});
		const row = { room: seated.teams.red.id, member_id: mei.memberId, at: 1, late: 0, author: 5 };
		const body = Y.encodeStateAsUpdate(pieces);
		await host.store.db
			.insertInto('document_update')
			.values({ ...row, body })
			.execute();
		const [one, two] = [seatOf(ming), seatOf(ming)];
		await Promise.all([one.ready(), two.ready()]);
		for (const device of [one, two])
			for (let count = 0; count < 25; count++)
				device.send(frame.syncRequest, Y.encodeStateVector(device.doc));
		const isCut = () => one.closed?.code === 1008 || two.closed?.code === 1008;
		await expect.poll(isCut, { timeout: 5_000 }).toBe(true);
		const mate = seatOf(mei);
		await mate.ready();
		mate.type('measures', '照常');
		await mate.saved();
	},
);

test('who comes again and again under ever new author ids is turned away in the end', async () => {
	const { host, seatOf, ming, mei } = await redAndBlue();
	const ends: (number | undefined)[] = [];
	for (let count = 0; count < 70; count++) {
		const device = seatOf(ming);
		await device.until('hello or the end', () => device.hello !== null || device.closed !== null);
		if (!device.closed) await device.end();
		ends.push(device.closed?.code);
	}
	expect(ends.slice(0, 50)).not.toContain(429);
	expect(ends).toContain(429);
	const leases = await host.store.db.selectFrom('author_lease').select('author').execute();
	expect(leases.length).toBeLessThan(70);
	const mate = seatOf(mei);
	await mate.ready();
});
