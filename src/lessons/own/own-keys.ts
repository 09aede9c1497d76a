/**
 * Every key that belongs to the reader; settings of the device (colours, keys, seats in classes) are
 * not among them.
 */
const slug = '[a-z0-9]+(?:-[a-z0-9]+)*';
const ownKey = new RegExp(
	`^(?:progress|note/${slug}|(?:answer|guess|exercise|exercise-seen)/${slug}/${slug}(?:/${slug})?)$`,
);

export const isOwnKey = (key: string): boolean => ownKey.test(key);

/** Every key of the reader's own that something stands under, in order. */
export function ownKeys(): string[] {
	try {
		return Array.from({ length: localStorage.length }, (_, place) => localStorage.key(place) ?? '')
			.filter(isOwnKey)
			.sort();
	} catch {
		return [];
	}
}
