import * as Y from 'yjs';
import type { Database } from '../store/schema.ts';
import type { Connection } from './connection.ts';
import { charactersOf, charactersTaken } from './copies.ts';
import { loadDocument, type Loaded } from './documents.ts';
import { checkUpdate } from './validate.ts';

/** Who wrote an update (null when it only deletes) and how much it takes away, or why it was not taken. */
export type Taken =
	| { problem: string; author?: undefined }
	| { problem?: undefined; author: number | null; charactersTaken: number };

/** How long a room keeps a copy to try updates on after it was last needed, in milliseconds. */
const trialMilliseconds = 10_000;

/** A team's document while somebody has it open. `doc` holds what is on the disk, never more. */
export class Room {
	readonly id: string;
	readonly doc: Y.Doc;
	readonly connections = new Set<Connection>();
	/** Last presence of each author, to greet newcomers with. */
	readonly presence = new Map<number, { clock: number; state: object }>();
	/** False when part of what is on the disk cannot be read. */
	readonly isWhole: boolean;
	/** Rows in the log since it was last put together. */
	logRows: number;
	/** Size of what is stored, in bytes. */
	bytes: number;
	/** When the log was last put together because it was full, on the steady clock. */
	madeRoomAt = Number.NEGATIVE_INFINITY;
	/** When it was last copied, as far as this room knows; null while nothing is worth a copy yet. */
	copiedAt: number | null;
	/** Characters taken away since. */
	taken = 0;
	/** Updates on their way to the disk, oldest first. */
	readonly underway: Uint8Array[] = [];
	/** How many have it open, or are just about to. */
	holders = 0;
	/** Another state has taken its place: nothing more is taken, and nobody comes in. */
	isOver = false;
	/** The next clock of each author, with what is on its way. */
	readonly #reach = new Map<number, number>();
	/** `doc` with what is on its way: where an update that is not plain is tried first. */
	#trial: Y.Doc | null = null;
	#triedAt = 0;

	constructor(id: string, loaded: Loaded) {
		this.id = id;
		this.doc = loaded.doc;
		this.isWhole = loaded.isWhole;
		this.logRows = loaded.rows;
		this.bytes = loaded.bytes;
		this.copiedAt = charactersOf(loaded.doc) > 0 ? 0 : null;
	}

	/**
	 * Takes an update on its way to the disk, if it is one of an honest client: readable, written
	 * by these authors, and fitting what is here. One that does not fit leaves no trace, so that
	 * nothing is ever stored or passed on that a teammate's device could not take.
	 */
	take(body: Uint8Array, own: ReadonlySet<number>): Taken {
		const checked = checkUpdate(body, { own, clockOf: (author) => this.#clockOf(author) });
		if (checked.problem !== undefined) return checked;
		if (!this.#fits(body, !checked.isPlain)) return { problem: 'update does not fit' };
		for (const [author, clock] of checked.reach) this.#reach.set(author, clock);
		this.underway.push(body);
		this.bytes += body.length;
		const taken = charactersTaken(this.doc, checked.deletions);
		return { author: checked.author, charactersTaken: taken };
	}

	#clockOf(author: number): number {
		return Math.max(this.#reach.get(author) ?? 0, Y.getState(this.doc.store, author));
	}

	/** Whether an update can be applied to what is here; a plain one always can. */
	#fits(body: Uint8Array, needsTrial: boolean): boolean {
		const now = performance.now();
		if (needsTrial) this.#triedAt = now;
		else if (this.#trial === null) return true;
		else if (now - this.#triedAt > trialMilliseconds) {
			this.#forgetTrial();
			return true;
		}
		this.#trial ??= this.#newTrial();
		try {
			Y.applyUpdate(this.#trial, body);
			const { pendingStructs, pendingDs } = this.#trial.store;
			// Where part of the document cannot be read, what leans on it waits in every copy.
			if (this.isWhole && (pendingStructs !== null || pendingDs !== null))
				throw new RangeError('something is missing');
			return true;
		} catch {
			this.#forgetTrial();
			return false;
		}
	}

	#newTrial(): Y.Doc {
		const trial = new Y.Doc();
		Y.applyUpdate(trial, Y.encodeStateAsUpdate(this.doc));
		for (const body of this.underway) Y.applyUpdate(trial, body);
		return trial;
	}

	#forgetTrial(): void {
		this.#trial?.destroy();
		this.#trial = null;
	}

	close(): void {
		this.doc.destroy();
		this.#forgetTrial();
	}

	/** Whether another open connection writes as this author: two that did would overwrite each other. */
	isInUse(author: number): boolean {
		return [...this.connections].some((connection) => connection.author === author);
	}
}

/** The rooms that are open; a room leaves memory when nobody is in it and all it had is stored. */
export function createRooms(db: Database) {
	const open = new Map<string, Promise<Room>>();
	const loaded = new Map<string, Room>();

	async function load(id: string): Promise<Room> {
		const room = new Room(id, await loadDocument(db, id));
		loaded.set(id, room);
		return room;
	}

	return {
		/** The room with everything that is on the disk in it, held until it is left. */
		async enter(id: string): Promise<Room> {
			for (;;) {
				let opening = open.get(id);
				if (!opening) {
					opening = load(id);
					open.set(id, opening);
					opening.catch(() => open.delete(id));
				}
				const room = await opening;
				// While we waited the last one may have left and closed it.
				if (loaded.get(id) !== room) continue;
				room.holders += 1;
				return room;
			}
		},
		leave(room: Room): void {
			room.holders -= 1;
			this.closeIfEmpty(room);
		},
		/**
		 * Does something to the document on the disk while nobody is in its room: from here on the
		 * present room takes nothing, whoever comes waits, and whoever was in it is sent to come
		 * again. Throws what `work` throws, with everybody let in again.
		 */
		async renew(id: string, work: () => Promise<void>): Promise<void> {
			let before: Room | undefined;
			for (;;) {
				const opening = open.get(id);
				before = await opening;
				if (open.get(id) === opening) break;
			}
			if (before) before.isOver = true;
			loaded.delete(id);
			const working = work();
			const opening = working.catch(() => undefined).then(() => load(id));
			open.set(id, opening);
			opening.catch(() => open.delete(id));
			try {
				await working;
			} finally {
				const room = await opening.catch(() => null);
				for (const connection of [...(before?.connections ?? [])])
					connection.close(1012, 'room renewed');
				if (room) this.closeIfEmpty(room);
			}
		},
		/** The room if it is open. */
		find: (id: string): Room | undefined => loaded.get(id),
		closeIfEmpty(room: Room): void {
			if (room.holders > 0 || room.underway.length > 0) return;
			if (room.isOver) return room.close();
			if (loaded.get(room.id) !== room) return;
			open.delete(room.id);
			loaded.delete(room.id);
			room.close();
		},
	};
}
export type Rooms = ReturnType<typeof createRooms>;
