const shelf = (name: string): string => `ll:put-away:${name}`;

function storage(): Storage | null {
	// Where the server draws the page, Node.js has a store of that name, and prints a warning for it.
	if (typeof document === 'undefined') return null;
	try {
		return localStorage;
	} catch {
		return null;
	}
}

/** The newest message of a kind, as of a class, that was put away on this device; 0 for none. */
export function putAway(name: string, kept: Pick<Storage, 'getItem'> | null = storage()): number {
	try {
		const id = Number(kept?.getItem(shelf(name)) ?? 0);
		return Number.isSafeInteger(id) && id > 0 ? id : 0;
	} catch {
		return 0;
	}
}

/** Remembers that a message was put away; without storage it comes back with the next page. */
export function notePutAway(
	name: string,
	id: number,
	kept: Pick<Storage, 'setItem'> | null = storage(),
): void {
	try {
		kept?.setItem(shelf(name), String(id));
	} catch {
		// A full or forbidden storage: the band is gone from this page all the same.
	}
}
