import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { checkUpdate } from '#server/live/validate.ts';
import { compactDocument, loadDocument } from '#server/live/documents.ts';
import { designText, designValues } from '#workflow/design.ts';
import { evidenceKey } from '#workflow/evidence.ts';
import { openAfterASecond, openUpTo } from '../support/class.ts';
import { closeHosts, redAndBlue } from '../support/live.ts';
import { largeValue, nested, raw, rawUpdate } from '../support/raw-update.ts';
import { fillDesign, type Device } from '../support/socket.ts';

afterEach(async () => {
	vi.restoreAllMocks();
	await closeHosts();
});

const ways = Object.keys(nested) as (keyof typeof nested)[];

const next = (device: Device) => {
	const author = device.hello?.author ?? 0;
	return { author, clock: Y.getState(device.doc.store, author) };
};

test.each(ways.flatMap((way) => [5, 100, 5_000].map((depth) => [way, depth] as const)))(
	'a value that nests (%s, %i deep) ends the connection, and nothing of it is stored',
	async (way, depth) => {
		const { host, seatOf, ming, mei } = await redAndBlue();
		const [bad, good] = [seatOf(ming), seatOf(mei)];
		await Promise.all([bad.ready(), good.ready()]);
		bad.sendUpdate(rawUpdate({ ...next(bad), ...nested[way](depth) }));
		await bad.until('the end', () => bad.closed !== null);
		expect(bad.closed?.code).toBe(1007);
		good.type('risks', '還能寫');
		await good.saved();
		const rows = await host.store.db.selectFrom('document_update').select('member_id').execute();
		expect(new Set(rows.map((row) => row.member_id))).toEqual(new Set([mei.memberId]));
	},
);

const judge = (body: Uint8Array) =>
	checkUpdate(body, { doc: new Y.Doc(), own: new Set([7]), clockOf: () => 0 });

test('everything that a design holds is taken; a value that is larger or stranger is not', () => {
	const doc = new Y.Doc();
	doc.clientID = 7;
	designText(doc, 'risks').insert(0, '字\n😀');
	designText(doc, 'risks').delete(0, 1);
	const values = designValues(doc);
	for (const value of [1, 0.1, -3, 2 ** 40, true, false, 'price', null])
		values.set('pointValue', value);
	values.set(evidenceKey('risks', 'a1'), { kind: 'lesson', lesson: '16-programmes', anchor: '一' });
	const path = `/simulators/points?${'a=1&'.repeat(300)}`;
	values.set(evidenceKey('risks', 'a2'), { kind: 'run', path });
	const source = {
		kind: 'source',
		text: '字'.repeat(200),
		link: `https://a.tw/${'字'.repeat(490)}`,
	};
	values.set(evidenceKey('risks', 'a3'), source);
	values.delete('pointValue');
	expect(judge(Y.encodeStateAsUpdate(doc)).problem).toBeUndefined();
	const item = { author: 7, clock: 0 };
	expect(judge(rawUpdate({ ...item, ...largeValue(8_000) })).problem).toBeUndefined();
	expect(judge(rawUpdate({ ...item, ...largeValue(9_000) })).problem).toBeDefined();
	for (const strange of [new Uint8Array(3), 12n]) {
		const other = new Y.Doc();
		other.clientID = 7;
		designValues(other).set('pointValue', strange);
		expect(judge(Y.encodeStateAsUpdate(other)).problem).toBeDefined();
	}
});

/** Red has written a design that was kept; then a row is on the disk that nobody can read. */
async function damaged(way: keyof typeof nested = 'json') {
	const at = await redAndBlue();
	const { host, seated, seatOf, ming, mei } = at;
	const { classId, teams } = seated;
	const { db } = host.store;
	await openUpTo(host, classId, 'design');
	const [one, two] = [seatOf(ming), seatOf(mei)];
	await Promise.all([one.ready(), two.ready()]);
	fillDesign(two.doc, '我們的計畫');
	await two.saved();
	one.type('risks', '我寫的');
	await one.saved();
	const go = (phase: 'share' | 'design') => openAfterASecond(host, classId, phase);
	await go('share');
	await go('design');
	host.clock.pass(1_000);
	const poison = rawUpdate({ ...next(one), ...nested[way](6_000) });
	await one.end();
	await two.end();
	const row = { room: teams.red.id, member_id: ming.memberId, at: host.clock(), late: 0 };
	await db
		.insertInto('document_update')
		.values({ ...row, author: one.hello?.author ?? 0, body: poison })
		.execute();
	const document = db.updateTable('document').where('room', '=', teams.red.id);
	await document.set({ edited_at: host.clock(), version: 99 }).execute();
	vi.spyOn(console, 'error').mockImplementation(() => undefined);
	return { ...at, db, classId, red: teams.red.id, go, poison };
}

test.each(['json', 'lists'] as const)(
	'a row nobody can read (%s) stops neither phase nor hand-in, closing nor deletion, and the desk names its team',
	async (way) => {
		const { host, seated, seatOf, ming, mei, classId, go } = await damaged(way);
		const mate = seatOf(mei);
		await mate.ready();
		expect(mate.read('planName')).toBe('我們的計畫');
		mate.type('measures', '還能寫');
		await mate.saved();
		const { views, submissions, classes } = host.services;
		const progress = async () =>
			(await views.forLecturer(classId)).teams.map((team) => team.progress.isDamaged);
		expect(await progress()).toEqual([true, false]);
		await mate.end();
		expect(await progress()).toEqual([true, false]);
		await go('share');
		await go('design');
		await submissions.submit(ming.memberId);
		const { class: seen } = await views.forLecturer(classId);
		await classes.close(classId, { version: seen.version });
		await classes.remove(seated.lecturer.id, { classId, title: seen.title });
		// Said once, however often it is read.
		expect(vi.mocked(console.error).mock.calls).toHaveLength(1);
	},
);

test('such a team is put back to a kept state, and the row is kept apart, not lost', async () => {
	const { host, db, seatOf, mei, classId, red, poison } = await damaged();
	const { snapshots, views } = host.services;
	const before = seatOf(mei);
	await before.ready();
	before.type('risks', '還能寫');
	await before.saved();
	const [kept] = await snapshots.list(classId, red);
	await snapshots.restore(classId, { teamId: red, label: kept?.label ?? '' });
	const mate = seatOf(mei);
	await mate.ready();
	expect(mate.read('planName')).toBe('我們的計畫');
	mate.type('risks', '再寫');
	await mate.saved();
	expect((await views.forLecturer(classId)).teams[0]?.progress.isDamaged).toBe(false);
	const bodies = await db.selectFrom('document_snapshot').select('body').execute();
	expect(bodies.some(({ body }) => Buffer.compare(body, poison) === 0)).toBe(true);
	expect((await snapshots.list(classId, red)).map(({ words }) => words)).toContain('復原之前');
});

test('a kept state that cannot be read is not offered, and does not hide the others', async () => {
	const { host, db, classId, red, poison } = await damaged();
	const label = 'phase:brief:5';
	await db
		.insertInto('document_snapshot')
		.values({ room: red, label, at: 5, body: poison })
		.execute();
	const { snapshots } = host.services;
	const offered = await snapshots.list(classId, red);
	expect(offered.map((kept) => kept.label)).not.toContain(label);
	expect(offered.length).toBeGreaterThan(0);
	const restoring = snapshots.restore(classId, { teamId: red, label });
	await expect(restoring).rejects.toMatchObject({ code: 'SNAPSHOT_DAMAGED' });
});

test('a log is not thrown away for a state that cannot be read back', async () => {
	const { host, db, red } = await damaged();
	const rows = async () => (await db.selectFrom('document_update').select('id').execute()).length;
	const before = await rows();
	expect(await compactDocument(db, red, host.clock())).toBeNull();
	expect(await rows()).toBe(before);
	// Whole as far as reading goes; writing it out is what fails.
	await db.deleteFrom('document_update').where('author', '=', 0).execute();
	vi.spyOn(Y.UpdateEncoderV1.prototype, 'toUint8Array').mockImplementation(() => {
		throw new RangeError('Maximum call stack size exceeded');
	});
	expect(await compactDocument(db, red, host.clock())).toBeNull();
	vi.mocked(Y.UpdateEncoderV1.prototype.toUint8Array).mockRestore();
	expect(await rows()).toBe(before);
	const { doc } = await loadDocument(db, red);
	expect(designText(doc, 'planName').toString()).toBe('我們的計畫');
});

test('nor for one that says something else once it is read back', async () => {
	const { host, seated, ming } = await redAndBlue();
	const { db } = host.store;
	const red = seated.teams.red.id;
	const row = { room: red, member_id: ming.memberId, at: 1, late: 0, author: 1 };
	// Put in by an older version: what stands between these depends on which of them comes first.
	const strange = [
		raw(2, 0, [{ text: 'text:risks', words: '先中後' }]),
		raw(1, 0, [{ origin: [2, 2], right: [2, 1], words: '甲' }]),
		raw(1, 1, [{ origin: [2, 1], right: [2, 2], words: '乙' }]),
	];
	for (const body of strange)
		await db
			.insertInto('document_update')
			.values({ ...row, body })
			.execute();
	const words = async () => designText((await loadDocument(db, red)).doc, 'risks').toJSON();
	expect(await words()).toBe('先甲中乙後');
	expect(await compactDocument(db, red, host.clock())).toBeNull();
	expect(await words()).toBe('先甲中乙後');
});
