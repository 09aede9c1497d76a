import { getCollection, type CollectionEntry } from 'astro:content';
import { parts } from '#lessons/parts.ts';

export type Lesson = CollectionEntry<'lessons'>;

/** Every lesson in the order of its number. */
export async function lessonsInOrder(): Promise<Lesson[]> {
	const lessons = await getCollection('lessons');
	for (const { filePath = '', data } of lessons) {
		const inName = Number(/(\d+)-[^/]*$/.exec(filePath)?.[1]);
		if (inName !== data.number) {
			throw new Error(
				`${filePath}：檔名是第${inName}課，裡面的 number 卻是${data.number}；兩個要一樣。`,
			);
		}
		const same = lessons.filter((each) => each.data.number === data.number);
		if (same.length > 1) {
			throw new Error(
				`${same.map((each) => each.filePath).join('、')}：都是第${data.number}課，一個號碼只能有一課。`,
			);
		}
	}
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
