/**
 * What of the site stays on a device after it was read, and when the copy is shown: the rules alone,
 * without a browser. A page is named by its path; its query only says how it is looked at.
 */

/** What is said on a page while the network does not answer and nothing of it was kept. */
export const offlinePath = '/offline';
/** The service worker's script. It stands at the root, so that the whole course is in its scope. */
export const workerPath = '/offline.js';
/** What a page may tell the worker: to keep the page itself, or to throw everything away. */
export const words = { keep: 'keep', clear: 'clear' } as const;

/** The number goes up when what is kept is written otherwise; older ones are thrown away then. */
export const cacheNames = { pages: 'loyalty-lab.pages.1', files: 'loyalty-lab.files.1' } as const;
export const isOurs = (cache: string): boolean => cache.startsWith('loyalty-lab.');

/** Written beside a kept page: the files that it needs, and what its list entry is called. */
export const keptHeaders = { needs: 'x-kept-needs', title: 'x-kept-title' } as const;

/** Files that keep their name from build to build. */
const onEveryPage = ['/favicon.svg'];
const onSomePages: Readonly<Record<string, readonly string[]>> = { '/search': ['/search.json'] };
const files = [...onEveryPage, ...Object.values(onSomePages).flat()];

/**
 * The pages that are the same for everybody; what a reader wrote is in the browser, not in the page.
 * A list of what is kept rather than of what is not: a room or a desk that is added later stays out
 * by itself.
 */
const course =
	/^\/(?:glossary|references|privacy|cases|search|mine|simulators|solo|solo\/slides|(?:lessons|simulators|present|present\/check)\/[a-z0-9-]+)?$/;

export const isCoursePage = (path: string): boolean => course.test(path);

/** Named by their content: what has come once never changes. */
export const isHashed = (path: string): boolean => path.startsWith('/_astro/');

export interface Asked {
	readonly method: string;
	readonly mode: string;
	readonly url: string;
}

export type Treatment = 'page' | 'door' | 'file' | 'asset' | 'leave';

/**
 * How a request is answered. A door leads to what is made for a visitor: never kept, but where the
 * network does not answer it says so in our words. `leave` is the browser's own way, as if there
 * were no worker.
 */
export function treatmentOf({ method, mode, url }: Asked, origin: string): Treatment {
	const address = new URL(url);
	if (method !== 'GET' || address.origin !== origin) return 'leave';
	if (isHashed(address.pathname)) return 'asset';
	if (files.includes(address.pathname)) return 'file';
	if (mode !== 'navigate') return 'leave';
	return isCoursePage(address.pathname) ? 'page' : 'door';
}

/** As much of an answer as decides whether it is kept. */
export interface Answer {
	readonly status: number;
	readonly type: string;
	readonly redirected: boolean;
	readonly headers: { get(name: string): string | null };
}

/** What a path holds; a page in a file's place is somebody else's. */
function kindOf(path: string): RegExp {
	if (path.endsWith('.js')) return /javascript/;
	if (path.endsWith('.css')) return /css/;
	if (path.endsWith('.json')) return /json/;
	if (path.endsWith('.svg')) return /svg/;
	return /html/;
}

/**
 * Whole, our own and the same for everybody. Scripts are not shown Set-Cookie; whatever the server
 * makes for a visitor says no-store and Vary: cookie.
 */
export function mayKeep(path: string, { status, type, redirected, headers }: Answer): boolean {
	return (
		status === 200 &&
		type === 'basic' &&
		!redirected &&
		kindOf(path).test(headers.get('content-type') ?? '') &&
		!/\b(no-store|private)\b/i.test(headers.get('cache-control') ?? '') &&
		!/\bcookie\b|\*/i.test(headers.get('vary') ?? '')
	);
}

/** The server says that no copies are wanted; while it is built anew it may answer 404 for a while. */
export const isUnwanted = (status: number): boolean => status === 410;

/** A page of this site; a proxy or a hotel's sign-in may answer in its place, and says 200 too. */
export const isOurPage = (html: string): boolean =>
	html.includes('<meta property="og:site_name" content="忠誠實驗室"');

/** A page that is no longer there: the site itself says so. */
export const isGone = async (answer: Response): Promise<boolean> =>
	answer.status === 410 || (answer.status === 404 && isOurPage(await answer.clone().text()));

/**
 * A proxy or a filter on the way refuses in its own name, and a server that is down or asked too
 * often has nothing to say; what was kept is better than that. A navigation that is sent on has
 * status 0 here.
 */
export const isAnswer = async (answer: Response): Promise<boolean> =>
	answer.status < 400 || (await isGone(answer));

/** The same page as it was kept, so nothing has to be fetched for it. */
export function isSame(kept: Pick<Answer, 'headers'>, answer: Pick<Answer, 'headers'>): boolean {
	const mark = answer.headers.get('etag');
	return mark !== null && mark === kept.headers.get('etag');
}

/**
 * Files of the build that a page, script or sheet names, loaded at once or on demand: `/_astro/x.js`
 * in pages and for workers, `./x.js` between scripts.
 */
export function namedIn(text: string): string[] {
	const names = text.matchAll(/(?:_astro\/|\.\/)([\w.-]+\.(?:js|css))(?![\w.-])/g);
	return [...new Set([...names].map(([, name]) => `/_astro/${name}`))];
}

/** What a page needs besides, which is not named by its content. */
export const companionsOf = (path: string): readonly string[] => [
	...onEveryPage,
	...(onSomePages[path] ?? []),
];

/** Kept files that no kept page needs any more. */
export function unneeded(keptFiles: readonly string[], needs: readonly (readonly string[])[]) {
	const needed = new Set(needs.flat());
	return keptFiles.filter((file) => !needed.has(file));
}

export const titleOf = (html: string): string =>
	(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '')
		.replace(/｜忠誠實驗室$/, '')
		.replaceAll('&amp;', '&');

/** The kept copy says that it is one, in the head of the page; walls have no head and no line. */
export const markedAsKept = (html: string): string =>
	html.replace(
		/(<header class="head"[^]*?)(<\/header>)/,
		'$1<p class="kept-line wrap">離線：這是你上次看的版本。</p>$2',
	);

const patienceMilliseconds = 3_000;
const slowForMilliseconds = 30_000;

/**
 * How long the network may take when there is a kept copy. Once it has taken too long, whoever
 * turns pages does not wait again for each of them.
 */
export const patienceAt = (now: number, ranOutAt: number | null): number =>
	ranOutAt !== null && now - ranOutAt < slowForMilliseconds ? 0 : patienceMilliseconds;
