import { expect, test } from 'vitest';
import { csvText } from '#models/csv.ts';

test.each([
	...['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠x'],
	// A reader may part cells at another sign than the comma, and pass over blanks.
	...[';=1+1', '|=1', ' =1', '　=1', '; +1', ';\t@x', ';;－1'],
])('the word %j stays a word in a spreadsheet', (cell) => {
	expect(csvText([[cell]])).toMatch(/^"?'/);
});

test('numbers stay numbers, quotes and commas are kept, every row ends with CRLF', () => {
	expect(csvText([[-5, 0.25, '王"小",明'], ['一行\n兩行']])).toBe(
		'-5,0.25,"王""小"",明"\r\n"一行\n兩行"\r\n',
	);
	expect(csvText([['\t007']], { tabs: true })).toBe('\t007\r\n');
	expect(csvText([[';=1', '\t=1']], { tabs: true })).toBe('"\';=1","\'\t=1"\r\n');
	expect(csvText([[' 王；小-明', '3;-1']])).toMatch(/^"? 王；小-明"?,3;-1\r\n$/);
});
