import * as Y from 'yjs';

/** What an update is measured against. */
interface Ground {
	/** Author ids that the sender may write as. */
	own: ReadonlySet<number>;
	/** The next clock of an author: everything before it is known here. */
	clockOf: (author: number) => number;
}

/** Who wrote an update (null when it only deletes), or what is wrong with it. */
export type Checked =
	{ problem: string; author?: undefined } | { problem?: undefined; author: number | null };

const strange = [Y.ContentDoc, Y.ContentType, Y.ContentEmbed, Y.ContentBinary] as const;

/** Whether everything a struct leans on is known, so that it can be shown at once. */
function leansOnKnown(item: Y.Item, clockOf: (author: number) => number): boolean {
	const parent: unknown = item.parent;
	const leans = [item.origin, item.rightOrigin, parent instanceof Y.ID ? parent : null];
	return leans.every((id) => id === null || id.clock < clockOf(id.client));
}

/**
 * Reads one update before anything is done with it. Refused are: what cannot be read, words under
 * somebody else's author id, and words that do not follow on from what is known. An honest client
 * sends none of these, since it never sees a teammate's words before they are stored here.
 */
export function checkUpdate(body: Uint8Array, { own, clockOf }: Ground): Checked {
	let decoded: ReturnType<typeof Y.decodeUpdate>;
	try {
		decoded = Y.decodeUpdate(body);
	} catch {
		return { problem: 'unreadable update' };
	}
	const clocks = new Map<number, number>();
	const reach = (author: number): number => clocks.get(author) ?? clockOf(author);
	let author: number | null = null;
	for (const struct of decoded.structs) {
		const { client, clock } = struct.id;
		if (!own.has(client)) return { problem: 'foreign author' };
		if (struct instanceof Y.Skip || clock > reach(client)) return { problem: 'clock gap' };
		clocks.set(client, Math.max(reach(client), clock + struct.length));
		author = client;
	}
	for (const struct of decoded.structs) {
		if (!(struct instanceof Y.Item)) continue;
		if (strange.some((kind) => struct.content instanceof kind))
			return { problem: 'strange content' };
		if (!leansOnKnown(struct, reach)) return { problem: 'clock gap' };
	}
	for (const [client, deletions] of decoded.ds.clients) {
		if (deletions.some(({ clock, len }) => clock + len > reach(client))) {
			return { problem: 'clock gap' };
		}
	}
	return { author };
}

/** Whether an update takes away and adds nothing; false for one that cannot be read. */
export function onlyDeletes(body: Uint8Array): boolean {
	try {
		return Y.decodeUpdate(body).structs.length === 0;
	} catch {
		return false;
	}
}
