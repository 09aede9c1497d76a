import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readContent } from '#server/content.ts';
import { membersAtHandIn } from '#server/members-at-hand-in.ts';
import { readPicture } from '#server/picture.ts';
import { readSettings } from '#server/settings.ts';
import { migrations } from '#server/store/migrations/index.ts';
import { openStore } from '#server/store/store.ts';
import { temporaryFolder } from '../support/server.ts';

const now = new Date(Date.UTC(2026, 10, 21));
let folder: string;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a store is durable by its own settings and keeps what it was given', async () => {
	const store = await openStore(folder, now);
	await store.db.insertInto('setting').values({ name: 'a', value: 'b' }).execute();
	await store.close();
	const again = await openStore(folder, now);
	const [row] = await again.db.selectFrom('setting').selectAll().execute();
	expect(row).toEqual({ name: 'a', value: 'b' });
	await again.close();
	const file = new DatabaseSync(join(folder, 'lab.db'));
	expect(file.prepare('pragma journal_mode').get()?.['journal_mode']).toBe('wal');
	file.close();
});

test('a second one on the same folder is refused in words, until the first has closed', async () => {
	const first = await openStore(folder, now);
	await expect(openStore(folder, now)).rejects.toThrow('正由另一個忠誠實驗室使用');
	await first.close();
	await (await openStore(folder, now)).close();
});

test('a newer database is left alone', async () => {
	await (await openStore(folder, now)).close();
	const file = new DatabaseSync(join(folder, 'lab.db'));
	file.exec('pragma user_version = 999');
	file.close();
	const before = readFileSync(join(folder, 'lab.db'));
	await expect(openStore(folder, now)).rejects.toThrow('比較新的版本');
	expect(readFileSync(join(folder, 'lab.db')).equals(before)).toBe(true);
	expect(readdirSync(join(folder, 'backups'))).toEqual([]);
});

test('a file that is no database is named and left as it is', async () => {
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		join(folder, 'lab.db'),
		'not a database, and long enough to be looked at'.repeat(50),
	);
	await expect(openStore(folder, now)).rejects.toThrow('打不開');
	expect(readFileSync(join(folder, 'lab.db'), 'utf8')).toContain('not a database');
});

test('a transaction that fails leaves nothing, and a row without its parent is refused', async () => {
	const store = await openStore(folder, now);
	const attempt = store.db.transaction().execute(async (tx) => {
		await tx.insertInto('setting').values({ name: 'half', value: 'made' }).execute();
		throw new Error('stop');
	});
	await expect(attempt).rejects.toThrow('stop');
	expect(await store.db.selectFrom('setting').selectAll().execute()).toEqual([]);
	const orphan = store.db
		.insertInto('team')
		.values({ id: 'x', class_id: 'none', number: 1, status: 'drafting', submissions: 0 });
	await expect(orphan.execute()).rejects.toThrow(/FOREIGN KEY/);
	await store.close();
});

test('a database from before answers existed is copied, then given their table; its reviews still read', async () => {
	const [beginning] = migrations;
	mkdirSync(folder, { recursive: true });
	const old = new DatabaseSync(join(folder, 'lab.db'));
	for (const sql of beginning?.statements ?? []) old.exec(sql);
	old.exec(`insert into account values ('l', '陳老師', '陳老師', 'x', 1)`);
	old.exec(
		`insert into class values ('c', 'l', '課', 'tea-house', 'ABCDEFG', 0, 'feedback', 1, null, 1, null, null, 1)`,
	);
	old.exec(`insert into team values ('t', 'c', 1, 'returned', 1)`);
	old.exec(`insert into member values ('m', 'c', 't', '小明', '小明', 1, null)`);
	old.exec(`insert into submission values ('s', 't', 1, 1, 'm', '{}', '{}', x'', 'hash')`);
	old.exec(
		`insert into review values ('s', 'returned', 1, '{}', '[{"field":"risks","text":"再具體一點"}]', '', 1)`,
	);
	old.exec('pragma user_version = 1');
	old.close();

	const store = await openStore(folder, now);
	expect(readdirSync(join(folder, 'backups'))).toEqual([
		expect.stringMatching(new RegExp(`^before-schema-${migrations.length}-.*\\.db$`)),
	]);
	const answer = {
		submission_id: 's',
		comment_id: 'c1',
		kind: 'rebutted' as const,
		reason: '試過了',
		member_id: 'm',
		at: 2,
		version: 1,
	};
	await store.db.insertInto('comment_answer').values(answer).execute();
	await expect(
		store.db
			.insertInto('comment_answer')
			.values({ ...answer, submission_id: 'none' })
			.execute(),
	).rejects.toThrow(/FOREIGN KEY/);
	const { teams } = await readPicture(store.db, 'c');
	expect(teams[0]?.history[0]).toMatchObject({
		review: { comments: [{ id: 'c1', field: 'risks', text: '再具體一點', patch: null }] },
		answers: [{ commentId: 'c1', kind: 'rebutted', reason: '試過了', by: '小明', version: 1 }],
	});
	await store.close();
});

test('versions from before are given today’s members of the team, and who handed them in', async () => {
	mkdirSync(folder, { recursive: true });
	const old = new DatabaseSync(join(folder, 'lab.db'));
	const before = migrations.findIndex(({ name }) => name === 'members at hand-in');
	for (const { statements } of migrations.slice(0, before))
		for (const sql of statements) old.exec(sql);
	old.exec(`insert into account values ('l', '陳老師', '陳老師', 'x', 1)`);
	old.exec(`insert into class (id, lecturer_id, title, case_id, join_code, joining_locked, phase, version,
		changed_at, opened_at) values ('c', 'l', '課', 'tea-house', 'ABCDEFG', 0, 'feedback', 1, 1, 1)`);
	old.exec(`insert into team values ('t', 'c', 1, 'returned', 1), ('u', 'c', 2, 'submitted', 1)`);
	const member = old.prepare(
		`insert into member (id, class_id, team_id, name, name_key, joined_at, removed_at)
			values (?, 'c', ?, ?, ?, 1, ?)`,
	);
	for (const [id, team, removedAt] of [
		['stays', 't', null],
		['went', 'u', null],
		['waits', null, null],
		['gone', null, 2],
	] as const)
		member.run(id, team, id, id, removedAt);
	old.exec(`insert into submission values ('s', 't', 1, 1, 'went', '{}', '{}', x'', 'hash'),
		('v', 'u', 1, 1, 'gone', '{}', '{}', x'', 'hash')`);
	old.exec(`pragma user_version = ${before}`);
	old.close();

	const store = await openStore(folder, now);
	const members = await membersAtHandIn(store.db, ['t', 'u']);
	expect(members).toEqual(
		new Map([
			['s', new Set(['stays', 'went'])],
			['v', new Set(['gone', 'went'])],
		]),
	);
	const { teams } = await readPicture(store.db, 'c');
	expect(teams.flatMap(({ history }) => history.map(({ hash }) => hash))).toEqual(['hash', 'hash']);
	await store.close();
});

test('settings that cannot be used are named', () => {
	expect(readSettings({})).toMatchObject({ port: 4321, host: '0.0.0.0', publicOrigin: null });
	expect(readSettings({ PUBLIC_ORIGIN: 'https://lab.example.edu.tw/' }).publicOrigin).toBe(
		'https://lab.example.edu.tw',
	);
	expect(() => readSettings({ PORT: 'http' })).toThrow('PORT');
	expect(() => readSettings({ PUBLIC_ORIGIN: 'lab.example' })).toThrow('PUBLIC_ORIGIN');
});

test('a slip in a teacher’s file is told with the file and the place', () => {
	const write = (path: string, text: string) => {
		mkdirSync(join(folder, path, '..'), { recursive: true });
		writeFileSync(join(folder, path), text);
	};
	expect(() => readContent(folder)).toThrow('個案');
	write(
		'cases/tea.yaml',
		'name: 茶行\nkind: 示意\nstory: 故事\ntask: 任務\ninputs:\n  custmers: 5\n',
	);
	expect(() => readContent(folder)).toThrow(/tea\.yaml.*custmers/s);
	write('cases/tea.yaml', 'name: [茶行\n');
	expect(() => readContent(folder)).toThrow(/tea\.yaml/);
});
