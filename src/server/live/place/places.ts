import * as Y from 'yjs';
import type { Leaning, OnTheirWay } from '../cost/leaning.ts';
import { holderOf, isSame } from '../cost/passing.ts';
import { Knowledge, type Written } from './knowledge.ts';
import { between } from './neighbours.ts';

/**
 * Past how many pieces one update may walk from one neighbour to the other, and how many may be read
 * for it. Three hundred lines that were written offline at the head of a text, where five others did
 * the same, walk past half a million.
 */
const mostWalked = 2_000_000;

type Struct = Y.GC | Y.Item | Y.Skip;
type Placed = Written & { readonly parentSub: string | null };

/** Where an author's last words end, and what they stood before. */
interface End {
	readonly clock: number;
	readonly rightOrigin: Y.ID | null;
}

interface Source {
	/** What is on the disk. */
	readonly doc: Y.Doc;
	/** Updates on their way there, oldest first. */
	readonly underway: readonly Uint8Array[];
}

interface Given {
	structs: readonly Struct[];
	leanings: readonly Leaning[];
	/** Author ids of the sender. */
	own: ReadonlySet<number>;
	/** What is on its way, and where each author's words end with it. */
	earlier: OnTheirWay;
	ends: ReadonlyMap<number, End>;
}

/** An item, what it goes into, and whether it goes on in its author's last words. */
interface Look {
	item: Placed;
	within: unknown;
	isOn: boolean;
}

/** Whether an item goes on where its author's last words end, and before what those stand before. */
function goesOn(
	store: Y.Doc['store'],
	{ id, origin, rightOrigin }: Written,
	end?: End | undefined,
): boolean {
	if (origin?.client !== id.client || origin.clock !== id.clock - 1) return false;
	if (end) return end.clock === id.clock && isSame(end.rightOrigin, rightOrigin);
	const before = holderOf(store, origin);
	return before instanceof Y.Item && isSame(before.rightOrigin, rightOrigin);
}

const isOnePlace = (one: Leaning, other: Leaning): boolean =>
	one.within === other.within && one.key === other.key;

/**
 * Whether what is written in a room stands where an honest device can have put it: between two
 * neighbours that its author had side by side. Everything else would be shown here in one order and
 * there in another, and what is on the disk would not be what is on the screens.
 */
export class Places {
	readonly #source: Source;
	/** Asked only where something stands between two neighbours, as where two write at once. */
	readonly #knowledge: Knowledge;
	/** Past how many pieces the update that is looked at has walked so far. */
	#walked = 0;

	constructor(source: Source) {
		this.#source = source;
		this.#knowledge = new Knowledge(source);
	}

	/** What is looked at from here on belongs to another update; the one before has been taken. */
	begin(): void {
		this.#knowledge.begin();
		this.#walked = 0;
	}

	/**
	 * Past how many pieces the update that was looked at last has walked, and how many were read to
	 * know what its authors had before them.
	 */
	get walked(): number {
		return this.#walked + this.#knowledge.read;
	}

	/** Whether that would have been more than any may. */
	get isSpent(): boolean {
		return this.walked > mostWalked;
	}

	/** The update that was looked at has not been taken. */
	forget(): void {
		this.#knowledge.forget();
	}

	/** Whether an item may stand where it says, in a document that it is put into next. */
	takes(store: Y.Doc['store'], item: Placed, parent: unknown): boolean {
		// What goes on in its author's last words has between its neighbours what those had.
		if (!goesOn(store, item)) {
			let known: ((id: Y.ID) => boolean) | null = null;
			const isKnown = (id: Y.ID): boolean => {
				known ??= this.#knowledge.of(item);
				return known(id);
			};
			const most = mostWalked - this.walked;
			const { isApart, walked } = between(store, item, parent, { isKnown, most });
			this.#walked += walked;
			if (isApart || this.isSpent) return false;
		}
		this.#knowledge.note(item);
		return true;
	}

	/**
	 * The same of an update in the document alone, without what is on its way; null where that does
	 * not say enough, because the sender has more on its way to the same place.
	 */
	takesInDocument(given: Given): boolean | null {
		const { store } = this.#source.doc;
		const looks = this.#looksInDocument(given);
		if (looks === null) return null;
		for (const { item, within, isOn } of looks) {
			if (isOn) this.#knowledge.note(item);
			else if (!this.takes(store, item, within)) return false;
		}
		return true;
	}

	/**
	 * What is to be looked at of each item, all of it known before anything is entered: what has been
	 * entered once cannot be looked at again.
	 */
	#looksInDocument({ structs, leanings, own, earlier, ends }: Given): Look[] | null {
		const { store } = this.#source.doc;
		const items = structs.filter((struct) => struct instanceof Y.Item);
		const ended = new Map<number, End>();
		const looks: Look[] = [];
		for (const [index, { id, length, origin, rightOrigin }] of items.entries()) {
			const leaning = leanings[index];
			if (!leaning) return null;
			const { within, key } = leaning;
			const end = ended.get(id.client) ?? ends.get(id.client);
			ended.set(id.client, { clock: id.clock + length, rightOrigin });
			// Beside what has been cleared away it is cleared away itself.
			if (within === null) continue;
			const item = { id, length, origin, rightOrigin, parentSub: key };
			const isOn = goesOn(store, item, end);
			const isAlone =
				!leanings.slice(0, index).some((other) => isOnePlace(other, leaning)) &&
				!earlier.some(own, (other) => isOnePlace(other, leaning));
			if (!isOn && (!leaning.isDirect || !isAlone)) return null;
			looks.push({ item, within, isOn });
		}
		return looks;
	}
}
