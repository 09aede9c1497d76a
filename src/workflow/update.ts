import * as Y from 'yjs';

type Decoded = ReturnType<typeof Y.decodeUpdate>;
/** What one author wrote at one place, as an update carries it. */
export type Struct = Decoded['structs'][number];
/** What is deleted of what each author wrote: `len` from `clock` on. */
export type Ranges = ReadonlyMap<number, readonly { clock: number; len: number }[]>;

/** Rows by whose they are, each author's in the order given. */
export function byAuthor<Row>(
	rows: readonly Row[],
	authorOf: (row: Row) => number,
): Map<number, Row[]> {
	const groups = new Map<number, Row[]>();
	for (const row of rows) {
		const group = groups.get(authorOf(row));
		if (group) group.push(row);
		else groups.set(authorOf(row), [row]);
	}
	return groups;
}

/**
 * One update in the format that `Y.applyUpdate` reads (V1), as Yjs writes it: the structs of each
 * author, in the order given, and what is deleted. Of an author's first struct nothing is written
 * that lies before the clock `from` names.
 */
export function writeUpdate(
	structs: readonly Struct[],
	deletions: Ranges,
	from: (author: number) => number = () => 0,
): Uint8Array {
	const encoder = new Y.UpdateEncoderV1();
	const written = byAuthor(structs, ({ id }) => id.client);
	encoder.writeLen(written.size);
	for (const [author, own] of written) {
		const first = Math.max(own[0]?.id.clock ?? 0, from(author));
		encoder.writeLen(own.length);
		encoder.writeClient(author);
		encoder.writeLen(first);
		for (const struct of own) struct.write(encoder, Math.max(0, first - struct.id.clock));
	}
	encoder.writeLen(deletions.size);
	for (const [author, ranges] of deletions) {
		encoder.writeClient(author);
		encoder.writeLen(ranges.length);
		for (const { clock, len } of ranges) {
			encoder.writeDsClock(clock);
			encoder.writeDsLen(len);
		}
	}
	return encoder.toUint8Array();
}
