import * as Y from 'yjs';
import { frame, type Notice } from '../../src/workflow/messages.ts';
import type { Line, Surroundings } from '../../src/live/surroundings.ts';
import type { DeviceStore } from '../../src/live/local-copy.ts';
import { toFrame } from '../../src/live/frames.ts';

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/**
 * A server of one room, in the page: it keeps what it is sent, and acknowledges, refuses or falls
 * silent as the test wants it. Sockets open and close when the test says so.
 */
export class FakeServer {
	readonly doc = new Y.Doc();
	sockets: FakeSocket[] = [];
	/** Addresses asked for, in order. */
	readonly asked: string[] = [];
	acknowledging = true;
	/** The line is dead and does not say so. */
	silent = false;
	epoch = 1;
	/** The team whose document whoever connects is led to. */
	room: string | null = 't3';
	/** Whether the page's own address leads elsewhere by now. */
	isTurnedAway = false;
	/** Whether pages come, whatever becomes of sockets. */
	isReachable = true;
	/** How many characters the document has room for. */
	mostCharacters = Infinity;
	/** The largest update that it takes, in bytes. */
	largest = Infinity;
	nextAuthor = 100;
	/** Ids given out, as a server would know them. */
	readonly authors = new Set<number>();

	readonly surroundings: Surroundings = {
		open: (address, hear, closed) => {
			this.asked.push(address);
			const socket = new FakeSocket(this, address, hear, closed);
			this.sockets.push(socket);
			return socket;
		},
		chance: () => 0,
		origin: () => 'ws://test',
		leadsTo: () => Promise.resolve(this.isTurnedAway ? '/join' : null),
		answers: () => Promise.resolve(this.isReachable),
	};

	get socket(): FakeSocket {
		const socket = this.sockets.at(-1);
		if (!socket) throw new Error('nobody has connected');
		return socket;
	}

	get text(): string {
		return this.doc.getText('text:risks').toString();
	}
}

export class FakeSocket implements Line {
	readyState: number = 0;
	readonly url: string;
	readonly #server: FakeServer;
	#updates = 0;
	/** Once something was refused, nothing more is taken. */
	#isOver = false;

	readonly #hear: (bytes: Uint8Array) => void;
	readonly #closed: (code: number) => void;

	constructor(
		server: FakeServer,
		url: string,
		hear: (bytes: Uint8Array) => void,
		closed: (code: number) => void,
	) {
		this.#server = server;
		this.url = url;
		this.#hear = hear;
		this.#closed = closed;
	}

	/** The server opens its door and says hello. */
	welcome(): void {
		const asked = Number(new URL(this.url).searchParams.get('author'));
		const known = this.#server.authors.has(asked);
		const author = known ? asked : this.#server.nextAuthor++;
		this.#server.authors.add(author);
		this.readyState = 1;
		this.say(
			frame.hello,
			json({ author, epoch: this.#server.epoch, room: this.#server.room, now: Date.now() }),
		);
	}

	say(kind: number, payload: Uint8Array): void {
		this.#hear(toFrame(kind, payload));
	}

	notice(kind: Notice['kind'], message: string): void {
		this.say(frame.notice, json({ kind, message }));
	}

	/** The line breaks, or is closed by the server with a code. */
	drop(code = 1006): void {
		this.readyState = 3;
		this.#closed(code);
	}

	close(): void {
		this.readyState = 3;
	}

	/** Says how many updates of this connection are on the disk. */
	acknowledge(): void {
		const count = new Uint8Array(4);
		new DataView(count.buffer).setUint32(0, this.#updates);
		this.say(frame.acknowledged, count);
	}

	/** As the true one: what only deletes always fits. */
	#fits(body: Uint8Array): boolean {
		const { structs } = Y.decodeUpdate(body);
		const characters = structs.reduce((sum, { length }) => sum + length, 0);
		return (
			structs.length === 0 || this.#server.text.length + characters <= this.#server.mostCharacters
		);
	}

	send(data: Uint8Array): void {
		if (this.#server.silent) return;
		const body = data.subarray(1);
		if (data[0] === frame.update) {
			if (this.#isOver) return;
			if (!this.#fits(body)) {
				this.#isOver = true;
				this.notice('full', '文件滿了，請刪掉一些。');
				return;
			}
			this.#updates += 1;
			if (!this.#server.acknowledging) return;
			if (body.length > this.#server.largest) return this.drop(1009);
			Y.applyUpdate(this.#server.doc, body);
			// No server answers before the sender has got its hands free.
			queueMicrotask(() => this.acknowledge());
		} else if (data[0] === frame.syncRequest) {
			const vector = Y.encodeStateVector(this.#server.doc);
			const update = Y.encodeStateAsUpdate(this.#server.doc, body);
			const answer = new Uint8Array(4 + vector.length + update.length);
			new DataView(answer.buffer).setUint32(0, vector.length);
			answer.set(vector, 4);
			answer.set(update, 4 + vector.length);
			this.say(frame.syncAnswer, answer);
		}
	}
}

/** A device's store that outlives the page, in memory; `broken` keeps nothing. */
export function fakeStore({ broken = false, opening = Promise.resolve() } = {}): DeviceStore {
	const shelves = new Map<string, { updates: Uint8Array[]; arrived: Map<number, number> }>();
	return {
		async open(name) {
			if (broken) throw new Error('no store here');
			await opening;
			const shelf = shelves.get(name) ?? { updates: [], arrived: new Map<number, number>() };
			shelves.set(name, shelf);
			return {
				updates: [...shelf.updates],
				arrived: new Map(shelf.arrived),
				async keep(update) {
					shelf.updates.push(update);
				},
				async noteArrived(author, clock) {
					shelf.arrived.set(author, clock);
				},
				async clear() {
					shelf.updates.length = 0;
					shelf.arrived.clear();
				},
				whenGone: () => undefined,
				close: () => undefined,
			};
		},
		names: async () => [...shelves.keys()],
		async remove(name) {
			shelves.delete(name);
		},
	};
}
