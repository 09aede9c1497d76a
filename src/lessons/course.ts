import { getCollection, type CollectionEntry } from 'astro:content';
import { requireOwnNumbers } from '#lessons/numbers.ts';
import { parts } from '#lessons/parts.ts';

export type Lesson = CollectionEntry<'lessons'>;

/** Every lesson in the order of its number. */
export async function lessonsInOrder(): Promise<Lesson[]> {
	const lessons = await getCollection('lessons');
	requireOwnNumbers(lessons);
	return lessons.sort((a, b) => a.data.number - b.data.number);
}

export const addressOf = (lesson: Lesson): string => `/lessons/${lesson.id}`;

/** The five parts, each with its lessons. */
export async function partsWithLessons() {
	const lessons = await lessonsInOrder();
	return parts.map((part) => ({
		...part,
		lessons: lessons.filter((lesson) => lesson.data.part === part.number),
	}));
}

/** The lesson that teaches a simulator. */
export async function lessonWithSimulator(id: NonNullable<Lesson['data']['simulator']>) {
	const lesson = (await lessonsInOrder()).find(({ data }) => data.simulator === id);
	if (!lesson) throw new Error(`沒有一課的 simulator 是「${id}」。`);
	return { id: lesson.id, number: lesson.data.number, title: lesson.data.title };
}

/** A lesson by its number, for what belongs to one without being its simulator. */
export async function lessonNumbered(number: number) {
	const lesson = (await lessonsInOrder()).find(({ data }) => data.number === number);
	if (!lesson) throw new Error(`沒有第${number}課。`);
	return { id: lesson.id, number: lesson.data.number, title: lesson.data.title };
}
