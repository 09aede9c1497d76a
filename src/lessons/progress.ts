import {
	answerOf,
	newestPlaces,
	progressOf,
	type Attempt,
	type KeptAnswer,
	type Place,
	type Progress,
} from '#lessons/own/entries.ts';
import { readObject, writeKept } from '#lessons/own/storage.ts';

/**
 * What this reader has done, kept in the reader's own browser and nowhere else.
 *
 * Seals and the places last read stand under the key `progress`: `{"stamped":["goals","clv"],
 * "last":"clv","places":[…]}`. Each question has a key of its own, `answer/clv/budget-ceiling`, so
 * that two tabs that are open at once never write over each other's answers.
 *
 * A lesson and a question are known by their words, so renumbering loses nothing; a word that
 * nothing has any more is kept and simply not shown. Storage that is full or switched off means
 * that nothing is remembered, and the caller is told so (`false`).
 */
const key = 'progress';

export const readProgress = (): Progress => progressOf(readObject(key));

export function setStamped(lesson: string, stamped: boolean): boolean {
	const progress = readProgress();
	const others = progress.stamped.filter((word) => word !== lesson);
	return writeKept(key, { ...progress, stamped: stamped ? [...others, lesson] : others });
}

/** A lesson was opened: it is the last one, from the section where its reader was before. */
export function noteReading(lesson: string, at: string): void {
	const before = readProgress().places.find((place) => place.lesson === lesson);
	notePlace({ section: null, words: null, ...before, lesson, at });
}

/** A section came into view. */
export function notePlace(place: Place): void {
	const { places, ...progress } = readProgress();
	// Where the reader is now is the newest: what claims to be later was not read yet.
	const others = places.filter(({ lesson, at }) => lesson !== place.lesson && at <= place.at);
	writeKept(key, {
		...progress,
		last: place.lesson,
		places: newestPlaces([place, ...others]),
	});
}

const answerKey = (lesson: string, question: string): string => `answer/${lesson}/${question}`;

export const readAnswer = (lesson: string, question: string): KeptAnswer =>
	answerOf(readObject(answerKey(lesson, question)));

/** Keeps an answer beside the first one; read and written in one breath, for the sake of other tabs. */
export function noteAnswer(lesson: string, question: string, given: Attempt): boolean {
	const before = readAnswer(lesson, question);
	return writeKept(answerKey(lesson, question), {
		first: before.first ?? given,
		latest: given,
		tries: before.tries + 1,
		solved: before.solved || given.right,
	});
}

/** Starts a lesson's questions again, all but the first answers; what it answers takes that back. */
export function clearAnswers(lesson: string, questions: readonly string[]): () => boolean {
	const before = questions.map((question) => ({ question, kept: readAnswer(lesson, question) }));
	for (const { question, kept } of before)
		if (kept.first)
			writeKept(answerKey(lesson, question), {
				first: kept.first,
				latest: null,
				tries: 0,
				solved: false,
			});
	return () =>
		before
			.filter(({ kept }) => kept.first)
			.map(({ question, kept }) => writeKept(answerKey(lesson, question), kept))
			.every(Boolean);
}

/** Whether a change that another tab made touches this lesson's answers. */
export const isAnswerOf = (lesson: string, changed: string | null): boolean =>
	changed?.startsWith(answerKey(lesson, '')) ?? false;
