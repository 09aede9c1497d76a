import {
	closeSync,
	copyFileSync,
	existsSync,
	fsyncSync,
	openSync,
	renameSync,
	rmSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Restoration } from '#workflow/messages.ts';
import { fileStamp } from '#workflow/taiwan-time.ts';
import { listBackups, madeAt } from './backup-list.ts';
import { carryOver } from './carry-over.ts';
import { loadEnvironment, readSettings, StartProblem } from './settings.ts';
import { holdLock } from './store/lock.ts';
import { restoredSetting } from './restoration.ts';
import { migrations } from './store/migrations/index.ts';
import { keepPrivate, makeFolder } from './store/private.ts';
import { schemaIn, schemaMade } from './store/store.ts';

const untouched = '資料沒有被更動';

/**
 * Throws unless an open file is made of what its schema number says, and of nothing else: what is
 * missing would only be missed in the middle of a class, and a trigger would do somebody's bidding.
 */
function requireWholeSchema(file: DatabaseSync, number: number): void {
	const [have, wanted] = [schemaIn(file), schemaMade(number)];
	if (number === 0 || have.size !== wanted.size) throw new Error('not ours');
	for (const [name, { type, sql }] of wanted) {
		const there = have.get(name);
		if (there?.type !== type || there.sql !== sql) throw new Error(`${name} is not ours`);
	}
}

/** Throws unless an open file is whole and one of ours. */
function requireOurs(file: DatabaseSync, path: string): void {
	const check = file.prepare('pragma integrity_check').get();
	if (check?.['integrity_check'] !== 'ok') throw new Error('damaged');
	const number = Number(file.prepare('pragma user_version').get()?.['user_version']);
	if (number > migrations.length) {
		throw new StartProblem(
			`「${path}」是比較新的版本寫的，這一版讀不懂；請更新程式再還原，${untouched}。`,
		);
	}
	requireWholeSchema(file, number);
}

/**
 * Looks a copy through, begins a new epoch in it, ends every sign-in that it holds and notes for the
 * students' pages that all of it is older than what they knew; afterwards the one file is all of it.
 */
function prepare(copy: string, backupPath: string, now: Date): void {
	let file: DatabaseSync | undefined;
	try {
		file = new DatabaseSync(copy);
		requireOurs(file, backupPath);
		file
			.prepare(
				`insert into document (room, epoch, version, bytes, late_edits) select id, ?, 1, 0, 0 from team where true
				on conflict (room) do update set epoch = excluded.epoch`,
			)
			.run(Math.floor(now.getTime() / 1000));
		file.exec('delete from session');
		const restored: Restoration = { at: now.getTime(), asOf: madeAt(basename(backupPath)) };
		file
			.prepare(
				`insert into setting (name, value) values (?, ?)
				on conflict (name) do update set value = excluded.value`,
			)
			.run(restoredSetting, JSON.stringify(restored));
		file.exec('pragma wal_checkpoint(truncate)');
	} catch (error) {
		if (error instanceof StartProblem) throw error;
		throw new StartProblem(`「${backupPath}」不是完整的忠誠實驗室備份，${untouched}。`);
	} finally {
		file?.close();
	}
	flush(copy);
}

/** Waits until a file is on the disk itself. */
function flush(path: string): void {
	const handle = openSync(path, 'r+');
	try {
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
}

/** Copies a database as it is, with what of it still stands in its write-ahead log. */
function copyDatabase(from: string, to: string): void {
	for (const suffix of ['', '-wal']) {
		if (!existsSync(from + suffix)) continue;
		copyFileSync(from + suffix, to + suffix);
		keepPrivate(to + suffix);
		flush(to + suffix);
	}
}

function removeDatabase(path: string, suffixes = ['', '-wal', '-shm']): void {
	for (const suffix of suffixes) rmSync(path + suffix, { force: true });
}

/** Brings the write-ahead log into the file, as far as the file can still be read. */
function settle(path: string): void {
	try {
		const file = new DatabaseSync(path);
		try {
			file.exec('pragma wal_checkpoint(truncate)');
		} finally {
			file.close();
		}
	} catch {
		// A damaged database is why somebody restores; its copy has been put aside as it was.
	}
}

export interface Restored {
	/** Where the database lies that was there before; null where there was none. */
	keptAs: string | null;
	/** Whether lecturers, passwords and devices' seats are today's; else they are the backup's. */
	isCarriedOver: boolean;
}

/**
 * Puts a backup in the place of a data folder's database; the present one, sound or damaged, stays
 * beside it under the name that comes back. Every room begins a new epoch: devices may still hold
 * words that the backup does not know, and keep them apart instead of mixing them in. Lecturers,
 * their passwords and the seats of devices stay as they are today, where that can be read. Broken off
 * at any moment, the folder holds either the present database or the backup, never none.
 */
export function restoreBackup(dataFolder: string, backupPath: string, now: Date): Restored {
	makeFolder(dataFolder);
	const unlock = holdLock(join(dataFolder, 'lock.db'), dataFolder);
	const place = join(dataFolder, 'lab.db');
	const arriving = join(dataFolder, 'lab.restored.db');
	try {
		removeDatabase(arriving);
		// Looked through in a copy: opening the backup itself would leave files beside it.
		if (!existsSync(backupPath))
			throw new StartProblem(
				`沒有「${backupPath}」這個檔案，「${join(dataFolder, 'backups')}」裡也沒有「${basename(backupPath)}」；${untouched}。不寫檔名再執行一次，會列出有哪些。`,
			);
		copyDatabase(backupPath, arriving);
		prepare(arriving, backupPath, now);
		let keptAs: string | null = null;
		let isCarriedOver = false;
		if (existsSync(place)) {
			const stamp = `${fileStamp(now.getTime())}-${String(now.getMilliseconds()).padStart(3, '0')}`;
			keptAs = join(dataFolder, 'backups', `before-restore-${stamp}.db`);
			copyDatabase(place, keptAs);
			settle(place);
			isCarriedOver = carryOver(place, arriving);
			flush(arriving);
		}
		// A log that outlived its file would be read into the new one.
		removeDatabase(place, ['-wal', '-shm']);
		renameSync(arriving, place);
		return { keptAs, isCarriedOver };
	} catch (error) {
		if (error instanceof StartProblem) throw error;
		const reason = error instanceof Error ? error.message : String(error);
		throw new StartProblem(`沒有還原成功（${reason}）；原來的資料還在。`);
	} finally {
		removeDatabase(arriving);
		unlock();
	}
}

/** A file as it was named; a name alone also finds what lies in the data folder's `backups`. */
export function backupNamed(given: string, dataFolder: string): string {
	const there = join(dataFolder, 'backups', given);
	return !existsSync(given) && existsSync(there) ? there : resolve(given);
}

/** What came back and what did not, in words. */
function tellRestored(given: string, { keptAs, isCarriedOver }: Restored): string {
	const before = keptAs ? `原來的資料留在「${keptAs}」。` : '';
	return `已經用「${basename(given)}」還原：課堂、名單、設計和評語都是備份那時的；${
		isCarriedOver
			? '老師和密碼、學生裝置的座位照現在的'
			: '老師和密碼也是備份那時的，忘了密碼就用 npx node src/server/account.ts password 重設'
	}。每一位老師都要重新登入。${before}`;
}

/** What to say to somebody who has named no backup. */
function askWhich(dataFolder: string): string {
	const folder = join(dataFolder, 'backups');
	const lines = listBackups(folder);
	if (lines.length === 0) return `「${folder}」裡還沒有備份；備份在別處，請寫出完整路徑。`;
	return `請寫出要還原哪一個：npx node src/server/restore.ts 備份檔\n「${folder}」裡有（台灣時間，新的在前）：\n${lines
		.map((line) => `  ${line}`)
		.join('\n')}`;
}

if (import.meta.main) {
	const [, , given] = process.argv;
	try {
		loadEnvironment(join(import.meta.dirname, '..', '..'));
		const { dataFolder } = readSettings(process.env);
		if (!given) console.log(askWhich(dataFolder));
		else {
			const restored = restoreBackup(dataFolder, backupNamed(given, dataFolder), new Date());
			console.log(tellRestored(given, restored));
		}
	} catch (error) {
		if (!(error instanceof StartProblem)) throw error;
		console.error(error.message);
		process.exitCode = 1;
	}
}
