import { isObject, isText, momentOf, type Moment } from '#lessons/own/entries.ts';

/** What exercises and simulators keep of a reader, read from anything; lessons themselves need none of it. */

/** A guess as it was shown; a simulator writes it, under `guess/<lesson>/<model>`. */
export interface KeptGuess {
	readonly ask: string;
	readonly guess: string;
	readonly truth: string;
	readonly at: Moment;
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
