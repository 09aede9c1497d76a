import * as Y from 'yjs';
import { Places } from '../place/places.ts';
import type { Leaning, OnTheirWay } from './leaning.ts';
import { applyWithin, Misplaced, mostSteps, stepsOf, Tangled } from './tangle.ts';

/** How long a copy to try updates on is kept after it was last needed, in milliseconds. */
const trialMilliseconds = 10_000;
/** An update of more structs than that, or with more updates before it on their way, is tried there. */
const fewStructs = 8;
const fewUnderway = 25;

/** How many pieces are walked past, or read, in the time of one step. */
const walkedPerStep = 4;

/** What is known of an update before it is tried. */
interface Tried {
	isPlain: boolean;
	structs: readonly (Y.GC | Y.Item | Y.Skip)[];
	leanings: readonly Leaning[];
	/** Author ids of the sender. */
	own: ReadonlySet<number>;
	/** What is on its way, and where each author's words end with it. */
	earlier: OnTheirWay;
	ends: ReadonlyMap<number, { clock: number; rightOrigin: Y.ID | null }>;
}

interface Source {
	readonly doc: Y.Doc;
	/** Updates on their way to the disk, oldest first. */
	readonly underway: readonly Uint8Array[];
	/** False when part of what is on the disk cannot be read. */
	readonly isWhole: boolean;
}

/** A room's document with what is on its way: where an update that is not plain is tried first. */
export class Trial {
	/** How often a copy has been made. */
	count = 0;
	/** The document cannot be written out and put together again in good time. */
	isTangled = false;
	readonly #source: Source;
	readonly #places: Places;
	#copy: Y.Doc | null = null;
	/** What was taken without the copy since, oldest first: all of it is put in at once when it is needed. */
	#behind: Uint8Array[] = [];
	#triedAt = 0;

	constructor(source: Source) {
		this.#source = source;
		this.#places = new Places(source);
	}

	/** How many steps an update takes, or why it cannot be applied; a plain one always can. */
	stepsOf(body: Uint8Array, tried: Tried, most: number): number | string {
		const { isPlain, structs, leanings } = tried;
		const { doc, underway, isWhole } = this.#source;
		const now = performance.now();
		const isSmall = structs.length <= fewStructs && underway.length <= fewUnderway;
		this.#places.begin();
		if (isPlain && isSmall) {
			if (now - this.#triedAt > trialMilliseconds) this.#forgetCopy();
			const isTaken = this.#places.takesInDocument(tried);
			if (isTaken === false) return this.#misplaced;
			if (isTaken === true) {
				if (this.#copy !== null) this.#behind.push(body);
				return stepsOf(doc, structs, leanings, most);
			}
		}
		this.#triedAt = now;
		if (this.isTangled) return 'document is tangled';
		try {
			const copy = this.#upToDate();
			const steps = applyWithin(copy, body, {
				...{ most, isNew: true },
				takes: (store, item, parent) => this.#places.takes(store, item, parent),
			});
			const { pendingStructs, pendingDs } = copy.store;
			// Where part of the document cannot be read, what leans on it waits in every copy.
			if (isWhole && (pendingStructs !== null || pendingDs !== null))
				throw new RangeError('something is missing');
			return steps;
		} catch (error) {
			// Nothing of the update is in a copy that could not be made: it was the document's own.
			this.isTangled = this.#copy === null && error instanceof Tangled;
			const misplaced = this.#misplaced;
			this.forget();
			if (error instanceof Misplaced) return misplaced;
			return error instanceof Tangled ? 'too tangled' : 'update does not fit';
		}
	}

	/**
	 * How many steps the document with an update that has been tried takes as it is written out; past
	 * `most`, no end.
	 */
	stepsWrittenOut(body: Uint8Array, most: number): number {
		const again = new Y.Doc();
		try {
			const isNew = this.#copy === null;
			const copy = this.#upToDate();
			if (isNew) Y.applyUpdate(copy, body);
			const state = Y.encodeStateAsUpdate(copy);
			if (isNew) this.#forgetCopy();
			return applyWithin(again, state, { most });
		} catch {
			this.#forgetCopy();
			return Infinity;
		} finally {
			again.destroy();
		}
	}

	get #misplaced(): string {
		return this.#places.isSpent ? 'too tangled' : 'out of place';
	}

	/** How many steps it took to look where the update that was tried last stands. */
	get stepsLooking(): number {
		return Math.floor(this.#places.walked / walkedPerStep);
	}

	/** The copy with all that is on its way. */
	#upToDate(): Y.Doc {
		const copy = (this.#copy ??= this.#newCopy());
		const behind = this.#behind;
		this.#behind = [];
		if (behind.length > 0)
			copy.transact(() => {
				for (const body of behind) Y.applyUpdate(copy, body);
			});
		return copy;
	}

	#newCopy(): Y.Doc {
		const { doc, underway } = this.#source;
		this.count += 1;
		const copy = new Y.Doc();
		applyWithin(copy, Y.encodeStateAsUpdate(doc), { most: mostSteps.state });
		for (const body of underway) Y.applyUpdate(copy, body);
		return copy;
	}

	/** What was tried has not been taken. */
	forget(): void {
		this.#forgetCopy();
		this.#places.forget();
	}

	#forgetCopy(): void {
		this.#copy?.destroy();
		this.#copy = null;
		this.#behind = [];
	}
}
