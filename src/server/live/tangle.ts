import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import type { Leaning } from './leaning.ts';

/**
 * Where several have written at one place without seeing one another, Yjs walks past what stands
 * there already to find the place of each item: one step for each it passes. Honest work takes a few
 * of them. Whoever makes items that all claim the same place makes every later one walk past all of
 * them, which is quadratic: some hundred KB of that hold the server, and every device of the team,
 * for minutes. So the steps are counted, here as in Yjs itself, and there is an end to them.
 */
export const mostSteps = {
	/**
	 * Of one update. Six who each put a hundred pieces at the head of the same text while all were
	 * offline make fifty thousand; this many take some twenty milliseconds.
	 */
	update: 200_000,
	/** Of one member, however many updates he makes of them. */
	member: 600_000,
	/** Of one stored update: whatever was taken stays below it, in whatever company. */
	row: 500_000,
	/** Of a document as it is written out, while it is being written in. */
	look: 1_000_000,
	/** Of a whole stored state: some two seconds, for what has come in since the last look. */
	state: 3_000_000,
} as const;
/** What comes back to a member in a second. */
export const stepsPerSecond = 500;

/** How many moves in memory take as long as one step. */
const movesPerStep = 100;

/** Thrown past the end of the steps; what was being put together is then of no use any more. */
export class Tangled extends Error {}

type Store = Y.Doc['store'];
type Struct = Y.Item | Y.GC;

const isSame = (one: Y.ID | null, other: Y.ID | null): boolean =>
	one === other ||
	(one !== null && other !== null && one.client === other.client && one.clock === other.clock);

/** What holds an id; null for none, and for what a store does not have yet. */
function holderOf(store: Store, id: Y.ID | null): Struct | null {
	return id === null || id.clock >= Y.getState(store, id.client)
		? null
		: (Y.getItem(store, id) as Struct);
}

const lastClock = ({ id, length }: Struct): number => id.clock + length - 1;

interface Placed {
	id: Y.ID;
	origin: Y.ID | null;
	rightOrigin: Y.ID | null;
	parentSub: string | null;
}

/** How many steps it takes to find an item's place; no further than one past `most`. */
function stepsTo(store: Store, item: Placed, parent: unknown, most: number): number {
	const left = holderOf(store, item.origin);
	const right = holderOf(store, item.rightOrigin);
	if (left instanceof Y.GC || right instanceof Y.GC) return 0;
	let steps = 0;
	const passed = new Set<Struct>();
	let at: Y.Item | null = null;
	if (left === null) {
		if (!(parent instanceof Y.AbstractType)) return 0;
		at = item.parentSub === null ? parent._start : (parent._map.get(item.parentSub) ?? null);
		// What a key has had is known by its last value: the way to the first is walked as well.
		for (; at !== null && at.left !== null && item.parentSub !== null; at = at.left) {
			steps += 2;
			if (steps > most) return steps;
		}
	} else {
		at = left.right;
		const clock = item.origin?.clock ?? 0;
		// In the midst of a piece: its second half is what comes first.
		if (lastClock(left) > clock) {
			const isNext = right === left && item.rightOrigin?.clock === clock + 1;
			if (isNext) return 0;
			steps = 1;
			if (right === left) return steps;
			passed.add(left);
			if (left.id.client >= item.id.client && isSame(item.rightOrigin, left.rightOrigin))
				return steps;
		}
	}
	for (; at !== null && at !== right; at = at.right) {
		steps += 1;
		if (steps > most) return steps;
		passed.add(at);
		if (isSame(item.origin, at.origin)) {
			if (at.id.client >= item.id.client && isSame(item.rightOrigin, at.rightOrigin)) break;
			continue;
		}
		const origin = holderOf(store, at.origin);
		if (origin === null || !passed.has(origin)) break;
	}
	return steps;
}

/** How many pieces stand where a new item goes: it walks past no more of them, whatever it leans on. */
function piecesBetween(
	store: Store,
	{ within, key, behind, before }: Leaning,
	most: number,
): number {
	if (within === null) return 0;
	const left = holderOf(store, behind);
	const right = holderOf(store, before);
	if (left instanceof Y.GC || right instanceof Y.GC || (left !== null && left === right)) return 0;
	let pieces = 0;
	let at = left === null ? within._start : left.right;
	if (left === null && key !== null) {
		at = within._map.get(key) ?? null;
		for (; at?.left && pieces <= most; at = at.left) pieces += 2;
	}
	for (; at !== null && at !== right && pieces <= most; at = at.right) pieces += 1;
	return pieces;
}

/** How many pieces stand behind one that is torn apart: they are moved. */
function movedBy(store: Store, id: Y.ID | null, isLeft: boolean): number {
	const piece = holderOf(store, id);
	if (!(piece instanceof Y.Item) || id === null) return 0;
	const isInside = isLeft ? lastClock(piece) > id.clock : piece.id.clock < id.clock;
	return isInside ? (store.clients.get(id.client)?.length ?? 0) : 0;
}

/**
 * How many steps an update's items take in a document: as many as Yjs takes where they lean on what
 * is there, and no fewer where they lean on what is on its way there.
 */
export function stepsOf(
	doc: Y.Doc,
	structs: readonly (Struct | Y.Skip)[],
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
			? stepsTo(store, place, leaning.within, most - steps)
			: piecesBetween(store, leaning, most - steps);
	}
	return steps;
}

/**
 * What deletions cost, in steps: Yjs holds an author's pieces in one list, and each place in the midst
 * of a piece splits it, which moves everything behind it.
 */
export function stepsOfDeletions(
	{ store }: Y.Doc,
	deletions: ReadonlyMap<number, readonly unknown[]>,
): number {
	let moves = 0;
	for (const [author, places] of deletions)
		moves += places.length * (store.clients.get(author)?.length ?? 0);
	return Math.floor(moves / movesPerStep);
}

/**
 * Applies an update and answers how many steps it took; throws Tangled past `most`, with the
 * document half done. Yjs tells nobody how far it walks and does not stop by itself, and every item
 * goes through this one method of its own: it is looked at there, and only for as long as this takes.
 */
export function applyWithin(doc: Y.Doc, body: Uint8Array, most: number): number {
	const { prototype } = Y.Item;
	const integrate = prototype.integrate;
	let steps = 0;
	prototype.integrate = function counted(transaction, offset) {
		// Of what is known in part, the rest comes behind what is known.
		const before =
			offset > 0 ? Y.createID(this.id.client, this.id.clock + offset - 1) : this.origin;
		const { id, rightOrigin, parentSub } = this;
		const { store } = transaction.doc;
		steps += stepsTo(
			store,
			{ id, origin: before, rightOrigin, parentSub },
			this.parent,
			most - steps,
		);
		if (steps > most) throw new Tangled();
		integrate.call(this, transaction, offset);
	};
	try {
		Y.applyUpdate(doc, body);
	} finally {
		prototype.integrate = integrate;
	}
	return steps;
}

/** Below so many items no state takes long, whatever is in it. */
export const fewItems = 3_000;

export const itemsIn = ({ store }: Y.Doc): number =>
	[...store.clients.values()].reduce((sum, structs) => sum + structs.length, 0);

/** Whether a document, once it has been written out as a state, can be put together from it. */
export function canBeLoaded(doc: Y.Doc, state: Uint8Array): boolean {
	return itemsIn(doc) <= fewItems || isLoadable(state);
}

/** The document of a stored state; null for one that cannot be put together in good time. */
export function loadState(state: Uint8Array): Y.Doc | null {
	const doc = new Y.Doc();
	try {
		applyWithin(doc, state, mostSteps.state);
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
