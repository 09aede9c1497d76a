import compression from 'compression';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { workerPath } from '#offline/rules.ts';
import { arrivalOf, isOwnHost } from './origin.ts';
import type { Settings } from './settings.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Needs {
	settings: Settings;
	/** Astro's: pages, actions and files. */
	handler: Handler;
	/** True once it has taken an upgrade request. */
	upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
}

const largestBodyBytes = 1024 * 1024;
/** What is longer is held in memory until it is whole, so only so many may be on their way at once. */
const smallBodyBytes = 64 * 1024;
const mostLargeBodies = 32;

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

/** What the framework answers to by itself and this site uses nowhere; see no-pictures.ts, too. */
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
export function createHttp({ settings, handler, upgrade }: Needs): Server {
	const compress = compression();
	let largeBodies = 0;

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
		if (Number(header('content-length') ?? 0) > smallBodyBytes) {
			if (largeBodies >= mostLargeBodies) {
				answer(response, 503, '現在太多人同時送來很大的內容，請過一會兒再試。');
				return;
			}
			largeBodies += 1;
			response.once('close', () => (largeBodies -= 1));
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
		compress(
			request as Parameters<typeof compress>[0],
			response as Parameters<typeof compress>[1],
			() => handler(request, response),
		);
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
