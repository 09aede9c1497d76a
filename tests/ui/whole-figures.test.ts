import { expect, test } from 'vitest';
import { cutAtFigures, rehypeWholeFigures } from '#ui/rehype-whole-figures.ts';
import { cutAtItems } from '#ui/whole-figures.ts';

const wholes = (text: string): string[] => cutAtFigures(text).filter((_, place) => place % 2 === 1);

test.each([
	['三年花3,667元，12個月回本', ['7元', '2個月']],
	['淨賠−59.3萬元，第5年才+3.2倍', ['3萬元', '5年', '2倍']],
	['多了2.5個百分點，約35%的人', ['5個百分點', '5%']],
	['S(12) = 0.47，N = 2357', []],
	['利潤升25–85%，一年48單、3,000封信', ['5–85%', '8單', '0封']],
	['丙是12 × 40 ＝ 480元，2022–2023年', ['12 × 40 ＝ 480元', '2–2023年']],
	['要讓900 × 1.10 ÷ (1.10 − r)等於', ['900 × 1.10', '0 −']],
	['得到3,667 × 1.10 ÷ 0.25 ＝ 16,135元', ['7 ×', '0 ÷', '＝ 16,135元']],
	['多賺 ＝ 原本 × 多買的比例 × 0.4909', ['＝ 原', '本 ×', '例 ×']],
	['再減掉次數 × 每次的作業成本', ['數 ×']],
])('in 「%s」 %j stay whole', (text, expected) => {
	expect(wholes(text)).toEqual(expected);
	expect(cutAtFigures(text).join('')).toBe(text);
});

test.each([
	['只走這60位', ['60位']],
	['亞馬遜的Prime會員服務', ['Prime']],
	['欠−0.60分，多賺2,388元？', ['−0.60分，', '2,388元？']],
	['就該把錢拿去留舊客？', ['客？']],
])(
	'in the heading 「%s」 %j stay whole, and no line begins with what closes one',
	(text, expected) => {
		const pieces = cutAtItems(text);
		expect(pieces.filter((_, place) => place % 2 === 1)).toEqual(expected);
		expect(pieces.join('')).toBe(text);
	},
);

test('in a table a name stays on its line, and a longer cell may go on in the next', () => {
	const cellWith = (words: string) => ({
		type: 'element',
		tagName: 'td',
		children: [{ type: 'text', value: words }],
	});
	const keptIn = (words: string) => {
		const cell = cellWith(words);
		rehypeWholeFigures()(cell);
		return JSON.stringify(cell.children.filter(({ type }) => type === 'element'));
	};
	expect(keptIn('阿哲')).toContain('"value":"阿哲"');
	expect(keptIn('每年再走60位')).toContain('"value":"60位"');
	expect(keptIn('每年再走的人')).toBe('[]');
});
