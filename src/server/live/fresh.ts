import * as Y from 'yjs';
import { writeUpdate, type Struct } from '#workflow/update.ts';

type Decoded = ReturnType<typeof Y.decodeUpdate>;

const endOf = ({ id, length }: Struct): number => id.clock + length;

/** Whether everything from a clock on, so far, has been deleted already. */
function isGone({ store }: Y.Doc, client: number, { clock, len }: { clock: number; len: number }) {
	const end = clock + len;
	const structs = store.clients.get(client);
	if (!structs || end > Y.getState(store, client)) return false;
	let at = clock;
	for (let index = Y.findIndexSS(structs, clock); at < end; index += 1) {
		const struct = structs[index];
		if (!struct?.deleted) return false;
		at = endOf(struct);
	}
	return true;
}

/**
 * What of an update is new here, as an update of its own: without the words that are known under
 * their clocks and without what is deleted already. Whatever else it says under a known clock is
 * left out with it: passed on, a device that has not heard the words themselves yet would take that
 * for them. Null where all of it is new.
 */
export function freshOf(
	doc: Y.Doc,
	{ structs, ds }: Decoded,
	/** The next clock of an author, with what is on its way. */
	clockOf: (author: number) => number,
): Uint8Array | null {
	const isKnown = (struct: Struct): boolean => endOf(struct) <= clockOf(struct.id.client);
	const isKnownInPart = ({ id }: Struct): boolean => id.clock < clockOf(id.client);
	let isAllNew = !structs.some(isKnownInPart);
	const deletions = new Map<number, { clock: number; len: number }[]>();
	for (const [author, ranges] of ds.clients) {
		const left = ranges.filter((range) => !isGone(doc, author, range));
		isAllNew &&= left.length === ranges.length;
		if (left.length > 0) deletions.set(author, left);
	}
	if (isAllNew) return null;
	return writeUpdate(
		structs.filter((struct) => !isKnown(struct)),
		deletions,
		clockOf,
	);
}
