import { frame, type Notice, type View } from '#workflow/messages.ts';
import { readFrame, toFrame, type Incoming } from './frames.ts';
import { waitBeforeRetry } from './retry.ts';
import { ServerClock } from './server-clock.svelte.ts';
import { browserSurroundings, type Line, type Surroundings } from './surroundings.ts';

export type ConnectionStatus = 'connecting' | 'live' | 'away';

/** How long a question may stay without any answer before the line counts as dead, milliseconds. */
const silenceMilliseconds = 8_000;
/** The same once the browser says that the network has gone, milliseconds. */
const doubtedMilliseconds = 2_500;

/** A line that lasted this long was a good one: the next try may come soon again, milliseconds. */
const goodLineMilliseconds = 5_000;
/** What was heard this recently proves the line alive, milliseconds. */
const recentMilliseconds = 3_000;

/** How long a sentence that asks for nothing stays on screen, milliseconds. */
const toldMilliseconds = 15_000;

/** The line has gone; `code` is the WebSocket's, 1006 when it broke or was given up here. */
export interface Lost {
	kind: 'lost';
	code: number;
}

/** What to say when the page's address leads elsewhere; a path of this site, or empty, says where. */
type TurnedAway = string | ((path: string) => string);

/** A handshake that is refused looks like a broken line, so after so many the server is asked. */
const triesBeforeAsking = 3;
/** So many tries of a page that has never had a line are no accident any more. */
const triesBeforeBarred = 6;

/** What a WebSocket closes with that was never open, or has broken. */
const brokenCode = 1006;

/** The socket's address for one class, one team's room, one author. */
export function socketAddress(
	origin: string,
	room: {
		classId: string;
		teamId?: string | null;
		author?: number | null;
		/** What this page calls itself, so that its old line makes room for the new one. */
		page?: number;
		as?: 'member' | 'lecturer' | null;
	},
): string {
	const query = new URLSearchParams({ class: room.classId });
	if (room.as) query.set('as', room.as);
	if (room.teamId) query.set('team', room.teamId);
	if (room.author) query.set('author', String(room.author));
	if (room.page !== undefined) query.set('page', String(room.page));
	return `${origin}/live?${query}`;
}

/**
 * One socket a page. It connects again by itself until it is stopped or cut: soon at first, then
 * at growing distances, and at once when the device wakes or finds a network.
 */
export class LiveConnection<Shown extends View = View> {
	status = $state<ConnectionStatus>('connecting');
	/** What the server last said this device should show. */
	view = $state.raw<Shown | null>(null);
	/** The last notice; `cut` means that it stays closed until `reconnect`. */
	notice = $state.raw<Notice | null>(null);
	/** The site answers, and yet no line has ever opened: something in between lets none through. */
	isBarred = $state(false);
	readonly clock = new ServerClock();

	/** The author id to ask for when connecting; kept over reconnects. */
	author: number | null = null;
	teamId: string | null;
	/** A document's state vector, to ask something that is sure to be answered. */
	probe: (() => Uint8Array) | null = null;

	readonly #classId: string;
	readonly #as: 'member' | 'lecturer' | null;
	readonly #turnedAway: TurnedAway | null;
	readonly #surroundings: Surroundings;
	readonly #page: number;
	readonly #listeners = new Set<(message: Incoming | Lost) => void>();
	#socket: Line | null = null;
	#failures = 0;
	/** Tries in a row that no hello has answered. */
	#unanswered = 0;
	/** A line has opened since the page did. */
	#hasOpened = false;
	#greetedAt = 0;
	#heardAt = 0;
	#stopped = true;
	#retry: ReturnType<typeof setTimeout> | undefined;
	#silence: ReturnType<typeof setTimeout> | undefined;
	#told: ReturnType<typeof setTimeout> | undefined;

	/**
	 * `as` matters on a device that is signed in as the lecturer and holds a student's seat too.
	 * `turnedAway` is what to say when the page lost its right to be here while it was offline.
	 */
	constructor(
		room: {
			classId: string;
			teamId?: string | null;
			as?: 'member' | 'lecturer';
			view?: Shown | null;
			turnedAway?: TurnedAway;
		},
		surroundings: Surroundings = browserSurroundings,
	) {
		this.#classId = room.classId;
		this.#as = room.as ?? null;
		this.teamId = room.teamId ?? null;
		this.#turnedAway = room.turnedAway ?? null;
		this.#surroundings = surroundings;
		this.#page = Math.floor(surroundings.chance() * 2 ** 32);
		this.view = room.view ?? null;
		if (room.view) this.clock.hear(room.view.now);
	}

	/** Connects and stays connected; call what it returns to stop. Browser only. */
	start(): () => void {
		this.#stopped = false;
		const wake = () => {
			if (document.visibilityState === 'visible') this.#wake();
		};
		const doubt = () => this.#doubt();
		addEventListener('online', wake);
		addEventListener('offline', doubt);
		document.addEventListener('visibilitychange', wake);
		this.#connect();
		return () => {
			removeEventListener('online', wake);
			removeEventListener('offline', doubt);
			document.removeEventListener('visibilitychange', wake);
			this.stop();
		};
	}

	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#retry);
		this.#drop();
		this.status = 'away';
	}

	/** Leaves the present line, if any, and connects at once. */
	reconnect(): void {
		this.#stopped = false;
		this.notice = null;
		this.#drop();
		this.#connect();
	}

	/** Hears every message, and `lost` when the line goes; call what it returns to stop. */
	listen(listener: (message: Incoming | Lost) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Sends one frame; false when there is no line. `answered` means that silence is a bad sign. */
	send(kind: number, payload: Uint8Array, { answered = false } = {}): boolean {
		if (this.#socket?.readyState !== 1) return false;
		if (answered) this.#expectAnswer(this.#socket);
		this.#socket.send(toFrame(kind, payload));
		return true;
	}

	/** A sleeping phone's line may be dead without saying so: ask, or where nobody answers, redial. */
	#wake(): void {
		if (this.#stopped) return;
		this.#failures = 0;
		if (this.#socket === null) this.#connect();
		else if (this.clock.hasJumped()) this.reconnect();
		else if (Date.now() - this.#heardAt < recentMilliseconds) return;
		else if (!this.probe || !this.send(frame.syncRequest, this.probe(), { answered: true })) {
			this.reconnect();
		}
	}

	/** The browser sees no way out; a laptop in the same room may answer all the same: ask, and soon. */
	#doubt(): void {
		if (this.#stopped || !this.#socket || !this.probe) return;
		this.#expectNothing();
		this.#expectAnswer(this.#socket, doubtedMilliseconds);
		this.send(frame.syncRequest, this.probe());
	}

	#connect(): void {
		clearTimeout(this.#retry);
		if (this.#socket || this.#stopped) return;
		if (this.status !== 'away') this.status = 'connecting';
		const address = socketAddress(this.#surroundings.origin(), {
			classId: this.#classId,
			teamId: this.teamId,
			as: this.#as,
			author: this.author,
			page: this.#page,
		});
		const line: Line = this.#surroundings.open(
			address,
			(bytes) => {
				if (line === this.#socket) this.#hear(bytes);
			},
			(code) => {
				if (line === this.#socket) this.#lose(code);
			},
		);
		this.#socket = line;
		this.#expectAnswer(line);
	}

	#hear(bytes: Uint8Array): void {
		this.#expectNothing();
		this.#heardAt = Date.now();
		this.#letThrough();
		const message = readFrame(bytes);
		if (message === null) return;
		if (message.kind === 'hello') {
			this.#greetedAt = this.#heardAt;
			this.#unanswered = 0;
			this.author = message.hello.author;
			this.clock.restart();
			this.clock.hear(message.hello.now);
			this.status = 'live';
			this.notice = null;
		} else if (message.kind === 'view') {
			this.clock.hear(message.view.now);
			this.view = message.view as Shown;
		} else if (message.kind === 'notice') {
			if (message.notice.kind === 'cut') return this.#cut(message.notice);
			this.notice = message.notice;
			clearTimeout(this.#told);
			if (message.notice.kind === 'told') {
				this.#told = setTimeout(() => (this.notice = null), toldMilliseconds);
			}
		}
		this.#tell(message);
	}

	/** It is over, until somebody asks for it anew. */
	#cut(notice: Notice): void {
		this.#stopped = true;
		this.status = 'away';
		clearTimeout(this.#retry);
		clearTimeout(this.#told);
		this.notice = notice;
		this.#tell({ kind: 'notice', notice });
		this.#drop();
	}

	#letThrough(): void {
		this.#hasOpened = true;
		this.isBarred = false;
	}

	/** Whether this page lost its right to be here, or nothing can get through from where it is. */
	async #askWhy(): Promise<void> {
		const path = await this.#surroundings.leadsTo();
		if (this.#stopped || this.status === 'live') return;
		if (path !== null) {
			const say = this.#turnedAway;
			if (say !== null)
				this.#cut({ kind: 'cut', message: typeof say === 'string' ? say : say(path) });
			return;
		}
		if (this.#hasOpened || this.#unanswered < triesBeforeBarred) return;
		const answers = await this.#surroundings.answers();
		this.isBarred = answers && !this.#hasOpened && !this.#stopped;
	}

	#tell(message: Incoming | Lost): void {
		for (const listener of this.#listeners) listener(message);
	}

	/** The oldest question counts: asking again and again, as typing does, makes no dead line younger. */
	#expectAnswer(socket: Line, milliseconds = silenceMilliseconds): void {
		this.#silence ??= setTimeout(() => {
			if (socket !== this.#socket) return;
			this.#drop();
			this.#retryLater();
		}, milliseconds);
	}

	#expectNothing(): void {
		clearTimeout(this.#silence);
		this.#silence = undefined;
	}

	/** Gives up the present line without waiting for the other side to agree. */
	#drop(): void {
		this.#expectNothing();
		const socket = this.#socket;
		if (!socket) return;
		this.#socket = null;
		socket.close();
		this.#tell({ kind: 'lost', code: brokenCode });
	}

	#lose(code: number): void {
		this.#expectNothing();
		this.#socket = null;
		// Only a server that was reached closes with a reason.
		if (code !== brokenCode) this.#letThrough();
		if (this.#greetedAt && Date.now() - this.#greetedAt > goodLineMilliseconds) this.#failures = 0;
		this.#greetedAt = 0;
		this.#tell({ kind: 'lost', code });
		if (!this.#stopped) this.#retryLater();
	}

	#retryLater(): void {
		this.status = 'away';
		clearTimeout(this.#retry);
		const wait = waitBeforeRetry(this.#failures, this.#surroundings.chance());
		this.#failures += 1;
		this.#unanswered += 1;
		if (this.#unanswered % triesBeforeAsking === 0) void this.#askWhy();
		this.#retry = setTimeout(() => this.#connect(), wait);
	}
}
