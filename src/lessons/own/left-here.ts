/**
 * What this browser keeps of the site besides the reader's record: designs made alone, pages kept
 * for reading without a network, and what the tab remembers of simulators. Others write them; the
 * page that clears them is told under which names.
 */
export interface Names {
	/** Databases of the designs, each with the company it is for. */
	readonly designs: readonly { readonly database: string; readonly company: string }[];
	/** The cache that holds the pages, and the one that holds their files. */
	readonly pages: string;
	readonly files: string;
	/** Kept so that something can be said without a network; nobody has read it. */
	readonly notRead: string;
	/** What tells the worker that keeps pages to throw all of them away. */
	readonly clearing: string;
}

export interface LeftHere {
	/** Companies for which something was written. */
	readonly designs: readonly string[];
	/** How many pages. */
	readonly pages: number;
	/** Classes that this device has been in: the seat and the draft are not for this page to clear. */
	readonly classes: readonly string[];
}

const storeName = 'updates';
/** How long a store may keep us waiting, in milliseconds: it stands behind whoever has it in hand. */
const patienceMilliseconds = 2_000;

/**
 * Whether anything was ever written; a form that was only opened leaves an empty store. One that
 * cannot be looked into is there all the same, as far as we know.
 */
function isWritten(database: string): Promise<boolean> {
	return new Promise((resolve) => {
		const opening = indexedDB.open(database);
		opening.onblocked = () => resolve(true);
		setTimeout(() => resolve(true), patienceMilliseconds);
		// Gone meanwhile: to make a new one would leave what nobody can use.
		opening.onupgradeneeded = () => opening.transaction?.abort();
		opening.onerror = () => resolve(false);
		opening.onsuccess = () => {
			const { result } = opening;
			const done = (written: boolean): void => {
				result.close();
				resolve(written);
			};
			if (!result.objectStoreNames.contains(storeName)) return done(false);
			const counting = result.transaction(storeName).objectStore(storeName).count();
			counting.onsuccess = () => done(counting.result > 0);
			counting.onerror = () => done(false);
		};
	});
}

async function designsHere({ designs }: Names): Promise<string[]> {
	const known = new Set((await indexedDB.databases()).map(({ name }) => name));
	const written = await Promise.all(
		designs.map(async ({ database, company }) =>
			known.has(database) && (await isWritten(database)) ? [company] : [],
		),
	);
	return written.flat();
}

async function pagesHere({ pages, notRead }: Names): Promise<number> {
	if (!(await caches.has(pages))) return 0;
	const kept = await (await caches.open(pages)).keys();
	return kept.filter(({ url }) => new URL(url).pathname !== notRead).length;
}

/** What a class is kept under, in databases and in storage, begins with this. */
const ofClass = 'll';

async function classesHere(): Promise<string[]> {
	const names = (await indexedDB.databases().catch(() => [])).map(({ name }) => name ?? '');
	const copies = names.flatMap((name) => {
		const [head, classId, teamId] = name.split(':');
		return head === ofClass && classId && teamId ? [classId] : [];
	});
	const joined: unknown = JSON.parse(localStorage.getItem(`${ofClass}:classes`) ?? '{}');
	const byCode = Object.values(joined ?? {}).filter((id) => typeof id === 'string');
	return [...new Set([...copies, ...byCode])];
}

/** A browser that keeps nothing, or does not say what, has nothing here. */
export const lookAround = async (names: Names): Promise<LeftHere> => ({
	designs: await designsHere(names).catch(() => []),
	pages: await pagesHere(names).catch(() => 0),
	classes: await classesHere().catch(() => []),
});

/** False where one is still open in another tab: it goes when that tab does. */
export async function clearDesigns({ designs }: Names): Promise<boolean> {
	const gone = await Promise.all(
		designs.map(
			({ database }) =>
				new Promise<boolean>((resolve) => {
					const removing = indexedDB.deleteDatabase(database);
					removing.onsuccess = () => resolve(true);
					removing.onerror = () => resolve(false);
					// A page that lets go of it may first finish what it is writing.
					setTimeout(() => resolve(false), patienceMilliseconds);
				}),
		),
	);
	return gone.every(Boolean);
}

/** The worker clears behind what it is just keeping, so that nothing comes back after. */
function clearedByWorker(word: string): Promise<void> {
	const worker = navigator.serviceWorker?.controller;
	if (!worker) return Promise.resolve();
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => resolve();
		setTimeout(resolve, patienceMilliseconds);
		worker.postMessage(word, [port2]);
	});
}

export async function clearPages({ pages, files, clearing }: Names): Promise<void> {
	// This page itself may be about to be kept.
	dispatchEvent(new Event('pages-cleared'));
	await clearedByWorker(clearing);
	await caches.delete(pages);
	await caches.delete(files);
}

const ofTab = /^(?:setting|guess)\//;

/**
 * Clears simulators as they were left in this tab, and guesses that were passed over in it; what it
 * answers puts them back, but for what was set anew.
 */
export function clearTab(): () => void {
	const cleared = new Map<string, string>();
	try {
		for (const key of Object.keys(sessionStorage).filter((each) => ofTab.test(each))) {
			cleared.set(key, sessionStorage.getItem(key) ?? '');
			sessionStorage.removeItem(key);
		}
	} catch {
		// Switched off: nothing is there.
	}
	return () => {
		try {
			for (const [key, value] of cleared)
				if (sessionStorage.getItem(key) === null) sessionStorage.setItem(key, value);
		} catch {
			// Full since: simulators stand as they open.
		}
	};
}
