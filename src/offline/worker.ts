import { createKeeper } from './keeper.ts';
import { createPatience } from './patience.ts';
import {
	cacheNames,
	isCoursePage,
	isUnwanted,
	isOurs,
	offlinePath,
	treatmentOf,
	words,
	workerPath,
} from './rules.ts';

/**
 * The service worker: it answers for the course when the network does not. It knows pages that are
 * the same for everybody and their files; every other request goes its way untouched.
 */

interface Lasting extends Event {
	waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Lasting {
	readonly request: Request;
	respondWith(answer: Promise<Response>): void;
}
interface Told extends Lasting {
	/** The page that has sent word. */
	readonly source: { readonly url: string } | null;
	readonly data: unknown;
	/** Where a page that waits is answered. */
	readonly ports: readonly MessagePort[];
}

/** As much of a service worker's own side as is used here; TypeScript has it without the page's. */
interface Scope {
	readonly registration: { unregister(): Promise<boolean> };
	skipWaiting(): Promise<void>;
	addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
	addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
	addEventListener(type: 'message', listener: (event: Told) => void): void;
}

const scope = self as unknown as Scope;
const keeper = createKeeper({ caches, fetch: (path) => fetch(path) });
const { freshOrKept } = createPatience({ fetch: (request) => fetch(request), now: Date.now });
const pathOf = (url: string): string => new URL(url).pathname;

async function answerPage(request: Request): Promise<Response> {
	const answer = await freshOrKept(request, await keeper.page(pathOf(request.url)));
	return answer ?? cutOff();
}

async function answerDoor(request: Request): Promise<Response> {
	return fetch(request).catch(cutOff);
}

async function cutOff(): Promise<Response> {
	const sentence = await keeper.page(offlinePath);
	if (!sentence) return Response.error();
	return new Response(sentence.body, { status: 503, headers: sentence.headers });
}

async function answerFile(request: Request): Promise<Response> {
	const kept = await keeper.file(pathOf(request.url));
	return (await freshOrKept(request, kept)) ?? Response.error();
}

async function answerAsset(request: Request): Promise<Response> {
	return (await keeper.file(pathOf(request.url))) ?? fetch(request);
}

const answers = { page: answerPage, door: answerDoor, file: answerFile, asset: answerAsset };

const ourCaches = async (): Promise<string[]> => (await caches.keys()).filter(isOurs);

let lookedAt = 0;
const lookEveryMilliseconds = 60_000;

/**
 * The switch: when the site no longer has this script, it goes, with everything it kept. False then;
 * without a network nobody can say so, and it is an error.
 */
async function isStillWanted(): Promise<boolean> {
	lookedAt = Date.now();
	const { status } = await fetch(workerPath, { method: 'HEAD', cache: 'no-store' });
	if (!isUnwanted(status)) return true;
	await scope.registration.unregister();
	for (const name of await ourCaches()) await caches.delete(name);
	return false;
}

// A page that registers a worker on its way out brings it back, so this is asked for each page.
async function keepIfWanted(path: string): Promise<void> {
	if (await isStillWanted()) await keeper.keep(path);
}

scope.addEventListener('install', (event) => {
	// The sentence for pages that are not here comes first; without it the rest is still of use.
	event.waitUntil(keeper.keep(offlinePath).catch(() => {}));
	// What is kept is whole whichever build it is of, so the new worker need not wait for old pages.
	event.waitUntil(scope.skipWaiting());
});

scope.addEventListener('activate', (event) => {
	const current: readonly string[] = Object.values(cacheNames);
	const clear = async (): Promise<void> => {
		for (const name of await ourCaches()) if (!current.includes(name)) await caches.delete(name);
	};
	event.waitUntil(clear());
});

scope.addEventListener('message', (event) => {
	if (event.data === words.clear) {
		event.waitUntil(keeper.clear().then(() => event.ports[0]?.postMessage(null)));
		return;
	}
	const path = event.source && pathOf(event.source.url);
	// What did not come is tried again on the next visit.
	if (path !== null && isCoursePage(path)) event.waitUntil(keepIfWanted(path).catch(() => {}));
});

scope.addEventListener('fetch', (event) => {
	const treatment = treatmentOf(event.request, location.origin);
	if (treatment === 'leave') return;
	event.respondWith(answers[treatment](event.request));
	// Pages of a site without a worker send no word, so pages are looked at on their way, too.
	if (treatment === 'page' && Date.now() - lookedAt > lookEveryMilliseconds) {
		event.waitUntil(isStillWanted().catch(() => {}));
	}
});
