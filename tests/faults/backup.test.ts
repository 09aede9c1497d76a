import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepBackups, outdated } from '#server/backups.ts';
import { migrations } from '#server/store/migrations/index.ts';
import { backupNamed, restoreBackup } from '#server/restore.ts';
import { openStore, type Store } from '#server/store/store.ts';
import { createClock, seatClass, startHost, type Student } from '../support/class.ts';
import { temporaryFolder } from '../support/server.ts';
import { Device, listen } from '../support/socket.ts';

// A power cut between two steps of a restore, as the next start finds it.
let cutAtRename = false;
vi.mock('node:fs', async (original) => {
	const fs = await original<typeof import('node:fs')>();
	return {
		...fs,
		renameSync(from: string, to: string) {
			if (cutAtRename && to.endsWith('lab.db')) throw new Error('power cut');
			fs.renameSync(from, to);
		},
	};
});

// SQLite gives a copy up now and then while it is being written; it has made half of one by then.
let copiesGivenUp = 0;
vi.mock('node:sqlite', async (original) => {
	const sqlite = await original<typeof import('node:sqlite')>();
	return {
		...sqlite,
		async backup(...given: Parameters<typeof sqlite.backup>) {
			if (copiesGivenUp === 0) return sqlite.backup(...given);
			copiesGivenUp -= 1;
			writeFileSync(String(given[1]), '');
			throw new Error('not an error');
		},
	};
});

let folder: string;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = new Date();

async function running() {
	const store = await openStore(folder, now);
	const host = startHost({ store, clock: createClock(Date.now()) });
	const { port, http } = await listen(host);
	const stop = async () => {
		await host.close();
		http.close();
	};
	return { store, host, port, stop };
}

test('a backup made while people type restores to what was saved before it, in a new epoch', async () => {
	const first = await running();
	const { classId, teams } = await seatClass(first.host, { teams: { red: ['王小明'] } });
	const [ming] = teams.red.members as [Student];
	const cookie = `seat=${ming.seatToken}`;
	const device = new Device({ port: first.port, classId, cookie });
	await device.ready();
	device.type('risks', '備份前');
	await device.saved();
	const copy = join(folder, 'copy.db');
	const copying = first.store.backUp(copy);
	device.type('risks', '，備份中');
	await copying;
	await device.saved();
	device.type('risks', '，備份後');
	await device.saved();
	const epoch = device.hello?.epoch ?? 0;
	await first.stop();

	const { keptAs } = restoreBackup(folder, copy, now);
	expect(keptAs).not.toBeNull();
	const second = await running();
	const again = new Device({ port: second.port, classId, cookie });
	await again.ready();
	expect(again.read('risks')).toMatch(/^備份前(，備份中)?$/);
	expect(again.hello?.epoch).toBeGreaterThan(epoch);
	again.type('risks', '還能寫');
	await again.saved();
	await second.stop();
});

test('a file that is no backup, and a folder in use, are refused and left as they are', async () => {
	const { host, store, stop } = await running();
	await seatClass(host, { teams: { red: [] } });
	const copy = join(folder, 'copy.db');
	await store.backUp(copy);
	expect(() => restoreBackup(folder, copy, now)).toThrow('正由另一個忠誠實驗室使用');
	await stop();
	const isRefused = (path: string, sentence: string) => {
		const before = readdirSync(folder);
		expect(() => restoreBackup(folder, path, now)).toThrow(
			expect.objectContaining({ name: 'StartProblem', message: expect.stringContaining(sentence) }),
		);
		expect(readdirSync(folder).sort()).toEqual(before.sort());
	};
	isRefused(join(folder, 'none.db'), '沒有');
	for (const [name, content] of [
		['empty.db', ''],
		['words.db', '不是資料庫'.repeat(500)],
	] as const) {
		writeFileSync(join(folder, name), content);
		isRefused(join(folder, name), '不是完整的忠誠實驗室備份');
	}
	const other = new DatabaseSync(join(folder, 'other.db'));
	other.exec('create table team (id text); create table document (room text)');
	other.close();
	isRefused(join(folder, 'other.db'), '不是完整的忠誠實驗室備份');
	await (await openStore(folder, now)).close();
});

test.each([
	['tables missing', 'drop table review; drop table comment_answer; drop table submission'],
	['a column missing', 'alter table class drop column previous_opens_next'],
	['an index missing', 'drop index member_student_number'],
	[
		'a trigger of somebody’s',
		`create trigger evil after insert on class_event begin update account set password = 'x'; end`,
	],
	[
		'a trigger that calls itself one of SQLite’s own',
		`pragma writable_schema = on;
		 insert into sqlite_master (type, name, tbl_name, rootpage, sql) values ('trigger', 'sqlite_help',
			'setting', 0, 'create trigger sqlite_help after insert on setting begin delete from account; end');
		 pragma writable_schema = off`,
	],
	['a view for a table', 'drop table setting; create view setting as select 1 as name, 2 as value'],
	['a table of somebody’s', 'create table more (a text)'],
])('a backup with %s is not put in place', async (_what, change) => {
	const copy = await backedUp();
	const file = new DatabaseSync(copy, { enableForeignKeyConstraints: false, defensive: false });
	file.exec(change);
	file.close();
	const before = readFileSync(place());
	expect(() => restoreBackup(folder, copy, now)).toThrow('不是完整的忠誠實驗室備份');
	expect(readFileSync(place()).equals(before)).toBe(true);
});

test('a backup of each earlier schema is put in place, and brought up to date at the start', async () => {
	for (let number = 1; number < migrations.length; number++) {
		const path = join(folder, `schema-${number}.db`);
		const file = new DatabaseSync(path);
		for (const { statements } of migrations.slice(0, number))
			for (const sql of statements) file.exec(sql);
		file.exec(`pragma user_version = ${number}`);
		file.close();
		restoreBackup(folder, path, new Date(now.getTime() + number * 1_000));
		await (await openStore(folder, now)).close();
	}
});

/** A class and a backup of it, with nothing running. */
async function backedUp() {
	const { host, store, stop } = await running();
	await seatClass(host, { teams: { red: ['王小明'] } });
	const copy = join(folder, 'backups', 'lab-2026-11-20-09-00-00.db');
	await store.backUp(copy);
	await stop();
	return copy;
}

const place = () => join(folder, 'lab.db');

test('a backup replaces a damaged database, which is put aside as it was', async () => {
	const copy = await backedUp();
	const damage = Buffer.alloc(20_000, 7);
	writeFileSync(place(), damage);
	writeFileSync(`${place()}-wal`, 'half a log');
	const keptAs = restoreBackup(folder, copy, now).keptAs ?? '';
	expect(readFileSync(keptAs).equals(damage)).toBe(true);
	expect(readFileSync(`${keptAs}-wal`, 'utf8')).toBe('half a log');
	const store = await openStore(folder, now);
	expect(await store.db.selectFrom('member').select('name').execute()).toEqual([
		{ name: '王小明' },
	]);
	await store.close();
});

test('a restore leaves one file in place of the database, and nothing beside the backup', async () => {
	const copy = await backedUp();
	restoreBackup(folder, copy, now);
	expect(readdirSync(folder).sort()).toEqual(['backups', 'lab.db', 'lock.db']);
	const beside = readdirSync(join(folder, 'backups')).filter((name) => /-(wal|shm)$/.test(name));
	expect(beside).toEqual([]);
});

test('a restore that is cut off before its last step leaves the present database in place', async () => {
	const copy = await backedUp();
	const before = readFileSync(place());
	cutAtRename = true;
	try {
		expect(() => restoreBackup(folder, copy, now)).toThrow('power cut');
	} finally {
		cutAtRename = false;
	}
	expect(readFileSync(place()).equals(before)).toBe(true);
});

test('what was set aside with its log can be restored again', async () => {
	const copy = await backedUp();
	const writing = new DatabaseSync(place());
	writing.exec(`insert into setting values ('later', 'only in the log')`);
	const log = readFileSync(`${place()}-wal`);
	const main = readFileSync(place());
	writing.close();
	// As a kill leaves them.
	writeFileSync(place(), main);
	writeFileSync(`${place()}-wal`, log);
	const keptAs = restoreBackup(folder, copy, now).keptAs ?? '';
	restoreBackup(folder, keptAs, new Date(now.getTime() + 5_000));
	const store = await openStore(folder, now);
	const rows = await store.db.selectFrom('setting').select('name').execute();
	expect(rows).toContainEqual({ name: 'later' });
	await store.close();
});

test.skipIf(process.platform === 'win32')(
	'nobody else on the machine reads the data, also in a folder that was there before',
	async () => {
		mkdirSync(join(folder, 'backups'));
		writeFileSync(join(folder, 'backups', 'lab-2026-11-19-09-00-00.db'), '');
		for (const open of [folder, join(folder, 'backups')]) chmodSync(open, 0o755);
		const copy = await backedUp();
		const store = await openStore(folder, now);
		await store.db.insertInto('setting').values({ name: 'a', value: 'b' }).execute();
		const rightsOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
		expect([folder, join(folder, 'backups')].map(rightsOf)).toEqual(['700', '700']);
		const files = ['lab.db', 'lab.db-wal', 'lab.db-shm', 'lock.db'].map((name) =>
			join(folder, name),
		);
		const copies = readdirSync(join(folder, 'backups')).map((name) =>
			join(folder, 'backups', name),
		);
		expect(copies).toContain(copy);
		for (const path of [...files, ...copies])
			expect(`${path} ${rightsOf(path)}`).toBe(`${path} 600`);
		await store.close();
	},
);

test.skipIf(process.platform === 'win32')(
	'a folder that holds something else too is left open',
	async () => {
		writeFileSync(join(folder, 'homework.txt'), '');
		chmodSync(folder, 0o755);
		await (await openStore(folder, now)).close();
		expect(statSync(folder).mode & 0o777).toBe(0o755);
	},
);

test('starting without a change adds no backup; an orderly end keeps what was changed last', async () => {
	let at = Date.UTC(2026, 10, 20, 9);
	const session = async (work: (store: Store) => Promise<unknown>) => {
		const store = await openStore(folder, now);
		const backups = keepBackups(store, folder, () => (at += 60_000));
		await work(store);
		await backups.stop();
		await store.close();
		return readdirSync(join(folder, 'backups')).sort();
	};
	const first = await session(async () => undefined);
	expect(first).toHaveLength(1);
	for (let start = 0; start < 5; start++) {
		expect(await session(async () => undefined)).toEqual(first);
	}
	writeFileSync(join(folder, 'backups', 'lab-2026-01-01-00-00-00.db.part'), 'half');
	const setting = { name: 'last', value: 'word' };
	const names = await session(({ db }) => db.insertInto('setting').values(setting).execute());
	expect(names).toHaveLength(2);
	const newest = new DatabaseSync(join(folder, 'backups', names.at(-1) ?? ''), { readOnly: true });
	expect(newest.prepare('select name, value from setting').all()).toEqual([{ ...setting }]);
	newest.close();
});

test('the newest twenty-four backups stay, and the last of each of seven days', () => {
	const name = (day: number, hour: number, minute: number) =>
		`lab-2026-11-${String(day).padStart(2, '0')}-${String(hour).padStart(2, '0')}-${String(minute).padStart(2, '0')}-00.db`;
	const today = Array.from({ length: 30 }, (_, index) =>
		name(20, Math.floor(index / 6), (index % 6) * 10),
	);
	const before = Array.from({ length: 12 }, (_, index) => [
		name(index + 1, 9, 0),
		name(index + 1, 17, 0),
	]).flat();
	const gone = outdated([...today, ...before, 'before-schema-2.db']);
	expect(gone).not.toContain('before-schema-2.db');
	const kept = [...today, ...before].filter((each) => !gone.includes(each));
	expect(kept.filter((each) => each.startsWith('lab-2026-11-20'))).toEqual(today.slice(6));
	expect(kept.filter((each) => !each.startsWith('lab-2026-11-20'))).toEqual(
		[7, 8, 9, 10, 11, 12].map((day) => name(day, 17, 0)),
	);
});

test('a backup is found by its name alone, and a file that lies where one stands comes first', () => {
	const kept = join(folder, 'backups', 'hourly.db');
	mkdirSync(join(folder, 'backups'), { recursive: true });
	writeFileSync(kept, '');
	expect(backupNamed('hourly.db', folder)).toBe(kept);
	const elsewhere = join(folder, 'elsewhere.db');
	writeFileSync(elsewhere, '');
	expect(backupNamed(elsewhere, folder)).toBe(elsewhere);
	expect(backupNamed('nowhere.db', folder)).toBe(resolve('nowhere.db'));
});

test('a copy that was given up is made again, and nothing of the half one stays', async () => {
	const store = await openStore(folder, now);
	const copy = join(folder, 'copy.db');
	copiesGivenUp = 2;
	await store.backUp(copy);
	expect(existsSync(copy)).toBe(true);
	copiesGivenUp = Infinity;
	await expect(store.backUp(join(folder, 'never.db'))).rejects.toThrow('not an error');
	copiesGivenUp = 0;
	expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
	await store.close();
});
