import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import {
	caseSchema,
	designWordsSchema,
	phaseWordsSchema,
	practiceSchema,
	rubricSchema,
	type CaseCompany,
} from '#workflow/words.ts';
import { readLessonNames } from './lesson-names.ts';
import type { Services } from './services.ts';
import { StartProblem } from './settings.ts';

/** Reads one file of a teacher's words; StartProblem names the file and what is wrong in it. */
function readWords<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> {
	let given: unknown;
	try {
		given = parse(readFileSync(path, 'utf8'));
	} catch (error) {
		const problem = error instanceof Error ? error.message.split('\n')[0] : String(error);
		throw new StartProblem(`讀不到「${path}」：${problem}`);
	}
	const read = schema.safeParse(given);
	if (read.success) return read.data;
	const problems = read.error.issues.slice(0, 3).map(({ path: place, message }) => {
		const at = place.map(String).join('.');
		return at === '' ? message : `${at}：${message}`;
	});
	throw new StartProblem(`「${path}」有地方不對：${problems.join('；')}`);
}

/** Reads the words of the activity and the case companies from `content/`. */
export function readContent(folder: string): Services['words'] {
	const casesFolder = join(folder, 'cases');
	let files: string[];
	try {
		files = readdirSync(casesFolder).filter((file) => file.endsWith('.yaml'));
	} catch {
		throw new StartProblem(`找不到個案的資料夾「${casesFolder}」。`);
	}
	if (files.length === 0) throw new StartProblem(`「${casesFolder}」裡還沒有任何個案。`);
	const cases = new Map<string, CaseCompany>();
	for (const file of files.sort()) {
		cases.set(basename(file, '.yaml'), readWords(join(casesFolder, file), caseSchema));
	}
	const activity = join(folder, 'activity');
	const practicePath = join(activity, 'practice.yaml');
	const practice = readWords(practicePath, practiceSchema);
	if (!cases.has(practice.case))
		throw new StartProblem(`「${practicePath}」有地方不對：case：沒有「${practice.case}」這個個案`);
	return {
		cases,
		design: {
			...readWords(join(activity, 'design.yaml'), designWordsSchema),
			lessons: readLessonNames(join(folder, 'lessons')),
		},
		phases: readWords(join(activity, 'phases.yaml'), phaseWordsSchema),
		rubric: readWords(join(activity, 'rubric.yaml'), rubricSchema),
		practice,
	};
}
