import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { pointsCustomers } from '#models/points/inputs.ts';
import { numberFields } from '#workflow/design.ts';
import { caseSchema, designWordsSchema } from '#workflow/words.ts';

/** What a student reads beside a number, who may not have read the lesson with the model in it. */
const content = join(import.meta.dirname, '..', '..', 'content');
const read = (...path: string[]): unknown => parse(readFileSync(join(content, ...path), 'utf8'));
const words = designWordsSchema.parse(read('activity', 'design.yaml'));

test('every number that a case company gives of its customers is told in plain words', () => {
	const told = words.company.map(({ input }) => input);
	expect(new Set(told).size).toBe(told.length);
	const given = readdirSync(join(content, 'cases')).flatMap((file) =>
		Object.keys(caseSchema.parse(read('cases', file)).inputs),
	);
	const untold = given.filter(
		(name) => name in pointsCustomers && !told.some((one) => one === name),
	);
	expect(untold).toEqual([]);
});

test('a number is said to be what it is before the design asks about it', () => {
	for (const field of Object.keys(numberFields)) {
		const [said, ...asked] = words.fields[field]?.prompt.split('。') ?? [];
		expect(said, field).not.toContain('？');
		expect(asked.join(), field).toContain('？');
	}
	expect(JSON.stringify(words)).not.toMatch(/\p{Script=Greek}/u);
});
