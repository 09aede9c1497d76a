import { createKeeper } from './keeper.ts';
import {
	cacheNames,
	isAnswer,
	isCoursePage,
	isGone,
	isOurs,
	offlinePath,
	patienceAt,
	treatmentOf,
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
const pathOf = (url: string): string => new URL(url).pathname;

/** When the network last took too long; forgotten as soon as it answers. */
let ranOutAt: number | null = null;

/** What the network answers, or null where the kept copy is better. */
async function fromNetwork(request: Request, kept: Response | undefined): Promise<Response | null> {
	try {
		const answer = await fetch(request);
		ranOutAt = null;
		return kept && !isAnswer(answer.status) ? null : answer;
	} catch {
		return null;
	}
}

function runOut(milliseconds: number): Promise<null> {
	return new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));
}

/** The network first, with a short patience when there is a copy to show instead. */
async function freshOrKept(
	request: Request,
	kept: Response | undefined,
): Promise<Response | undefined> {
	const network = fromNetwork(request, kept);
	if (!kept) return (await network) ?? undefined;
	let isWaiting = true;
	const patience = runOut(patienceAt(Date.now(), ranOutAt)).then((nothing) => {
		if (isWaiting) ranOutAt = Date.now();
		return nothing;
	});
	const answer = await Promise.race([network, patience]);
	isWaiting = false;
	return answer ?? kept;
}

async function answerPage(request: Request): Promise<Response> {
	const answer = await freshOrKept(request, await keeper.page(pathOf(request.url)));
	if (answer) return answer;
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

const answers = { page: answerPage, file: answerFile, asset: answerAsset };

const ourCaches = async (): Promise<string[]> => (await caches.keys()).filter(isOurs);

let lookedAt = 0;
const lookEveryMilliseconds = 60_000;

/** The switch: when the site no longer has this script, it goes, with everything it kept. */
async function leaveIfUnwanted(): Promise<void> {
	if (Date.now() - lookedAt < lookEveryMilliseconds) return;
	lookedAt = Date.now();
	const { status } = await fetch(workerPath, { method: 'HEAD', cache: 'no-store' });
	if (!isGone(status)) return;
	await scope.registration.unregister();
	for (const name of await ourCaches()) await caches.delete(name);
}

scope.addEventListener('install', (event) => {
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
	const path = event.source && pathOf(event.source.url);
	// What did not come is tried again on the next visit.
	if (path !== null && isCoursePage(path)) event.waitUntil(keeper.keep(path).catch(() => {}));
});

scope.addEventListener('fetch', (event) => {
	const treatment = treatmentOf(event.request, location.origin);
	if (treatment === 'leave') return;
	event.respondWith(answers[treatment](event.request));
	// Without a network nobody can say so, and everything stays as it is.
	if (treatment === 'page') event.waitUntil(leaveIfUnwanted().catch(() => {}));
});
