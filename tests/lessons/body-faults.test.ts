import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bodyFaults } from '#lessons/body-faults.ts';

const head = '---\ntitle: <甲>\nlede: "{"\n---\n';
const faults = (body: string) => bodyFaults(`${head}${body}`);

test.each([
	[
		'a word that is never closed',
		'字\n\n<Point id="a">\n\n說明\n',
		7,
		'<Point>沒有關上；請補上</Point>',
	],
	['closed as another', '<Point id="a">\n\n說明\n\n</Pint>', 5, '第9行關的卻是</Pint>'],
	['closed in the next paragraph', '字<Term id="a">甲\n\n乙</Term>', 5, '關在同一段'],
	['closed and never opened', '字\n\n</Point>', 7, '前面卻沒有打開'],
	['a value without quotes', '<Point id=a />', 5, '用引號'],
	['a bare less-than', '如果 a <3 就', 5, '&lt;'],
	['half a brace', '價格 {a 元', 5, '另一半'],
	['a brace that holds no value', '價格 {1 +} 元', 5, '大括號'],
])('%s is told with its line', (_, body, line, words) => {
	expect(faults(body)).toEqual([{ line, message: expect.stringContaining(words) }]);
});

test('every lesson of the course can be read, whatever system wrote its lines', () => {
	const folder = new URL('../../content/lessons/', import.meta.url);
	const files = readdirSync(folder).filter((file) => file.endsWith('.mdx'));
	expect(files.length).toBe(22);
	for (const file of files) {
		const source = readFileSync(new URL(file, folder), 'utf8');
		expect(bodyFaults(source), file).toEqual([]);
		expect(bodyFaults(`\uFEFF${source.replaceAll('\n', '\r\n')}`), file).toEqual([]);
	}
});
