import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judge } from '#lessons/check/question.ts';
import { readCheck } from '#lessons/check/rules.ts';

/** Where rounding is the point, the number beside the right one is not near enough: it is taught. */
const questionOf = (file: string, id: string) => {
	const path = join(import.meta.dirname, '..', '..', 'content', 'lessons', file);
	const found = readCheck(readFileSync(path, 'utf8')).questions.find((one) => one.id === id);
	if (!found) throw new Error(`${file} has no question ${id}`);
	return found;
};

test.each([
	{ file: '13-excellent-service.mdx', id: 'half-the-complaints', right: [300], wrong: [299, 301] },
	{
		file: '20-amazon-prime.mdx',
		id: 'heavy-buyer-break-even',
		right: [39],
		wrong: [38, 38.5, 38.57, 38.6, 38.67, 39.4, 40],
	},
	{ file: '21-activity.mdx', id: 'months-to-first-reward', right: [8.3, 8.33], wrong: [8, 9] },
])('$id takes $right, and not $wrong', ({ file, id, right, wrong }) => {
	const question = questionOf(file, id);
	for (const given of right) expect(judge(question, given).right).toBe(true);
	for (const given of wrong) expect(judge(question, given).right).toBe(false);
});

// (3,900 − 1,200) ÷ 70 = 38.57…, and no order is a part of one.
test.each([
	{ file: '20-amazon-prime.mdx', id: 'heavy-buyer-break-even', given: 2_700 / 70, at: 38.57 },
	{ file: '20-amazon-prime.mdx', id: 'heavy-buyer-break-even', given: 38.6, at: 38.57 },
	{ file: '20-amazon-prime.mdx', id: 'heavy-buyer-break-even', given: 38, at: 38 },
	{ file: '21-activity.mdx', id: 'months-to-first-reward', given: 8, at: 8 },
	{ file: '21-activity.mdx', id: 'months-to-first-reward', given: 9, at: 9 },
])('$id has a word of its own for $given', ({ file, id, given, at }) => {
	const question = questionOf(file, id);
	const [told] = judge(question, given).tell;
	expect(question.options[told ?? -1]?.at).toBe(at);
});
