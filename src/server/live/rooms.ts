import * as Y from 'yjs';
import type { Database } from '../store/schema.ts';
import type { Connection } from './connection.ts';
import { charactersOf, charactersTaken } from './copies.ts';
import { loadDocument, type Loaded } from './documents.ts';
import { isWhereItBelongs, leaningsOf, OnTheirWay, type Leaning } from './leaning.ts';
import {
	applyWithin,
	createTally,
	fewItems,
	itemsIn,
	mostSteps,
	stepsOf,
	stepsOfDeletions,
	Tangled,
	type Tally,
} from './tangle.ts';
import { checkUpdate } from './validate.ts';

/** Who wrote an update (null when it only deletes) and how much it takes away, or why it was not taken. */
export type Taken =
	| { problem: string; author?: undefined }
	| { problem?: undefined; author: number | null; charactersTaken: number };

/** How long a room keeps a copy to try updates on after it was last needed, in milliseconds. */
const trialMilliseconds = 10_000;
/** What a deletion in the midst of a piece adds to the written document, which is then two. */
const bytesPerDeletedPlace = 20;
/** An update of more structs than that, or with more updates before it on their way, is tried there. */
const fewStructs = 8;
const fewUnderway = 25;
/**
 * What was cheap in the order it came in may be dear in the order in which a document is written out:
 * a large one is put together once more after so many new pieces.
 */
const piecesBetweenLooks = 1_000;
/** A deletion in the midst of a piece makes three of it. */
const piecesPerDeletedPlace = 2;
/** A letter put into the midst of a piece tears it in two. */
const piecesPerStruct = 2;

/** Of how many pieces, and of how many bytes, a document weighs one more. */
const weighing = { pieces: 500, bytes: 16 * 1024 };

/** What is known of an update before it is tried. */
interface Tried {
	isPlain: boolean;
	structs: readonly (Y.GC | Y.Item | Y.Skip)[];
	leanings: readonly Leaning[];
}

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
	/** Size of what is stored, in bytes; until it is put together, what it will be at most. */
	bytes: number;
	/** When the log was last put together because it was full, on the steady clock. */
	madeRoomAt = Number.NEGATIVE_INFINITY;
	/** When it was last copied, as far as this room knows; null while nothing is worth a copy yet. */
	copiedAt: number | null;
	/** Characters taken away since. */
	taken = 0;
	/** Updates on their way to the disk, oldest first. */
	readonly underway: Uint8Array[] = [];
	/** Where their items go, and how many pieces each may make. */
	readonly #arriving: { leanings: readonly Leaning[]; pieces: number }[] = [];
	readonly #onTheirWay = new OnTheirWay();
	#piecesArriving = 0;
	/** How many have it open, or are just about to. */
	holders = 0;
	/** Another state has taken its place: nothing more is taken, and nobody comes in. */
	isOver = false;
	/** The next clock of each author, with what is on its way. */
	readonly #reach = new Map<number, number>();
	/** `doc` with what is on its way: where an update that is not plain is tried first. */
	#trial: Y.Doc | null = null;
	#triedAt = 0;
	/** It cannot be written out and put together again in good time. */
	#isTangled = false;
	readonly #tally: Tally;
	/** Pieces made since it was last put together as it is written out, by who made them. */
	readonly #unlooked = new Map<string, number>();
	/** How often a copy has been made to try updates on. */
	trials = 0;

	constructor(id: string, loaded: Loaded, tally = createTally()) {
		this.id = id;
		this.#tally = tally;
		this.doc = loaded.doc;
		this.isWhole = loaded.isWhole;
		this.logRows = loaded.rows;
		this.bytes = loaded.bytes;
		this.copiedAt = charactersOf(loaded.doc) > 0 ? 0 : null;
	}

	/**
	 * Takes an update of a member on its way to the disk, if it is one of an honest client: readable,
	 * written by these authors, fitting what is here, and not made to be slow. One that is not leaves
	 * no trace, so that nothing is ever stored or passed on that a teammate's device could not take.
	 */
	take(body: Uint8Array, own: ReadonlySet<number>, memberId = ''): Taken {
		const clockOf = (author: number): number => this.clockOf(author);
		const checked = checkUpdate(body, { own, clockOf });
		if (checked.problem !== undefined) return checked;
		const { structs, deletedPlaces } = checked;
		const most = this.#tally.left(memberId) - stepsOfDeletions(this.doc, checked.deletions);
		if (most < 0) return { problem: 'too tangled' };
		const problem = (words: string, steps = itemsIn(this.doc)): Taken => {
			// Trying it has cost a copy of the document, which is of no use any more.
			this.#tally.add(memberId, steps);
			return { problem: words };
		};
		const leanings = leaningsOf(this.doc, structs, this.#onTheirWay, clockOf);
		const items = structs.filter((struct) => struct instanceof Y.Item);
		if (!items.every((item, index) => isWhereItBelongs(item, leanings[index] as Leaning)))
			return { problem: 'strange place' };
		const steps = this.#stepsOf(body, { ...checked, leanings }, most);
		if (typeof steps === 'string') return problem(steps);
		if (steps > most) return problem('too tangled');
		const pieces = piecesPerStruct * structs.length + piecesPerDeletedPlace * deletedPlaces;
		if (!this.#look(body, pieces, memberId)) return { problem: 'too tangled' };
		this.#tally.add(memberId, this.#tally.left(memberId) - most + steps);
		for (const [author, clock] of checked.reach) this.#reach.set(author, clock);
		this.underway.push(body);
		this.#arriving.push({ leanings, pieces });
		this.#onTheirWay.add(leanings);
		this.#piecesArriving += pieces;
		this.bytes += body.length + bytesPerDeletedPlace * deletedPlaces;
		const taken = charactersTaken(this.doc, checked.deletions);
		return { author: checked.author, charactersTaken: taken };
	}

	/** The oldest update on its way is on the disk: it goes into the document. */
	arrive(): void {
		const body = this.underway.shift();
		const arrived = this.#arriving.shift();
		if (!body || !arrived) return;
		this.#piecesArriving -= arrived.pieces;
		this.#onTheirWay.drop(arrived.leanings);
		Y.applyUpdate(this.doc, body);
	}

	/** Of how many pieces the document is, with what is on its way; it may be fewer. */
	get pieces(): number {
		return itemsIn(this.doc) + this.#piecesArriving;
	}

	/** Whether the document can no longer be put together in good time from what is written out. */
	get isTangled(): boolean {
		return this.#isTangled;
	}

	/** How much work it is to write the document out: its pieces take time, its bytes memory. */
	get weight(): number {
		const { pieces, bytes } = weighing;
		return 1 + Math.floor(itemsIn(this.doc) / pieces) + Math.floor(this.bytes / bytes);
	}

	/** The next clock of an author, with what is on its way. */
	clockOf(author: number): number {
		return Math.max(this.#reach.get(author) ?? 0, Y.getState(this.doc.store, author));
	}

	/** How many steps an update takes here, or why it cannot be applied; a plain one always can. */
	#stepsOf(body: Uint8Array, { isPlain, structs, leanings }: Tried, most: number): number | string {
		const now = performance.now();
		const isSmall = structs.length <= fewStructs && this.underway.length <= fewUnderway;
		if (!isPlain || !isSmall) this.#triedAt = now;
		else {
			if (now - this.#triedAt > trialMilliseconds) this.#forgetTrial();
			if (this.#trial === null) return stepsOf(this.doc, structs, leanings, most);
		}
		if (this.#isTangled) return 'document is tangled';
		try {
			this.#trial ??= this.#newTrial();
			const steps = applyWithin(this.#trial, body, most);
			const { pendingStructs, pendingDs } = this.#trial.store;
			// Where part of the document cannot be read, what leans on it waits in every copy.
			if (this.isWhole && (pendingStructs !== null || pendingDs !== null))
				throw new RangeError('something is missing');
			return steps;
		} catch (error) {
			// Nothing of the update is in a copy that could not be made: it was the document's own.
			this.#isTangled = this.#trial === null && error instanceof Tangled;
			this.#forgetTrial();
			return error instanceof Tangled ? 'too tangled' : 'update does not fit';
		}
	}

	/**
	 * Now and then, whether the document with an update in it can still be put together from what is
	 * written out. How much work that was is borne by those who have made pieces since, each his part;
	 * where it was too much, whoever made most of them makes no more. False when that is the sender.
	 */
	#look(body: Uint8Array, pieces: number, memberId: string): boolean {
		const made = this.#unlooked;
		made.set(memberId, (made.get(memberId) ?? 0) + pieces);
		const parts = [...made].sort(([, one], [, other]) => other - one);
		const all = parts.reduce((sum, [, part]) => sum + part, 0);
		const isDue = all >= piecesBetweenLooks && this.pieces + pieces > fewItems;
		if (!isDue || this.#isTangled) return true;
		made.clear();
		const steps = this.#stepsWrittenOut(body, mostSteps.look);
		if (steps !== null) {
			for (const [member, part] of parts) this.#tally.add(member, (steps * part) / all);
			return true;
		}
		const [first = memberId] = parts.map(([member]) => member);
		this.#tally.add(first, mostSteps.member);
		if (first === memberId) return false;
		this.#isTangled = this.#stepsWrittenOut(body, mostSteps.state) === null;
		return true;
	}

	/** How many steps the document with an update takes as it is written out; null past so many. */
	#stepsWrittenOut(body: Uint8Array, most: number): number | null {
		const again = new Y.Doc();
		try {
			const isNew = this.#trial === null;
			this.#trial ??= this.#newTrial();
			if (isNew) applyWithin(this.#trial, body, mostSteps.update);
			const state = Y.encodeStateAsUpdate(this.#trial);
			if (isNew) this.#forgetTrial();
			return applyWithin(again, state, most) + itemsIn(again) / 10;
		} catch {
			this.#forgetTrial();
			return null;
		} finally {
			again.destroy();
		}
	}

	#newTrial(): Y.Doc {
		this.trials += 1;
		const trial = new Y.Doc();
		applyWithin(trial, Y.encodeStateAsUpdate(this.doc), mostSteps.state);
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
	const tally = createTally();

	async function load(id: string): Promise<Room> {
		const room = new Room(id, await loadDocument(db, id), tally);
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
