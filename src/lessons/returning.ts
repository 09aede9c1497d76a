import { readFileSync } from 'node:fs';
import { checkOf, fileOf, plain } from '#lessons/check/of-lesson.ts';
import type { Question } from '#lessons/check/question.ts';
import { wordsIn, type Word } from '#lessons/check/words.ts';
import { lessonsInOrder, type Lesson } from '#lessons/course.ts';

export interface Returning {
	/** The lesson that asks them first. */
	readonly lesson: Lesson;
	readonly questions: readonly Question[];
}

/** The questions that come back on the last lesson, and where they were asked first. */
export async function returningQuestions(): Promise<Returning> {
	const asking = (await lessonsInOrder())
		.map((lesson) => ({
			lesson,
			questions: checkOf(lesson).filter(({ returns }) => returns),
		}))
		.filter(({ questions }) => questions.length > 0);
	const [first, second] = asking;
	if (!first) throw new Error('content/lessons：沒有一題寫了 returns，第22課就沒有可以比的題目。');
	if (second)
		throw new Error(
			`content/lessons：returns 只能寫在同一課裡，現在第${first.lesson.data.number}課和第${second.lesson.data.number}課都有。`,
		);
	return first;
}

export interface Taught {
	readonly name: Word['name'];
	readonly attributes: Word['attributes'];
	readonly text: string;
}

/** The options, hints and explanation of a question as its lesson has them, without markup. */
export function taughtBy(lesson: Lesson, question: string): Taught[] {
	const asked = wordsIn(readFileSync(fileOf(lesson), 'utf8'))
		.flatMap(({ inside }) => inside)
		.find(({ attributes }) => attributes['id'] === question);
	return (asked?.inside ?? []).map(({ name, attributes, text }) => ({
		name,
		attributes,
		text: plain(text),
	}));
}
