import { WebSocket } from 'ws';
import { frame, type Hello } from '#workflow/messages.ts';
import type { Malformed } from './frames.ts';

/** One connection that misbehaves, as long as the server lets it. */
export class Rogue {
	readonly socket: WebSocket;
	hello: Hello | null = null;
	isOver = false;
	sent = 0;
	/** Either the greeting or the end, whichever comes first. */
	readonly begun: Promise<void>;
	readonly over: Promise<void>;

	constructor(port: number, query: string, cookie: string) {
		const headers = { cookie, origin: `http://127.0.0.1:${port}` };
		this.socket = new WebSocket(`ws://127.0.0.1:${port}/live?${query}`, { headers });
		this.over = new Promise((resolve) =>
			this.socket.on('close', () => {
				this.isOver = true;
				resolve();
			}),
		);
		const greeted = new Promise<void>((resolve) =>
			this.socket.on('message', (data: Buffer) => {
				if (data[0] !== frame.hello) return;
				this.hello = JSON.parse(data.subarray(1).toString()) as Hello;
				resolve();
			}),
		);
		this.begun = Promise.race([greeted, this.over]);
		this.socket.on('error', () => undefined);
	}

	/** Resolves once the server has looked at it, and either answers a ping or has hung up. */
	async send({ data, isRaw }: Malformed): Promise<void> {
		const raw = this.socket as unknown as { _socket: { write: (data: Uint8Array) => void } };
		if (isRaw) raw._socket.write(data as Uint8Array);
		else this.socket.send(data);
		if (this.isOver) return;
		const answered = new Promise<void>((resolve) => this.socket.once('pong', () => resolve()));
		if (!isRaw && this.socket.readyState === WebSocket.OPEN) this.socket.ping();
		await Promise.race([answered, this.over]);
		this.sent += 1;
	}

	async end(): Promise<void> {
		this.socket.close();
		await this.over;
	}
}
