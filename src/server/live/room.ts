import * as Y from 'yjs';
import type { Connection } from './connection.ts';
import { charactersOf, charactersTaken } from './copies.ts';
import type { Loaded } from './documents.ts';
import { isWhereItBelongs, leaningsOf, OnTheirWay, type Leaning } from './cost/leaning.ts';
import { Ledger } from './cost/ledger.ts';
import { makingOf, type Ends, type Making } from './cost/making.ts';
import {
	applyWithin,
	createTally,
	itemsIn,
	mostSharing,
	mostSteps,
	movesPerStep,
	stepsBetweenLooks,
	type Tally,
} from './cost/tangle.ts';
import { Trial } from './cost/trial.ts';
import { Shares } from './shares.ts';
import { checkUpdate } from './validate.ts';

/**
 * What of an update was taken, null where all of it is known; who wrote it, null when it only deletes;
 * and how much it takes away. Or why it was not taken.
 */
export type Taken =
	| { problem: string; author?: undefined }
	| {
			problem?: undefined;
			body: Uint8Array | null;
			/** Of how many structs and deletions the update was, the known ones too. */
			read: number;
			author: number | null;
			charactersTaken: number;
	  };

/** What a deletion in the midst of a piece adds to the written document, which is then two. */
const bytesPerDeletedPlace = 20;
/** After so many new pieces it is looked once more how long the document takes as it is written out. */
const piecesBetweenLooks = 1_000;

/** In the time of how many steps a piece of the document is copied. */
const stepsPerPieceCopied = 8;

/** Of how many pieces, and of how many bytes, a document weighs one more. */
const weighing = { pieces: 500, bytes: 16 * 1024 };

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
	/** How many pieces each member has torn apart while it was full. */
	readonly tornBy = new Map<string, number>();
	/** What each member has made of it. */
	readonly shares: Shares;
	/** Updates on their way to the disk, oldest first. */
	readonly underway: Uint8Array[] = [];
	/** Where their items go, and what each makes of the document. */
	readonly #arriving: { leanings: readonly Leaning[]; making: Making; memberId: string }[] = [];
	readonly #onTheirWay = new OnTheirWay();
	#piecesArriving = 0;
	#stepsArriving = 0;
	readonly #ends: Ends = new Map();
	/** Whose each author id is, as far as somebody is known here. */
	readonly #memberOf: Map<number, string>;
	/** How many have it open, or are just about to. */
	holders = 0;
	/** Another state has taken its place: nothing more is taken, and nobody comes in. */
	isOver = false;
	/** The next clock of each author, with what is on its way. */
	readonly #reach = new Map<number, number>();
	readonly #trial: Trial;
	readonly #tally: Tally;
	readonly #ledger: Ledger;
	/** Pieces made since it was last put together as it is written out, and how many steps there were. */
	#piecesUnlooked = 0;
	#stepsLooked = 0;
	/** It takes so long that whoever caused most of it makes no more. */
	#isDear = false;

	constructor(id: string, loaded: Loaded, tally = createTally()) {
		this.id = id;
		this.#tally = tally;
		this.doc = loaded.doc;
		this.isWhole = loaded.isWhole;
		this.logRows = loaded.rows;
		this.bytes = loaded.bytes;
		this.#trial = new Trial(this);
		this.#ledger = loaded.ledger ?? new Ledger();
		this.#memberOf = new Map(loaded.members);
		this.shares = new Shares(loaded.doc, this.#memberOf);
		this.copiedAt = charactersOf(loaded.doc) > 0 ? 0 : null;
	}

	/**
	 * Takes an update of a member on its way to the disk, if it is one of an honest client: readable,
	 * written by these authors, fitting what is here, and not made to be slow. One that is not leaves
	 * no trace, so that nothing is ever stored or passed on that a teammate's device could not take.
	 */
	take(asked: Uint8Array, own: ReadonlySet<number>, memberId = ''): Taken {
		const clockOf = (author: number): number => this.clockOf(author);
		const checked = checkUpdate(asked, { doc: this.doc, own, clockOf });
		if (checked.problem !== undefined) return checked;
		const { body, read, structs, deletions, deletedPlaces } = checked;
		if (structs.length === 0 && deletions.size === 0)
			return { body: null, read, author: null, charactersTaken: 0 };
		const trials = this.#trial.count;
		const problem = (words: string): Taken => {
			// A copy of the document that was made to try it is of no use any more.
			const copies = 1 + stepsPerPieceCopied * (this.#trial.count - trials);
			this.#tally.add(memberId, copies * itemsIn(this.doc) + this.#trial.stepsLooking);
			this.#trial.forget();
			return { problem: words };
		};
		const leanings = leaningsOf(this.doc, structs, this.#onTheirWay, clockOf);
		const items = structs.filter((struct) => struct instanceof Y.Item);
		if (!items.every((item, index) => isWhereItBelongs(item, leanings[index] as Leaning)))
			return { problem: 'strange place' };
		for (const author of own) this.#memberOf.set(author, memberId);
		const counted = this.#makingOf({ structs, leanings, deletions, own });
		let most = this.#mostStepsOf(counted, memberId);
		if (most < 0) return { problem: 'too tangled' };
		const tried = { ...checked, leanings, own, earlier: this.#onTheirWay, ends: this.#ends };
		const steps = this.#trial.stepsOf(body, tried, most);
		if (typeof steps === 'string') return problem(steps);
		// Letters that go on walk past nothing: those that do are pieces, whatever they go on from.
		const pieces = steps > 0 ? Math.max(counted.pieces, items.length) : counted.pieces;
		const making = { ...counted, pieces };
		if (pieces > counted.pieces) most = this.#mostStepsOf(making, memberId);
		if (steps > most) return problem('too tangled');
		// Of his own there are so many already that each of his next pieces could cost as many steps.
		if (steps > 0 && making.sharing >= mostSharing) return problem('too tangled');
		if (!this.#look(body, making, steps, memberId)) return problem('too tangled');
		const looking = this.#trial.stepsLooking;
		this.#tally.add(memberId, steps + looking + Math.floor(making.moves / movesPerStep));
		for (const [author, clock] of checked.reach) this.#reach.set(author, clock);
		for (const [author, end] of making.ends) this.#ends.set(author, end);
		this.underway.push(body);
		this.#arriving.push({ leanings, making, memberId });
		this.#onTheirWay.add(leanings);
		this.#piecesArriving += making.pieces;
		this.#stepsArriving += making.steps;
		this.bytes += body.length + bytesPerDeletedPlace * deletedPlaces;
		return {
			body,
			read,
			author: checked.author,
			charactersTaken: charactersTaken(this.doc, deletions),
		};
	}

	/** How many pieces an update makes here, and begins; none for one that cannot be read. */
	piecesMadeBy(body: Uint8Array): Pick<Making, 'pieces' | 'begun'> {
		try {
			const { structs, ds } = Y.decodeUpdate(body);
			const clockOf = (author: number): number => this.clockOf(author);
			const leanings = leaningsOf(this.doc, structs, this.#onTheirWay, clockOf);
			return this.#makingOf({ structs, leanings, deletions: ds.clients, own: new Set() });
		} catch {
			return { pieces: 0, begun: 0 };
		}
	}

	#makingOf(given: Omit<Parameters<typeof makingOf>[3], 'clockOf' | 'earlier'>): Making {
		const known = { earlier: this.#onTheirWay, clockOf: (author: number) => this.clockOf(author) };
		return makingOf(this.doc, this.#ledger, this.#ends, { ...given, ...known });
	}

	/**
	 * How many steps an update may take. What goes on in its author's last words, or takes away whole
	 * pieces, makes nothing that anybody walks past: whatever else there is, it is not refused for it.
	 */
	#mostStepsOf({ pieces, moves }: Making, memberId: string): number {
		if (pieces === 0) return mostSteps.update;
		if (this.#isToBlame(memberId)) return -1;
		return this.#tally.left(memberId) - Math.floor(moves / movesPerStep);
	}

	/** The oldest update on its way is on the disk: it goes into the document. */
	arrive(): void {
		const body = this.underway.shift();
		const arrived = this.#arriving.shift();
		if (!body || !arrived) return;
		const { pieces, steps, torn } = arrived.making;
		this.#piecesArriving -= pieces;
		this.#stepsArriving -= steps;
		this.#onTheirWay.drop(arrived.leanings);
		for (const piece of torn) this.#ledger.tear(piece);
		this.shares.enter(arrived.memberId, () => {
			applyWithin(this.doc, body, { most: Infinity, ledger: this.#ledger, isNew: true });
		});
	}

	/** Of how many pieces the document is, with what is on its way; it may be fewer. */
	get pieces(): number {
		return itemsIn(this.doc) + this.#piecesArriving;
	}

	/** Whether the document can no longer be put together in good time from what is written out. */
	get isTangled(): boolean {
		return this.#trial.isTangled;
	}

	/** How often a copy has been made to try updates on. */
	get trials(): number {
		return this.#trial.count;
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

	/**
	 * Now and then, whether the document with an update in it can still be put together from what is
	 * written out. Where that takes long, whoever caused most of it makes no more, and everybody else
	 * goes on; where it takes too long, nothing is made at all. False when the update is not taken.
	 */
	#look(body: Uint8Array, making: Making, steps: number, memberId: string): boolean {
		if (making.pieces === 0) return true;
		this.#piecesUnlooked += making.pieces;
		const all = this.#ledger.steps + this.#stepsArriving + making.steps + steps;
		const isDue =
			this.#piecesUnlooked >= piecesBetweenLooks || all - this.#stepsLooked >= stepsBetweenLooks;
		if (!isDue) return true;
		const isMost = this.#isMostBy(memberId);
		const most = isMost ? mostSteps.look : mostSteps.anybody;
		const written = this.#trial.stepsWrittenOut(body, most);
		if (written > most) {
			this.#tally.add(memberId, mostSteps.member);
			return false;
		}
		this.#isDear = written > mostSteps.look;
		// It is his work that had to be looked at.
		if (isMost) this.#tally.add(memberId, written + 2 * itemsIn(this.doc));
		this.#piecesUnlooked = 0;
		this.#stepsLooked = all;
		return true;
	}

	/** Whether nobody has caused more steps than this member. */
	#isMostBy(memberId: string): boolean {
		return this.#ledger.isMostBy(memberId, (author) => this.#memberOf.get(author));
	}

	/** Whether the document takes long, and nobody has caused more of it than this member. */
	#isToBlame(memberId: string): boolean {
		return this.#isDear && this.#isMostBy(memberId);
	}

	close(): void {
		this.doc.destroy();
		this.#trial.forget();
	}

	/** Whether another open connection writes as this author: two that did would overwrite each other. */
	isInUse(author: number): boolean {
		return [...this.connections].some((connection) => connection.author === author);
	}
}
