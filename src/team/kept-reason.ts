import { storageHere } from './join-code.ts';

/**
 * Why a team will not do as a comment says, while it is being written: the words are kept on this
 * device, by seat and comment, until they are sent or given up on purpose.
 */
const shelf = (name: string): string => `ll:reason:${name}`;

export function keptReason(
	name: string,
	storage: Pick<Storage, 'getItem'> | null = storageHere(),
): string {
	try {
		return storage?.getItem(shelf(name)) ?? '';
	} catch {
		return '';
	}
}

/** Keeps the words, or forgets them where there are none; false where this device keeps nothing. */
export function keepReason(
	name: string,
	reason: string,
	storage: Pick<Storage, 'setItem' | 'removeItem'> | null = storageHere(),
): boolean {
	try {
		if (reason.trim() === '') storage?.removeItem(shelf(name));
		else storage?.setItem(shelf(name), reason);
		return storage !== null;
	} catch {
		return false;
	}
}
