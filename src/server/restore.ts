import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { loadEnvironment, readSettings, StartProblem } from './settings.ts';
import { holdLock } from './store/lock.ts';

function requireSound(path: string): void {
	try {
		const file = new DatabaseSync(path, { readOnly: true });
		const row = file.prepare('pragma integrity_check').get();
		file.close();
		if (row?.['integrity_check'] === 'ok') return;
	} catch {
		// Told below: a file that cannot be opened is as little a backup as one that is damaged.
	}
	throw new StartProblem(`「${path}」不是完整的備份，資料沒有被更動。`);
}

/**
 * Puts a backup in the place of a data folder's database; the present one stays beside it under
 * the name that comes back. Every room begins a new epoch: devices may still hold words that the
 * backup does not know, and keep them apart instead of mixing them in.
 */
export function restoreBackup(dataFolder: string, backupPath: string, now: Date): string | null {
	requireSound(backupPath);
	const unlock = holdLock(join(dataFolder, 'lock.db'), dataFolder);
	try {
		const place = join(dataFolder, 'lab.db');
		const arriving = join(dataFolder, 'lab.restored.db');
		copyFileSync(backupPath, arriving);
		const file = new DatabaseSync(arriving);
		const epoch = Math.floor(now.getTime() / 1000);
		file
			.prepare(
				`insert into document (room, epoch, version, bytes, late_edits) select id, ?, 1, 0, 0 from team where true
				on conflict (room) do update set epoch = excluded.epoch`,
			)
			.run(epoch);
		file.exec('pragma wal_checkpoint(truncate)');
		file.close();
		let keptAs: string | null = null;
		if (existsSync(place)) {
			const present = new DatabaseSync(place);
			present.exec('pragma wal_checkpoint(truncate)');
			present.close();
			keptAs = join(
				dataFolder,
				'backups',
				`before-restore-${now.toISOString().replace(/[:.]/g, '-')}.db`,
			);
			renameSync(place, keptAs);
		}
		for (const suffix of ['-wal', '-shm']) rmSync(`${place}${suffix}`, { force: true });
		renameSync(arriving, place);
		return keptAs;
	} finally {
		unlock();
	}
}

if (import.meta.main) {
	const [, , given] = process.argv;
	try {
		if (!given) throw new StartProblem('請寫出備份檔，例如 node src/server/restore.ts 備份檔.db');
		loadEnvironment(join(import.meta.dirname, '..', '..'));
		const { dataFolder } = readSettings(process.env);
		const keptAs = restoreBackup(dataFolder, resolve(given), new Date());
		console.log(`已經用「${given}」還原。${keptAs ? `原來的資料留在「${keptAs}」。` : ''}`);
	} catch (error) {
		if (!(error instanceof StartProblem)) throw error;
		console.error(error.message);
		process.exitCode = 1;
	}
}
