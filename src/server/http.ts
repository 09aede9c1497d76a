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

/**
 * What the framework answers to by itself and this site uses nowhere. Turning a picture takes
 * seconds of the threads that also read every file, and anybody may ask for it.
 */
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

/** The http server: limits, headers and compression around Astro, and the socket's upgrade. */
export function createHttp({ settings, handler, upgrade }: Needs): Server {
	const compress = compression();

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
		if (!isWhole(request.url ?? '')) {
			answer(response, 400, '這個網址寫得不完整，打不開；請檢查網址裡的%，或從首頁重新進來。');
			return;
		}
		const path = (request.url ?? '').split('?', 1)[0] ?? '';
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
