import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import type { Leaning } from './leaning.ts';
import type { Ledger } from './ledger.ts';
import { movedBy, piecesBetween, stepsTo } from './passing.ts';

/**
 * Where several have written at one place without seeing one another, Yjs walks past what stands
 * there already to find the place of each item: one step for each it passes. Honest work takes a few
 * of them. Whoever makes items that all claim the same place makes every later one walk past all of
 * them, which is quadratic: some hundred KB of that hold the server, and every device of the team,
 * for minutes. So the steps are counted, here as in Yjs itself, and there is an end to them.
 */
export const mostSteps = {
	/**
	 * Of one update. Six who each put three hundred pieces at the head of the same text while all were
	 * offline make four hundred and fifty thousand, and so do forty-five lines at a place where a mate
	 * has made all the pieces he may; so many take some tenth of a second.
	 */
	update: 500_000,
	/** Of one member, however many updates he makes of them. */
	member: 1_000_000,
	/** Of a document as it is written out, before whoever caused most of them makes no more. */
	look: 1_000_000,
	/** And before nobody does. */
	anybody: 2_000_000,
	/**
	 * Of whatever is stored, an update or a whole state: some two seconds at worst. A state of three thousand pieces cannot take
	 * more, as none of them walks past any twice; nothing is stored that takes longer.
	 */
	state: 4_500_000,
} as const;
/** How many more there may be, by the ledger, before it is looked how many there are in truth. */
export const stepsBetweenLooks = 100_000;
/**
 * How many pieces of one member at one place may share it with others': every new piece there may
 * cost one step more for each of them.
 */
export const mostSharing = 2_000;
/** What comes back to a member in a second. */
export const stepsPerSecond = 500;

/** How many moves in memory take as long as one step. */
export const movesPerStep = 100;

/** Thrown for an item between two neighbours that its author cannot have seen side by side. */
export class Misplaced extends Error {}

/** Thrown past the end of the steps; what was being put together is then of no use any more. */
export class Tangled extends Error {}

/**
 * How many steps an update's items take in a document: as many as Yjs takes where they lean on what
 * is there, and no fewer where they lean on what is on its way there.
 */
export function stepsOf(
	doc: Y.Doc,
	structs: readonly (Y.Item | Y.GC | Y.Skip)[],
	leanings: readonly Leaning[],
	most: number,
): number {
	const { store } = doc;
	const items = structs.filter((struct) => struct instanceof Y.Item);
	let steps = 0;
	for (const [index, { id, origin, rightOrigin }] of items.entries()) {
		const leaning = leanings[index];
		if (!leaning || steps > most) break;
		const moves = movedBy(store, origin, true) + movedBy(store, rightOrigin, false);
		steps += Math.floor(moves / movesPerStep);
		const place = { id, origin, rightOrigin, parentSub: leaning.key };
		steps += leaning.isDirect
			? stepsTo(store, place, leaning.within, { most: most - steps, isNew: true })
			: piecesBetween(store, leaning, most - steps);
	}
	return steps;
}

interface Counting {
	/** Past so many steps there is an end. */
	most: number;
	/** Where what comes in is entered. */
	ledger?: Ledger;
	/** A state that is read back: what it could take in another order is known to be within bounds. */
	isState?: boolean;
	/** What has not been taken yet walks on to the end of its place: see `stepsTo`. */
	isNew?: boolean;
	/** Whether an item may stand where it says; where it may not, nothing more of the update is put in. */
	takes?: (store: Y.Doc['store'], item: PlacedItem, parent: unknown) => boolean;
}

/** An item that is about to be put in. */
type PlacedItem = Pick<Y.Item, 'id' | 'length' | 'origin' | 'rightOrigin' | 'parentSub'>;

/** Looks at each item before it is put in; null while nothing is counted. */
let look: ((item: Y.Item, transaction: Y.Transaction, offset: number) => void) | null = null;

// Yjs tells nobody how far it walks and does not stop by itself, and every item goes through this one
// method of its own. It is put there once for good: with each change of a prototype the engine forgets
// what it has learnt of every item, and the slowest edits of a class would take five times as long.
const { integrate } = Y.Item.prototype;
Y.Item.prototype.integrate = function counted(transaction, offset) {
	look?.(this, transaction, offset);
	integrate.call(this, transaction, offset);
};

/**
 * Applies an update and answers how many steps it took; throws Tangled past `most`, and Misplaced for
 * an item that is not taken, with the document half done.
 */
export function applyWithin(
	doc: Y.Doc,
	body: Uint8Array,
	{ most, ledger, isState = false, isNew = false, takes }: Counting,
): number {
	let steps = 0;
	const before = look;
	look = (added, { doc: { store } }, offset) => {
		const { parent, parentSub, rightOrigin, content } = added;
		const id = Y.createID(added.id.client, added.id.clock + offset);
		// Of what is known in part, the rest comes behind what is known.
		// And what stands beside something that was cleared away has no name for it in Yjs.
		const named = (added.origin as Y.ID | null | undefined) ?? null;
		const origin = offset > 0 ? Y.createID(id.client, id.clock - 1) : named;
		const length = added.length - offset;
		const item = { id, length, origin, rightOrigin, parent, parentSub, content };
		if (takes && !takes(store, item, parent)) throw new Misplaced();
		const met: Y.ID[] = [];
		const taken = stepsTo(store, item, parent, { most: most - steps, isNew, met });
		steps += taken;
		if (steps > most) throw new Tangled();
		ledger?.add(store, item, { steps: taken, met, isState });
	};
	try {
		Y.applyUpdate(doc, body);
	} finally {
		look = before;
	}
	return steps;
}

export const itemsIn = ({ store }: Y.Doc): number =>
	[...store.clients.values()].reduce((sum, structs) => sum + structs.length, 0);

/** The document of a stored state; null for one that cannot be put together in good time. */
export function loadState(state: Uint8Array): Y.Doc | null {
	const doc = new Y.Doc();
	try {
		applyWithin(doc, state, { most: mostSteps.state });
		return doc;
	} catch {
		doc.destroy();
		return null;
	}
}

export function isLoadable(state: Uint8Array): boolean {
	const doc = loadState(state);
	doc?.destroy();
	return doc !== null;
}

/** Rows that took too long, by their digest: they are not tried again and again. */
const slowRows = new Set<string>();
const digestOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('base64');

export const isKnownSlow = (body: Uint8Array): boolean =>
	slowRows.size > 0 && slowRows.has(digestOf(body));
export const noteSlow = (body: Uint8Array): void => void slowRows.add(digestOf(body));

/** How many steps members have caused, each of them however often he comes back. */
export function createTally(now: () => number = () => performance.now()) {
	const tallies = new Map<string, { steps: number; at: number }>();
	const of = (member: string): number => {
		const tally = tallies.get(member);
		return tally ? Math.max(0, tally.steps - ((now() - tally.at) / 1000) * stepsPerSecond) : 0;
	};
	return {
		/** How many a member may still cause, in one update. */
		left: (member: string): number => Math.min(mostSteps.update, mostSteps.member - of(member)),
		add(member: string, steps: number): void {
			if (steps > 0) tallies.set(member, { steps: of(member) + steps, at: now() });
		},
	};
}
export type Tally = ReturnType<typeof createTally>;
