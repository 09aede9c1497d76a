import * as Y from 'yjs';
import { largestUpdateBytes, piecesOf } from './pieces.ts';

/** Edits made within this time travel in one frame, in milliseconds. */
const gatherMilliseconds = 60;

/** Where an outbox hands over what was written. */
export interface Outlet {
	/** False while nothing may travel: what is added waits. */
	isOpen(): boolean;
	/** Hands one piece to the line; false when there is none. */
	send(piece: Uint8Array): boolean;
	/** Told that a piece is larger than any frame. */
	refuse(): void;
}

/** Edits on their way out of this device: gathered for a moment, then sent in frames that fit. */
export class Outbox {
	readonly #outlet: Outlet;
	#waiting: Uint8Array[] = [];
	#gather: ReturnType<typeof setTimeout> | undefined;

	constructor(outlet: Outlet) {
		this.#outlet = outlet;
	}

	add(update: Uint8Array): void {
		this.#waiting.push(update);
		this.#gather ??= setTimeout(() => this.flush(), gatherMilliseconds);
	}

	/** Sends what waits now, if anything may travel. */
	flush(): void {
		clearTimeout(this.#gather);
		this.#gather = undefined;
		if (this.#waiting.length === 0 || !this.#outlet.isOpen()) return;
		const update = Y.mergeUpdates(this.#waiting);
		this.#waiting = [];
		this.send(piecesOf(update));
	}

	/** Sends pieces in their order, up to the first that does not go. */
	send(pieces: readonly Uint8Array[]): void {
		for (const piece of pieces) {
			if (piece.length > largestUpdateBytes) return this.#outlet.refuse();
			if (!this.#outlet.send(piece)) return;
		}
	}

	/** Drops what waits: it stands in the document, and is offered when states are compared. */
	forget(): void {
		clearTimeout(this.#gather);
		this.#gather = undefined;
		this.#waiting = [];
	}
}
