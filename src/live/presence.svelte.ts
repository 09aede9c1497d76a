import {
	applyAwarenessUpdate,
	Awareness,
	encodeAwarenessUpdate,
	removeAwarenessStates,
} from 'y-protocols/awareness';
import type * as Y from 'yjs';

/** Where somebody's caret stands: Yjs relative positions as JSON. */
export interface Caret {
	anchor: unknown;
	head: unknown;
}

/** A teammate's device that is connected right now; the server stamps who it belongs to. */
export interface Presence {
	author: number;
	person: { id: string; name: string };
	/** The field being written in; null when in none. */
	field: string | null;
	caret: Caret | null;
}

/** Shortest distance between two messages about where one's own caret is, in milliseconds. */
const paceMilliseconds = 200;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

function readPresence(author: number, state: unknown): Presence | null {
	if (!isRecord(state) || !isRecord(state.user)) return null;
	const { id, name } = state.user;
	if (typeof id !== 'string' || typeof name !== 'string') return null;
	const caret = isRecord(state.caret)
		? { anchor: state.caret.anchor, head: state.caret.head }
		: null;
	return {
		author,
		person: { id, name },
		field: typeof state.field === 'string' ? state.field : null,
		caret,
	};
}

/** Who is here and where they are writing: relayed, never stored. */
export class PresenceBoard {
	/** The others: neither this device nor another one, or a line not yet given up, of the same person. */
	others = $state.raw<readonly Presence[]>([]);
	readonly #awareness: Awareness;
	readonly #send: (payload: Uint8Array) => void;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sentAt = 0;

	constructor(doc: Y.Doc, me: string, send: (payload: Uint8Array) => void) {
		this.#send = send;
		this.#awareness = new Awareness(doc);
		this.#awareness.on('change', () => {
			this.others = [...this.#awareness.getStates()]
				.filter(([author]) => author !== this.#awareness.clientID)
				.map(([author, state]) => readPresence(author, state))
				.filter((presence) => presence !== null)
				.filter(({ person }) => person.id !== me);
		});
		this.#awareness.on('update', (_: unknown, origin: unknown) => {
			if (origin === 'local') this.#sendSoon();
		});
	}

	/** Takes the author id that the server gave; before that nothing is told. */
	adopt(author: number): void {
		if (this.#awareness.clientID === author) return;
		this.#awareness.setLocalState(null);
		this.#awareness.clientID = author;
		this.#awareness.setLocalState({ field: null, caret: null });
	}

	/** Tells which field one is in, and where. */
	move(field: string | null, caret: Caret | null): void {
		this.#awareness.setLocalState({ field, caret });
	}

	/** Leaves a field, unless another one has been entered in the meantime. */
	leave(field: string): void {
		if (this.#awareness.getLocalState()?.field === field) this.move(null, null);
	}

	hear(payload: Uint8Array): void {
		applyAwarenessUpdate(this.#awareness, payload, 'server');
	}

	/** The line is there: says again who is here. */
	greet(): void {
		this.#awareness.setLocalState(this.#awareness.getLocalState() ?? { field: null, caret: null });
	}

	/** The line is gone: nobody else can be seen any more. */
	forgetOthers(): void {
		const others = [...this.#awareness.getStates().keys()].filter(
			(author) => author !== this.#awareness.clientID,
		);
		removeAwarenessStates(this.#awareness, others, 'lost');
	}

	destroy(): void {
		clearTimeout(this.#timer);
		this.#awareness.destroy();
	}

	#sendSoon(): void {
		if (this.#timer !== undefined) return;
		const wait = Math.max(0, this.#sentAt + paceMilliseconds - Date.now());
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.#sentAt = Date.now();
			this.#send(encodeAwarenessUpdate(this.#awareness, [this.#awareness.clientID]));
		}, wait);
	}
}
