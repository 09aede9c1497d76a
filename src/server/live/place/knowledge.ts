import * as Y from 'yjs';

/** As much of an item as says what its author had before him when he wrote it. */
export interface Written {
	readonly id: Y.ID;
	readonly length: number;
	readonly origin: Y.ID | null;
	readonly rightOrigin: Y.ID | null;
}

/** The next clock of each author as far as somebody must have known him. */
type Known = Map<number, number>;

/** Of so many authors it is kept what they knew: more than ever write in a room at the same time. */
const mostAuthors = 64;

type Struct = Y.GC | Y.Item | Y.Skip | Written;

/** Of an author's words, in their order, the first that begins at a clock or behind it. */
function firstFrom(words: readonly Struct[], clock: number): number {
	let [from, to] = [0, words.length];
	while (from < to) {
		const middle = (from + to) >>> 1;
		if ((words[middle] as Struct).id.clock < clock) from = middle + 1;
		else to = middle;
	}
	return from;
}

/** Words by author, each of them in the order they were written. */
type ByAuthor = Map<number, Written[]>;

function enter(words: ByAuthor, item: Written): void {
	const known = words.get(item.id.client);
	if (known) known.push(item);
	else words.set(item.id.client, [item]);
}

/**
 * What an author must have had before him at each of his words: his own words before it, what it
 * stands beside, and all that whoever wrote that must have had before him. What an honest device has
 * written stands between two neighbours that it had side by side, so none of all this lies in
 * between; see `neighbours.ts`.
 *
 * Of each author who is asked about it is kept how far he has come to know the others; with his next
 * words the document is read on only for what they lean on. Nobody's words are read twice for him,
 * and what somebody knew at all his earlier words is asked by nobody.
 */
export class Knowledge {
	readonly #source: { readonly doc: Y.Doc; readonly underway: readonly unknown[] };
	/** What each author knew at his last words that have been taken; who was asked about last is last. */
	readonly #settled = new Map<number, Known>();
	/** And at the words of the update that is being looked at. */
	readonly #lately = new Map<number, Known>();
	/** Words that have been taken and may not be in the document yet, and those of that update. */
	readonly #coming: ByAuthor = new Map();
	readonly #looked: ByAuthor = new Map();
	/** How many words have been read, and how much else remembered, for the update that is looked at. */
	read = 0;

	constructor(source: { readonly doc: Y.Doc; readonly underway: readonly unknown[] }) {
		this.#source = source;
	}

	/** What has been entered so far has been taken; from here on it is another update. */
	begin(): void {
		this.read = 0;
		for (const [author, known] of this.#lately) this.#settle(author, known);
		this.#lately.clear();
		if (this.#source.underway.length === 0) this.#coming.clear();
		for (const [author, items] of this.#looked) {
			const coming = this.#coming.get(author) ?? [];
			this.#coming.set(author, coming);
			const arrived = firstFrom(coming, Y.getState(this.#source.doc.store, author));
			if (arrived > 0) coming.splice(0, arrived);
			for (const item of items) coming.push(item);
		}
		this.#looked.clear();
	}

	/** What has been entered since has not been taken: what was known before it is still known. */
	forget(): void {
		this.#lately.clear();
		this.#looked.clear();
	}

	/** Enters the next words of an author. */
	note({ id, length, origin, rightOrigin }: Written): void {
		enter(this.#looked, { id, length, origin, rightOrigin });
	}

	/** Of what the author of an item that comes next must have known: whether something was part of it. */
	of({ id, origin, rightOrigin }: Written): (other: Y.ID) => boolean {
		const known = this.#lately.get(id.client) ?? this.#begun(id);
		this.#lately.set(id.client, known);
		this.#learn(known, Y.createID(id.client, id.clock - 1));
		if (origin !== null) this.#learn(known, origin);
		if (rightOrigin !== null) this.#learn(known, rightOrigin);
		return ({ client, clock }) => (known.get(client) ?? 0) > clock;
	}

	/** What an author knew before the update that is being looked at, to be added to. */
	#begun({ client, clock }: Y.ID): Known {
		const known = this.#settled.get(client) ?? new Map<number, number>();
		const next = this.#looked.get(client)?.[0]?.id.clock ?? clock;
		this.#learn(known, Y.createID(client, next - 1));
		this.#settle(client, known);
		this.read += known.size;
		return new Map(known);
	}

	#settle(author: number, known: Known): void {
		this.#settled.delete(author);
		this.#settled.set(author, known);
		if (this.#settled.size <= mostAuthors) return;
		const [longAgo] = this.#settled.keys();
		if (longAgo !== undefined) this.#settled.delete(longAgo);
	}

	/** Whoever knows something knows what its author had before him, and so on from there. */
	#learn(known: Known, something: Y.ID): void {
		const { store } = this.#source.doc;
		const open = [something];
		for (let id = open.pop(); id !== undefined; id = open.pop()) {
			const { client, clock } = id;
			const from = known.get(client) ?? 0;
			if (clock < from) continue;
			known.set(client, clock + 1);
			const wordsOf = [
				store.clients.get(client),
				this.#coming.get(client),
				this.#looked.get(client),
			];
			for (const words of wordsOf) {
				if (words === undefined) continue;
				for (let index = firstFrom(words, from); index < words.length; index += 1) {
					const word = words[index] as Struct;
					if (word.id.clock > clock) break;
					this.read += 1;
					if (!('origin' in word)) continue;
					for (const beside of [word.origin, word.rightOrigin])
						if (beside !== null && (known.get(beside.client) ?? 0) <= beside.clock)
							open.push(beside);
				}
			}
		}
	}
}
