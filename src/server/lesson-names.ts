import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { LessonName } from '#workflow/evidence.ts';

/**
 * What the lessons are called, from the heads of their files; evidence names them. A lesson that
 * cannot be read is left out here, for the build has told of it already.
 */
export function readLessonNames(folder: string): LessonName[] {
	let files: string[];
	try {
		files = readdirSync(folder).filter((file) => file.endsWith('.mdx'));
	} catch {
		return [];
	}
	return files
		.map((file): LessonName | null => {
			const id = file.replace(/^\d+-/, '').replace(/\.mdx$/, '');
			const [, head] = /^---\n([\s\S]*?)\n---/.exec(read(join(folder, file))) ?? [];
			try {
				const { number, title } = parse(head ?? '') as Partial<LessonName>;
				return typeof number === 'number' && title ? { id, number, title } : null;
			} catch {
				return null;
			}
		})
		.filter((lesson) => lesson !== null)
		.sort((a, b) => a.number - b.number);
}

const read = (path: string): string => readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
