import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Notice } from '#workflow/messages.ts';
import { packAcknowledged, packText } from './frames.ts';
import type { Room } from './room.ts';

/** Who is behind a socket, fixed at the handshake from the database. */
export type Person =
	| { role: 'member'; id: string; name: string; teamId: string | null }
	| { role: 'lecturer'; id: string; name: string; sessionHash: string };

/** The wire under a socket: what is written while it is corked leaves together. */
export type Wire = Pick<Duplex, 'cork' | 'uncork'>;

/** What a connection asks of its socket. */
export type Line = Pick<
	WebSocket,
	'readyState' | 'OPEN' | 'bufferedAmount' | 'send' | 'close' | 'terminate' | 'ping' | 'once'
>;

const messagesPerSecond = 30;
const messagesAtOnce = 120;
/** A reader that is this far behind is cut; it comes back and asks for what it lacks. */
const mostBufferedBytes = 1024 * 1024;

/** What is held back to leave together; more would look like a reader that is behind. */
const mostHeldBytes = 64 * 1024;

/** How long the other side has to say goodbye before it is cut off. */
const closingMilliseconds = 3_000;

/** One open socket of one person in one class. */
export class Connection {
	readonly classId: string;
	readonly person: Person;
	/** The document it follows; null without a team. */
	readonly room: Room | null;
	/** The Yjs author id it writes as; null for those who only read. */
	readonly author: number | null;
	/** What its page calls itself; null where it does not say. */
	readonly page: number | null;
	/** Every author id of this member in this room, so that earlier work of his may be sent again. */
	readonly own: ReadonlySet<number>;
	/** Updates taken from this connection, and how many of them are on the disk. */
	taken = 0;
	stored = 0;
	/** Once something has been refused, counting on would acknowledge the wrong update. */
	isReadOnly = false;
	/** Something was refused because the document was full: until it comes again, it only deletes. */
	isFull = false;
	/** How many bytes that was of. */
	refusedBytes = 0;
	isAlive = true;
	/** Ended by either side: nothing more is taken, however long the other one stays open. */
	isOver = false;
	/** The last view sent, so that the same is not sent twice. */
	lastView = '';
	readonly #socket: Line;
	readonly #wire: Wire | null;
	/** Bytes held back; null while everything leaves at once. */
	#held: number | null = null;
	#tokens = messagesAtOnce;
	#tokensAt: number;

	constructor(
		socket: Line,
		given: {
			classId: string;
			person: Person;
			room: Room | null;
			author: number | null;
			page: number | null;
			own: ReadonlySet<number>;
			now: number;
			wire?: Wire;
		},
	) {
		this.#socket = socket;
		this.#wire = given.wire ?? null;
		this.classId = given.classId;
		this.person = given.person;
		this.room = given.room;
		this.author = given.author;
		this.page = given.page;
		this.own = given.own;
		this.#tokensAt = given.now;
	}

	/** Counts one message; false when the sender is faster than anybody types. */
	takeToken(now: number): boolean {
		const refilled = this.#tokens + ((now - this.#tokensAt) / 1000) * messagesPerSecond;
		this.#tokens = Math.min(messagesAtOnce, refilled) - 1;
		this.#tokensAt = now;
		return this.#tokens >= 0;
	}

	send(packed: Uint8Array): void {
		if (this.#socket.readyState !== this.#socket.OPEN) return;
		if (this.#socket.bufferedAmount > mostBufferedBytes) {
			this.close(1013, 'too slow');
			this.#socket.terminate();
			return;
		}
		this.#socket.send(packed);
		if (this.#held === null) return;
		this.#held += packed.length;
		if (this.#held <= mostHeldBytes) return;
		this.release();
		this.hold();
	}

	/** Keeps what is sent until `release`, so that it takes one call of the system and not one each. */
	hold(): void {
		this.#held = 0;
		this.#wire?.cork();
	}

	release(): void {
		this.#held = null;
		this.#wire?.uncork();
	}

	acknowledge(count: number): void {
		this.stored += count;
		this.send(packAcknowledged(this.stored));
	}

	tell(kind: Notice['kind'], message: string, more: Omit<Notice, 'kind' | 'message'> = {}): void {
		const notice: Notice = { kind, message, ...more };
		this.send(packText('notice', JSON.stringify(notice)));
	}

	/** Ends the connection with a sentence; the other side does not come back by itself. */
	cut(message: string, more: Omit<Notice, 'kind' | 'message'> = {}): void {
		this.tell('cut', message, more);
		this.close(1000, 'cut');
	}

	close(code: number, reason: string): void {
		this.isOver = true;
		this.#socket.close(code, reason);
		setTimeout(() => this.#socket.terminate(), closingMilliseconds).unref();
	}

	/** Ends at once, without a goodbye that nobody would hear; resolves when it is gone. */
	giveWay(): Promise<void> {
		this.isOver = true;
		const gone = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
		this.#socket.terminate();
		return gone;
	}

	ping(): void {
		if (!this.isAlive) {
			this.#socket.terminate();
			return;
		}
		this.isAlive = false;
		this.#socket.ping();
	}
}
