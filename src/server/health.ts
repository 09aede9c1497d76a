import { migrations } from './store/migrations/index.ts';
import type { Health } from './services.ts';
import type { Store } from './store/store.ts';

interface Needs {
	store: Pick<Store, 'db' | 'tryDisk'>;
	clock: () => number;
}

const minuteMilliseconds = 60_000;
/** However often it is asked, the disk is tried once in this time, in milliseconds. */
const tryEveryMilliseconds = 5_000;
/** A disk that has not answered by then takes no writes, in milliseconds. */
const patienceMilliseconds = 5_000;

const broken = {
	ok: false,
	problem: '資料庫沒有回答，或磁碟現在存不進去；請看執行這個網站的電腦還有沒有空間。',
} as const;

/** Whether the site can do its work: the database answers and what is written reaches the disk. */
export function createHealth({ store: { db, tryDisk }, clock }: Needs): {
	look(): Promise<Health>;
} {
	const startedAt = clock();
	let last: { at: number; isSound: Promise<boolean> } | null = null;

	async function isSound(): Promise<boolean> {
		// Asks for the right to write and changes nothing, so that no backup is made of it.
		await db.updateTable('setting').set({ value: '' }).where('name', '=', '').execute();
		await tryDisk();
		return true;
	}

	async function isSoundInTime(): Promise<boolean> {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<boolean>((resolve) => {
			timer = setTimeout(() => resolve(false), patienceMilliseconds);
		});
		try {
			return await Promise.race([isSound(), late]);
		} catch (error) {
			console.error('健康檢查沒有通過：', error);
			return false;
		} finally {
			clearTimeout(timer);
		}
	}

	return {
		async look() {
			const now = clock();
			if (last === null || now - last.at >= tryEveryMilliseconds)
				last = { at: now, isSound: isSoundInTime() };
			if (!(await last.isSound)) return broken;
			const minutes = Math.floor((now - startedAt) / minuteMilliseconds);
			return { ok: true, schema: migrations.length, uptimeMinutes: minutes };
		},
	};
}
