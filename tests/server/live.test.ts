import type { Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { designText } from '#workflow/design.ts';
import { frame, largestFrameBytes } from '#workflow/messages.ts';
import { packPresence } from '#server/live/presence.ts';
import {
	lecturerPassword,
	seatClass,
	startHost,
	type Student,
	type TestHost,
} from '../support/class.ts';
import { Device, listen } from '../support/socket.ts';

const open: { host: TestHost; http: Server }[] = [];

afterEach(async () => {
	for (const { host, http } of open.splice(0)) {
		await host.close();
		http.close();
	}
});

async function redAndBlue() {
	const host = startHost();
	const { port, http } = await listen(host);
	open.push({ host, http });
	const seated = await seatClass(host, {
		teams: { red: ['王小明', '林小美'], blue: ['張大華'] },
		waiting: ['黃小春'],
	});
	const [ming, mei] = seated.teams.red.members as [Student, Student];
	const [hua] = seated.teams.blue.members as [Student];
	const [chun] = seated.waiting as [Student];
	const seatOf = (student: Student, query = '') =>
		new Device({ port, classId: seated.classId, cookie: `seat=${student.seatToken}`, query });
	const desk = (query = '') =>
		new Device({
			port,
			classId: seated.classId,
			cookie: `ll=${seated.lecturer.sessionToken}`,
			query,
		});
	return { host, port, seated, ming, mei, hua, chun, seatOf, desk };
}

test('a device hears hello first, then its view, and may write under an author id of its own', async () => {
	const { seatOf, ming } = await redAndBlue();
	const device = seatOf(ming);
	await device.ready();
	expect(device.kinds[0]).toBe(frame.hello);
	expect(device.hello?.author).toBeGreaterThan(0);
	expect(device.view).toMatchObject({ role: 'member', me: { name: '王小明' } });
});

test('what one types reaches the teammate and is acknowledged; the other team never sees it', async () => {
	const { seatOf, ming, mei, hua } = await redAndBlue();
	const [one, two, other] = [seatOf(ming), seatOf(mei), seatOf(hua)];
	await Promise.all([one.ready(), two.ready(), other.ready()]);
	one.type('planName', '書香');
	await one.saved();
	await two.until('the teammate’s words', () => two.read('planName') === '書香');
	await other.until(
		'the plan’s name in the outline',
		() => other.view?.teams[0]?.planName === '書香',
	);
	expect(other.kinds).not.toContain(frame.update);
	expect(other.read('planName')).toBe('');
});

test('two people in one field both keep every character', async () => {
	const { seatOf, ming, mei } = await redAndBlue();
	const [one, two] = [seatOf(ming), seatOf(mei)];
	await Promise.all([one.ready(), two.ready()]);
	for (let round = 0; round < 20; round++) {
		one.type('risks', '甲');
		two.type('risks', '乙');
	}
	await Promise.all([one.saved(), two.saved()]);
	const whole = (device: Device) => [...device.read('risks')].sort().join('');
	const expected = '乙'.repeat(20) + '甲'.repeat(20);
	await one.until('both', () => one.read('risks').length === 40);
	await two.until('both', () => two.read('risks') === one.read('risks'));
	expect(whole(one)).toBe([...expected].sort().join(''));
});

test('an author id is kept over a reconnect, and never given to a second open connection', async () => {
	const { seatOf, ming } = await redAndBlue();
	const first = seatOf(ming);
	await first.ready();
	const author = first.hello?.author;
	const second = seatOf(ming, `&author=${author}`);
	await second.ready();
	expect(second.hello?.author).not.toBe(author);
	await first.end();
	const again = seatOf(ming, `&author=${author}`);
	await again.ready();
	expect(again.hello?.author).toBe(author);
});

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

test('work left unsent under an earlier author id of the same member is taken', async () => {
	const { seatOf, ming } = await redAndBlue();
	const first = seatOf(ming);
	await first.ready();
	await first.end();
	// Typed while away, under the old id, and handed in by the next connection.
	first.type('measures', '回購率');
	const next = seatOf(ming);
	await next.ready();
	next.sendUpdate(Y.encodeStateAsUpdate(first.doc));
	await next.saved();
	expect(next.closed).toBeNull();
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

test('a member who is removed is cut, and his seat opens nothing any more', async () => {
	const { host, seated, seatOf, ming } = await redAndBlue();
	const device = seatOf(ming);
	await device.ready();
	await host.services.teams.remove(seated.classId, ming.memberId);
	await device.until('the cut', () => device.closed !== null);
	expect(device.notices.at(-1)?.kind).toBe('cut');
	const again = seatOf(ming);
	await again.until('refused', () => again.closed !== null);
	expect(again.closed?.code).toBe(404);
});

test('a member who is moved is cut; one who gets his first team comes back to its document', async () => {
	const { host, seated, seatOf, ming, chun } = await redAndBlue();
	const [moved, placed] = [seatOf(ming), seatOf(chun)];
	await moved.ready();
	await placed.until('the view', () => placed.view !== undefined);
	expect(placed.hello?.author).toBeNull();
	await host.services.teams.place(seated.classId, ming.memberId, seated.teams.blue.id);
	await host.services.teams.place(seated.classId, chun.memberId, seated.teams.blue.id);
	await moved.until('the cut', () => moved.closed !== null);
	await placed.until('the restart', () => placed.closed !== null);
	expect(moved.notices.at(-1)?.kind).toBe('cut');
	expect(placed.closed?.code).toBe(1012);
	const again = seatOf(chun);
	await again.ready();
	expect(again.hello?.author).toBeGreaterThan(0);
});

test('a phase reaches every device at once; a closed class is read only until it is opened again', async () => {
	const { host, seated, seatOf, ming, desk } = await redAndBlue();
	const [device, lecturer] = [seatOf(ming), desk()];
	await device.ready();
	await lecturer.until('the view', () => lecturer.view !== undefined);
	const { classId } = seated;
	await host.services.classes.openPhase(classId, { phase: 'brief', version: 0, minutes: 8 });
	await device.until('the phase', () => device.view?.class.phase === 'brief');
	await lecturer.until('the phase', () => lecturer.view?.class.phase === 'brief');

	await host.services.classes.close(classId, { version: 1 });
	await device.until('read only', () => device.notices.at(-1)?.kind === 'readOnly');
	device.type('risks', '太晚了');
	await device.until('still open', () => device.view?.class.phase === 'closed');
	expect(device.acknowledged).toBe(0);
	await host.services.classes.reopen(classId, { version: 2 });
	await device.until('the restart', () => device.closed?.code === 1012);
	// Nothing typed is lost: the next connection hands in what was not taken.
	const again = new Device(
		{ port: await portOf(device), classId, cookie: `seat=${ming.seatToken}` },
		device.doc,
	);
	await again.ready();
	await again.saved();
	const other = seatOf(seated.teams.red.members[1] as Student);
	await other.ready();
	expect(other.read('risks')).toBe('太晚了');
});

const portOf = async (device: Device): Promise<number> => Number(new URL(device.socket.url).port);

test('nobody opens more than eight sockets', async () => {
	const { seatOf, ming } = await redAndBlue();
	const devices = Array.from({ length: 8 }, () => seatOf(ming));
	await Promise.all(devices.map((device) => device.ready()));
	const ninth = seatOf(ming);
	await ninth.until('refused', () => ninth.closed !== null);
	expect(ninth.closed?.code).toBe(429);
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
