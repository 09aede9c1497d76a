import {
	answerOf,
	isObject,
	isText,
	momentOf,
	newestPlaces,
	progressOf,
	type Attempt,
	type KeptAnswer,
	type Progress,
} from '#lessons/own/entries.ts';
import { guessOf, seenOf } from '#lessons/own/guesses-and-paths.ts';
import { noteOf } from '#lessons/own/own-words.ts';
import { joinNotes } from '#lessons/own/notes.ts';

/**
 * Two records of one reader become one:
 *
 * - seals, paths gone to their end: whatever either has;
 * - a question's first answer and a guess: the earlier of the two;
 * - its latest answer, the places last read, an exercise: the later of the two (an exercise keeps the
 *   earlier `first` that it may hold); where only one of them has a moment, that one, earlier or later;
 * - tries: the larger count; solved: in either;
 * - a note: both texts, where neither holds the other.
 *
 * Where two things were done at the same moment, or nobody knows when, the choice hangs on what they
 * hold and not on which side they stand, so that both devices end up alike.
 */
export type Entries = Readonly<Record<string, unknown>>;

/** JSON with its keys in order: alike where the content is. */
export const canonical = (value: unknown): string =>
	JSON.stringify(value, (_, inside: unknown) =>
		isObject(inside)
			? Object.fromEntries(Object.entries(inside).sort(([one], [other]) => (one < other ? -1 : 1)))
			: inside,
	);

type Timed = object;
const timeOf = (value: Timed): string => momentOf((value as { at?: unknown }).at) ?? '';

function compare(one: Timed, other: Timed): number {
	const [from, to] = [timeOf(one), timeOf(other)];
	if (from !== to) return from < to ? -1 : 1;
	const [mine, theirs] = [canonical(one), canonical(other)];
	return mine === theirs ? 0 : mine < theirs ? -1 : 1;
}
function earlier<Value extends Timed>(one: Value | null, other: Value | null): Value | null {
	if (!one || !other) return one ?? other;
	// What nobody knows the moment of cannot claim to have been first.
	if ((timeOf(one) === '') !== (timeOf(other) === '')) return timeOf(one) === '' ? other : one;
	return compare(one, other) <= 0 ? one : other;
}
const later = <Value extends Timed>(one: Value | null, other: Value | null): Value | null =>
	one && other ? (compare(one, other) >= 0 ? one : other) : (one ?? other);

function mergeProgress(one: Progress, other: Progress): Progress {
	const places = newestPlaces([...one.places, ...other.places]);
	return {
		stamped: [...new Set([...one.stamped, ...other.stamped])],
		last: places[0]?.lesson ?? one.last ?? other.last,
		places,
	};
}

const mergeAnswers = (one: KeptAnswer, other: KeptAnswer): KeptAnswer => ({
	first: earlier<Attempt>(one.first, other.first),
	latest: later<Attempt>(one.latest, other.latest),
	tries: Math.max(one.tries, other.tries),
	solved: one.solved || other.solved,
});

function mergeExercises(one: Timed, other: Timed): Timed {
	// Apart from one another: which of them is later must not hang on a `first` that is not its own.
	const { first, ...rest } = one as { first?: unknown };
	const { first: otherFirst, ...otherRest } = other as { first?: unknown };
	const firsts = [first, otherFirst].filter(isObject);
	return {
		...later<Timed>(rest, otherRest),
		...(firsts.length > 0 && { first: earlier<Timed>(firsts[0] ?? null, firsts[1] ?? null) }),
	};
}

export const kindOf = (key: string): string => key.split('/', 1)[0] ?? '';

/** What an exercise cannot be gone on with, or shown by, is none. */
const isExercise = (value: unknown): value is object =>
	isObject(value) &&
	value['position'] !== undefined &&
	value['position'] !== null &&
	isText(value['title']) &&
	isText(value['finding']);

/** An entry as its kind has it; null where it holds nothing that can be read. */
export function readEntry(key: string, value: unknown): object | null {
	switch (kindOf(key)) {
		case 'progress': {
			const progress = progressOf(value);
			return progress.stamped.length > 0 || progress.last || progress.places.length > 0
				? progress
				: null;
		}
		case 'answer': {
			const answer = answerOf(value);
			return answer.first || answer.latest || answer.solved ? answer : null;
		}
		case 'note':
			return noteOf(value);
		case 'guess':
			return isObject(value) && Number.isFinite(value['value']) && guessOf(value) ? value : null;
		case 'exercise':
			return isExercise(value) ? value : null;
		case 'exercise-seen':
			return seenOf(value).length > 0 ? seenOf(value) : null;
		default:
			return isObject(value) ? value : null;
	}
}

function mergeEntry(key: string, one: object, other: object): object {
	switch (kindOf(key)) {
		case 'progress':
			return mergeProgress(progressOf(one), progressOf(other));
		case 'answer':
			return mergeAnswers(answerOf(one), answerOf(other));
		case 'note': {
			const [mine, theirs] = [noteOf(one), noteOf(other)];
			return (mine && theirs ? joinNotes(mine, theirs) : (mine ?? theirs)) ?? one;
		}
		case 'guess':
			return earlier(one, other) ?? one;
		case 'exercise-seen':
			return seenOf([...seenOf(one), ...seenOf(other)]);
		default:
			return mergeExercises(one, other);
	}
}

/** Everything that either record holds. What one of them holds unreadably the other's stands for. */
export function mergeRecords(here: Entries, there: Entries): Entries {
	const merged: Record<string, unknown> = { ...here };
	for (const [key, value] of Object.entries(there)) {
		const [mine, theirs] = [readEntry(key, here[key]), readEntry(key, value)];
		if (theirs) merged[key] = mine ? mergeEntry(key, mine, theirs) : theirs;
	}
	return merged;
}
