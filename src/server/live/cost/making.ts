import * as Y from 'yjs';
import type { Leaning, OnTheirWay } from './leaning.ts';
import { isContinued, type Ledger } from './ledger.ts';
import { isInside, isSame, tearsOf, type Ranges, type Torn } from './passing.ts';

interface End {
	clock: number;
	rightOrigin: Y.ID | null;
}

/** Where each author's last words end, with those that are on their way. */
export type Ends = Map<number, End>;

/** What an update makes of a document, beside its words. */
export interface Making {
	/** How many pieces there are more; letters that go on where their author's last ones end are none. */
	pieces: number;
	/** What it tears apart. */
	torn: readonly Torn[];
	/** How many pieces are moved for it. */
	moves: number;
	/** How many steps may come of its pieces in another order. */
	steps: number;
	/** How many pieces of its own author share a place that it puts one in, at most. */
	sharing: number;
	ends: Ends;
}

interface Given {
	structs: readonly (Y.Item | Y.GC | Y.Skip)[];
	leanings: readonly Leaning[];
	deletions: Ranges;
	own: ReadonlySet<number>;
	earlier: OnTheirWay;
	/** The next clock of an author: what comes before is known, and makes nothing. */
	clockOf: (author: number) => number;
}

/** What an update would make of a document. */
export function makingOf(doc: Y.Doc, ledger: Ledger, before: Ends, given: Given): Making {
	const { structs, leanings, deletions, own, earlier, clockOf } = given;
	const { store } = doc;
	const ends: Ends = new Map();
	const made = { pieces: 0, steps: 0, sharing: 0 };
	const make = (pieces: number, within: Leaning['within'], key: string | null): void => {
		made.pieces += pieces;
		let sharing = 0;
		for (const [author, count] of ledger.costAt(within, key)) {
			made.steps += pieces * count;
			if (own.has(author)) sharing += count;
		}
		made.sharing = Math.max(made.sharing, sharing);
	};
	/** Where the pieces of the update itself begin, by author. */
	const beginnings = new Map<number, Set<number>>();
	/** Whether a neighbour stands in the midst of a piece, which is then torn in two. */
	const isTorn = (id: Y.ID | null, isLeft: boolean): boolean => {
		if (id === null) return false;
		const { client, clock } = id;
		if (clock < Y.getState(store, client)) return isInside(store, id, isLeft);
		const next = isLeft ? clock + 1 : clock;
		if (clock >= clockOf(client)) return !beginnings.get(client)?.has(next);
		const piece = earlier.find(id);
		return piece !== undefined && piece.clock < next && next < piece.clock + piece.length;
	};
	const items = structs.filter((struct) => struct instanceof Y.Item);
	for (const [index, item] of items.entries()) {
		const { id, origin, rightOrigin, length } = item;
		const leaning = leanings[index];
		if (!leaning || id.clock + length <= clockOf(id.client)) continue;
		const end = ends.get(id.client) ?? before.get(id.client);
		const isOn =
			end?.clock === id.clock
				? isSame(origin, Y.createID(id.client, id.clock - 1)) &&
					isSame(end.rightOrigin, rightOrigin)
				: isContinued(store, item);
		ends.set(id.client, { clock: id.clock + length, rightOrigin });
		const known = beginnings.get(id.client) ?? new Set();
		beginnings.set(id.client, known.add(id.clock).add(id.clock + length));
		if (isOn) continue;
		const isTearing = isTorn(origin, true) || isTorn(rightOrigin, false);
		make(isTearing ? 2 : 1, leaning.within, leaning.key);
	}
	const { torn, moves } = tearsOf(doc, deletions);
	for (const { parent, parentSub } of torn)
		make(1, parent instanceof Y.AbstractType ? (parent as Leaning['within']) : null, parentSub);
	return { ...made, torn, moves, ends };
}
