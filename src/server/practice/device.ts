import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { frame, type Hello, type StudentView } from '#workflow/messages.ts';

interface Opening {
	/** This server's own address, `http://127.0.0.1:4321`. */
	origin: string;
	classId: string;
	seatToken: string;
	/** Told whenever there is a new view. */
	seen: (view: StudentView) => void;
	/** Told once when the connection is over; `again` is false when the seat is no more. */
	over: (again: boolean) => void;
}

/** A simulated student's phone: comes in by the same door as everybody else's. */
export class PracticeDevice {
	readonly doc = new Y.Doc();
	view: StudentView | null = null;
	readonly #socket: WebSocket;
	#isSynced = false;
	#sent = 0;
	#acknowledged = 0;

	constructor({ origin, classId, seatToken, seen, over }: Opening) {
		const url = `${origin.replace(/^http/, 'ws')}/live?class=${classId}&as=member`;
		this.#socket = new WebSocket(url, { headers: { cookie: `seat=${seatToken}`, origin } });
		this.#socket.on('message', (data: Buffer) => this.#hear(new Uint8Array(data), seen));
		let isKnown = true;
		this.#socket.on('unexpected-response', (_request, response) => {
			isKnown = response.statusCode !== 404;
			this.#socket.terminate();
		});
		// A refused or broken connection closes as well; `close` tells of both.
		this.#socket.on('error', () => undefined);
		this.#socket.on('close', () => {
			this.doc.destroy();
			over(isKnown);
		});
		this.doc.on('update', (update: Uint8Array, from: unknown) => {
			if (from !== this) this.#sendUpdate(update);
		});
	}

	/** Whether the document is here and all that was written in it is on the disk. */
	get isSettled(): boolean {
		return this.#isSynced && this.#acknowledged === this.#sent;
	}

	end(): void {
		this.#socket.close();
	}

	#hear(message: Uint8Array, seen: (view: StudentView) => void): void {
		const body = message.subarray(1);
		const text = () => new TextDecoder().decode(body);
		if (message[0] === frame.hello) {
			const { author } = JSON.parse(text()) as Hello;
			if (author === null) return;
			this.doc.clientID = author;
			this.#send(frame.syncRequest, Y.encodeStateVector(this.doc));
		} else if (message[0] === frame.syncAnswer) {
			const length = new DataView(body.buffer, body.byteOffset).getUint32(0);
			Y.applyUpdate(this.doc, body.subarray(4 + length), this);
			this.#isSynced = true;
		} else if (message[0] === frame.update) Y.applyUpdate(this.doc, body, this);
		else if (message[0] === frame.acknowledged) {
			this.#acknowledged = new DataView(body.buffer, body.byteOffset).getUint32(0);
		} else if (message[0] === frame.view) {
			this.view = JSON.parse(text()) as StudentView;
			seen(this.view);
		}
	}

	#sendUpdate(update: Uint8Array): void {
		this.#sent += 1;
		this.#send(frame.update, update);
	}

	#send(kind: number, body: Uint8Array): void {
		if (this.#socket.readyState === WebSocket.OPEN)
			this.#socket.send(Buffer.concat([Buffer.from([kind]), body]));
	}
}
