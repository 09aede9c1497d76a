import { largestFrameBytes } from '#workflow/messages.ts';
import type { Connection } from './connection.ts';

export interface HeldUpdate {
	connection: Connection;
	body: Uint8Array;
}

/**
 * What one member may have waiting in a room, all his devices together: more than anybody types
 * while it is put together.
 */
const mostBytesOfMember = 2 * largestFrameBytes;
/** Whatever it holds, each takes some memory, and some time once its turn has come. */
const fewestBytesCounted = 512;

const memberOf = ({ person }: Connection): string => person.id;

/** Updates that wait, in order, while their full room is put together. */
export class Held {
	#updates: HeldUpdate[] = [];
	readonly #bytesOf = new Map<string, number>();
	/** Connections of which something has found no place here: nothing that follows it is of use. */
	readonly passedOver = new Set<Connection>();

	/** Keeps an update until its turn; where its member has too much waiting, none of that connection. */
	add({ connection, body }: HeldUpdate): void {
		if (this.passedOver.has(connection)) return;
		const member = memberOf(connection);
		const bytes = (this.#bytesOf.get(member) ?? 0) + Math.max(fewestBytesCounted, body.length);
		if (bytes > mostBytesOfMember) {
			this.passedOver.add(connection);
			return;
		}
		this.#bytesOf.set(member, bytes);
		// What a socket hands over lies in what it reads into again.
		this.#updates.push({ connection, body: new Uint8Array(body) });
	}

	get first(): HeldUpdate | undefined {
		return this.#updates[0];
	}

	drop(): void {
		const gone = this.#updates.shift();
		if (!gone) return;
		const member = memberOf(gone.connection);
		const bytes = Math.max(fewestBytesCounted, gone.body.length);
		this.#bytesOf.set(member, (this.#bytesOf.get(member) ?? 0) - bytes);
	}
}
