import { foldText } from '#search/fold.ts';
import { inOurWords } from '#ui/our-words.ts';
import type { LessonName } from '#workflow/evidence.ts';

/** A text as it is written and as the course's own words have it. */
const forms = (text: string): string[] => [foldText(text), foldText(inOurWords(text))];

/** The lessons that a word names, by title or number, in either spelling; all of them for none. */
export function findLessons(
	lessons: readonly LessonName[],
	sought: string,
	nearest: string | undefined,
): LessonName[] {
	const wanted = forms(sought);
	return lessons
		.filter(({ number, title }) => {
			const named = forms(`第${number}課${title}`);
			return wanted.some((word) => named.some((name) => name.includes(word)));
		})
		.sort((a, b) => Number(b.id === nearest) - Number(a.id === nearest));
}
