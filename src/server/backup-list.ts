import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { dayAndMinute } from '#workflow/taiwan-time.ts';

/**
 * When a backup was made, by its name, in epoch milliseconds: on Taiwan's clock where an underscore
 * stands before the hour, in UTC in the names that earlier versions gave. Null without a time.
 */
export function madeAt(name: string): number | null {
	const found = /(\d{4}-\d\d-\d\d)([_T-])(\d\d)-(\d\d)-(\d\d)/.exec(name);
	if (!found) return null;
	const [, day, mark, ...time] = found;
	const at = Date.parse(`${day}T${time.join(':')}${mark === '_' ? '+08:00' : 'Z'}`);
	return Number.isNaN(at) ? null : at;
}

/** What is in a backup; null where it cannot be read. It is opened so that no file comes beside it. */
function whatIsIn(path: string): string | null {
	let file: DatabaseSync | undefined;
	try {
		const address = pathToFileURL(path);
		address.searchParams.set('immutable', '1');
		file = new DatabaseSync(address, { readOnly: true });
		const count = (sql: string) => Number(file?.prepare(sql).get()?.['count']);
		const classes = count('select count(*) as count from class');
		const students = count('select count(*) as count from member where removed_at is null');
		return `${classes}堂課、${students}位學生`;
	} catch {
		return null;
	} finally {
		file?.close();
	}
}

const kinds = [
	['before-restore-', '還原之前的'],
	['before-schema-', '更新之前的'],
] as const;

/** The backups in a folder, a line each, the newest first: when, what is in it, how it is called. */
export function listBackups(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith('.db'))
		.map((name) => ({ name, at: madeAt(name) }))
		.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0))
		.map(({ name, at }) => {
			const when = at === null ? '時間不明' : dayAndMinute(at);
			const kind = kinds.find(([start]) => name.startsWith(start))?.[1];
			const parts = [when, whatIsIn(join(folder, name)) ?? '讀不出來', ...(kind ? [kind] : [])];
			return `${name}　${parts.join('　')}`;
		});
}
