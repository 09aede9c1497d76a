import { expect, test } from 'vitest';
import Papa from 'papaparse';
import { plateCsv, plateRows, type PlateFigures } from '#simulators/csv.ts';
import { cellValue } from '#ui/table.ts';
import { toyModel } from '../support/toy-model.ts';

const plate = (change: Partial<PlateFigures> = {}): PlateFigures => ({
	title: '小模型',
	address: 'http://localhost/simulators/toy?v=1',
	inputs: toyModel.inputs,
	used: new Set(['rate', 'price', 'timing']),
	now: { inputs: { rate: 0.9, price: 400, timing: 'A' }, seed: 12_345 },
	pinned: null,
	answer: {
		before: '每位客戶值',
		prefix: 'NT$',
		figure: '360',
		after: '期初',
		amount: { value: 360, format: 'money' },
	},
	tables: [
		{
			caption: '逐年',
			columns: ['年', '現值'],
			rows: [
				['第1年', '−1,234.5'],
				['第2年', { text: '59.3萬', value: 593_210 }],
			],
			foot: ['合計', '無限大'],
		},
	],
	...change,
});

test('the file holds the inputs with unit, usual value and source, then the answer and the tables', () => {
	expect(plateRows(plate())).toEqual([
		['模擬器', '小模型'],
		['網址', 'http://localhost/simulators/toy?v=1'],
		[],
		['輸入', '現在的值', '單位', '預設值', '出處'],
		['留存率', 90, '%', 80, '假設：教學用'],
		['客單價', 400, '元', 400, 'Gupta、Lehmann（2003）'],
		['收款', '期初', '', '期初', '慣例'],
		[],
		['答案', '關於', '數字', '單位', '算法'],
		['現在', '每位客戶值', 360, '元', '期初'],
		[],
		['逐年'],
		['年', '現值'],
		['第1年', -1_234.5],
		['第2年', 593_210],
		['合計', '無限大'],
	]);
});

test('a pinned setting has a column and an answer of its own, and the difference is said', () => {
	const { answer } = plate();
	const rows = plateRows(
		plate({
			pinned: { inputs: { rate: 0.8, price: 400, timing: 'A' }, seed: 12_345 },
			pinnedAnswer: { ...answer, figure: '320', amount: { value: 320, format: 'money' } },
		}),
	);
	expect(rows[3]?.slice(0, 3)).toEqual(['輸入', '釘住的設定', '現在的設定']);
	expect(rows[4]?.slice(0, 3)).toEqual(['留存率', 80, 90]);
	expect(rows).toContainEqual(['釘住的設定', '每位客戶值', 320, '元', '期初']);
	expect(rows).toContainEqual(['差', '現在比釘住的多40元（+13%）']);
});

test('an input that plays no part in the answer is said to play none', () => {
	const rows = plateRows(plate({ used: new Set(['rate', 'price']) }));
	expect(rows[6]?.slice(0, 2)).toEqual(['收款', '這個設定用不到']);
});

test('an answer is a number and its unit, or words where it has no number', () => {
	const { answer } = plate();
	const cells = (change: Partial<PlateFigures['answer']>) =>
		plateRows(plate({ answer: { ...answer, ...change } }))
			.find(([name]) => name === '現在')
			?.slice(2, 4);
	expect(cells({ amount: { value: 0.57, format: 'percent' } })).toEqual([57, '%']);
	expect(cells({ amount: { value: 2.9, format: 'number', unit: '人' } })).toEqual([2.9, '人']);
	expect(cells({ prefix: '', figure: '無限大', amount: undefined })).toEqual(['無限大', '']);
});

test('words that a spreadsheet would run stay words; numbers below zero stay numbers', () => {
	const csv = plateCsv(
		plate({
			tables: [{ caption: '=1+1', columns: ['@x', '逗,號"'], rows: [['+2+3', '−5']] }],
		}),
	);
	expect(csv).toContain("'=1+1");
	expect(csv).toContain("'@x");
	expect(csv).toMatch(/"?'\+2\+3"?,-5/);
	expect(csv).toContain('"逗,號"""');
	expect(
		csv.split('\n').every((row, index, all) => index === all.length - 1 || row.endsWith('\r')),
	).toBe(true);
	expect(Papa.parse<string[]>(csv).errors).toEqual([]);
});

test.each([
	['1,234', 1_234],
	['−0.5', -0.5],
	['+12', 12],
	['80%', '80%'],
	['1,23', '1,23'],
	['—', '—'],
	['', ''],
] as const)('the cell %s goes out as %s', (cell, out) => {
	expect(cellValue(cell)).toBe(out);
});

test('a number that does not exist goes out as its words', () => {
	expect(cellValue({ text: '無限大', value: Infinity })).toBe('無限大');
});
