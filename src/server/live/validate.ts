import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { hasPart } from '#workflow/design-keys.ts';
import { decodeStrictly } from './readable.ts';

/** What an update is measured against. */
interface Ground {
	/** Author ids that the sender may write as. */
	own: ReadonlySet<number>;
	/** The next clock of an author: everything before it is known here. */
	clockOf: (author: number) => number;
}

export interface Fitting {
	problem?: undefined;
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

/** Whether a struct is simply what its author wrote next, into one of the named texts or values. */
function isNext(struct: Y.GC | Y.Item | Y.Skip, clockOf: Clocks): boolean {
	if (!(struct instanceof Y.Item)) return false;
	const parent: unknown = struct.parent;
	return (
		struct.id.clock === clockOf(struct.id.client) &&
		usual.some((kind) => struct.content instanceof kind) &&
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

/**
 * Reads one update before anything is done with it. Refused are: what cannot be read or is none of
 * what a design holds, words under somebody else's author id, and words that do not follow on from
 * what is known. An honest client sends none of these, since it never sees a teammate's words before
 * they are stored here.
 */
export function checkUpdate(body: Uint8Array, { own, clockOf }: Ground): Checked {
	let decoded: ReturnType<typeof decodeStrictly>;
	try {
		decoded = decodeStrictly(body);
	} catch {
		return { problem: 'unreadable update' };
	}
	const reach = new Map<number, number>();
	const reachOf = (author: number): number => reach.get(author) ?? clockOf(author);
	// Its first number says in how many runs the structs come: one, for what one author wrote next.
	const runs = decoding.readVarUint(decoding.createDecoder(body));
	let isPlain = runs <= 1;
	let author: number | null = null;
	for (const struct of decoded.structs) {
		const { client, clock } = struct.id;
		if (!own.has(client)) return { problem: 'foreign author' };
		if (struct instanceof Y.Skip || clock > reachOf(client)) return { problem: 'clock gap' };
		if (clock + struct.length > furthestClock) return { problem: 'clock too far' };
		// It would stand there under a clock that its author has not come to: nothing could follow it.
		if (struct.length === 0) return { problem: 'empty struct' };
		isPlain &&= isNext(struct, reachOf);
		reach.set(client, Math.max(reachOf(client), clock + struct.length));
		author = client;
	}
	// Of two runs of one author Yjs takes the last.
	const authors = new Set(decoded.structs.map(({ id }) => id.client));
	if (authors.size !== runs) return { problem: 'author twice' };
	for (const struct of decoded.structs) {
		if (!(struct instanceof Y.Item)) continue;
		if (!usual.some((kind) => struct.content instanceof kind))
			return { problem: 'strange content' };
		if (!hasPlace(struct)) return { problem: 'strange place' };
		if (!leansOnKnown(struct, reachOf)) return { problem: 'clock gap' };
	}
	let deletedPlaces = 0;
	for (const [client, deletions] of decoded.ds.clients) {
		deletedPlaces += deletions.length;
		const known = reachOf(client);
		// Yjs sorts them and puts together what touches; each would be gone through as often as it comes.
		const isAgain = deletions.some(({ clock }, index) => {
			const last = deletions[index - 1];
			return last !== undefined && clock < last.clock + last.len;
		});
		if (isAgain) return { problem: 'deleted again' };
		if (deletions.some(({ clock, len }) => clock >= known || clock + len > known)) {
			return { problem: 'clock gap' };
		}
	}
	return {
		author,
		reach,
		isPlain,
		deletions: decoded.ds.clients,
		structs: decoded.structs,
		deletedPlaces,
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
	const encoder = new Y.UpdateEncoderV1();
	const noStructs = 0;
	encoder.writeLen(noStructs);
	const known = [...deletions.clients]
		.map(([client, ranges]) => {
			const end = clockOf(client);
			return { client, end, ranges: ranges.filter(({ clock }) => clock < end) };
		})
		.filter(({ ranges }) => ranges.length > 0);
	encoder.writeLen(known.length);
	for (const { client, end, ranges } of known) {
		encoder.writeClient(client);
		encoder.writeLen(ranges.length);
		for (const { clock, len } of ranges) {
			encoder.writeDsClock(clock);
			encoder.writeDsLen(Math.min(len, end - clock));
		}
	}
	return known.length === 0 ? null : encoder.toUint8Array();
}
