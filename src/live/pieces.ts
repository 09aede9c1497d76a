import * as Y from 'yjs';
import { largestFrameBytes } from '#workflow/messages.ts';
import { byAuthor, writeUpdate, type Struct } from '#workflow/update.ts';

/** Deleted: `length` from `clock` on of what an author wrote. */
export interface Deletion {
	author: number;
	clock: number;
	length: number;
}

/** The largest update that fits a frame, whose first byte is its kind, in bytes. */
export const largestUpdateBytes = largestFrameBytes - 1;
/** More than any deletion takes, with its author's header. */
const bytesPerDeletion = 32;
/** More than everything about a run of text but its characters takes, and what each of those does. */
const bytesAroundText = 128;
const bytesPerUnit = 3;

/** The deletions of a set, one by one. */
export const deletionsOf = ({ clients }: ReturnType<typeof Y.decodeUpdate>['ds']): Deletion[] =>
	[...clients].flatMap(([author, ranges]) =>
		ranges.map(({ clock, len }) => ({ author, clock, length: len })),
	);

/** One update, in the format that `Y.applyUpdate` reads. */
function encode(structs: readonly Struct[], deletions: readonly Deletion[]): Uint8Array {
	const ranges = new Map(
		[...byAuthor(deletions, ({ author }) => author)].map(([author, own]) => [
			author,
			own.map(({ clock, length }) => ({ clock, len: length })),
		]),
	);
	return writeUpdate(structs, ranges);
}

/** Cuts a run of text that no frame could take, never through the middle of a character. */
function cutText(struct: Struct, mostBytes: number): Struct[] {
	if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return [struct];
	const { str } = struct.content;
	const most = Math.max(2, Math.floor((mostBytes - bytesAroundText) / bytesPerUnit));
	if (str.length <= most) return [struct];
	const { client, clock } = struct.id;
	const parts: Struct[] = [];
	for (let from = 0; from < str.length;) {
		let to = Math.min(from + most, str.length);
		if (to < str.length && /[\uD800-\uDBFF]/.test(str.charAt(to - 1))) to -= 1;
		parts.push(
			new Y.Item(
				Y.createID(client, clock + from),
				null,
				from === 0 ? struct.origin : Y.createID(client, clock + from - 1),
				null,
				struct.rightOrigin,
				struct.parent,
				struct.parentSub,
				new Y.ContentString(str.slice(from, to)),
			),
		);
		from = to;
	}
	return parts;
}

/** The same structs, each after everything among them that it leans on. */
function inOrder(structs: readonly Struct[]): Struct[] {
	const queues = byAuthor(structs, ({ id }) => id.client);
	const reached = new Map([...queues].map(([author, [head]]) => [author, head?.id.clock ?? 0]));
	const isReady = (struct: Struct): boolean => {
		if (!(struct instanceof Y.Item)) return true;
		const { origin, rightOrigin, parent } = struct;
		return [origin, rightOrigin, parent instanceof Y.ID ? parent : null].every(
			(id) =>
				id === null ||
				id.client === struct.id.client ||
				id.clock < (reached.get(id.client) ?? Infinity),
		);
	};
	const ordered: Struct[] = [];
	for (let before = -1; before < ordered.length;) {
		before = ordered.length;
		for (const [author, queue] of queues) {
			const stop = queue.findIndex((struct) => !isReady(struct));
			const ready = queue.splice(0, stop === -1 ? queue.length : stop);
			const last = ready.at(-1);
			if (last) reached.set(author, last.id.clock + last.length);
			ordered.push(...ready);
		}
	}
	return [...ordered, ...[...queues.values()].flat()];
}

/**
 * What was written and deleted as updates of at most `mostBytes` each, to be applied in that order:
 * every one leans only on those before it, for the server takes no update with a gap. A single
 * value that is larger than that stays whole.
 */
export function inPieces(
	structs: readonly Struct[],
	deletions: readonly Deletion[],
	mostBytes = largestUpdateBytes,
): Uint8Array[] {
	const whole = encode(structs, deletions);
	if (whole.length <= mostBytes) return [whole];
	const pieces: Uint8Array[] = [];
	let written: Struct[] = [];
	let deleted: Deletion[] = [];
	let bytes = 0;
	const close = () => {
		if (written.length + deleted.length > 0) pieces.push(encode(written, deleted));
		written = [];
		deleted = [];
		bytes = 0;
	};
	const makeRoom = (more: number) => {
		if (bytes + more > mostBytes) close();
		bytes += more;
	};
	for (const struct of inOrder(structs).flatMap((one) => cutText(one, mostBytes))) {
		makeRoom(encode([struct], []).length);
		written.push(struct);
	}
	for (const deletion of deletions) {
		makeRoom(bytesPerDeletion);
		deleted.push(deletion);
	}
	close();
	return pieces;
}

/** One update as updates that fit a frame each. */
export function piecesOf(update: Uint8Array, mostBytes = largestUpdateBytes): Uint8Array[] {
	if (update.length <= mostBytes) return [update];
	const { structs, ds } = Y.decodeUpdate(update);
	return inPieces(structs, deletionsOf(ds), mostBytes);
}
