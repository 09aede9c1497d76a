import { isObject, isText, momentOf, type Moment } from '#lessons/own/entries.ts';

/** What a reader wrote and guessed, read from anything as the other entries are. */

export interface Note {
	readonly text: string;
	readonly at: Moment;
}

/** A guess as it was shown; a simulator writes it, under `guess/<lesson>/<model>`. */
export interface KeptGuess {
	readonly ask: string;
	readonly guess: string;
	readonly truth: string;
	readonly at: Moment;
}

/** A note; null where there is none, or an empty one. */
export function noteOf(value: unknown): Note | null {
	if (!isObject(value) || !isText(value['text']) || value['text'].trim() === '') return null;
	return { text: value['text'], at: momentOf(value['at']) ?? '' };
}

export function guessOf(value: unknown): KeptGuess | null {
	if (!isObject(value)) return null;
	const { ask, guess, truth } = value;
	if (!isText(ask) || !isText(guess) || !isText(truth)) return null;
	return { ask, guess, truth, at: momentOf(value['at']) ?? '' };
}

/** The paths gone to their end in a branching case, each once; an exercise keeps them as one list. */
export const seenOf = (value: unknown): string[] =>
	Array.isArray(value) ? [...new Set(value.filter(isText).filter((path) => path !== ''))] : [];
