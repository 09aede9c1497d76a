import * as Y from 'yjs';
import { holderOf, isSame, lastClock, type Placed, type Torn } from './passing.ts';

type Within = Y.Item['parent'];
type Entered = Placed & { parent: Within; content: Y.Item['content'] };

const nobody: ReadonlyMap<number, number> = new Map();

const names = new WeakMap<object, string>();

/** Where an item stands: a text, or one key of the values. */
function placeOf(within: Within, key: string | null): string {
	if (!(within instanceof Y.AbstractType) || within._item !== null) return '';
	let name = names.get(within);
	if (name === undefined) {
		name = Y.findRootTypeKey(within);
		names.set(within, name);
	}
	return key === null ? name : `${name}:${key}`;
}

/** Of what kind a piece is: whatever it held, what has been deleted is like all else that has. */
export const kindIn = ({ content, deleted }: Pick<Y.Item, 'content' | 'deleted'>): unknown =>
	deleted ? Y.ContentDeleted : content.constructor;

/** Whether an item goes on where its author's last letter ends, and becomes one piece with it. */
function isContinued(
	store: Y.Doc['store'],
	{ id, origin, rightOrigin, content }: Entered,
): boolean {
	if (origin?.client !== id.client || origin.clock !== id.clock - 1) return false;
	const before = holderOf(store, origin);
	return (
		before instanceof Y.Item &&
		lastClock(before) === origin.clock &&
		kindIn(before) === content.constructor &&
		isSame(before.rightOrigin, rightOrigin)
	);
}

/**
 * How many steps a document takes at most, in whatever order it is put together. What is cheap in the
 * order it came in may be dear in the one it is written out in: a piece whose place is claimed by
 * others as well may have to walk past every piece that comes to stand behind one of those. Each new
 * piece of the same text or key is therefore counted once for each that could ever walk past it, on
 * the account of whoever wrote that one; what is written one after the other has none of them.
 */
export class Ledger {
	/** By place and author, how many pieces there share their place with another. */
	readonly #sharing = new Map<string, Map<number, number>>();
	readonly #counted = new Map<number, Set<number>>();
	readonly #caused = new Map<number, number>();
	/** All steps; more than there are, since nothing is said of what depends on what. */
	steps = 0;

	/** What another piece at a place costs, by whoever it is that would walk past it. */
	costAt(within: Within, key: string | null): ReadonlyMap<number, number> {
		if (this.#sharing.size === 0) return nobody;
		return this.#sharing.get(placeOf(within, key)) ?? nobody;
	}

	/** Whether no member has caused more steps than this one; not, where nobody has caused any. */
	isMostBy(memberId: string, memberOf: (author: number) => string | undefined): boolean {
		const byMember = new Map<string, number>();
		for (const [author, steps] of this.#caused) {
			const member = memberOf(author) ?? `${author}`;
			byMember.set(member, (byMember.get(member) ?? 0) + steps);
		}
		const own = byMember.get(memberId) ?? 0;
		return own > 0 && [...byMember.values()].every((steps) => steps <= own);
	}

	#cause(author: number, steps: number): void {
		if (steps === 0) return;
		this.#caused.set(author, (this.#caused.get(author) ?? 0) + steps);
		this.steps += steps;
	}

	#share(place: string, { client, clock }: Y.ID): void {
		const known = this.#counted.get(client) ?? new Set();
		if (known.has(clock)) return;
		this.#counted.set(client, known.add(clock));
		const byAuthor = this.#sharing.get(place) ?? new Map<number, number>();
		this.#sharing.set(place, byAuthor.set(client, (byAuthor.get(client) ?? 0) + 1));
	}

	/** A piece that has been torn in two. */
	tear({ parent, parentSub }: Torn): void {
		for (const [author, count] of this.costAt(parent, parentSub)) this.#cause(author, count);
	}

	/** One more item, before it is put in, and what it met on the way to its place. */
	add(
		store: Y.Doc['store'],
		item: Entered,
		{ steps, met, isState }: { steps: number; met: readonly Y.ID[]; isState: boolean },
	): void {
		const { id, parent, parentSub } = item;
		this.#cause(id.client, steps);
		// What walks past others on its way does not go on where its author’s last letter ends.
		if (!isState && (steps > 0 || !isContinued(store, item))) this.tear(item);
		if (met.length === 0) return;
		const place = placeOf(parent, parentSub);
		for (const sibling of met) this.#share(place, sibling);
		this.#share(place, id);
	}
}
