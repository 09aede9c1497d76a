import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { exerciseSchema } from '#exercises/schema.ts';

/** Every file of content/exercises, held against its kind. */
const folder = 'content/exercises';

test.each(readdirSync(folder))('%s is as its kind asks', (file) => {
	const read = exerciseSchema.safeParse(parse(readFileSync(`${folder}/${file}`, 'utf8')));
	expect(read.error?.issues).toBeUndefined();
});

test('a kind that there is not is answered with those that there are', () => {
	const { error } = exerciseSchema.safeParse({ kind: 'sortng' });
	expect(error?.issues[0]?.message).toMatch(/kind要寫練習的種類：sorting、story/);
});
