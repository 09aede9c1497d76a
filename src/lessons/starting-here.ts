import { readFileSync } from 'node:fs';
import { getEntry } from 'astro:content';
import type { InputTable } from '#models/model.ts';
import { lineOf, startingFaults } from '#lessons/starting-inputs.ts';

/** A simulator's word as it stands in a lesson. */
interface Standing<Given> {
	readonly word: string;
	readonly table: InputTable;
	/** The word's attributes: where the simulator starts. */
	readonly given: Given;
	/** Whose page is being drawn. */
	readonly lesson: string | undefined;
}

/** The attributes, once they fit the model's table; otherwise the build stops with file and line. */
export async function startingHere<Given extends object>(
	standing: Standing<Given>,
): Promise<Given> {
	const { word, table, given, lesson } = standing;
	const faults = startingFaults(table, given as Readonly<Record<string, unknown>>);
	if (faults.length === 0) return given;
	const entry = lesson ? await getEntry('lessons', lesson) : undefined;
	const file = entry?.filePath ?? `content/lessons/${lesson}.mdx`;
	const line = entry?.filePath ? lineOf(readFileSync(entry.filePath, 'utf8'), word) : 1;
	throw new Error(faults.map((fault) => `${file}:${line}　<${word}>：${fault}`).join('\n'));
}
