import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { hasPart } from '#workflow/design-keys.ts';
import { writeUpdate } from '#workflow/update.ts';
import { freshOf } from './fresh.ts';
import { decodeStrictly } from './readable.ts';

/** What an update is measured against. */
interface Ground {
	/** The document as it is on the disk. */
	doc: Y.Doc;
	/** Author ids that the sender may write as. */
	own: ReadonlySet<number>;
	/** The next clock of an author: everything before it is known here. */
	clockOf: (author: number) => number;
}

export interface Fitting {
	problem?: undefined;
	/** What of it is new here; all else of it counts for nothing. */
	body: Uint8Array;
	/** Of how many structs and deletions it was, the known ones too. */
	read: number;
	/** Who wrote it; null when it only deletes. */
	author: number | null;
	/** The next clock of each author who has written in it. */
	reach: ReadonlyMap<number, number>;
	/**
	 * Whether it is nothing but the next words and deletions of one author, each leaning on what was
	 * there before. Such an update fits whatever it is applied to; any other has to be tried first.
	 */
	isPlain: boolean;
	/** What it deletes of each author. */
	deletions: ReadonlyMap<number, readonly { clock: number; len: number }[]>;
	structs: readonly (Y.GC | Y.Item | Y.Skip)[];
	/** In how many places it deletes. */
	deletedPlaces: number;
}

/** What is known of an update, or what is wrong with it. */
export type Checked = { problem: string } | Fitting;

/** All that a design's document is made of: texts, values, and what was deleted of either. */
const usual = [Y.ContentString, Y.ContentAny, Y.ContentDeleted] as const;

type Clocks = (author: number) => number;

/**
 * Further than anybody writes in a life. Near the end of what a number can count, an author's clock
 * no longer moves, and the next edit of every teammate would fail on his device.
 */
const furthestClock = 2 ** 31;

/** Whether everything a struct leans on is known, so that it can be shown at once. */
function leansOnKnown(item: Y.Item, clockOf: Clocks): boolean {
	const parent: unknown = item.parent;
	const leans = [item.origin, item.rightOrigin, parent instanceof Y.ID ? parent : null];
	return leans.every((id) => id === null || id.clock < clockOf(id.client));
}

/** Whether an item is simply what its author wrote next, into one of the named texts or values. */
function isNext(struct: Y.Item, clockOf: Clocks): boolean {
	const parent: unknown = struct.parent;
	return (
		struct.id.clock === clockOf(struct.id.client) &&
		!(parent instanceof Y.ID) &&
		leansOnKnown(struct, clockOf)
	);
}

/**
 * Whether a struct goes where a design has something. Whatever has a neighbour goes beside it, and
 * documents from before keep what they have: only what is new is looked at.
 */
function hasPlace({ origin, rightOrigin, parent, parentSub }: Y.Item): boolean {
	if (origin !== null || rightOrigin !== null) return true;
	const name: unknown = parent;
	return typeof name === 'string' && hasPart(name, parentSub);
}

/** Whether an update is under its sender's own names, and goes on from what is known of each. */
function isOwnAndNext(
	structs: readonly (Y.GC | Y.Item | Y.Skip)[],
	{ own, clockOf }: Omit<Ground, 'doc'>,
): { problem: string } | { problem?: undefined; reach: Map<number, number> } {
	const reach = new Map<number, number>();
	for (const struct of structs) {
		const { client, clock } = struct.id;
		if (!own.has(client)) return { problem: 'foreign author' };
		const reached = reach.get(client) ?? clockOf(client);
		if (struct instanceof Y.Skip || clock > reached) return { problem: 'clock gap' };
		if (clock + struct.length > furthestClock) return { problem: 'clock too far' };
		// It would stand there under a clock that its author has not come to: nothing could follow it.
		if (struct.length === 0) return { problem: 'empty struct' };
		reach.set(client, Math.max(reached, clock + struct.length));
	}
	return { reach };
}

const placesIn = (deletions: ReadonlyMap<number, readonly unknown[]>): number =>
	[...deletions.values()].reduce((sum, { length }) => sum + length, 0);

/** What is wrong with the deletions of an update; null for nothing. */
function faultOfDeletions(
	{ clients }: ReturnType<typeof decodeStrictly>['ds'],
	reachOf: Clocks,
): string | null {
	for (const [client, deletions] of clients) {
		const known = reachOf(client);
		// Yjs sorts them and puts together what touches; each would be gone through as often as it comes.
		const isAgain = deletions.some(({ clock }, index) => {
			const last = deletions[index - 1];
			return last !== undefined && clock < last.clock + last.len;
		});
		if (isAgain) return 'deleted again';
		if (deletions.some(({ clock, len }) => clock >= known || clock + len > known))
			return 'clock gap';
	}
	return null;
}

/**
 * Reads one update before anything is done with it. Refused are: what cannot be read or is none of
 * what a design holds, words under somebody else's author id, and words that do not follow on from
 * what is known. An honest client sends none of these, since it never sees a teammate's words before
 * they are stored here. What is known already it may send again, and that is left out.
 */
export function checkUpdate(asked: Uint8Array, { doc, own, clockOf }: Ground): Checked {
	let body = asked;
	let decoded: ReturnType<typeof decodeStrictly>;
	try {
		decoded = decodeStrictly(body);
	} catch {
		return { problem: 'unreadable update' };
	}
	const order = isOwnAndNext(decoded.structs, { own, clockOf });
	if (order.problem !== undefined) return order;
	const { reach } = order;
	const reachOf = (author: number): number => reach.get(author) ?? clockOf(author);
	// Its first number says in how many runs the structs come: one, for what one author wrote next.
	// Of two runs of one author Yjs takes the last.
	const runs = decoding.readVarUint(decoding.createDecoder(body));
	if (new Set(decoded.structs.map(({ id }) => id.client)).size !== runs)
		return { problem: 'author twice' };
	const fault = faultOfDeletions(decoded.ds, reachOf);
	if (fault) return { problem: fault };
	const read = decoded.structs.length + placesIn(decoded.ds.clients);
	const fresh = freshOf(doc, decoded, clockOf);
	if (fresh) {
		body = fresh;
		decoded = decodeStrictly(fresh);
	}
	let isPlain = runs <= 1;
	let author: number | null = null;
	const next = new Map<number, number>();
	const nextOf = (client: number): number => next.get(client) ?? clockOf(client);
	for (const struct of decoded.structs) {
		// What was cleared away is told as deleted words: whatever stood beside a gap would be one too.
		if (!(struct instanceof Y.Item)) return { problem: 'strange content' };
		if (!usual.some((kind) => struct.content instanceof kind))
			return { problem: 'strange content' };
		if (!hasPlace(struct)) return { problem: 'strange place' };
		if (!leansOnKnown(struct, reachOf)) return { problem: 'clock gap' };
		isPlain &&= isNext(struct, nextOf);
		author = struct.id.client;
		next.set(author, struct.id.clock + struct.length);
	}
	const deletions = decoded.ds.clients;
	return {
		body,
		read,
		author,
		reach,
		isPlain,
		deletions,
		structs: decoded.structs,
		deletedPlaces: placesIn(deletions),
	};
}

const addsNothing = (struct: Y.GC | Y.Item | Y.Skip): boolean =>
	struct instanceof Y.GC ||
	(struct instanceof Y.Item && struct.content instanceof Y.ContentDeleted);

/**
 * Whether an update takes away and adds nothing but what has been deleted again; false for one that
 * cannot be read.
 */
export function onlyDeletes(body: Uint8Array): boolean {
	try {
		return Y.decodeUpdate(body).structs.every(addsNothing);
	} catch {
		return false;
	}
}

/** What an update deletes of what is known, as one that does nothing else; null for nothing. */
export function knownDeletions(body: Uint8Array, clockOf: Clocks): Uint8Array | null {
	let deletions: ReturnType<typeof decodeStrictly>['ds'];
	try {
		deletions = decodeStrictly(body).ds;
	} catch {
		return null;
	}
	const known = new Map<number, { clock: number; len: number }[]>();
	for (const [client, ranges] of deletions.clients) {
		const end = clockOf(client);
		const here = ranges
			.filter(({ clock }) => clock < end)
			.map(({ clock, len }) => ({ clock, len: Math.min(len, end - clock) }));
		if (here.length > 0) known.set(client, here);
	}
	return known.size === 0 ? null : writeUpdate([], known, clockOf);
}
