import * as Y from 'yjs';

/** A text, or the map of values. */
type Within = NonNullable<ReturnType<Y.Doc['share']['get']>>;
type Struct = Y.GC | Y.Item | Y.Skip;

/**
 * Where a new item goes, told by what is in the document already: it comes somewhere between two
 * pieces there, however many others, new themselves, it leans on in between.
 */
export interface Leaning {
	readonly client: number;
	readonly clock: number;
	/** None of what is known already, of which nothing comes in again. */
	readonly length: number;
	/** What it goes into; null where that has been cleared away, and the item with it. */
	readonly within: Within | null;
	/** The key it is a value of; null in a text. */
	readonly key: string | null;
	/** The pieces that it comes behind and before; null for the beginning and the end. */
	readonly behind: Y.ID | null;
	readonly before: Y.ID | null;
	/** Whether both neighbours it names are in the document. */
	readonly isDirect: boolean;
	/** Whether it names two neighbours of different places, as nothing that stands between them does. */
	readonly isTorn: boolean;
}

const isIn = ({ store }: Y.Doc, { client, clock }: Y.ID): boolean =>
	clock < Y.getState(store, client);

/** What an item has beside it: where that is, and the pieces of the document around it. */
type Neighbour = Pick<Leaning, 'within' | 'key' | 'behind' | 'before'>;

const nowhere: Neighbour = { within: null, key: null, behind: null, before: null };

const isOnePlace = (one: Neighbour, other: Neighbour): boolean =>
	one.within === other.within && one.key === other.key;

/** What holds a piece of the document, and under which key. */
function neighbourIn(doc: Y.Doc, id: Y.ID): Neighbour {
	const around = { behind: id, before: id };
	const item = Y.getItem(doc.store, id) as Y.Item | Y.GC;
	if (!(item instanceof Y.Item) || !(item.parent instanceof Y.AbstractType))
		return { ...nowhere, ...around };
	return { within: item.parent as Within, key: item.parentSub, ...around };
}

function placeNamed(doc: Y.Doc, { parent, parentSub }: Y.Item): Neighbour {
	const within = typeof parent === 'string' ? doc.share.get(parent) : undefined;
	return within ? { ...nowhere, within, key: parentSub } : nowhere;
}

/** Of pieces in the order of their clocks, the one that a clock falls into. */
function pieceAt<Piece>(
	pieces: readonly Piece[],
	clock: number,
	spanOf: (piece: Piece) => { clock: number; length: number },
): Piece | undefined {
	let [from, to] = [0, pieces.length];
	while (from < to) {
		const middle = (from + to) >>> 1;
		const piece = pieces[middle] as Piece;
		const span = spanOf(piece);
		if (span.clock > clock) to = middle;
		else if (span.clock + span.length <= clock) from = middle + 1;
		else return piece;
	}
	return undefined;
}

/** The items of updates that are on their way and not in the document yet. */
export class OnTheirWay {
	readonly #byAuthor = new Map<number, Leaning[]>();

	add(leanings: readonly Leaning[]): void {
		for (const leaning of leanings) {
			if (leaning.length === 0) continue;
			const known = this.#byAuthor.get(leaning.client);
			if (known) known.push(leaning);
			else this.#byAuthor.set(leaning.client, [leaning]);
		}
	}

	/** They have arrived: the oldest of each author. */
	drop(leanings: readonly Leaning[]): void {
		for (const { client, length } of leanings) {
			if (length === 0) continue;
			const known = this.#byAuthor.get(client);
			known?.shift();
			if (known?.length === 0) this.#byAuthor.delete(client);
		}
	}

	find({ client, clock }: Y.ID): Leaning | undefined {
		return pieceAt(this.#byAuthor.get(client) ?? [], clock, (leaning) => leaning);
	}

	/** Whether one of these authors has such an item on its way. */
	some(authors: ReadonlySet<number>, isSuch: (leaning: Leaning) => boolean): boolean {
		for (const [author, leanings] of this.#byAuthor)
			if (authors.has(author) && leanings.some(isSuch)) return true;
		return false;
	}
}

/** The items of one update, found by what lies in them. */
class Own {
	readonly #byAuthor = new Map<number, Y.Item[]>();

	constructor(items: readonly Y.Item[]) {
		for (const item of items) {
			const known = this.#byAuthor.get(item.id.client);
			if (known) known.push(item);
			else this.#byAuthor.set(item.id.client, [item]);
		}
	}

	find({ client, clock }: Y.ID): Y.Item | undefined {
		return pieceAt(this.#byAuthor.get(client) ?? [], clock, ({ id, length }) => ({
			clock: id.clock,
			length,
		}));
	}
}

/**
 * Finds where each item of an update goes, behind `earlier` ones that are on their way: where Yjs
 * puts it, which is with its left neighbour, or with its right one if it has no other, and only
 * without any where it says itself. What is cleared away takes with it whatever stands beside it.
 */
export function leaningsOf(
	doc: Y.Doc,
	structs: readonly Struct[],
	earlier: OnTheirWay,
	/** The next clock of an author, with what is on its way. */
	clockOf: (author: number) => number,
): Leaning[] {
	const items = structs.filter((struct) => struct instanceof Y.Item);
	const own = new Own(items);
	const found = new Map<Y.Item, Leaning>();
	const isKnown = ({ client, clock }: Y.ID): boolean => clock < clockOf(client);

	function neighbour(id: Y.ID | null): Neighbour | null {
		if (id === null) return null;
		if (isIn(doc, id)) return neighbourIn(doc, id);
		// What an update says of something that is known already counts for nothing.
		if (isKnown(id)) return earlier.find(id) ?? nowhere;
		const item = own.find(id);
		return (item && found.get(item)) ?? nowhere;
	}

	function leaningOf(item: Y.Item, isTorn: boolean): Leaning {
		const { origin, rightOrigin } = item;
		const { client, clock } = item.id;
		const next = clockOf(client);
		if (clock + item.length <= next)
			return { client, clock, length: 0, ...nowhere, isDirect: false, isTorn: false };
		const [named, right] = [neighbour(origin), neighbour(rightOrigin)];
		// Of what is known in part, the rest comes behind what is known.
		const known = clock < next ? Y.createID(client, next - 1) : null;
		const left = known ? neighbour(known) : named;
		const isGone = named?.within === null || right?.within === null;
		const place = isGone ? nowhere : (named ?? right ?? placeNamed(doc, item));
		const beside = [left, right].filter((each) => each !== null);
		const isApart = beside.some((each) => !isOnePlace(each, place));
		return {
			client,
			clock: Math.max(clock, next),
			length: clock + item.length - Math.max(clock, next),
			within: place.within,
			key: place.key,
			behind: left?.behind ?? null,
			before: right?.before ?? null,
			isDirect: [known ?? origin, rightOrigin].every((id) => id === null || isIn(doc, id)),
			isTorn: isTorn || (isApart && (!isGone || known !== null)),
		};
	}

	// Each after what it leans on, wherever in the update that stands.
	const begun = new Set<Y.Item>();
	for (const item of items) {
		const path = [item];
		for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
			begun.add(last);
			const next = [last.origin, last.rightOrigin]
				.map((id) => (id === null || isKnown(id) ? undefined : own.find(id)))
				.find((each) => each !== undefined && !found.has(each));
			if (next && !begun.has(next)) {
				path.push(next);
				continue;
			}
			// One that leans on itself, by whatever way round, can be put nowhere.
			if (!found.has(last)) found.set(last, leaningOf(last, next !== undefined));
			path.pop();
		}
	}
	return items.map((item) => found.get(item) as Leaning);
}

/** Whether words go into a text and values under a key: on a device anything else cannot be shown. */
export function isWhereItBelongs({ content }: Y.Item, { within, key, isTorn }: Leaning): boolean {
	if (isTorn) return false;
	if (within === null) return true;
	if (content instanceof Y.ContentString) return key === null;
	return !(content instanceof Y.ContentAny) || key !== null;
}
