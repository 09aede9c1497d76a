import * as Y from 'yjs';
import type { Leaning, OnTheirWay } from './leaning.ts';
import { kindIn, type Ledger } from './ledger.ts';
import { Gone, holderOf, isInside, isSame, tearsOf, type Ranges, type Torn } from './passing.ts';

interface End {
	clock: number;
	rightOrigin: Y.ID | null;
	/** What it ends with; only what is of one kind becomes one piece. */
	kind: unknown;
}

/** Where each author's last words end, with those that are on their way. */
export type Ends = Map<number, End>;

/** What an update makes of a document, beside its words. */
export interface Making {
	/** How many pieces there are more; letters that go on where their author's last ones end are none. */
	pieces: number;
	/** How many of them begin anew, and do not go on in their author's words. */
	begun: number;
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
	const gone = new Gone(deletions);
	const made = { pieces: 0, begun: 0, steps: 0, sharing: 0 };
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
	/** Which of them were counted as going on; where something comes in before one, it does not. */
	const continued = new Set<string>();
	const nameOf = (author: number, clock: number): string => `${author}:${clock}`;
	/** Whether a neighbour stands in the midst of a piece, which is then torn in two. */
	const isTorn = (id: Y.ID | null, isLeft: boolean): boolean => {
		if (id === null) return false;
		const { client, clock } = id;
		if (clock < Y.getState(store, client)) return isInside(store, id, isLeft);
		const next = isLeft ? clock + 1 : clock;
		if (clock >= clockOf(client))
			return !beginnings.get(client)?.has(next) || continued.delete(nameOf(client, next));
		const piece = earlier.find(id);
		return piece !== undefined && piece.clock < next && next < piece.clock + piece.length;
	};
	/** Where an author's words end, with what this update deletes of them. */
	const endOf = (author: number): End | null => {
		const end = ends.get(author) ?? before.get(author);
		const last = Y.createID(author, clockOf(author) - 1);
		if (last.clock < 0 || (end && end.clock !== last.clock + 1)) return end ?? null;
		const piece = end ? null : holderOf(store, last);
		const found =
			end ??
			(piece instanceof Y.Item
				? { clock: last.clock + 1, rightOrigin: piece.rightOrigin, kind: kindIn(piece) }
				: null);
		return found && gone.has(last) ? { ...found, kind: Y.ContentDeleted } : found;
	};
	for (const author of deletions.keys()) {
		const end = endOf(author);
		if (end) ends.set(author, end);
	}
	const { torn, moves } = tearsOf(doc, deletions, earlier);
	const items = structs.filter((struct) => struct instanceof Y.Item);
	for (const [index, item] of items.entries()) {
		const { id, origin, rightOrigin, length, content } = item;
		const leaning = leanings[index];
		if (!leaning || id.clock + length <= clockOf(id.client)) continue;
		const { within, key } = leaning;
		const isGone = content instanceof Y.ContentDeleted;
		const kindAt = (clock: number): unknown =>
			isGone || gone.has(Y.createID(id.client, clock)) ? Y.ContentDeleted : content.constructor;
		const end = endOf(id.client);
		const isNext =
			end?.clock === id.clock &&
			isSame(origin, Y.createID(id.client, id.clock - 1)) &&
			isSame(end.rightOrigin, rightOrigin);
		if (!isNext) made.begun += 1;
		const isOn = isNext && end.kind === kindAt(id.clock);
		const next = id.clock + length;
		ends.set(id.client, { clock: next, rightOrigin, kind: kindAt(next - 1) });
		const known = beginnings.get(id.client) ?? new Set();
		beginnings.set(id.client, known.add(id.clock).add(next));
		// What it deletes of itself tears it as well.
		const cuts = isGone ? 0 : gone.endsWithin(id, length);
		for (let cut = 0; cut < cuts; cut += 1) torn.push({ parent: within, parentSub: key });
		if (isOn) {
			continued.add(nameOf(id.client, id.clock));
			continue;
		}
		const isTearing = isTorn(origin, true) || isTorn(rightOrigin, false);
		make(isTearing ? 2 : 1, within, key);
	}
	for (const { parent, parentSub } of torn)
		make(1, parent instanceof Y.AbstractType ? (parent as Leaning['within']) : null, parentSub);
	return { ...made, torn, moves, ends };
}
