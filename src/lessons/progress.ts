import {
	answerOf,
	newestPlaces,
	noteOf,
	progressOf,
	type Attempt,
	type KeptAnswer,
	type Note,
	type Place,
	type Progress,
} from '#lessons/own/entries.ts';
import { joinNotes } from '#lessons/own/notes.ts';
import { readObject, writeKept, writeRaw } from '#lessons/own/storage.ts';

/**
 * What this reader has done, kept in the reader's own browser and nowhere else.
 *
 * Seals and the places last read stand under the key `progress`: `{"stamped":["goals","clv"],
 * "last":"clv","places":[…]}`. Each question has a key of its own, `answer/clv/budget-ceiling`, and
 * so has each lesson's note, `note/clv`, so that two tabs that are open at once never write over
 * each other's answers.
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
	const others = places.filter(({ lesson }) => lesson !== place.lesson);
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

export const noteKey = (lesson: string): string => `note/${lesson}`;

export const readNote = (lesson: string): Note | null => noteOf(readObject(noteKey(lesson)));

export interface NoteWritten {
	readonly kept: boolean;
	/** What stands in storage now, or what should stand there. */
	readonly text: string;
	/** Somebody else had written since `seen`: both texts are in it now. */
	readonly joined: boolean;
}

/**
 * Keeps a note that was typed over the text last `seen`. Where another tab has written something else
 * meanwhile, both stay. An empty note leaves nothing behind.
 */
export function writeNote(lesson: string, text: string, seen: string, at: string): NoteWritten {
	const stored = readNote(lesson);
	const isOthers = stored !== null && stored.text !== seen && stored.text !== text;
	if (text.trim() === '') {
		// Clearing a field does away with what was read in it, not with what another tab wrote since.
		if (isOthers) return { kept: true, text: stored.text, joined: true };
		return { kept: writeRaw(noteKey(lesson), null), text, joined: false };
	}
	const note = isOthers ? joinNotes({ text, at }, stored) : { text, at };
	return { kept: writeKept(noteKey(lesson), note), text: note.text, joined: isOthers };
}
