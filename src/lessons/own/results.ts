import { answerOf, isObject, progressOf } from '#lessons/own/entries.ts';
import { guessOf, seenOf, type KeptGuess } from '#lessons/own/guesses-and-paths.ts';
import { noteOf } from '#lessons/own/own-words.ts';
import type { Entries } from '#lessons/own/merge.ts';

/** A lesson as the reader's record names it. */
export interface LessonInShort {
	readonly id: string;
	readonly number: number;
	readonly title: string;
	/** The four characters of its seal. */
	readonly seal: string;
	/** The ids of its questions. */
	readonly questions: readonly string[];
}

/** How one lesson's check went. */
export interface CheckResult {
	readonly lesson: LessonInShort;
	readonly asked: number;
	readonly answered: number;
	/** Right at the very first try. */
	readonly atOnce: number;
	readonly solved: number;
	/** In words that help on; there are no grades. */
	readonly words: string;
}

function wordsFor(asked: number, answered: number, atOnce: number, solved: number): string {
	const left = asked - solved;
	if (atOnce === asked) return '每一題第一次就答對。';
	if (left === 0)
		return atOnce === 0
			? '第一次都沒答對，後來每一題都弄懂了。'
			: `其餘${asked - atOnce}題多試幾次，也都弄懂了。`;
	if (answered < asked) return `還有${asked - answered}題沒看過。`;
	return `還有${left}題可以再想想。`;
}

/** The checks that the reader has begun, in the order of the lessons. */
export function checkResults(entries: Entries, lessons: readonly LessonInShort[]): CheckResult[] {
	return lessons.flatMap((lesson) => {
		const answers = lesson.questions.map((id) => answerOf(entries[`answer/${lesson.id}/${id}`]));
		const asked = answers.length;
		const answered = answers.filter(({ first }) => first !== null).length;
		if (answered === 0) return [];
		const atOnce = answers.filter(({ first }) => first?.right).length;
		const solved = answers.filter((answer) => answer.solved).length;
		const words = wordsFor(asked, answered, atOnce, solved);
		return [{ lesson, asked, answered, atOnce, solved, words }];
	});
}

export const stampedLessons = (
	entries: Entries,
	lessons: readonly LessonInShort[],
): LessonInShort[] => {
	const { stamped } = progressOf(entries['progress']);
	return lessons.filter(({ id }) => stamped.includes(id));
};

export interface OwnText {
	readonly lesson: LessonInShort;
	readonly text: string;
}

export const ownNotes = (entries: Entries, lessons: readonly LessonInShort[]): OwnText[] =>
	lessons.flatMap((lesson) => {
		const note = noteOf(entries[`note/${lesson.id}`]);
		return note ? [{ lesson, text: note.text }] : [];
	});

export interface OwnGuess extends KeptGuess {
	readonly lesson: LessonInShort;
}

export const ownGuesses = (entries: Entries, lessons: readonly LessonInShort[]): OwnGuess[] =>
	lessons.flatMap((lesson) =>
		Object.entries(entries)
			.filter(([key]) => key.startsWith(`guess/${lesson.id}/`))
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.flatMap(([, value]) => {
				const guess = guessOf(value);
				return guess ? [{ lesson, ...guess }] : [];
			}),
	);

export interface OwnExercise {
	readonly lesson: LessonInShort;
	readonly title: string;
	readonly finding: string;
}

/** What came of the exercises that the reader did, as each kept it in words beside its position. */
export const ownExercises = (entries: Entries, lessons: readonly LessonInShort[]): OwnExercise[] =>
	lessons.flatMap((lesson) =>
		Object.entries(entries)
			.filter(([key]) => key.startsWith(`exercise/${lesson.id}/`))
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.flatMap(([, value]) => {
				const { title, finding } = isObject(value) ? value : {};
				return typeof title === 'string' && typeof finding === 'string'
					? [{ lesson, title, finding }]
					: [];
			}),
	);

/** How much there is of each kind, in words; '' where there is none. */
export function countedInWords(entries: Entries, lessons: readonly LessonInShort[]): string {
	const of = (kind: string) =>
		Object.keys(entries).filter((key) => key.startsWith(`${kind}/`)).length;
	const paths = Object.entries(entries)
		.filter(([key]) => key.startsWith('exercise-seen/'))
		.reduce((sum, [, value]) => sum + seenOf(value).length, 0);
	const counted = [
		{ many: stampedLessons(entries, lessons).length, of: '個章' },
		{ many: of('answer'), of: '筆作答' },
		{ many: of('note'), of: '則筆記' },
		{ many: of('guess'), of: '個猜測' },
		{ many: of('exercise'), of: '個練習' },
		{ many: paths, of: '條走到底的路' },
	];
	return counted
		.filter(({ many }) => many > 0)
		.map(({ many, of: what }) => `${many}${what}`)
		.join('、');
}
