/**
 * Where somebody was writing when the document under him was replaced, as by a lecturer who puts an
 * earlier state back: its fields are made anew, and the hands that type know nothing of it.
 */
let left: { field: string; words: string; place: number; at: number } | null = null;

/** The next document is here a moment later, or it is not the same writing any more. */
const soonMilliseconds = 2_000;

/** A field goes with its words; `place` is where the caret was in them, null for nowhere. */
export function leave(field: string, words: string, place: number | null): void {
	if (place !== null) left = { field, words, place, at: performance.now() };
}

/**
 * Where the caret goes on in a field that comes in another's place; null when it was elsewhere.
 * Among other words the old place means nothing: there it goes on at their end.
 */
export function placeLeftIn(field: string, words: string): number | null {
	if (left?.field !== field || performance.now() - left.at > soonMilliseconds) return null;
	const place = words === left.words ? left.place : words.length;
	left = null;
	const { activeElement } = document;
	return activeElement === null || activeElement === document.body ? place : null;
}
