import * as Y from 'yjs';

/**
 * What this device has and the server lacks, as one update; null when there is nothing.
 *
 * A server that shows nothing before it is on its disk can only lack this member's own work: from
 * this tab, or from an earlier one that was closed while offline. `serverUpdate` is what the
 * server sent in the same answer as its state vector, and must already have been applied.
 */
export function unsentWork(
	doc: Y.Doc,
	serverVector: Uint8Array,
	serverUpdate: Uint8Array,
): Uint8Array | null {
	const there = Y.decodeStateVector(serverVector);
	const here = Y.decodeStateVector(Y.encodeStateVector(doc));
	const written = [...here].some(([author, clock]) => clock > (there.get(author) ?? 0));
	const deletedHere = Y.createDeleteSetFromStructStore(doc.store);
	const deletedThere = Y.decodeUpdate(serverUpdate).ds;
	if (!written && Y.equalDeleteSets(deletedHere, deletedThere)) return null;
	return Y.encodeStateAsUpdate(doc, serverVector);
}
