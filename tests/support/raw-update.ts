import * as encoding from 'lib0/encoding';

const tags = { array: 117, object: 118, nothing: 126 } as const;

/** What an item holds, by the number that Yjs writes it under. */
const contents = { json: 2, embed: 5, format: 6, any: 8 } as const;

interface Item {
	author: number;
	/** The author's next clock. */
	clock: number;
	kind: keyof typeof contents;
	/** The content as it stands in the update, behind the item's head. */
	content: (encoder: encoding.Encoder) => void;
}

/** An update of one item in the map of values, byte by byte: what no device of the site would write. */
export function rawUpdate({ author, clock, kind, content }: Item): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const part of [1, 1, author, clock]) encoding.writeVarUint(encoder, part);
	const hasKey = 32;
	encoding.writeUint8(encoder, contents[kind] | hasKey);
	encoding.writeVarUint(encoder, 1);
	encoding.writeVarString(encoder, 'values');
	encoding.writeVarString(encoder, 'pointValue');
	content(encoder);
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

interface Crowd {
	author: number;
	clock: number;
	count: number;
	/** The text they are put in, or the key of the values that they are put under. */
	text?: string;
	key?: string;
	/** Author and clock of what each of them has on its right. */
	right?: readonly [author: number, clock: number];
}

/** Items that all claim the same place, beside nothing: Yjs compares each with those before it. */
export function crowded({ author, clock, count, text = '', key, right }: Crowd): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const part of [1, count, author, clock]) encoding.writeVarUint(encoder, part);
	for (let number = 0; number < count; number++) {
		const hasRight = 64;
		if (right) {
			encoding.writeUint8(encoder, 4 | hasRight);
			for (const part of right) encoding.writeVarUint(encoder, part);
			encoding.writeVarString(encoder, 'x');
			continue;
		}
		encoding.writeUint8(encoder, key === undefined ? 4 : contents.any | 32);
		encoding.writeVarUint(encoder, 1);
		encoding.writeVarString(encoder, key === undefined ? text : 'values');
		if (key === undefined) {
			encoding.writeVarString(encoder, 'x');
			continue;
		}
		encoding.writeVarString(encoder, key);
		encoding.writeVarUint(encoder, 1);
		encoding.writeUint8(encoder, tags.nothing);
	}
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

/** JSON that many levels deep; with a number for a key it is written out the slow, recursive way. */
const deepJson = (depth: number): string => '{"0":'.repeat(depth) + '1' + '}'.repeat(depth);

function writeNest(encoder: encoding.Encoder, depth: number, key: string | null): void {
	for (let level = 0; level < depth; level++) {
		encoding.writeUint8(encoder, key === null ? tags.array : tags.object);
		encoding.writeVarUint(encoder, 1);
		if (key !== null) encoding.writeVarString(encoder, key);
	}
	encoding.writeUint8(encoder, tags.nothing);
}

/** Contents that nest, each way there is to write one; `depth` levels. */
export const nested = {
	json: (depth: number) => ({
		kind: 'json' as const,
		content(encoder: encoding.Encoder) {
			encoding.writeVarUint(encoder, 1);
			encoding.writeVarString(encoder, deepJson(depth));
		},
	}),
	embed: (depth: number) => ({
		kind: 'embed' as const,
		content: (encoder: encoding.Encoder) => encoding.writeVarString(encoder, deepJson(depth)),
	}),
	format: (depth: number) => ({
		kind: 'format' as const,
		content(encoder: encoding.Encoder) {
			encoding.writeVarString(encoder, 'bold');
			encoding.writeVarString(encoder, deepJson(depth));
		},
	}),
	lists: (depth: number) => ({
		kind: 'any' as const,
		content(encoder: encoding.Encoder) {
			encoding.writeVarUint(encoder, 1);
			writeNest(encoder, depth, null);
		},
	}),
	objects: (depth: number) => ({
		kind: 'any' as const,
		content(encoder: encoding.Encoder) {
			encoding.writeVarUint(encoder, 1);
			writeNest(encoder, depth, 'a');
		},
	}),
	/** Where a reader looks only at what an object has of its own, nothing seems to be in it. */
	prototypes: (depth: number) => ({
		kind: 'any' as const,
		content(encoder: encoding.Encoder) {
			encoding.writeVarUint(encoder, 1);
			writeNest(encoder, depth, '__proto__');
		},
	}),
	/** The same key twice: whoever looks at what has been read sees only the second, flat one. */
	overwritten: (depth: number) => ({
		kind: 'any' as const,
		content(encoder: encoding.Encoder) {
			encoding.writeVarUint(encoder, 1);
			encoding.writeUint8(encoder, tags.object);
			encoding.writeVarUint(encoder, 2);
			encoding.writeVarString(encoder, 'a');
			writeNest(encoder, depth, null);
			encoding.writeVarString(encoder, 'a');
			encoding.writeUint8(encoder, tags.nothing);
		},
	}),
} as const;

/** A value that is flat and far larger than any that a design holds. */
export const largeValue = (length: number) => ({
	kind: 'any' as const,
	content(encoder: encoding.Encoder) {
		encoding.writeVarUint(encoder, 1);
		encoding.writeAny(encoder, 'y'.repeat(length));
	},
});

export interface Piece {
	/** Author and clock of what it has on its left and on its right. */
	origin?: readonly [author: number, clock: number];
	right?: readonly [author: number, clock: number];
	text?: string;
	key?: string;
	words?: string;
	values?: readonly unknown[];
	/** So many that were deleted before they were sent. */
	deleted?: number;
	/** So many that were cleared away: it stands nowhere. */
	cleared?: number;
}
export interface Run {
	author: number;
	clock: number;
	pieces: readonly Piece[];
}
type Range = readonly [clock: number, length: number];
/** What is deleted of one author: from which clock on, and how much. */
export type Deleted = readonly [author: number, ranges: readonly Range[]];

/** An update byte by byte: pieces of several authors, and what is deleted of others. */
export function rawRuns(runs: readonly Run[], deleted: readonly Deleted[] = []): Uint8Array {
	const encoder = encoding.createEncoder();
	const number = (value: number) => encoding.writeVarUint(encoder, value);
	number(runs.length);
	for (const { author, clock, pieces } of runs) {
		[pieces.length, author, clock].forEach(number);
		for (const piece of pieces) writePiece(encoder, piece);
	}
	number(deleted.length);
	for (const [whose, ranges] of deleted) {
		number(whose);
		number(ranges.length);
		ranges.flat().forEach(number);
	}
	return encoding.toUint8Array(encoder);
}

function writePiece(encoder: encoding.Encoder, piece: Piece): void {
	const number = (value: number) => encoding.writeVarUint(encoder, value);
	const { origin, right, text, key, words, values, deleted, cleared } = piece;
	if (cleared !== undefined) return [0, cleared].forEach(number);
	const isBeside = origin !== undefined || right !== undefined;
	const kind = words !== undefined ? 4 : deleted !== undefined ? 1 : 8;
	const hasKey = key !== undefined && !isBeside ? 32 : 0;
	encoding.writeUint8(encoder, kind | (origin ? 128 : 0) | (right ? 64 : 0) | hasKey);
	origin?.forEach(number);
	right?.forEach(number);
	if (!isBeside) {
		number(1);
		encoding.writeVarString(encoder, key === undefined ? (text ?? '') : 'values');
		if (key !== undefined) encoding.writeVarString(encoder, key);
	}
	if (words !== undefined) return encoding.writeVarString(encoder, words);
	if (deleted !== undefined) return number(deleted);
	number(values?.length ?? 0);
	for (const value of values ?? []) encoding.writeAny(encoder, value as null);
}

/** The same of one author. */
export const raw = (
	author: number,
	clock: number,
	pieces: readonly Piece[],
	deleted: readonly Deleted[] = [],
): Uint8Array => rawRuns(pieces.length > 0 ? [{ author, clock, pieces }] : [], deleted);
