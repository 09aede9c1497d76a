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
}

const isIn = ({ store }: Y.Doc, { client, clock }: Y.ID): boolean =>
	clock < Y.getState(store, client);

const nowhere = { within: null, key: null } as const;

/** What holds the neighbour of an item, and under which key. */
function placeAt(doc: Y.Doc, id: Y.ID): Pick<Leaning, 'within' | 'key'> {
	const item = Y.getItem(doc.store, id) as Y.Item | Y.GC;
	if (!(item instanceof Y.Item) || !(item.parent instanceof Y.AbstractType)) return nowhere;
	return { within: item.parent as Within, key: item.parentSub };
}

function placeNamed(doc: Y.Doc, { parent, parentSub }: Y.Item): Pick<Leaning, 'within' | 'key'> {
	const within = typeof parent === 'string' ? doc.share.get(parent) : undefined;
	return within ? { within, key: parentSub } : nowhere;
}

/** The items of updates that are on their way and not in the document yet. */
export class OnTheirWay {
	readonly #byAuthor = new Map<number, Leaning[]>();

	add(leanings: readonly Leaning[]): void {
		for (const leaning of leanings) {
			const known = this.#byAuthor.get(leaning.client);
			if (known) known.push(leaning);
			else this.#byAuthor.set(leaning.client, [leaning]);
		}
	}

	/** They have arrived: the oldest of each author. */
	drop(leanings: readonly Leaning[]): void {
		for (const { client } of leanings) {
			const known = this.#byAuthor.get(client);
			known?.shift();
			if (known?.length === 0) this.#byAuthor.delete(client);
		}
	}

	find({ client, clock: at }: Y.ID): Leaning | undefined {
		const known = this.#byAuthor.get(client) ?? [];
		// They come in the order of their clocks, unless somebody sends again what is known.
		let [from, to] = [0, known.length - 1];
		while (from < to) {
			const middle = Math.ceil((from + to) / 2);
			if ((known[middle]?.clock ?? 0) <= at) from = middle;
			else to = middle - 1;
		}
		const isHolding = ({ clock, length }: Leaning) => clock <= at && at < clock + length;
		const found = known[from];
		return found && isHolding(found) ? found : known.findLast(isHolding);
	}
}

/** Finds where each new item goes, behind `earlier` ones that are on their way. */
export function leaningsOf(doc: Y.Doc, structs: readonly Struct[], earlier: OnTheirWay): Leaning[] {
	const found: Leaning[] = [];
	const own = new OnTheirWay();
	const onItsWay = (id: Y.ID | null): Leaning | null =>
		id === null || isIn(doc, id) ? null : (own.find(id) ?? earlier.find(id) ?? null);
	for (const struct of structs) {
		if (!(struct instanceof Y.Item)) continue;
		const { origin, rightOrigin, id } = struct;
		const [left, right] = [onItsWay(origin), onItsWay(rightOrigin)];
		const inDocument = [origin, rightOrigin].find((each) => each !== null && isIn(doc, each));
		const place =
			left ?? right ?? (inDocument ? placeAt(doc, inDocument) : placeNamed(doc, struct));
		const leaning: Leaning = {
			client: id.client,
			clock: id.clock,
			length: struct.length,
			within: place.within,
			key: place.key,
			behind: left ? left.behind : origin,
			before: right ? right.before : rightOrigin,
			isDirect: left === null && right === null,
		};
		found.push(leaning);
		own.add([leaning]);
	}
	return found;
}

/** Whether words go into a text and values under a key: on a device anything else cannot be shown. */
export function isWhereItBelongs({ content }: Y.Item, { within, key }: Leaning): boolean {
	if (within === null) return true;
	if (content instanceof Y.ContentString) return key === null;
	return !(content instanceof Y.ContentAny) || key !== null;
}
