import type { Restoration } from '#workflow/messages.ts';
import type { Database } from './store/schema.ts';

/** Under which name a restored database notes that it is one. */
export const restoredSetting = 'restored';

/** The last restore from a backup; null where there never was one. */
export async function lastRestoration(db: Database): Promise<Restoration | null> {
	const row = await db
		.selectFrom('setting')
		.select('value')
		.where('name', '=', restoredSetting)
		.executeTakeFirst();
	return row ? (JSON.parse(row.value) as Restoration) : null;
}
