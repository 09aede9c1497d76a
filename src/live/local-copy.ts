import * as Y from 'yjs';

/** Who took a copy away: another tab, or the browser, whose user clears its data or whose disk is full. */
export type TakenBy = 'tab' | 'browser';

/**
 * A document's copy on this device. It reports every write once the device's own store has
 * confirmed it, because the save light may only say 已保存在這台裝置 when that is so.
 */
export interface LocalCopy {
	/** Everything this device holds, as Yjs updates in the order they were written. */
	readonly updates: readonly Uint8Array[];
	/** How far the server is known to have what each author id of this device wrote, as Yjs clocks. */
	readonly arrived: ReadonlyMap<number, number>;
	/** Resolves when the update is on this device's disk; rejects when it cannot be kept. */
	keep(update: Uint8Array): Promise<void>;
	/** Notes that the server has everything of an author up to a clock; 0 for one who begins. */
	noteArrived(author: number, clock: number): Promise<void>;
	/** Empties the copy, to begin it afresh. */
	clear(): Promise<void>;
	/** Calls once when the copy is taken away; nothing can be kept from then on. */
	whenGone(hear: (by: TakenBy) => void): void;
	close(): void;
}

/** This device's store of copies. */
export interface DeviceStore {
	/** Opens the copy of that name, empty when there was none; rejects where nothing can be kept. */
	open(name: string): Promise<LocalCopy>;
	names(): Promise<string[]>;
	remove(name: string): Promise<void>;
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
		let isLate = false;
		const patience = setTimeout(() => {
			isLate = true;
			reject(new Error('store did not open'));
		}, patienceMilliseconds);
		request.onupgradeneeded = () =>
			request.result.createObjectStore(storeName, { autoIncrement: true });
		request.onsuccess = () => {
			clearTimeout(patience);
			if (isLate) request.result.close();
			else resolve(request.result);
		};
		request.onerror = () => {
			clearTimeout(patience);
			reject(request.error ?? new Error('store could not be opened'));
		};
	});
}

/** A row that says how far the server has an author's work; it stands under a name, not a number. */
interface Arrived {
	author: number;
	clock: number;
}

const arrivedKey = (author: number): string => `arrived:${author}`;
/** Updates stand under numbers, and only they do. */
const updateKeys = () => IDBKeyRange.upperBound(Infinity);

function isArrived(row: unknown): row is Arrived {
	return (
		typeof row === 'object' &&
		row !== null &&
		'author' in row &&
		'clock' in row &&
		typeof row.author === 'number' &&
		typeof row.clock === 'number'
	);
}

/** One row that a failing disk has spoilt must not cost the rest. */
function isReadable(update: Uint8Array): boolean {
	try {
		Y.decodeUpdate(update);
		return true;
	} catch {
		return false;
	}
}

async function readAll(
	database: IDBDatabase,
): Promise<{ updates: Uint8Array[]; arrived: Map<number, number> }> {
	const transaction = database.transaction(storeName, 'readwrite');
	const store = transaction.objectStore(storeName);
	let updates: Uint8Array[] = [];
	const arrived = new Map<number, number>();
	const all = store.getAll();
	all.onsuccess = () => {
		const rows = all.result as unknown[];
		for (const { author, clock } of rows.filter(isArrived)) arrived.set(author, clock);
		updates = rows.filter((row) => row instanceof Uint8Array).filter(isReadable);
		if (updates.length <= mostUpdates) return;
		const folded = Y.mergeUpdates(updates);
		updates = [folded];
		store.delete(updateKeys());
		store.add(folded);
	};
	await finished(transaction);
	return { updates, arrived };
}

async function openLocalCopy(name: string): Promise<LocalCopy> {
	const database = await openDatabase(name);
	let gone: TakenBy | null = null;
	let tell: (by: TakenBy) => void = () => undefined;
	const lose = (by: TakenBy): void => {
		if (gone) return;
		gone = by;
		tell(by);
	};
	// Who removes a copy waits for all that have it open; a page left open somewhere must not hold that up.
	database.onversionchange = () => {
		database.close();
		lose('tab');
	};
	// Closed by nobody here.
	database.onclose = () => lose('browser');
	const { updates, arrived } = await readAll(database);
	return {
		updates,
		arrived,
		async keep(update) {
			const transaction = database.transaction(storeName, 'readwrite', { durability: 'strict' });
			transaction.objectStore(storeName).add(update);
			await finished(transaction);
			// What was on its way when the copy was taken away went with it.
			if (gone) throw new Error('copy was removed');
		},
		async noteArrived(author, clock) {
			const transaction = database.transaction(storeName, 'readwrite');
			const row: Arrived = { author, clock };
			transaction.objectStore(storeName).put(row, arrivedKey(author));
			await finished(transaction);
		},
		async clear() {
			const transaction = database.transaction(storeName, 'readwrite', { durability: 'strict' });
			transaction.objectStore(storeName).clear();
			await finished(transaction);
		},
		whenGone(hear) {
			if (gone) hear(gone);
			else tell = hear;
		},
		close: () => database.close(),
	};
}

/** The browser's own store. */
export const deviceStore: DeviceStore = {
	open: openLocalCopy,
	async names() {
		const databases = await indexedDB.databases();
		return databases.map(({ name }) => name).filter((name) => name !== undefined);
	},
	remove: (name) =>
		new Promise((resolve, reject) => {
			const request = indexedDB.deleteDatabase(name);
			request.onsuccess = () => resolve();
			// Another tab still has it open; it goes when that tab does.
			request.onblocked = () => resolve();
			request.onerror = () => reject(request.error ?? new Error('store could not be removed'));
		}),
};
