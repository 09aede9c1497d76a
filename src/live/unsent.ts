import * as Y from 'yjs';
import { byAuthor, type Struct } from '#workflow/update.ts';
import { deletionsOf, inPieces, largestUpdateBytes, type Deletion } from './pieces.ts';

const byClock = (one: Deletion, other: Deletion): number => one.clock - other.clock;

/** What is deleted here and not there. */
function onlyHere(here: readonly Deletion[], there: readonly Deletion[]): Deletion[] {
	const known = byAuthor(there, ({ author }) => author);
	return here.flatMap(({ author, clock, length }) => {
		const end = clock + length;
		const left: Deletion[] = [];
		let from = clock;
		for (const one of (known.get(author) ?? []).sort(byClock)) {
			if (one.clock + one.length <= from) continue;
			if (one.clock >= end) break;
			if (one.clock > from) left.push({ author, clock: from, length: one.clock - from });
			from = one.clock + one.length;
		}
		if (from < end) left.push({ author, clock: from, length: end - from });
		return left;
	});
}

/**
 * What this device has and the server lacks, as updates that fit a frame each, to be sent in that
 * order; empty when there is nothing.
 *
 * A server that shows nothing before it is on its disk can only lack this member's own work: from
 * this tab, or from an earlier one that was closed while offline. `serverUpdate` is what the
 * server sent in the same answer as its state vector, and must already have been applied. It names
 * every deletion that the server knows of; those are not sent back to it. Nor is what waits here for
 * words that have not come: a mate's, it would be refused. `deletionsFirst` is for a server that has no room for words before
 * something is deleted.
 */
export function unsentWork(
	doc: Y.Doc,
	serverVector: Uint8Array,
	serverUpdate: Uint8Array,
	{ mostBytes = largestUpdateBytes, deletionsFirst = false } = {},
): Uint8Array[] {
	const lacking = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, serverVector)).structs;
	const structs = lacking.filter(
		({ id, length }) => id.clock + length <= Y.getState(doc.store, id.client),
	);
	const deletions = onlyHere(
		deletionsOf(Y.createDeleteSetFromStructStore(doc.store)),
		deletionsOf(Y.decodeUpdate(serverUpdate).ds),
	);
	if (!deletionsFirst) return piecesOfWork(structs, deletions, mostBytes);
	// Of its own words only the server's part can be deleted before the rest of them is there.
	const vector = Y.decodeStateVector(serverVector);
	const there = deletions.flatMap((deletion) => partBefore(deletion, vector));
	return [
		...piecesOfWork([], there, mostBytes),
		...piecesOfWork(structs, onlyHere(deletions, there), mostBytes),
	];
}

/** What is deleted of the words that a state vector knows. */
function partBefore(deletion: Deletion, vector: ReadonlyMap<number, number>): Deletion[] {
	const { author, clock, length } = deletion;
	const known = Math.min(length, (vector.get(author) ?? 0) - clock);
	return known > 0 ? [{ author, clock, length: known }] : [];
}

const piecesOfWork = (
	structs: readonly Struct[],
	deletions: readonly Deletion[],
	mostBytes: number,
): Uint8Array[] =>
	structs.length + deletions.length > 0 ? inPieces(structs, deletions, mostBytes) : [];
