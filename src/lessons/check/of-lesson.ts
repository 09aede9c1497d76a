import { readFileSync } from 'node:fs';
import { getEntry, type CollectionEntry } from 'astro:content';
import type { Question } from '#lessons/check/question.ts';
import { readCheck } from '#lessons/check/rules.ts';
import { wordsIn } from '#lessons/check/words.ts';

export const fileOf = (lesson: CollectionEntry<'lessons'>): string =>
	lesson.filePath ?? `content/lessons/${lesson.id}.mdx`;

/**
 * The questions of a lesson, read from its file, because only the file knows the line of a
 * mistake. A mistake stops the build.
 */
export function checkOf(lesson: CollectionEntry<'lessons'>): Question[] {
	const file = fileOf(lesson);
	const { questions, faults } = readCheck(readFileSync(file, 'utf8'));
	if (faults.length > 0)
		throw new Error(faults.map(({ line, message }) => `${file}:${line}　${message}`).join('\n'));
	return questions;
}

/** The lesson of the page that is being drawn, with its questions. */
export async function checkHere(
	word: string | undefined,
): Promise<{ lesson: CollectionEntry<'lessons'>; questions: Question[] }> {
	const lesson = word ? await getEntry('lessons', word) : undefined;
	if (!lesson) throw new Error('<Check> 和 <Question> 只能寫在課文裡。');
	return { lesson, questions: checkOf(lesson) };
}

/** A question by its id, on the page of its lesson. */
export async function questionHere(
	lesson: string | undefined,
	id: string,
): Promise<{ question: Question; place: number; allReturn: boolean }> {
	const { questions } = await checkHere(lesson);
	const place = questions.findIndex((question) => question.id === id);
	const question = questions[place];
	if (!question) throw new Error(`「${lesson}」這一課裡找不到 <Question id="${id}">。`);
	return { question, place, allReturn: questions.every(({ returns }) => returns) };
}

/** What stands between the tags as plain text. */
export const plain = (text: string): string =>
	text
		.replace(/<[^>]+>|\*\*|\$\$/g, '')
		.replace(/\s*\n\s*/g, '')
		.trim();

/** What each question's explanation says, as plain text: the wall takes no markup. */
export function explanationsOf(lesson: CollectionEntry<'lessons'>): Map<string, string> {
	return new Map(
		wordsIn(readFileSync(fileOf(lesson), 'utf8'))
			.flatMap(({ inside }) => inside)
			.map(({ attributes, inside }) => [
				String(attributes['id'] ?? ''),
				plain(inside.find(({ name }) => name === 'Explain')?.text ?? ''),
			]),
	);
}
