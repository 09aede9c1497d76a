import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { designWordsSchema } from '#workflow/words.ts';

/** The words that ship with the course. */
export const designWords = designWordsSchema.parse(
	parse(readFileSync(new URL('../../content/activity/design.yaml', import.meta.url), 'utf8')),
);
