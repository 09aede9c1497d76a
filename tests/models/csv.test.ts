import { expect, test } from 'vitest';
import { csvText } from '#models/csv.ts';

test.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠x'])(
	'the word %j stays a word in a spreadsheet',
	(cell) => {
		expect(csvText([[cell]])).toMatch(/^"?'/);
	},
);

test('numbers stay numbers, quotes and commas are kept, every row ends with CRLF', () => {
	expect(csvText([[-5, 0.25, '王"小",明'], ['一行\n兩行']])).toBe(
		'-5,0.25,"王""小"",明"\r\n"一行\n兩行"\r\n',
	);
	expect(csvText([['\t007']], { tabs: true })).toBe('\t007\r\n');
});
