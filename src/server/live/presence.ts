import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { z } from 'zod';
import { packBytes } from './frames.ts';
import type { Connection } from './connection.ts';

const mostStateBytes = 2_048;
/** A device tells of itself alone: more bytes or more entries than that are none of an honest one. */
const most = { bytes: 8_192, entries: 8 } as const;
const relayEveryMilliseconds = 100;

const wholeNumber = z.number().int().nonnegative();
const letter = z.object({ client: wholeNumber, clock: wholeNumber });
/** A place in a text as Yjs writes it: beside a letter, or at the end of a text. */
const place = z.object({
	type: letter.optional(),
	tname: z.string().max(100).optional(),
	item: letter.optional(),
	assoc: z.number().int().optional(),
});
/**
 * What a device tells of itself; the rest is left out, and a caret that no device has is none. What
 * is passed on is drawn in the midst of what others type.
 */
const presenceSchema = z.object({
	field: z.string().max(100).nullable().catch(null),
	caret: z.object({ anchor: place, head: place }).nullable().catch(null),
});

/** Whether a presence frame is larger than any device sends one; known without reading it all. */
export const isTooMuch = (content: Uint8Array): boolean =>
	content.length > most.bytes ||
	decoding.readVarUint(decoding.createDecoder(content)) > most.entries;

/** Reads this author's own entry out of a presence frame; entries about others are passed over. Throws for what is none. */
export function readPresence(
	content: Uint8Array,
	author: number,
): { clock: number; state: object | null } | null {
	const decoder = decoding.createDecoder(content);
	const count = decoding.readVarUint(decoder);
	for (let index = 0; index < count; index++) {
		const client = decoding.readVarUint(decoder);
		const clock = decoding.readVarUint(decoder);
		const text = decoding.readVarString(decoder);
		if (client !== author) continue;
		if (text.length > mostStateBytes) throw new RangeError('presence too large');
		const state: unknown = JSON.parse(text);
		if (typeof state !== 'object' || Array.isArray(state))
			throw new RangeError('presence is no object');
		return { clock, state: state && presenceSchema.parse(state) };
	}
	return null;
}

/** A presence frame about one author, as y-protocols reads it. */
export function packPresence(author: number, clock: number, state: object | null): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 1);
	encoding.writeVarUint(encoder, author);
	encoding.writeVarUint(encoder, clock);
	encoding.writeVarString(encoder, JSON.stringify(state));
	return packBytes('presence', encoding.toUint8Array(encoder));
}

/**
 * Passes on where a person's cursor is: under the name the server knows, ten times a second at
 * most, the newest place winning, and never to the disk.
 */
export class PresenceRelay {
	readonly #connection: Connection;
	#timer: NodeJS.Timeout | null = null;
	#relayedAt = 0;

	constructor(connection: Connection) {
		this.#connection = connection;
	}

	/** Throws for a frame that is no presence. */
	take(content: Uint8Array, now: number): void {
		if (isTooMuch(content)) return this.#connection.close(1008, 'too much presence');
		const { author, room, person } = this.#connection;
		if (author === null || room === null) return;
		const read = readPresence(content, author);
		if (!read) return;
		if (read.state === null) {
			this.#leave(read.clock);
			return;
		}
		const state = { ...read.state, user: { id: person.id, name: person.name } };
		room.presence.set(author, { clock: read.clock, state });
		const wait = Math.max(0, this.#relayedAt + relayEveryMilliseconds - now);
		this.#timer ??= setTimeout(() => this.#relay(now + wait), wait);
	}

	/** Shows the newcomer who is there already. */
	greet(): void {
		for (const [author, { clock, state }] of this.#connection.room?.presence ?? []) {
			this.#connection.send(packPresence(author, clock, state));
		}
	}

	close(): void {
		const { author, room } = this.#connection;
		const last = author === null ? undefined : room?.presence.get(author);
		if (last) this.#leave(last.clock + 1);
	}

	#leave(clock: number): void {
		const { author, room } = this.#connection;
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		if (author === null || !room?.presence.delete(author)) return;
		this.#send(packPresence(author, clock, null));
	}

	#relay(now: number): void {
		this.#timer = null;
		this.#relayedAt = now;
		const { author, room } = this.#connection;
		const last = author === null ? undefined : room?.presence.get(author);
		if (author !== null && last) this.#send(packPresence(author, last.clock, last.state));
	}

	#send(packed: Uint8Array): void {
		for (const other of this.#connection.room?.connections ?? []) {
			if (other !== this.#connection) other.send(packed);
		}
	}
}
