import { answerOf, progressOf } from '#lessons/own/entries.ts';
import { seenOf } from '#lessons/own/guesses-and-paths.ts';
import { noteOf } from '#lessons/own/own-words.ts';
import { canonical, kindOf, mergeRecords, type Entries } from '#lessons/own/merge.ts';
import { textsIn } from '#lessons/own/notes.ts';

/** What opening somebody's record here would change. */
export interface Difference {
	readonly merged: Entries;
	/** The keys whose content would change. */
	readonly changed: readonly string[];
	readonly seals: readonly string[];
	/** Questions answered there and not here; and those of which something is older or newer there. */
	readonly newAnswers: number;
	readonly otherAnswers: number;
	/** Lessons by their words. */
	readonly newNotes: readonly string[];
	readonly joinedNotes: readonly string[];
	readonly longerNotes: readonly string[];
	readonly guesses: number;
	readonly exercises: number;
	/** Gone to their end in branching cases. */
	readonly paths: number;
	/** Only where the reader stopped is newer there. */
	readonly movesPlace: boolean;
}

const lessonOf = (key: string): string => key.split('/')[1] ?? '';

export function differenceOf(here: Entries, there: Entries): Difference {
	const merged = mergeRecords(here, there);
	const changed = Object.keys(merged).filter(
		(key) => canonical(merged[key]) !== canonical(here[key]),
	);
	const of = (kind: string) => changed.filter((key) => kindOf(key) === kind);
	const isNew = (key: string): boolean => here[key] === undefined;
	const [before, after] = [progressOf(here['progress']), progressOf(merged['progress'])];
	const textsBefore = (key: string) => textsIn(noteOf(here[key])?.text ?? '');
	const textsAfter = (key: string) => textsIn(noteOf(merged[key])?.text ?? '');
	const isJoined = (key: string) => textsAfter(key).length > textsBefore(key).length;
	const answered = (key: string) => answerOf(here[key]).first !== null;
	const notes = of('note').filter(
		(key) => canonical(textsBefore(key)) !== canonical(textsAfter(key)),
	);
	return {
		merged,
		changed,
		seals: after.stamped.filter((lesson) => !before.stamped.includes(lesson)),
		newAnswers: of('answer').filter((key) => !answered(key)).length,
		otherAnswers: of('answer').filter(answered).length,
		newNotes: notes.filter(isNew).map(lessonOf),
		joinedNotes: notes.filter((key) => !isNew(key) && isJoined(key)).map(lessonOf),
		longerNotes: notes.filter((key) => !isNew(key) && !isJoined(key)).map(lessonOf),
		guesses: of('guess').length,
		exercises: of('exercise').length,
		paths: of('exercise-seen')
			.map((key) => seenOf(merged[key]).length - seenOf(here[key]).length)
			.reduce((sum, more) => sum + more, 0),
		movesPlace: after.places[0]?.at !== before.places[0]?.at,
	};
}

/** More names than this are a number: a record from elsewhere may hold any number of them. */
const mostNames = 8;

/** What would be taken, in sentences; none where everything is here already. */
export function toldOf(difference: Difference, nameOf: (lesson: string) => string): string[] {
	const { seals, newAnswers, otherAnswers, newNotes, joinedNotes, longerNotes } = difference;
	const { guesses, exercises, paths, movesPlace } = difference;
	const names = (lessons: readonly string[]) =>
		lessons.slice(0, mostNames).map(nameOf).join('、') + (lessons.length > mostNames ? '等' : '');
	return [
		...(seals.length > 0 ? [`多${seals.length}個章：${names(seals)}。`] : []),
		...(newAnswers > 0 ? [`多${newAnswers}筆作答。`] : []),
		...(otherAnswers > 0
			? [`${otherAnswers}題兩邊都答過：第一次的答案留較早的，最近一次留較晚的。`]
			: []),
		...(newNotes.length > 0 ? [`多${newNotes.length}則筆記：${names(newNotes)}。`] : []),
		...(longerNotes.length > 0
			? [`${longerNotes.length}則筆記那邊寫得比較多，換成那一份：${names(longerNotes)}。`]
			: []),
		...(joinedNotes.length > 0
			? [`${joinedNotes.length}則筆記兩邊不同，兩份都留，中間用一行隔開：${names(joinedNotes)}。`]
			: []),
		...(guesses > 0 ? [`${guesses}個猜測；兩邊都猜過的，留較早的。`] : []),
		...(exercises > 0 ? [`${exercises}個練習；兩邊都做過的，留較晚的。`] : []),
		...(paths > 0 ? [`練習裡多${paths}條走到底的路。`] : []),
		...(movesPlace ? ['上次讀到的地方，換成比較晚的那一處。'] : []),
	];
}
