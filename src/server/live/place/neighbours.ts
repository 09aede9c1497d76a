import * as Y from 'yjs';
import { holderOf, lastClock } from '../cost/passing.ts';

interface Placed {
	readonly id: Y.ID;
	readonly origin: Y.ID | null;
	readonly rightOrigin: Y.ID | null;
	readonly parentSub: string | null;
}

type Store = Y.Doc['store'];

/** What stands between the neighbours that an item names, or that they do not stand so. */
export interface Between {
	isApart: boolean;
	/** Past how many pieces it was walked. */
	walked: number;
}

const apart: Between = { isApart: true, walked: 0 };

/** Where the way from an item's left neighbour begins: the first of its text, or of its key's values. */
function firstOf(parent: unknown, key: string | null): Y.Item | null {
	if (!(parent instanceof Y.AbstractType)) return null;
	if (key === null) return parent._start;
	let at = parent._map.get(key) ?? null;
	while (at?.left) at = at.left;
	return at;
}

/**
 * Walks from the left neighbour of an item to its right one. Whoever writes on an honest device has
 * the two side by side: the left one stands before the right one, and only what he could not know
 * has come in between. Items for which that is not so Yjs puts now here, now there, by the order in
 * which they come: two devices would not show the same. `isKnown` tells whether the author of the
 * item must have had a piece before him that begins at an id; past `most` pieces there is an end.
 */
export function between(
	store: Store,
	{ origin, rightOrigin, parentSub }: Placed,
	parent: unknown,
	{ isKnown, most }: { isKnown: (id: Y.ID) => boolean; most: number },
): Between {
	const left = holderOf(store, origin);
	const right = holderOf(store, rightOrigin);
	// Beside what has been cleared away an item is cleared away itself.
	if (left instanceof Y.GC || right instanceof Y.GC) return { isApart: false, walked: 0 };
	let at: Y.Item | null;
	if (left === null || origin === null) at = firstOf(parent, parentSub);
	else {
		const next = Y.createID(origin.client, origin.clock + 1);
		const isWithin = left === right && rightOrigin !== null;
		if (isWithin && rightOrigin.clock < next.clock) return apart;
		const isAtEnd = lastClock(left) === origin.clock;
		if (isWithin && rightOrigin.clock === next.clock) return { isApart: false, walked: 0 };
		// The rest of its own piece stands between.
		if (!isAtEnd && isKnown(next)) return apart;
		if (isWithin) return { isApart: false, walked: 1 };
		at = left.right;
	}
	let walked = 0;
	for (; at !== null; at = at.right) {
		const isThere = at === right;
		const isBegin = isThere && rightOrigin?.clock === at.id.clock;
		if (isBegin) return { isApart: false, walked };
		walked += 1;
		if (walked > most || isKnown(at.id)) return { isApart: true, walked };
		if (isThere) return { isApart: false, walked };
	}
	return { isApart: right !== null, walked };
}
