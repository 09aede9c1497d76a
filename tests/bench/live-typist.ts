import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { designText, type TextField } from '#workflow/design.ts';
import { frame, type Hello } from '#workflow/messages.ts';
import { textsOf } from '../support/disk.ts';
import type { Seat } from './live-seats.ts';

/** When every keystroke was made, and how long it took to be at each teammate's. */
export class Board {
	/** Of each author, by clock. */
	readonly #madeAt = new Map<number, number[]>();
	/** From the keystroke until a teammate's device has it, milliseconds. */
	readonly propagation: number[] = [];

	made(author: number, at: number): void {
		const times = this.#madeAt.get(author);
		if (times) times.push(at);
		else this.#madeAt.set(author, [at]);
	}

	/** An update of one keystroke says whose it is and its clock in its first bytes. */
	arrived(update: Uint8Array, at: number): void {
		const decoder = decoding.createDecoder(update);
		if (decoding.readVarUint(decoder) !== 1) return;
		decoding.readVarUint(decoder);
		const author = decoding.readVarUint(decoder);
		const madeAt = this.#madeAt.get(author)?.[decoding.readVarUint(decoder)];
		if (madeAt !== undefined) this.propagation.push(at - madeAt);
	}
}

const fields: readonly TextField[] = ['targetCustomers', 'strategyPlan', 'measures', 'risks'];
const words = '顧客留下來的理由不只是點數，還有信任與體驗；';

/**
 * A page of the team's room as the load needs it: a document of its own, and one socket. Hundreds
 * of them share a core here, which in a class have one each; so what has come in is put into the
 * document together, before its owner types on.
 */
export class Typist {
	readonly doc = new Y.Doc();
	/** From the keystroke until it is said to be on the disk, milliseconds. */
	readonly acknowledgements: number[] = [];
	readonly ready: Promise<void>;
	readonly teamId: string | null;
	author = 0;
	typed = '';
	acknowledged = 0;
	closed: string | null = null;
	readonly #socket: WebSocket;
	readonly #board: Board;
	readonly #field: TextField;
	readonly #sentAt: number[] = [];
	#arrived: Uint8Array[] = [];
	/** Where the next character goes: after the last, wherever teammates have pushed it. */
	#caret: Y.RelativePosition | null = null;
	#becomeReady: () => void = () => undefined;

	constructor(port: number, seat: Seat, place: number, board: Board) {
		this.teamId = seat.teamId;
		this.#board = board;
		this.#field = fields[place % fields.length] ?? 'risks';
		this.ready = new Promise((resolve) => (this.#becomeReady = resolve));
		this.#socket = new WebSocket(`ws://127.0.0.1:${port}/live?class=${seat.classId}`, {
			headers: { cookie: seat.cookie, origin: `http://127.0.0.1:${port}` },
			perMessageDeflate: false,
		});
		this.#socket.on('message', (data: Buffer) => this.#hear(data));
		this.#socket.on('close', (code, reason) => (this.closed = `${code} ${reason}`));
		this.#socket.on('error', (error) => (this.closed = error.message));
		this.doc.on('update', (update: Uint8Array, from: unknown) => {
			if (from !== this) this.#send(frame.update, update);
		});
	}

	#send(kind: number, body: Uint8Array): void {
		this.#socket.send(Buffer.concat([Buffer.from([kind]), body]));
	}

	#hear(message: Buffer): void {
		const body = message.subarray(1);
		const kind = message[0];
		if (kind === frame.update) {
			this.#board.arrived(body, performance.now());
			this.#arrived.push(body);
		} else if (kind === frame.acknowledged) {
			const now = performance.now();
			const count = body.readUInt32BE(0);
			for (const at of this.#sentAt.slice(this.acknowledged, count))
				this.acknowledgements.push(now - at);
			this.acknowledged = count;
		} else if (kind === frame.hello) {
			const { author } = JSON.parse(body.toString()) as Hello;
			if (author === null) return this.#becomeReady();
			this.author = author;
			this.doc.clientID = author;
			this.#send(frame.syncRequest, Y.encodeStateVector(this.doc));
		} else if (kind === frame.syncAnswer) {
			Y.applyUpdate(this.doc, body.subarray(4 + body.readUInt32BE(0)), this);
			this.#becomeReady();
		}
	}

	#catchUp(): void {
		const arrived = this.#arrived;
		this.#arrived = [];
		this.doc.transact(
			() => arrived.forEach((update) => Y.applyUpdate(this.doc, update, this)),
			this,
		);
	}

	/** Types the next character where the last one stands. */
	type(): void {
		if (this.closed !== null) return;
		const now = performance.now();
		this.#catchUp();
		const text = designText(this.doc, this.#field);
		const caret =
			this.#caret && Y.createAbsolutePositionFromRelativePosition(this.#caret, this.doc);
		const index = caret?.index ?? text.length;
		const character = words[this.typed.length % words.length] ?? '字';
		this.#board.made(this.author, now);
		this.#sentAt.push(now);
		this.typed += character;
		text.insert(index, character);
		this.#caret = Y.createRelativePositionFromTypeIndex(text, index + 1, -1);
	}

	/** All the team's words as this device has them. */
	texts(): string {
		this.#catchUp();
		return JSON.stringify(textsOf(this.doc));
	}

	end(): void {
		this.#socket.close();
	}
}
