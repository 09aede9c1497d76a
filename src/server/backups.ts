import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileStamp } from '#workflow/taiwan-time.ts';
import type { Store } from './store/store.ts';

const everyMilliseconds = 10 * 60 * 1000;
/** How many stay: the newest ones, and the last of each of the newest days that have any. */
export const keptBackups = { newest: 24, days: 7 } as const;

/** Earlier versions wrote UTC, with a hyphen before the hour: their names come before, as they should. */
const isBackup = (name: string): boolean =>
	/^lab-\d{4}-\d\d-\d\d[_-]\d\d-\d\d-\d\d\.db$/.test(name);
const dayOf = (name: string): string => name.slice(4, 14);

/** The backups that may go. */
export function outdated(names: readonly string[]): string[] {
	const newest = names.filter(isBackup).sort().reverse();
	const lastOfDay = new Map<string, string>();
	for (const name of newest) if (!lastOfDay.has(dayOf(name))) lastOfDay.set(dayOf(name), name);
	const kept = new Set([
		...newest.slice(0, keptBackups.newest),
		...[...lastOfDay.values()].slice(0, keptBackups.days),
	]);
	return newest.filter((name) => !kept.has(name));
}

/** Copies the database beside itself: at the start, every ten minutes, and at the end, when it has changed. */
export function keepBackups(store: Store, dataFolder: string, clock: () => number) {
	const folder = join(dataFolder, 'backups');
	let copied = -1;

	/** Whether a copy holds nothing that the one before it does not; starts alone make no backup. */
	function isRepeated(name: string): boolean {
		const before = readdirSync(folder)
			.filter((other) => isBackup(other) && other < name)
			.sort()
			.at(-1);
		if (before === undefined) return false;
		return readFileSync(join(folder, before)).equals(readFileSync(join(folder, name)));
	}

	async function copy(): Promise<void> {
		const changes = store.changes();
		if (changes === copied) return;
		try {
			const name = `lab-${fileStamp(clock())}.db`;
			await store.backUp(join(folder, name));
			copied = changes;
			if (isRepeated(name)) rmSync(join(folder, name));
			const names = readdirSync(folder);
			// Halves that a crash has left; none is being made just now.
			const halves = names.filter((half) => half.endsWith('.db.part'));
			for (const old of [...outdated(names), ...halves]) rmSync(join(folder, old));
		} catch (error) {
			console.error('這次沒有備份成功，十分鐘後再試：', error);
		}
	}

	let copying = copy();
	const timer = setInterval(() => (copying = copying.then(copy)), everyMilliseconds);
	timer.unref();
	return {
		/** Copies what has changed since the last time, and begins no other. */
		async stop(): Promise<void> {
			clearInterval(timer);
			await copying;
			await copy();
		},
	};
}
