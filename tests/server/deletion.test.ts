import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { notOfAClass, ofAClass } from '#server/deletion.ts';
import { compactDocument } from '#server/live/documents.ts';
import { openStore, type Store } from '#server/store/store.ts';
import { openUpTo, startHost } from '../support/class.ts';
import { endPlayed, playedClass } from '../support/played.ts';
import { temporaryFolder } from '../support/server.ts';
import { Device } from '../support/socket.ts';

afterEach(endPlayed);

const title = '星期三的課';

async function tableNames({ db }: Store): Promise<string[]> {
	const query = sql<{ name: string }>`select name from sqlite_master where type = 'table'
		and name not like 'sqlite_%'`;
	return (await query.execute(db)).rows.map(({ name }) => name);
}

/** Everything the database holds, as one text a table. */
async function contents(store: Store): Promise<Map<string, string>> {
	const names = await tableNames(store);
	const texts = await Promise.all(
		names.map(async (name) => {
			const { rows } = await sql`select * from ${sql.table(name)}`.execute(store.db);
			return [name, JSON.stringify(rows)] as const;
		}),
	);
	return new Map(texts);
}

test('every table is known to hold a class or to hold none', async () => {
	const { store, close } = startHost();
	expect((await tableNames(store)).sort()).toEqual([...ofAClass, ...notOfAClass].sort());
	await close();
});

test('a closed class is deleted for good: no table holds anything of it, other classes stay', async () => {
	const { host, classId, teams, lecturer, ming, end } = await playedClass();
	const { classes, teams: seats } = host.services;
	const once = { actor: lecturer.id, key: 'open-another' };
	const input = { title: '另一堂', caseId: 'river-books', teamCount: 1 };
	const other = await classes.open(lecturer.id, input, once);
	const { joinCode } = await host.services.views.forLecturer(classId);
	const asked = { code: joinCode ?? '', name: '晚來的人', address: '10.0.0.7', seatToken: null };
	await seats.join(asked, { actor: 'joining', key: 'join-00001' });
	await seats.place(classId, ming.memberId, teams.blue.id, { actor: ming.memberId, key: 'p-1' });
	const { db } = host.store;
	await compactDocument(db, teams.red.id, Date.now());
	await db
		.insertInto('planned_team')
		.values({ class_id: classId, who_key: '李四', who: '李四', team_id: teams.green.id })
		.execute();
	await host.services.seats.makeRecoveryCode(ming.memberId);
	await host.services.seats.ask(
		{ ...asked, name: '王小明' },
		{ actor: 'asking', key: 'ask-00001' },
	);
	await end();
	const ids = [
		classId,
		...(await db.selectFrom('team').select('id').where('class_id', '=', classId).execute()),
		...(await db.selectFrom('member').select('id').where('class_id', '=', classId).execute()),
		...(await db.selectFrom('submission').select('id').execute()),
		...(await db.selectFrom('seat_request').select('id').execute()),
	].map((one) => (typeof one === 'string' ? one : one.id));
	const before = await contents(host.store);
	for (const table of ofAClass) expect([table, before.get(table)]).not.toEqual([table, '[]']);

	await classes.remove(lecturer.id, { classId, title });

	const after = await contents(host.store);
	for (const [table, text] of after) {
		for (const id of [...ids, title, '王小明', '藍隊才知道的風險']) {
			expect([table, id, text.includes(id)]).toEqual([table, id, false]);
		}
	}
	expect((await classes.listFor(lecturer.id)).map(({ id }) => id)).toEqual([other.classId]);
	expect(await classes.open(lecturer.id, input, once)).toEqual(other);
	expect(after.get('account')).toBe(before.get('account'));
});

test('whoever has it open is told and put out; no seat and no desk is left', async () => {
	const { host, port, classId, lecturer, ming, device, end } = await playedClass();
	const desk = new Device({ port, classId, cookie: `ll=${lecturer.sessionToken}` });
	await desk.ready();
	await end();
	await host.services.classes.remove(lecturer.id, { classId, title });
	for (const one of [device, desk]) {
		await one.until('the end', () => one.closed !== null);
		expect(one.notices.at(-1)).toEqual({
			kind: 'cut',
			message: '老師已經刪除這堂課。',
			gone: true,
		});
	}
	const { seats } = await host.services.people.visitor({ seat: ming.seatToken });
	expect(seats).toEqual([]);
	expect(await host.services.classes.ownerOf(classId)).toBeNull();
	const again = new Device({ port, classId, cookie: `seat=${ming.seatToken}` });
	await again.until('refused', () => again.closed !== null);
	expect(again.closed?.code).toBe(404);
	await expect(host.services.views.forMember(ming.memberId)).rejects.toMatchObject({
		code: 'NOT_YOURS',
	});
});

test('an open class, another title and another lecturer delete nothing', async () => {
	const { host, classId, lecturer, end } = await playedClass();
	const { classes } = host.services;
	const isRefused = async (attempt: Promise<unknown>, code: string) => {
		const before = await contents(host.store);
		await expect(attempt).rejects.toMatchObject({ code });
		expect(await contents(host.store)).toEqual(before);
	};
	await openUpTo(host, classId, 'share');
	await isRefused(classes.remove(lecturer.id, { classId, title }), 'CLASS_STILL_OPEN');
	await end();
	await isRefused(classes.remove(lecturer.id, { classId, title: '星期四的課' }), 'TITLE_DIFFERS');
	await isRefused(classes.remove('somebody', { classId, title }), 'NOT_YOURS');
});

test('a title is known however its brackets, case and spaces are typed, and a wrong one is answered with it', async () => {
	const { host, classId, lecturer, end } = await playedClass();
	await end();
	await host.store.db
		.updateTable('class')
		.set({ title: '企管 二乙（11月29日）Lab' })
		.where('id', '=', classId)
		.execute();
	const { classes } = host.services;
	await expect(classes.remove(lecturer.id, { classId, title: '企管二甲' })).rejects.toThrow(
		'要打的是「企管 二乙（11月29日）Lab」',
	);
	await classes.remove(lecturer.id, { classId, title: '企管二乙 (11月29日)lab' });
	expect(await classes.ownerOf(classId)).toBeNull();
});

test('a deletion that is sent twice is done once and answered twice', async () => {
	const { host, classId, lecturer, end } = await playedClass();
	await end();
	const once = { actor: lecturer.id, key: 'delete-00001' };
	const asked = { classId, title: ` ${title} ` };
	await host.services.classes.remove(lecturer.id, asked, once);
	await host.services.classes.remove(lecturer.id, asked, once);
});

test('nothing of it can be read in the file itself', async () => {
	const folder = temporaryFolder();
	try {
		const store = await openStore(folder, new Date());
		const { host, classId, lecturer, end } = await playedClass({ store });
		const secret = Buffer.from('藍隊才知道的風險');
		const onDisk = () =>
			['lab.db', 'lab.db-wal'].map((name) => readFileSync(join(folder, name)).includes(secret));
		await end();
		expect(onDisk()).toContain(true);
		await host.services.classes.remove(lecturer.id, { classId, title });
		expect(onDisk()).toEqual([false, false]);
		await endPlayed();
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
