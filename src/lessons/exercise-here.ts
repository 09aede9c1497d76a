import { readFileSync } from 'node:fs';
import { getCollection, getEntry } from 'astro:content';
import type { ExercisePlace } from '#exercises/frame.ts';
import type { ExerciseWords } from '#exercises/schema.ts';
import { lineOf } from '#lessons/starting-inputs.ts';

/** An exercise's word as it stands in a lesson. */
interface Standing<Kind> {
	readonly word: string;
	readonly kind: Kind;
	/** The word's attribute: the exercise's file. */
	readonly name: string | undefined;
	/** Whose page is being drawn. */
	readonly lesson: string | undefined;
}
type WordsOf<Kind> = Extract<ExerciseWords, { kind: Kind }>;

/** The words of an exercise and where it stands; what is not there stops the build with file and line. */
export async function exerciseHere<Kind extends ExerciseWords['kind']>({
	word,
	kind,
	name,
	lesson,
}: Standing<Kind>): Promise<{ words: WordsOf<Kind>; place: ExercisePlace }> {
	const entries = await getCollection('exercises', ({ data }) => data.kind === kind);
	const entry = entries.find(({ id }) => id === name);
	if (entry && name && lesson)
		return { words: entry.data as WordsOf<Kind>, place: { lesson, name } };
	const file =
		(lesson && (await getEntry('lessons', lesson))?.filePath) || `content/lessons/${lesson}.mdx`;
	const line = lineOf(readFileSync(file, 'utf8'), word);
	const names = entries.map(({ id }) => `name="${id}"`).join('、') || '（還沒有）';
	throw new Error(
		`${file}:${line}　<${word}>：content/exercises裡沒有叫「${name ?? ''}」的這種練習；可以寫的是${names}。`,
	);
}
