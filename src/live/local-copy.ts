import * as Y from 'yjs';

/**
 * A document's copy on this device. It reports every write once the device's own store has
 * confirmed it, because the save light may only say 已保存在這台裝置 when that is so.
 */
export interface LocalCopy {
	/** Everything this device holds, as Yjs updates in the order they were written. */
	readonly updates: readonly Uint8Array[];
	/** Resolves when the update is on this device's disk; rejects when it cannot be kept. */
	keep(update: Uint8Array): Promise<void>;
	close(): void;
}

/** How many updates a copy may grow to before it is folded into one, at the next opening. */
const mostUpdates = 200;
/** How long a browser may take to open its store before we go on without, in milliseconds. */
const patienceMilliseconds = 3_000;

const storeName = 'updates';

function finished(transaction: IDBTransaction): Promise<void> {
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => resolve();
		transaction.onabort = () => reject(transaction.error ?? new Error('store gave up'));
		transaction.onerror = () => reject(transaction.error ?? new Error('store failed'));
	});
}

function openDatabase(name: string): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		// Private windows and locked-down devices have no store, or throw on touching it.
		const request = indexedDB.open(name, 1);
		const patience = setTimeout(
			() => reject(new Error('store did not open')),
			patienceMilliseconds,
		);
		request.onupgradeneeded = () =>
			request.result.createObjectStore(storeName, { autoIncrement: true });
		request.onsuccess = () => {
			clearTimeout(patience);
			resolve(request.result);
		};
		request.onerror = () => {
			clearTimeout(patience);
			reject(request.error ?? new Error('store could not be opened'));
		};
	});
}

async function readAll(database: IDBDatabase): Promise<Uint8Array[]> {
	const transaction = database.transaction(storeName, 'readwrite');
	const store = transaction.objectStore(storeName);
	let updates: Uint8Array[] = [];
	const all = store.getAll();
	all.onsuccess = () => {
		updates = (all.result as unknown[]).filter((row) => row instanceof Uint8Array);
		if (updates.length <= mostUpdates) return;
		const folded = Y.mergeUpdates(updates);
		updates = [folded];
		store.clear();
		store.add(folded);
	};
	await finished(transaction);
	return updates;
}

/** Opens the copy of that name, empty when there was none; rejects where nothing can be kept. */
export async function openLocalCopy(name: string): Promise<LocalCopy> {
	const database = await openDatabase(name);
	const updates = await readAll(database);
	return {
		updates,
		keep(update) {
			const transaction = database.transaction(storeName, 'readwrite', { durability: 'strict' });
			transaction.objectStore(storeName).add(update);
			return finished(transaction);
		},
		close: () => database.close(),
	};
}
