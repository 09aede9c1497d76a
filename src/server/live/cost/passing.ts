import * as Y from 'yjs';
import type { Leaning, OnTheirWay } from './leaning.ts';

type Store = Y.Doc['store'];
type Struct = Y.Item | Y.GC;

/**
 * How many values of a key are gone back through in the time of one step: that only follows what is
 * beside what, while each step compares neighbours and remembers what it has passed.
 */
const backwardPerStep = 16;

export const isSame = (one: Y.ID | null, other: Y.ID | null): boolean =>
	one === other ||
	(one !== null && other !== null && one.client === other.client && one.clock === other.clock);

/** What holds an id; null for none, and for what a store does not have yet. */
export function holderOf(store: Store, id: Y.ID | null): Struct | null {
	return id === null || id.clock >= Y.getState(store, id.client)
		? null
		: (Y.getItem(store, id) as Struct);
}

export const lastClock = ({ id, length }: Struct): number => id.clock + length - 1;

/** Whether a piece goes on in its author's words before it, and before what those stand before. */
export const goesOnFrom = (before: Struct, piece: Struct): boolean =>
	before instanceof Y.Item &&
	piece instanceof Y.Item &&
	isSame(piece.origin, Y.createID(piece.id.client, piece.id.clock - 1)) &&
	isSame(before.rightOrigin, piece.rightOrigin);

export interface Placed {
	id: Y.ID;
	origin: Y.ID | null;
	rightOrigin: Y.ID | null;
	parentSub: string | null;
}

interface Looking {
	/** How far it goes: no further than one step past it. */
	most: number;
	/**
	 * Whether it goes on where Yjs ends early because of who wrote what. In another order of the same
	 * items it might not, so what is new is held to that.
	 */
	isNew?: boolean;
	/** Gets the ids of those it passes that lean on the same neighbour. */
	met?: Y.ID[];
}

/** How many steps it takes to find an item's place, as Yjs looks for it. */
export function stepsTo(
	store: Store,
	item: Placed,
	parent: unknown,
	{ most, isNew = false, met }: Looking,
): number {
	const left = holderOf(store, item.origin);
	const right = holderOf(store, item.rightOrigin);
	if (left instanceof Y.GC || right instanceof Y.GC) return 0;
	const isEarlyEnd = (other: Struct & Placed): boolean =>
		!isNew && other.id.client >= item.id.client && isSame(item.rightOrigin, other.rightOrigin);
	let steps = 0;
	const passed = new Set<Struct>();
	let at: Y.Item | null = null;
	if (left === null) {
		if (!(parent instanceof Y.AbstractType)) return 0;
		at = item.parentSub === null ? parent._start : (parent._map.get(item.parentSub) ?? null);
		// What a key has had is known by its last value: the way to the first is walked as well.
		let backward = 0;
		for (; at !== null && at.left !== null && item.parentSub !== null; at = at.left) backward += 1;
		steps = Math.floor(backward / backwardPerStep);
	} else {
		at = left.right;
		const clock = item.origin?.clock ?? 0;
		// In the midst of a piece: its second half is what comes first.
		if (lastClock(left) > clock) {
			const isNext = right === left && item.rightOrigin?.clock === clock + 1;
			if (isNext) return 0;
			steps = 1;
			met?.push(Y.createID(left.id.client, clock + 1));
			if (right === left) return steps;
			passed.add(left);
			if (isEarlyEnd(left)) return steps;
		}
	}
	for (; at !== null && at !== right; at = at.right) {
		steps += 1;
		if (steps > most) return steps;
		passed.add(at);
		if (isSame(item.origin, at.origin)) {
			met?.push(at.id);
			if (isEarlyEnd(at)) break;
			continue;
		}
		const origin = holderOf(store, at.origin);
		if (origin === null || !passed.has(origin)) break;
	}
	return steps;
}

/** How many pieces stand where a new item goes: it walks past no more of them, whatever it leans on. */
export function piecesBetween(
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
		for (; at?.left && pieces <= most; at = at.left) pieces += 1 / backwardPerStep;
	}
	for (; at !== null && at !== right && pieces <= most; at = at.right) pieces += 1;
	return Math.floor(pieces);
}

/** Whether an id is neither the first nor, on the left of what comes in, the last of its piece. */
export function isInside(store: Store, id: Y.ID | null, isLeft: boolean): boolean {
	const piece = holderOf(store, id);
	if (!(piece instanceof Y.Item) || id === null) return false;
	return isLeft ? lastClock(piece) > id.clock : piece.id.clock < id.clock;
}

/** How many pieces stand behind one that is torn apart: they are moved. */
export const movedBy = (store: Store, id: Y.ID | null, isLeft: boolean): number =>
	id !== null && isInside(store, id, isLeft) ? (store.clients.get(id.client)?.length ?? 0) : 0;

export type Ranges = ReadonlyMap<number, readonly { clock: number; len: number }[]>;
export type Torn = Pick<Y.Item, 'parent' | 'parentSub'>;

/** What an update deletes, found by author and clock. */
export class Gone {
	readonly #ranges: Ranges;

	/** `ranges` in the order of their clocks, none of them twice. */
	constructor(ranges: Ranges) {
		this.#ranges = ranges;
	}

	/** Where the first range stands that ends behind a clock. */
	#from({ client, clock }: Y.ID): number {
		const ranges = this.#ranges.get(client) ?? [];
		let [from, to] = [0, ranges.length];
		while (from < to) {
			const middle = (from + to) >>> 1;
			const { clock: begin = 0, len = 0 } = ranges[middle] ?? {};
			if (begin + len > clock) to = middle;
			else from = middle + 1;
		}
		return from;
	}

	has(id: Y.ID): boolean {
		const range = this.#ranges.get(id.client)?.[this.#from(id)];
		return range !== undefined && range.clock <= id.clock;
	}

	/** How many ranges begin or end in the midst of a piece. */
	endsWithin(id: Y.ID, length: number): number {
		const ranges = this.#ranges.get(id.client) ?? [];
		const end = id.clock + length;
		let ends = 0;
		for (let index = this.#from(id); index < ranges.length; index += 1) {
			const { clock = end, len = 0 } = ranges[index] ?? {};
			if (clock >= end) break;
			if (clock > id.clock) ends += 1;
			if (clock + len < end) ends += 1;
		}
		return ends;
	}
}

/**
 * What deletions tear apart, once for each place, and how many pieces are moved for it, since Yjs
 * holds an author's in one list. What goes as a whole, or is gone already, tears nothing. What is on
 * its way is torn as well, once it is there.
 */
export function tearsOf(
	{ store }: Y.Doc,
	deletions: Ranges,
	earlier: Pick<OnTheirWay, 'find'>,
): { torn: Torn[]; moves: number } {
	const torn: Torn[] = [];
	let moves = 0;
	for (const [author, ranges] of deletions) {
		const known = Y.getState(store, author);
		for (const { clock, len } of ranges) {
			for (const isLeft of [false, true]) {
				const at = isLeft ? clock + len - 1 : clock;
				const id = Y.createID(author, at);
				if (at >= known) {
					// What goes on in the same words will be one piece with it, in however many it comes.
					const isOn = isLeft ? earlier.find(Y.createID(author, at + 1)) !== undefined : at > 0;
					const coming = earlier.find(id);
					if (isOn && coming) torn.push({ parent: coming.within, parentSub: coming.key });
					continue;
				}
				const piece = holderOf(store, id);
				if (!(piece instanceof Y.Item) || piece.deleted || !isInside(store, id, isLeft)) continue;
				torn.push(piece);
				moves += movedBy(store, id, isLeft);
			}
		}
	}
	return { torn, moves };
}
