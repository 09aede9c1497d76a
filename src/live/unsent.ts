import * as Y from 'yjs';

/** How far each author has come in a document. */
const clocks = (doc: Y.Doc): Map<number, number> => Y.decodeStateVector(Y.encodeStateVector(doc));

/** Those of the given authors whose work in the document goes beyond what the server has. */
export function authorsAhead(doc: Y.Doc, serverVector: Uint8Array, authors: readonly number[]): number[] {
	const here = clocks(doc);
	const there = Y.decodeStateVector(serverVector);
	return authors.filter((author) => (here.get(author) ?? 0) > (there.get(author) ?? 0));
}

/**
 * What one author has written (and whatever was deleted) that the server lacks, as an update that
 * carries no other author's work; null when there is nothing. `serverUpdate` is what the server
 * sent in the same answer and must already have been applied to the document.
 */
export function unsentWork(
	doc: Y.Doc,
	author: number,
	serverVector: Uint8Array,
	serverUpdate: Uint8Array,
): Uint8Array | null {
	const written = authorsAhead(doc, serverVector, [author]).length > 0;
	const deletedHere = Y.createDeleteSetFromStructStore(doc.store);
	const deletedThere = Y.decodeUpdate(serverUpdate).ds;
	if (!written && Y.equalDeleteSets(deletedHere, deletedThere)) return null;
	// Everybody else counts as known, so that only this author's structs are encoded.
	const known = clocks(doc);
	known.set(author, Y.decodeStateVector(serverVector).get(author) ?? 0);
	return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(known));
}
