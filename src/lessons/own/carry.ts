import { readEntry, type Entries } from '#lessons/own/merge.ts';
import { ownKeys } from '#lessons/own/own-keys.ts';
import { readKept, writeRaw } from '#lessons/own/storage.ts';

/** Everything of the reader's own that this browser holds and that can be read. */
export const ownEntries = (): Entries =>
	Object.fromEntries(
		ownKeys().flatMap((key) => {
			const entry = readEntry(key, readKept(key).value);
			return entry ? [[key, entry] as const] : [];
		}),
	);

export interface Done {
	readonly kept: boolean;
	/** Takes it back, but for what was changed again since; answers whether all of it went. */
	readonly undo: () => boolean;
}

/** Writes all of it or nothing: storage that fills half-way is put back as it was. */
function writeAll(wanted: ReadonlyMap<string, string | null>): Done {
	const before = new Map([...wanted.keys()].map((key) => [key, readKept(key).raw]));
	const putBack = (): boolean =>
		[...wanted]
			.map(([key, raw]) => readKept(key).raw === raw && writeRaw(key, before.get(key) ?? null))
			.every(Boolean);
	for (const [key, raw] of wanted) {
		if (writeRaw(key, raw)) continue;
		putBack();
		return { kept: false, undo: () => true };
	}
	return { kept: true, undo: putBack };
}

/** Takes entries into this browser. */
export const takeIn = (entries: Entries, keys: readonly string[]): Done =>
	writeAll(new Map(keys.map((key) => [key, JSON.stringify(entries[key])])));

/** Clears the reader's own record, and nothing else that this browser keeps. */
export const clearAll = (): Done => writeAll(new Map(ownKeys().map((key) => [key, null])));
