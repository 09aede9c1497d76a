import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unknownWords } from '#lessons/words-used.ts';

const known = { vocabulary: ['Term', 'ClvSimulator'], terms: ['clv', 'margin'] };
const lesson = (head: string, text: string) => `---\nnumber: 4\n${head}\n---\n\n${text}\n`;
const linesOf = (source: string) => unknownWords(source, known).map(({ line }) => line);

test.each([
	['a list on one line', 'terms: [clv, margin]'],
	['a list on many', 'terms:\n  - clv\n  - margin\nsources:\n  - text: 本單元講義'],
])('a lesson that names what there is has no fault: %s', (_, head) => {
	const text = '<Term id="clv">CLV</Term>\n\n<ClvSimulator />\n\n`<Hilite>`\n\n3 < X';
	expect(unknownWords(lesson(head, text), known)).toEqual([]);
});

test('a word that does not exist is told with its line and where the words are listed', () => {
	const source = lesson('terms: [clv]', '一段\n\n看<Hilite>這裡</Hilite>');
	expect(unknownWords(source, known)).toEqual([
		{ line: 8, message: '沒有「<Hilite>」這個詞；課文能用的詞列在 content/README.md。' },
	]);
});

test.each([
	['on one line', 'terms: [clv, golden-custmer]', 3],
	['on many', 'terms:\n  - clv\n  - golden-custmer', 5],
])('a term without a page in the list of terms, %s', (_, head, line) => {
	expect(linesOf(lesson(head, '一段'))).toEqual([line]);
});

test('a term without a page in the text', () => {
	const [fault] = unknownWords(lesson('terms: [clv]', '<Term id="churn">流失</Term>'), known);
	expect(fault).toEqual({
		line: 6,
		message:
			'詞彙「churn」：content/glossary 裡沒有「churn.md」；先加這個詞彙，或改成已經有的檔名。',
	});
});

test('nothing in a fence of code is a word', () => {
	expect(linesOf(lesson('terms: [clv]', '```mdx\n<Hilite>\n```'))).toEqual([]);
});

test('the lists of every lesson are read as they are written', () => {
	const folder = join(import.meta.dirname, '..', '..', 'content', 'lessons');
	for (const name of readdirSync(folder)) {
		const source = readFileSync(join(folder, name), 'utf8');
		const nothing = { vocabulary: [], terms: [] };
		const inHead = source.split('\n').indexOf('---', 1);
		expect(
			unknownWords(source, nothing).filter(({ line }) => line <= inHead).length,
			name,
		).toBeGreaterThan(0);
	}
});
