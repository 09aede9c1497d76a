import * as Y from 'yjs';
import { designText, textFields, type TextField } from '#workflow/design.ts';
import type { Database } from '../store/schema.ts';
import { stateOf } from './readable.ts';
import type { Room } from './rooms.ts';
import { keepCopy, namedSnapshots } from './snapshots.ts';

/** While a document changes, how old its newest copy may grow, in milliseconds. */
export const copyEveryMilliseconds = 5 * 60_000;
/** So many characters gone since the last copy are worth one; less is how anybody writes. */
const fewestTaken = 40;
/** What somebody could still lose by a deletion, in milliseconds of typing: little, if much goes. */
const youngest = { ofMuch: 5_000, usual: 60_000 };
/** Which part of all the words is much. */
const much = 1 / 4;

type Deletions = ReadonlyMap<number, readonly { clock: number; len: number }[]>;

/**
 * How many characters of its texts a document loses by deletions; what is gone already, as in an
 * update of somebody who comes back and tells of every deletion he knows, counts for nothing.
 */
export function charactersTaken(doc: Y.Doc, deletions: Deletions): number {
	let characters = 0;
	for (const [client, runs] of deletions) {
		const structs = doc.store.clients.get(client) ?? [];
		const known = Y.getState(doc.store, client);
		for (const { clock, len } of runs) {
			if (clock >= known) continue;
			const end = Math.min(clock + len, known);
			for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
				const struct = structs[at];
				if (!struct || struct.id.clock >= end) break;
				if (struct.deleted || !(struct instanceof Y.Item)) continue;
				if (!(struct.content instanceof Y.ContentString)) continue;
				const from = Math.max(clock, struct.id.clock);
				characters += Math.min(end, struct.id.clock + struct.length) - from;
			}
		}
	}
	return characters;
}

/** How many characters stand in a document's texts. */
export const charactersOf = (doc: Y.Doc): number =>
	(Object.keys(textFields) as TextField[]).reduce(
		(sum, field) => sum + designText(doc, field).length,
		0,
	);

interface Needs {
	db: Database;
	clock: () => number;
}

/**
 * The copies that come by themselves while a team writes, so that what somebody clears away can be
 * put back: one every few minutes, and one of what stood there before much is deleted. A document is
 * written out only when one is due, never for each edit.
 */
export function createCopies({ db, clock }: Needs) {
	/** Before a deletion is applied: written out at once, as it is not there any more afterwards. */
	const before = new Map<Room, Uint8Array>();

	function isDue(room: Room): boolean {
		if (room.taken < fewestTaken) return false;
		const isMuch = room.taken >= charactersOf(room.doc) * much;
		return clock() - (room.copiedAt ?? 0) >= (isMuch ? youngest.ofMuch : youngest.usual);
	}

	/** Keeps what was written out before a deletion. */
	async function keepCleared(room: Room): Promise<void> {
		const body = before.get(room);
		before.delete(room);
		if (body) await keepCopy(db, room.id, { kind: 'deletion' }, body, clock());
	}

	/** Keeps a room as it stands if its newest copy is old; answers whether it did. */
	async function keepWriting(room: Room): Promise<boolean> {
		const now = clock();
		// A document that was empty when its room was opened gets its first copy once it has grown.
		room.copiedAt ??= now;
		if (now - room.copiedAt < copyEveryMilliseconds) return false;
		// A room that has just been opened again has not heard of the copies there are.
		room.copiedAt = (await namedSnapshots(db, room.id)).at(-1)?.at ?? 0;
		if (now - room.copiedAt < copyEveryMilliseconds) return false;
		const body = stateOf(room.doc);
		room.copiedAt = now;
		room.taken = 0;
		if (body) await keepCopy(db, room.id, { kind: 'writing' }, body, now);
		return true;
	}

	return {
		/** Told of each update before it is applied, with how many characters it takes away. */
		beforeUpdate(room: Room, taken: number): void {
			if (taken === 0) return;
			room.taken += taken;
			if (!isDue(room)) return;
			const body = before.has(room) ? null : stateOf(room.doc);
			if (body) before.set(room, body);
			room.copiedAt = clock();
			room.taken = 0;
		},
		/**
		 * Puts on the disk what is due of the rooms of a batch; without it everything else goes on.
		 * Teams begin together, so of the copies that time brings one is made a batch, and nobody's
		 * words wait for all of them.
		 */
		async afterUpdates(rooms: Iterable<Room>): Promise<void> {
			let isDone = false;
			for (const room of rooms) {
				try {
					await keepCleared(room);
					isDone ||= await keepWriting(room);
				} catch (error) {
					console.error(`文件 ${room.id} 這次沒有留存成：`, error);
				}
			}
		},
	};
}
