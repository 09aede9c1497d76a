import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { designText, textFields, type TextField } from '#workflow/design.ts';
import type { Database } from '../store/schema.ts';
import type { Room } from './room.ts';
import { keepCopy, namedSnapshots } from './snapshots.ts';

/** While a document changes, how old its newest copy may grow, in milliseconds. */
export const copyEveryMilliseconds = 5 * 60_000;
/** How old a team's first words may grow before the first copy. */
export const firstCopyMilliseconds = 60_000;
/** So many characters gone since the last copy are worth one; less is how anybody writes. */
const fewestTaken = 40;
/** What somebody could still lose by a deletion, in milliseconds of typing: little, if much goes. */
const youngest = { ofMuch: 5_000, usual: 60_000 };
/** Which part of all the words is much. */
const much = 1 / 4;

/** How long it is until the next try after one that kept nothing, in milliseconds. */
const againAfterNothing = { writing: firstCopyMilliseconds, deletion: youngest.ofMuch };

/** How long the rest after a copy is, for the time it took: a large one takes half a second. */
const restPerWork = 3;

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

/** A document as it was written out, and how many characters were gone by then. */
interface State {
	body: Uint8Array;
	at: number;
	taken: number;
}

/**
 * A copy that waits for its turn. What stood there before a deletion is with it already; one that is
 * due anyway is of what stands there then, unless something was about to go when it came due.
 */
type Due =
	({ kind: 'deletion'; room: Room } & State) | { kind: 'writing'; room: Room; before?: State };

/** Written out and not read back yet, which takes ten times as long. */
function writtenOut(doc: Y.Doc): Uint8Array | null {
	try {
		return Y.encodeStateAsUpdate(doc);
	} catch {
		return null;
	}
}

/**
 * The copies that come by themselves while a team writes, so that what somebody clears away can be
 * put back: one every few minutes, and one of what stood there before much is deleted. A document is
 * written out only when one is due, never for each edit. Teams begin together, and their copies come
 * due together: they are read back and kept one after the other, with a rest, while everybody writes.
 */
export function createCopies({ db, clock }: Needs) {
	const waiting = new Map<string, Due>();
	/** When a room was last kept for a deletion; such a copy does not put off the timed one. */
	const clearedAt = new WeakMap<Room, number>();
	/** When it was last written out, whether or not that was kept. */
	const triedAt = { writing: new WeakMap<Room, number>(), deletion: new WeakMap<Room, number>() };
	const closing = new AbortController();
	let working: Promise<void> | null = null;

	const keyOf = ({ kind, room }: Pick<Due, 'kind' | 'room'>) => `${kind}:${room.id}`;
	function queue(due: Due): void {
		waiting.set(keyOf(due), due);
		working ??= work();
	}

	const mayTry = (room: Room, kind: Due['kind']): boolean =>
		!waiting.has(keyOf({ kind, room })) &&
		clock() - (triedAt[kind].get(room) ?? 0) >= againAfterNothing[kind];

	function isClearing(room: Room): boolean {
		if (room.taken < fewestTaken || !mayTry(room, 'deletion')) return false;
		const isMuch = room.taken >= charactersOf(room.doc) * much;
		const newest = Math.max(room.copiedAt ?? 0, clearedAt.get(room) ?? 0);
		return clock() - newest >= (isMuch ? youngest.ofMuch : youngest.usual);
	}

	const isDue = (room: Room, now: number): boolean =>
		room.copiedAt !== null &&
		now - room.copiedAt >= copyEveryMilliseconds &&
		mayTry(room, 'writing');

	/** Keeps a room as it stands, or stood, if nothing is on the disk yet that is young enough. */
	async function keepWriting(room: Room, before?: State): Promise<void> {
		if (room.isOver) return;
		const now = before?.at ?? clock();
		// A room that has just been opened again has not heard of the copies there are.
		const kept = await namedSnapshots(db, room.id);
		room.copiedAt = kept.findLast(({ kind }) => kind === 'writing')?.at ?? 0;
		if (now - room.copiedAt < copyEveryMilliseconds) return;
		const taken = before?.taken ?? room.taken;
		const body = before?.body ?? writtenOut(room.doc);
		triedAt.writing.set(room, now);
		if (!body || !(await keepCopy(db, room.id, { kind: 'writing' }, body, now))) return;
		room.copiedAt = now;
		room.taken = Math.max(0, room.taken - taken);
	}

	/** Keeps what stood there before a deletion; if that is kept already, nothing has been copied. */
	async function keepCleared({ room, body, at, taken }: Due & { kind: 'deletion' }): Promise<void> {
		if (await keepCopy(db, room.id, { kind: 'deletion' }, body, at)) clearedAt.set(room, at);
		else room.taken += taken;
	}

	async function work(): Promise<void> {
		for (const [key, due] of waiting) {
			await nextTurn();
			waiting.delete(key);
			const began = performance.now();
			try {
				if (due.kind === 'writing') await keepWriting(due.room, due.before);
				else await keepCleared(due);
			} catch (error) {
				console.error(`文件 ${due.room.id} 這次沒有留存成：`, error);
			}
			const rest = (performance.now() - began) * restPerWork;
			const { signal } = closing;
			await sleep(rest, undefined, { ref: false, signal }).catch(() => undefined);
		}
		working = null;
	}

	return {
		/** Told of each update before it is applied, with how many characters it takes away. */
		beforeUpdate(room: Room, taken: number): void {
			if (taken === 0) return;
			const at = clock();
			const takenBefore = room.taken;
			room.taken += taken;
			if (!isClearing(room)) {
				// Who wrote little and paused has no copy yet, and this little may be all there is.
				if (!isDue(room, at)) return;
				const body = writtenOut(room.doc);
				if (body) queue({ kind: 'writing', room, before: { body, at, taken: takenBefore } });
				return;
			}
			const body = writtenOut(room.doc);
			triedAt.deletion.set(room, at);
			if (body) queue({ kind: 'deletion', room, body, at, taken: room.taken });
			room.taken = 0;
		},
		/** Told of a batch once it is applied. */
		afterUpdates(rooms: Iterable<Room>): void {
			const now = clock();
			for (const room of rooms) {
				// The first words are worth a copy before long; later ones wait for their time.
				room.copiedAt ??= now - copyEveryMilliseconds + firstCopyMilliseconds;
				if (isDue(room, now)) queue({ kind: 'writing', room });
			}
		},
		/** Resolves once all that waits has been kept; from now on without rest. */
		async finish(): Promise<void> {
			closing.abort();
			while (working) await working;
		},
	};
}
