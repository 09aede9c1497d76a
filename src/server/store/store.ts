import { existsSync, renameSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { fileStamp } from '#workflow/taiwan-time.ts';
import { StartProblem } from '../settings.ts';
import { holdLock } from './lock.ts';
import { migrations } from './migrations/index.ts';
import { keepPrivate, makeFolder, makePrivate } from './private.ts';
import type { Database } from './schema.ts';
import { openFile, queriesOver } from './sqlite.ts';

export interface Store {
	db: Database;
	/** Writes a whole, consistent copy to a new file while everything goes on. */
	backUp(path: string): Promise<void>;
	/** Rows changed since it was opened: when it stands still, so does the database. */
	changes(): number;
	/** Copies the write-ahead log into the file, so that the file alone is everything. */
	checkpoint(): void;
	/** Throws when the disk the database is on takes nothing more. */
	tryDisk(): Promise<void>;
	close(): Promise<void>;
}

/** Before this, two connections could lose a commit while the write-ahead log was reset. */
const oldestSqlite = [3, 51, 3] as const;

function requireSoundSqlite(file: DatabaseSync): void {
	const row = file.prepare('select sqlite_version() as version').get();
	const have = String(row?.['version']).split('.').map(Number);
	for (const [place, least] of oldestSqlite.entries()) {
		const part = have[place] ?? 0;
		if (part > least) return;
		if (part < least) {
			throw new StartProblem(
				`這個 Node.js（${process.version}）附的 SQLite 太舊，可能遺失資料；請改用 Node.js 24.15 以上的版本。`,
			);
		}
	}
}

function schemaNumber(file: DatabaseSync): number {
	return Number(file.prepare('pragma user_version').get()?.['user_version']);
}

/** Brings the schema up to date in one transaction: all of it or nothing. */
function migrate(file: DatabaseSync): void {
	const from = schemaNumber(file);
	file.exec('begin immediate');
	try {
		for (const { statements } of migrations.slice(from))
			statements.forEach((sql) => file.exec(sql));
		file.exec(`pragma user_version = ${migrations.length}`);
		file.exec('commit');
	} catch (error) {
		if (file.isTransaction) file.exec('rollback');
		throw error;
	}
}

/** Writes a few bytes beside the database, to the disk itself, and takes them away again. */
async function writeAndForget(folder: string): Promise<void> {
	const path = join(folder, 'disk-probe.tmp');
	const probe = await open(path, 'w', 0o600);
	try {
		await probe.write('loyalty-lab\n'.repeat(400));
		await probe.sync();
	} finally {
		await probe.close();
		await rm(path, { force: true });
	}
}

/** Tries at a copy, and how long to wait before the next, in milliseconds. */
const copyTries = 20;
const copyPauseMilliseconds = 100;

/** SQLite refuses to copy while a transaction of this very connection is being written; it ends soon. */
async function copyTo(file: DatabaseSync, path: string): Promise<void> {
	for (let tries = 1; ; tries += 1) {
		try {
			await backup(file, path);
			return;
		} catch (error) {
			await rm(path, { force: true });
			if (tries === copyTries) throw error;
			await new Promise((resolve) => setTimeout(resolve, copyPauseMilliseconds));
		}
	}
}

function wrap(file: DatabaseSync, unlock: () => void, folder: string | null): Store {
	const db = queriesOver(file);
	return {
		db,
		async backUp(path) {
			const unfinished = `${path}.part`;
			await copyTo(file, unfinished);
			keepPrivate(unfinished);
			renameSync(unfinished, path);
		},
		changes: () => Number(file.prepare('select total_changes() as count').get()?.['count']),
		checkpoint: () => file.exec('pragma wal_checkpoint(truncate)'),
		tryDisk: async () => {
			if (folder !== null) await writeAndForget(folder);
		},
		async close() {
			await db.destroy();
			if (file.isOpen) file.close();
			unlock();
		},
	};
}

/** The statements that make the schema of that number, as SQLite itself keeps them, by name. */
export function schemaMade(number: number): ReadonlyMap<string, { type: string; sql: string }> {
	const file = new DatabaseSync(':memory:');
	try {
		for (const { statements } of migrations.slice(0, number))
			statements.forEach((sql) => file.exec(sql));
		return schemaIn(file);
	} finally {
		file.close();
	}
}

/** What an open file is made of, however it was laid out, but for what SQLite adds by itself. */
export function schemaIn(file: DatabaseSync): ReadonlyMap<string, { type: string; sql: string }> {
	const rows = file.prepare('select name, type, sql from sqlite_master').all();
	// Whatever it calls itself, a trigger or a view is nothing that SQLite adds.
	const own = rows.filter(
		({ name, type }) =>
			!String(name).startsWith('sqlite_') || !['table', 'index'].includes(String(type)),
	);
	return new Map(
		own.map(({ name, type, sql }) => [
			String(name),
			{ type: String(type), sql: String(sql).replace(/\s+/g, ' ') },
		]),
	);
}

/** A store that lives as long as the process, for tests. */
export function openMemoryStore(): Store {
	const file = openFile(':memory:');
	migrate(file);
	return wrap(file, () => undefined, null);
}

const codeOf = (error: unknown): string =>
	error instanceof Error && 'code' in error ? String(error.code) : String(error);

function openExisting(path: string): DatabaseSync {
	try {
		// Before it is opened, since the files SQLite adds beside it get the same rights.
		makePrivate(path);
		const file = openFile(path);
		schemaNumber(file);
		return file;
	} catch (error) {
		throw new StartProblem(
			`資料檔「${path}」打不開（${error instanceof Error ? error.message : codeOf(error)}）；檔案沒有被更動，請檢查權限，或從 backups 資料夾取回備份。`,
		);
	}
}

/**
 * Opens the data folder's database, made or migrated as needed; an existing file is copied to
 * `backups/` before its schema changes. Throws StartProblem, with nothing half made, when another
 * process holds the folder, the file cannot be read, or it comes from a newer version.
 */
export async function openStore(folder: string, now: Date): Promise<Store> {
	makeFolder(folder);
	const unlock = holdLock(join(folder, 'lock.db'), folder);
	try {
		const path = join(folder, 'lab.db');
		const existed = existsSync(path);
		const file = openExisting(path);
		try {
			requireSoundSqlite(file);
			const number = schemaNumber(file);
			if (number > migrations.length) {
				throw new StartProblem(
					`資料檔「${path}」是比較新的版本寫的，這一版讀不懂；請更新程式再啟動，資料沒有被更動。`,
				);
			}
			if (number < migrations.length) {
				if (existed && number > 0) {
					const name = `before-schema-${migrations.length}-${fileStamp(now.getTime())}.db`;
					await backup(file, join(folder, 'backups', name));
					keepPrivate(join(folder, 'backups', name));
				}
				migrate(file);
			}
			return wrap(file, unlock, folder);
		} catch (error) {
			if (file.isOpen) file.close();
			throw error;
		}
	} catch (error) {
		unlock();
		throw error;
	}
}
