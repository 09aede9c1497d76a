import { expect, test } from 'vitest';
import { cutAtFigures } from '#ui/whole-figures.ts';

const wholes = (text: string): string[] => cutAtFigures(text).filter((_, place) => place % 2 === 1);

test.each([
	['三年花3,667元，12個月回本', ['7元', '2個月']],
	['淨賠−59.3萬元，第5年才+3.2倍', ['3萬元', '5年', '2倍']],
	['多了2.5個百分點，約35%的人', ['5個百分點', '5%']],
	['S(12) = 0.47，N = 2357', []],
])('in 「%s」 %j stay whole', (text, expected) => {
	expect(wholes(text)).toEqual(expected);
	expect(cutAtFigures(text).join('')).toBe(text);
});
