import * as Y from 'yjs';

/** As much of an item as says what its author had before him when he wrote it. */
export interface Written {
	readonly id: Y.ID;
	readonly length: number;
	readonly origin: Y.ID | null;
	readonly rightOrigin: Y.ID | null;
}

type Struct = Y.GC | Y.Item | Y.Skip;

/** How far an author has known another from a clock of his own on. */
interface Known {
	readonly at: number[];
	readonly upTo: number[];
}

/** How far another was known when an author stood at a clock of his own: the next clock of that one. */
function upTo(known: Known | undefined, clock: number): number {
	if (!known) return 0;
	let [from, to] = [0, known.at.length];
	while (from < to) {
		const middle = (from + to) >>> 1;
		if ((known.at[middle] as number) <= clock) from = middle + 1;
		else to = middle;
	}
	return known.upTo[from - 1] ?? 0;
}

/**
 * What each author must have had before him at each of his words: his own words before it, what it
 * stands beside, and all that whoever wrote that must have had before him. What an honest device has
 * written stands between two neighbours that it had side by side, so none of all this lies in
 * between; see `neighbours.ts`.
 */
export class Knowledge {
	readonly #of = new Map<number, Map<number, Known>>();

	/** Of words in a document and of updates that come after them, each in the order of its authors. */
	constructor(store: Y.Doc['store'], later: readonly (readonly Struct[])[] = []) {
		const queues = new Map<number, Struct[]>();
		for (const [author, structs] of store.clients) queues.set(author, [...structs]);
		for (const struct of later.flat()) {
			const queue = queues.get(struct.id.client) ?? [];
			queues.set(struct.id.client, queue);
			queue.push(struct);
		}
		const read = new Map<number, { structs: readonly Struct[]; next: number }>();
		for (const [author, structs] of queues) read.set(author, { structs, next: 0 });
		const isRead = (id: Y.ID | null, own: number): boolean => {
			const queue = id === null || id.client === own ? undefined : read.get(id.client);
			if (!queue || !id) return true;
			const struct = queue.structs[queue.next];
			return struct === undefined || id.clock < struct.id.clock;
		};
		// Each after all that it stands beside; what goes round in a circle is taken as it comes.
		for (let isOn = true; isOn;) {
			isOn = false;
			for (const queue of read.values()) {
				for (; queue.next < queue.structs.length; queue.next += 1) {
					const struct = queue.structs[queue.next];
					if (!(struct instanceof Y.Item)) continue;
					const own = struct.id.client;
					if (!isRead(struct.origin, own) || !isRead(struct.rightOrigin, own)) break;
					this.note(struct);
					isOn = true;
				}
			}
		}
	}

	/** Enters the next words of an author. */
	note({ id, origin, rightOrigin }: Written): void {
		for (const beside of [origin, rightOrigin])
			if (beside !== null && beside.client !== id.client) this.#learn(id, beside);
	}

	#learn({ client, clock }: Y.ID, beside: Y.ID): void {
		const own = this.#of.get(client) ?? new Map<number, Known>();
		this.#of.set(client, own);
		const latest = (author: number): number => own.get(author)?.upTo.at(-1) ?? 0;
		if (latest(beside.client) > beside.clock) return;
		const raise = (author: number, next: number): void => {
			if (author === client || latest(author) >= next) return;
			const known = own.get(author) ?? { at: [], upTo: [] };
			own.set(author, known);
			known.at.push(clock);
			known.upTo.push(next);
		};
		for (const [author, known] of this.#of.get(beside.client) ?? [])
			raise(author, upTo(known, beside.clock));
		raise(beside.client, beside.clock + 1);
	}

	/**
	 * How far the author of an item that comes next must have known others: the next clock of each.
	 * Each is reckoned once, however often it is asked for.
	 */
	of({ id, origin, rightOrigin }: Written): (author: number) => number {
		const reckoned = new Map<number, number>();
		const through = (beside: Y.ID | null, author: number): number => {
			if (beside === null || beside.client === id.client) return 0;
			if (beside.client === author) return beside.clock + 1;
			return upTo(this.#of.get(beside.client)?.get(author), beside.clock);
		};
		const reckon = (author: number): number =>
			author === id.client
				? id.clock
				: Math.max(
						this.#of.get(id.client)?.get(author)?.upTo.at(-1) ?? 0,
						through(origin, author),
						through(rightOrigin, author),
					);
		return (author) => {
			const known = reckoned.get(author) ?? reckon(author);
			reckoned.set(author, known);
			return known;
		};
	}
}
