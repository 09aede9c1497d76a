const shelf = (classId: string): string => `ll:put-away:${classId}`;

function storage(): Storage | null {
	try {
		return globalThis.localStorage ?? null;
	} catch {
		return null;
	}
}

/** The newest message of a class that was put away on this device; 0 for none. */
export function putAway(
	classId: string,
	kept: Pick<Storage, 'getItem'> | null = storage(),
): number {
	try {
		const id = Number(kept?.getItem(shelf(classId)) ?? 0);
		return Number.isSafeInteger(id) && id > 0 ? id : 0;
	} catch {
		return 0;
	}
}

/** Remembers that a message was put away; without storage it comes back with the next page. */
export function notePutAway(
	classId: string,
	id: number,
	kept: Pick<Storage, 'setItem'> | null = storage(),
): void {
	try {
		kept?.setItem(shelf(classId), String(id));
	} catch {
		// A full or forbidden storage: the band is gone from this page all the same.
	}
}
