import { mergeRecords, readEntry, type Entries } from '#lessons/own/merge.ts';
import { ownKeys } from '#lessons/own/own-keys.ts';
import { readKept, writeRaw, type Kept } from '#lessons/own/storage.ts';

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
	/** Takes it back; what was changed again since is joined with what was there, and then it answers false. */
	readonly undo: () => boolean;
}

/** Joins what stood under a key before with what was written there since, so that neither is lost. */
function joinSince(key: string, before: Kept, since: Kept): void {
	const joined = mergeRecords({ [key]: before.value }, { [key]: since.value })[key];
	if (readEntry(key, joined)) writeRaw(key, JSON.stringify(joined));
}

/** Writes all of it or nothing: storage that fills half-way is put back as it was. */
function writeAll(wanted: ReadonlyMap<string, string | null>): Done {
	const before = new Map([...wanted.keys()].map((key) => [key, readKept(key)]));
	/** How much more room a value takes as it was than as it is. */
	const growth = ([key, was]: [string, Kept]): number =>
		(was.raw?.length ?? 0) - (readKept(key).raw?.length ?? 0);
	const putBack = (): boolean =>
		// What makes room comes first: storage may be full.
		[...before]
			.sort((one, other) => growth(one) - growth(other))
			.map(([key, was]) => {
				const since = readKept(key);
				if (since.raw === wanted.get(key)) return writeRaw(key, was.raw);
				if (since.raw === was.raw) return true;
				joinSince(key, was, since);
				return false;
			})
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
