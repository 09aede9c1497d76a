import type { Server } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { appendWrites, isLate, loadDocument } from '#server/live/documents.ts';
import { createPump } from '#server/live/pump.ts';
import { designText } from '#workflow/design.ts';
import { frame } from '#workflow/messages.ts';
import { seatClass, startHost, type Student, type TestHost } from '../support/class.ts';
import { Device, listen } from '../support/socket.ts';

/** A promise and its two ends, for a store that answers when the test says so. */
function deferred() {
	let resolve!: () => void;
	let reject!: (error: Error) => void;
	const promise = new Promise<void>((settle, fail) => {
		resolve = settle;
		reject = fail;
	});
	return { promise, resolve, reject };
}

const open: { host: TestHost; http: Server }[] = [];
afterEach(async () => {
	vi.restoreAllMocks();
	for (const { host, http } of open.splice(0)) {
		await host.close();
		http.close();
	}
});

test('nothing is shown before it is stored, and what comes meanwhile goes in the next batch', async () => {
	const gate = deferred();
	const batches: string[][] = [];
	const shown: string[] = [];
	const pump = createPump<string>({
		async store(batch) {
			batches.push([...batch]);
			if (batches.length === 1) await gate.promise;
		},
		stored: (batch) => void shown.push(...batch),
		trouble: () => undefined,
		windowMilliseconds: 0,
	});
	pump.push('a');
	pump.push('b');
	await vi.waitFor(() => expect(batches).toEqual([['a', 'b']]));
	pump.push('c');
	expect(shown).toEqual([]);
	gate.resolve();
	await pump.settle();
	expect(batches).toEqual([['a', 'b'], ['c']]);
	expect(shown).toEqual(['a', 'b', 'c']);
});

test('a store that fails keeps everything in order and is tried again', async () => {
	let isFull = true;
	const shown: string[] = [];
	const troubles: boolean[] = [];
	const pump = createPump<string>({
		store: async () => {
			if (isFull) throw new Error('disk full');
		},
		stored: (batch) => void shown.push(...batch),
		trouble: (isBroken) => void troubles.push(isBroken),
		windowMilliseconds: 0,
		retryMilliseconds: 1,
	});
	pump.push('a');
	await expect(pump.settle()).rejects.toThrow('does not take writes');
	pump.push('b');
	expect(shown).toEqual([]);
	isFull = false;
	await vi.waitFor(() => expect(shown).toEqual(['a', 'b']));
	expect(troubles).toEqual([true, false]);
});

test('a team sees and is promised nothing while the disk takes nothing, and all of it afterwards', async () => {
	vi.spyOn(console, 'error').mockImplementation(() => undefined);
	let isFull = true;
	const host = startHost({
		storeWrites: (store) => async (writes, now) => {
			if (isFull) throw new Error('disk full');
			await appendWrites(store.db, writes, now);
		},
	});
	const { port, http } = await listen(host);
	open.push({ host, http });
	const { classId, teams } = await seatClass(host, { teams: { red: ['王小明', '林小美'] } });
	const [one, two] = (teams.red.members as [Student, Student]).map(
		({ seatToken }) => new Device({ port, classId, cookie: `seat=${seatToken}` }),
	) as [Device, Device];
	await Promise.all([one.ready(), two.ready()]);
	one.type('risks', '存不進去的字');
	await one.until('told', () =>
		one.notices.some(({ kind, message }) => kind === 'failing' && message.includes('存不進去')),
	);
	expect(one.acknowledged).toBe(0);
	expect(two.read('risks')).toBe('');
	await expect(
		host.services.submissions.submit(teams.red.members[0]?.memberId ?? ''),
	).rejects.toThrow();
	isFull = false;
	await one.saved();
	await two.until('the words', () => two.read('risks') === '存不進去的字');
	expect(one.notices.at(-1)).toMatchObject({
		kind: 'told',
		message: expect.stringContaining('又能存檔'),
	});
});

test('who comes while the disk takes nothing is told so too, and that it is over', async () => {
	vi.spyOn(console, 'error').mockImplementation(() => undefined);
	let isFull = true;
	const host = startHost({
		storeWrites: (store) => async (writes, now) => {
			if (isFull) throw new Error('disk full');
			await appendWrites(store.db, writes, now);
		},
	});
	const { port, http } = await listen(host);
	open.push({ host, http });
	const { classId, teams } = await seatClass(host, { teams: { red: ['王小明', '林小美'] } });
	const [one, two] = teams.red.members as [Student, Student];
	const deviceOf = ({ seatToken }: Student) =>
		new Device({ port, classId, cookie: `seat=${seatToken}` });
	const there = deviceOf(one);
	await there.ready();
	there.type('risks', '存不進去的字');
	await there.until('told', () => there.notices.at(-1)?.kind === 'failing');
	const late = deviceOf(two);
	await late.ready();
	await late.until('told', () => late.notices.at(-1)?.kind === 'failing');
	isFull = false;
	await late.until('the end of it', () => late.notices.at(-1)?.kind === 'told');
	await late.until('the words', () => late.read('risks') === '存不進去的字');
});

/** Whatever a device has sent, the server has looked at it: it answers in order. */
async function arrived(device: Device): Promise<void> {
	const answers = () => device.kinds.filter((kind) => kind === frame.syncAnswer).length;
	const before = answers();
	device.send(frame.syncRequest, Y.encodeStateVector(device.doc));
	await device.until('an answer', () => answers() > before);
}

test('what waits for room in a full document stays out once the class is closed', async () => {
	const slow = Promise.withResolvers<void>();
	let isSlow = false;
	const host = startHost({
		storeWrites: (store) => async (writes, now) => {
			if (isSlow) await slow.promise;
			await appendWrites(store.db, writes, now);
		},
	});
	const { port, http } = await listen(host);
	const { classId, teams } = await seatClass(host, { teams: { red: ['王小明', '林小美'] } });
	const [one, two] = (teams.red.members as [Student, Student]).map(
		({ seatToken }) => new Device({ port, classId, cookie: `seat=${seatToken}` }),
	) as [Device, Device];
	await Promise.all([one.ready(), two.ready()]);
	const rewrite = (letter: string) =>
		one.doc.transact(() => {
			const text = designText(one.doc, 'risks');
			text.delete(0, text.length);
			text.insert(0, letter.repeat(60_000));
		});
	// Two megabytes come in, of which only the last 60,000 letters are still there.
	for (let round = 0; round < 34; round += 1) {
		rewrite('a');
		await one.saved();
	}
	isSlow = true;
	two.type('measures', '先到的');
	rewrite('z');
	await arrived(two);
	await arrived(one);
	const { class: seen } = await host.services.views.forLecturer(classId);
	await host.services.classes.close(classId, { version: seen.version });
	await one.until('told', () => one.notices.some(({ kind }) => kind === 'readOnly'));
	slow.resolve();
	await two.until('acknowledged', () => two.acknowledged > 0);
	await host.close(async () => {
		const { doc } = await loadDocument(host.store.db, teams.red.id);
		expect(designText(doc, 'measures').toString()).toBe('先到的');
		expect(designText(doc, 'risks').toString()).toMatch(/^a+$/);
	});
	http.close();
});

test('a log of hundreds of edits is put together without losing a character or an author', async () => {
	const host = startHost();
	const { port, http } = await listen(host);
	open.push({ host, http });
	const { classId, teams } = await seatClass(host, { teams: { red: ['王小明', '林小美'] } });
	const devices = (teams.red.members as Student[]).map(
		({ seatToken }) => new Device({ port, classId, cookie: `seat=${seatToken}` }),
	);
	await Promise.all(devices.map((device) => device.ready()));
	// At the pace a socket takes: in bursts that are acknowledged before the next.
	for (let burst = 0; burst < 6; burst++) {
		for (let count = 0; count < 40; count++)
			devices.forEach((device) => device.type('risks', '字'));
		await Promise.all(devices.map((device) => device.saved()));
		for (const device of devices) await device.end();
		for (const [index, student] of (teams.red.members as Student[]).entries()) {
			devices[index] = new Device({ port, classId, cookie: `seat=${student.seatToken}` });
		}
		await Promise.all(devices.map((device) => device.ready()));
	}
	const rows = await host.store.db.selectFrom('document_update').select('id').execute();
	expect(rows.length).toBeLessThan(480);
	const { doc } = await loadDocument(host.store.db, teams.red.id);
	expect(designText(doc, 'risks').toString()).toBe('字'.repeat(480));
	const leases = await host.store.db
		.selectFrom('author_lease')
		.select(['author', 'member_id'])
		.execute();
	const members = new Set((teams.red.members as Student[]).map(({ memberId }) => memberId));
	for (const author of doc.store.clients.keys()) {
		expect(members).toContain(leases.find((lease) => lease.author === author)?.member_id);
	}
});

test.each([
	[{ status: 'drafting', phase: 'brief', endsAt: 1 }, false],
	[{ status: 'drafting', phase: 'design', endsAt: null }, false],
	[{ status: 'drafting', phase: 'design', endsAt: 1_000 }, false],
	[{ status: 'drafting', phase: 'design', endsAt: 999 }, true],
	[{ status: 'drafting', phase: 'share', endsAt: null }, true],
	[{ status: 'submitted', phase: 'design', endsAt: null }, true],
	[{ status: 'revising', phase: 'debrief', endsAt: 1 }, false],
	[{ status: 'approved', phase: 'debrief', endsAt: null }, true],
] as const)('an edit while %j is late: %s', (team, late) => {
	expect(isLate(team, 1_000)).toBe(late);
});
