/**
 * The one way to what this reader's browser keeps of the course; own-keys.ts names what that is.
 *
 * Storage that is full or switched off never throws past this file: reading finds nothing, writing
 * answers `false`.
 */
export interface Kept {
	/** What stands under a key, parsed; undefined where nothing does or it cannot be read. */
	readonly value: unknown;
	/** Exactly as it is stored; null where nothing is. */
	readonly raw: string | null;
}

export function readKept(key: string): Kept {
	let raw: string | null = null;
	try {
		raw = localStorage.getItem(key);
		return { raw, value: raw === null ? undefined : (JSON.parse(raw) as unknown) };
	} catch {
		return { raw, value: undefined };
	}
}

/** What is stored under a key as an object, or an empty one where there is none. */
export function readObject(key: string): Record<string, unknown> {
	const { value } = readKept(key);
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

export const writeKept = (key: string, value: object): boolean =>
	writeRaw(key, JSON.stringify(value));

/** Puts back what `readKept` found, to the letter. */
export function writeRaw(key: string, raw: string | null): boolean {
	try {
		if (raw === null) localStorage.removeItem(key);
		else localStorage.setItem(key, raw);
		return true;
	} catch {
		return false;
	}
}

/** Calls when another tab has changed something of the reader's own; `key` is null for everything. */
export function whenChangedElsewhere(
	isMeant: (key: string) => boolean,
	hear: (key: string | null) => void,
): void {
	addEventListener('storage', ({ key }) => {
		if (key === null || isMeant(key)) hear(key);
	});
}
