import compression from 'compression';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { workerPath } from '#offline/rules.ts';
import { cookieGetter, readCookies } from './cookies.ts';
import { arrivalOf, isOwnHost, mayChange } from './origin.ts';
import { createPace } from './pace.ts';
import type { People } from './services.ts';
import type { Settings } from './settings.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Needs {
	settings: Settings;
	/** Astro's: pages, actions and files. */
	handler: Handler;
	people: Pick<People, 'visitor'>;
	/** True once it has taken an upgrade request. */
	upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
}

const largestBodyBytes = 1024 * 1024;
/** What is longer is held in memory until it is whole, so only so many may be on their way at once. */
const smallBodyBytes = 64 * 1024;
const mostLargeBodies = 32;
/** And so many of one lecturer or one device. */
const mostLargeBodiesEach = 4;
/** How many one of them may send, one after the other: a long review is one. */
const largeBodiesPerAsker = { atOnce: 12, perSecond: 1 };
/** How long one may be on its way; after that its place is somebody else's. */
const largeBodyMilliseconds = 10_000;

/** What a site is asked with; the framework would take any other for a fault of ours. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * On every answer, also files, prerendered pages and errors. The pages' own script and style rules
 * come with the page; a page cannot itself say who may frame it.
 */
const securityHeaders = {
	'content-security-policy': "frame-ancestors 'none'",
	'permissions-policy': 'camera=(), microphone=(), geolocation=()',
	'referrer-policy': 'same-origin',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
} as const;

/** The worker's own: the newest is asked for each time, and it may only fetch from here. */
const workerHeaders = {
	'cache-control': 'no-cache',
	'content-security-policy': "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
} as const;

/** What the framework answers to by itself and this site uses nowhere; see pages/_no-pictures.ts, too. */
const frameworkDoors = ['/_image', '/_server-islands'] as const;

function answer(response: ServerResponse, status: number, sentence: string): void {
	response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
	response.end(`${sentence}\n`);
}

/** Whether the % signs of an address can be decoded; Astro would answer others in English. */
function isWhole(address: string): boolean {
	try {
		decodeURI(address);
		return true;
	} catch {
		return false;
	}
}

/** The path as the framework will read it, whichever way it was spelt. */
function pathOf(address: string): string {
	const asked = address.replace(/^\/+/, '/');
	if (!URL.canParse(asked, 'http://here.invalid')) return asked;
	return decodeURI(new URL(asked, 'http://here.invalid').pathname);
}

/** The http server: limits, headers and compression around Astro, and the socket's upgrade. */
export function createHttp({ settings, handler, people, upgrade }: Needs): Server {
	const compress = compression();
	const largeBodies: string[] = [];
	const pace = createPace(largeBodiesPerAsker);

	/** Which lecturer or which device asks, as the database knows them; null for a stranger. */
	async function askerOf(cookie: string | null, secure: boolean): Promise<string | null> {
		const cookies = readCookies(cookieGetter(cookie), secure);
		const { lecturer, seats } = await people.visitor(cookies);
		return lecturer?.id ?? seats[0]?.memberId ?? null;
	}

	/** Goes on with a large body once its sender is known and there is a place for it. */
	async function takeLarge(
		request: IncomingMessage,
		response: ServerResponse,
		whose: Promise<string | null>,
		goOn: () => void,
	): Promise<void> {
		const asker = await whose;
		// Nothing that a stranger may ask for is long.
		if (asker === null) {
			return answer(response, 413, '送來的內容太長，沒有收下；請登入或加入課堂之後再試。');
		}
		const own = largeBodies.filter((one) => one === asker).length;
		if (largeBodies.length >= mostLargeBodies || own >= mostLargeBodiesEach) {
			return answer(response, 503, '現在太多人同時送來很大的內容，請過一會兒再試。');
		}
		if (!pace.take(asker)) return answer(response, 429, '送得太快了，請過一會兒再試。');
		largeBodies.push(asker);
		const late = setTimeout(() => {
			if (!request.complete) request.destroy();
		}, largeBodyMilliseconds);
		response.once('close', () => {
			clearTimeout(late);
			largeBodies.splice(largeBodies.indexOf(asker), 1);
		});
		goOn();
	}

	function serve(request: IncomingMessage, response: ServerResponse): void {
		const header = (name: string): string | null => {
			const value = request.headers[name];
			return Array.isArray(value) ? value.join(',') : (value ?? null);
		};
		for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
		const arrival = arrivalOf(request.socket.remoteAddress ?? '', header, settings);
		if (arrival.secure) response.setHeader('strict-transport-security', 'max-age=31536000');
		if (!isOwnHost(arrival.host, settings)) {
			answer(
				response,
				421,
				'這個網址沒有登記。請用 IP 位址開啟，或在 PUBLIC_ORIGIN 填上這個網址。',
			);
			return;
		}
		// Browsers know how long their body is; without that, only reading it all would tell.
		if (header('transfer-encoding') !== null) {
			answer(response, 411, '送來的內容沒有寫長度，沒有收下。');
			return;
		}
		if (Number(header('content-length') ?? 0) > largestBodyBytes) {
			answer(response, 413, '送來的內容超過 1 MB，沒有收下。');
			return;
		}
		if (!methods.includes(request.method ?? '')) {
			response.setHeader('allow', methods.join(', '));
			answer(response, 405, '這個網站不接受這樣的請求。');
			return;
		}
		if (!isWhole(request.url ?? '')) {
			answer(response, 400, '這個網址寫得不完整，打不開；請檢查網址裡的%，或從首頁重新進來。');
			return;
		}
		const path = pathOf(request.url ?? '');
		if (frameworkDoors.some((door) => path === door || path.startsWith(`${door}/`))) {
			answer(response, 404, '找不到這一頁；請從課程地圖重新進來。');
			return;
		}
		if (path === workerPath) {
			if (!settings.offlineCopies) {
				// Workers that are out there take this for a good-bye.
				answer(response, 410, '這個網站不留離線的版本。');
				return;
			}
			for (const [name, value] of Object.entries(workerHeaders)) response.setHeader(name, value);
		}
		const goOn = (): void => {
			compress(
				request as Parameters<typeof compress>[0],
				response as Parameters<typeof compress>[1],
				() => handler(request, response),
			);
		};
		if (Number(header('content-length') ?? 0) <= smallBodyBytes) return goOn();
		// Looked at before a byte of it is read; what is short is looked at further in.
		if (!mayChange(request.method ?? '', header, arrival, settings)) {
			answer(response, 403, '這個請求不是從這個網站送出的，所以沒有照做。');
			return;
		}
		const asker = askerOf(header('cookie'), arrival.secure);
		takeLarge(request, response, asker, goOn).catch((error: unknown) => {
			console.error('沒有查出是誰送來的：', error);
			response.destroy();
		});
	}

	const http = createServer(
		{ headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 10_000 },
		serve,
	);
	http.on('upgrade', (request, socket, head) => {
		if (!upgrade(request, socket, head)) socket.destroy();
	});
	return http;
}
