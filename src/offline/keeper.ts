import {
	cacheNames,
	companionsOf,
	isGone,
	isHashed,
	isOurPage,
	isSame,
	keptHeaders,
	markedAsKept,
	mayKeep,
	namedIn,
	offlinePath,
	titleOf,
	unneeded,
} from './rules.ts';

interface Needs {
	caches: Pick<CacheStorage, 'open' | 'match' | 'delete'>;
	fetch: (path: string) => Promise<Response>;
}

const find = { ignoreSearch: true, ignoreVary: true } as const;
const pathOf = ({ url }: Request): string => new URL(url).pathname;
const needsOf = ({ headers }: Response): string[] =>
	(headers.get(keptHeaders.needs) ?? '').split(' ').filter((name) => name !== '');

function copyOf(path: string, html: string, answer: Response, needs: readonly string[]): Response {
	const headers = new Headers(answer.headers);
	// They speak of what was sent, not of the text that it was unpacked to.
	headers.delete('content-encoding');
	headers.delete('content-length');
	headers.set(keptHeaders.needs, needs.join(' '));
	// Headers hold no Chinese.
	headers.set(keptHeaders.title, encodeURIComponent(titleOf(html)));
	return new Response(path === offlinePath ? html : markedAsKept(html), { headers });
}

/**
 * The copies on this device. A page is kept last, when all that it can ever load is there, and its
 * files stay as long as it does: a kept page is whole, of whichever build it is.
 */
export function createKeeper({ caches, fetch }: Needs) {
	let turn: Promise<unknown> = Promise.resolve();
	const pages = () => caches.open(cacheNames.pages);
	const files = () => caches.open(cacheNames.files);

	/** Fetches what is not there yet, one after the other: the reader's own requests go first. */
	async function gather(first: readonly string[]): Promise<string[]> {
		const shelf = await files();
		const wanted = new Set(first);
		// What a file names is added while the set is walked through.
		for (const path of wanted) {
			let file = isHashed(path) ? await shelf.match(path, find) : undefined;
			if (!file) {
				file = await fetch(path);
				if (!mayKeep(path, file)) throw new Error(`${path} did not come`);
				await shelf.put(path, file.clone());
			}
			if (isHashed(path)) for (const name of namedIn(await file.text())) wanted.add(name);
		}
		return [...wanted];
	}

	async function tidy(): Promise<void> {
		const shelf = await files();
		const needs = (await (await pages()).matchAll()).map(needsOf);
		const kept = (await shelf.keys()).map(pathOf);
		for (const path of unneeded(kept, needs)) await shelf.delete(path, find);
	}

	/** True when there is a copy now that was not there before. */
	async function keepOne(path: string): Promise<boolean> {
		const shelf = await pages();
		const answer = await fetch(path);
		if (await isGone(answer)) await shelf.delete(path, find);
		if (!mayKeep(path, answer)) return false;
		const before = await shelf.match(path, find);
		if (before && isSame(before, answer)) return false;
		const html = await answer.text();
		if (!isOurPage(html)) return false;
		const needs = await gather([...namedIn(html), ...companionsOf(path)]);
		await shelf.put(path, copyOf(path, html, answer, needs));
		return true;
	}

	async function keepInTurn(path: string): Promise<void> {
		try {
			// A new build has a new page for this, too.
			const isNew = await keepOne(path);
			if (isNew && path !== offlinePath) await keepOne(offlinePath);
		} finally {
			await tidy();
		}
	}

	/** Keeping, tidying and clearing follow one another. */
	function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		const done = turn.then(work);
		turn = done.catch(() => {});
		return done;
	}

	return {
		/**
		 * Keeps a page with all its files, or leaves what was kept before. One at a time: whoever
		 * tidies up must not take the files of a page that is just being kept.
		 */
		keep: (path: string): Promise<void> => inTurn(() => keepInTurn(path)),
		/** Throws away everything; what was being kept when the word came goes too. */
		clear: (): Promise<void> =>
			inTurn(async () => {
				for (const name of Object.values(cacheNames)) await caches.delete(name);
			}),
		page: (path: string) => caches.match(path, { ...find, cacheName: cacheNames.pages }),
		file: (path: string) => caches.match(path, { ...find, cacheName: cacheNames.files }),
	};
}
