import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import {
	designText,
	designValues,
	numberFields,
	strategyKey,
	textFields,
	type TextField,
} from '#workflow/design.ts';
import { frame, type Hello, type Notice, type View } from '#workflow/messages.ts';
import type { TestHost } from './class.ts';

/** A host's socket on a port of its own, without pages. */
export async function listen(
	host: Pick<TestHost, 'socket'>,
): Promise<{ port: number; http: Server }> {
	const http = createServer((_request, response) => response.writeHead(404).end());
	host.socket.attach(http);
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	return { port: (http.address() as AddressInfo).port, http };
}

interface Opening {
	port: number;
	classId: string;
	/** Cookie header, e.g. `seat=…` or `ll=…`. */
	cookie?: string;
	query?: string;
	origin?: string | null;
}

/** A page's socket as a test holds it: everything that arrived, and waits for what will. */
export class Device {
	readonly doc: Y.Doc;
	hello: Hello | null = null;
	views: View[] = [];
	notices: Notice[] = [];
	presence: Uint8Array[] = [];
	/** Kinds of frames in the order they came. */
	kinds: number[] = [];
	acknowledged = 0;
	sent = 0;
	isSynced = false;
	closed: { code: number; reason: string } | null = null;
	readonly socket: WebSocket;
	readonly #watchers = new Set<() => void>();

	constructor({ port, classId, cookie, query = '', origin }: Opening, doc = new Y.Doc()) {
		this.doc = doc;
		const headers: Record<string, string> = { ...(cookie && { cookie }) };
		if (origin !== null) headers['origin'] = origin ?? `http://127.0.0.1:${port}`;
		this.socket = new WebSocket(`ws://127.0.0.1:${port}/live?class=${classId}${query}`, {
			headers,
		});
		this.socket.on('message', (data: Buffer) => this.#hear(new Uint8Array(data)));
		this.socket.on('close', (code, reason) => {
			this.closed ??= { code, reason: reason.toString() };
			this.#changed();
		});
		this.socket.on('unexpected-response', (_request, response) => {
			this.closed = { code: response.statusCode ?? 0, reason: 'refused' };
			this.#changed();
			this.socket.on('error', () => undefined);
			this.socket.terminate();
		});
		this.socket.on('error', () => this.#changed());
		this.doc.on('update', (update: Uint8Array, from: unknown) => {
			if (from !== this) this.sendUpdate(update);
		});
	}

	get view(): View | undefined {
		return this.views.at(-1);
	}

	#hear(message: Uint8Array): void {
		const body = message.subarray(1);
		const kind = message[0] ?? -1;
		this.kinds.push(kind);
		const read = () => JSON.parse(new TextDecoder().decode(body));
		if (kind === frame.hello) {
			this.hello = read();
			if (this.hello?.author) this.doc.clientID = this.hello.author;
			this.send(frame.syncRequest, Y.encodeStateVector(this.doc));
		} else if (kind === frame.view) this.views.push(read());
		else if (kind === frame.notice) this.notices.push(read());
		else if (kind === frame.presence) this.presence.push(body);
		else if (kind === frame.update) Y.applyUpdate(this.doc, body, this);
		else if (kind === frame.acknowledged) {
			this.acknowledged = new DataView(body.buffer, body.byteOffset).getUint32(0);
		} else if (kind === frame.syncAnswer) {
			const length = new DataView(body.buffer, body.byteOffset).getUint32(0);
			const theirs = body.subarray(4, 4 + length);
			Y.applyUpdate(this.doc, body.subarray(4 + length), this);
			this.isSynced = true;
			const lacking = Y.encodeStateAsUpdate(this.doc, theirs);
			if (this.hello?.author && Y.decodeUpdate(lacking).structs.length > 0)
				this.sendUpdate(lacking);
		}
		this.#changed();
	}

	send(kind: number, body: Uint8Array): void {
		if (this.socket.readyState === WebSocket.OPEN) {
			this.socket.send(Buffer.concat([Buffer.from([kind]), body]));
		}
	}

	sendUpdate(update: Uint8Array): void {
		if (this.socket.readyState !== WebSocket.OPEN) return;
		this.sent += 1;
		this.send(frame.update, update);
	}

	#changed(): void {
		for (const watcher of [...this.#watchers]) watcher();
	}

	/** Waits until something is so; fails in words after five seconds. */
	until(what: string, isSo: () => boolean): Promise<void> {
		if (isSo()) return Promise.resolve();
		return new Promise((resolve, reject) => {
			const give = setTimeout(() => {
				this.#watchers.delete(look);
				reject(new Error(`never came: ${what}; closed ${JSON.stringify(this.closed)}`));
			}, 5_000);
			const look = () => {
				if (!isSo()) return;
				clearTimeout(give);
				this.#watchers.delete(look);
				resolve();
			};
			this.#watchers.add(look);
			// What a test changes itself (its own document) is no message, so look again anyway.
			setTimeout(look, 0);
		});
	}

	ready(): Promise<void> {
		return this.until('hello, document and view', () => this.isSynced && this.views.length > 0);
	}

	saved(): Promise<void> {
		return this.until('everything acknowledged', () => this.acknowledged === this.sent);
	}

	type(field: TextField, words: string): void {
		const text = designText(this.doc, field);
		text.insert(text.length, words);
	}

	read(field: TextField): string {
		return designText(this.doc, field).toString();
	}

	async end(): Promise<void> {
		this.socket.close();
		await this.until('closed', () => this.closed !== null);
	}
}

/** Fills every required field of a document, as a diligent team would. */
export function fillDesign(doc: Y.Doc, planName = '書香集點'): void {
	doc.transact(() => {
		for (const field of Object.keys(textFields) as TextField[]) {
			const text = designText(doc, field);
			if (text.length === 0) text.insert(0, field === 'planName' ? planName : `寫在${field}的理由`);
		}
		const values = designValues(doc);
		values.set('weakestFactor', 'trust');
		values.set(strategyKey('programme'), true);
		for (const [field, { usual }] of Object.entries(numberFields)) values.set(field, usual);
	});
}
