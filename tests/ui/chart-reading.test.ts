import { expect, test } from 'vitest';
import { layChart } from '#ui/chart-layout.ts';
import { readingOf } from '#ui/chart-reading.ts';
import type { BarChartSpec, LineChartSpec } from '#ui/chart-spec.ts';

const lines: LineChartSpec = {
	kind: 'line',
	finding: '',
	caption: '',
	x: { label: '年', unit: '年', format: 'number' },
	y: { label: '元', format: 'money' },
	series: [
		{
			id: 'a',
			name: '無計畫',
			points: [
				{ x: 0, y: 0 },
				{ x: 1, y: Number.NaN },
				{ x: 2, y: 120_000 },
			],
		},
		{
			id: 'b',
			name: '有計畫',
			points: [
				{ x: 0, y: 10 },
				{ x: 2, y: 1_234 },
			],
		},
	],
	bands: [
		{ look: 'range', name: '範圍', points: [{ x: 2, low: 900, high: 1_500 }] },
		{ look: 'between', name: '之間', points: [{ x: 2, low: 0, high: 1 }] },
	],
};

const bars: BarChartSpec = {
	kind: 'bar',
	finding: '',
	caption: '',
	x: { label: '步驟', categories: ['起點', '折現', '終點'] },
	y: { label: '元', format: 'money' },
	series: [
		{ id: 'a', name: '起訖', values: [500, null, 300] },
		{ id: 'b', name: '增減', values: [null, [500, 300], [300, 350]] },
	],
};

test('a reading names the place with its unit, each line with its value, and the range there', () => {
	expect(
		readingOf(lines, [
			{ series: 0, index: 1 },
			{ series: 1, index: 1 },
		]),
	).toEqual({
		title: '2年',
		rows: [
			{ id: 'a', words: '無計畫　12萬' },
			{ id: 'b', words: '有計畫　1,234' },
		],
		notes: ['範圍　900 至 1,500'],
	});
});

test('a floating bar tells by how much it goes up or down, a standing one its height', () => {
	expect(readingOf(bars, [{ series: 1, index: 1 }])?.rows[0]?.words).toBe('增減　−200');
	expect(readingOf(bars, [{ series: 1, index: 2 }])?.rows[0]?.words).toBe('增減　+50');
	expect(readingOf(bars, [{ series: 0, index: 0 }])).toEqual({
		title: '起點',
		rows: [{ id: 'a', words: '起訖　500' }],
		notes: [],
	});
});

test('where nothing is touched, or nothing stands, there is no reading', () => {
	expect(readingOf(lines, [])).toBeUndefined();
	expect(readingOf(lines, [{ series: 7, index: 0 }])).toBeUndefined();
	expect(readingOf(lines, [{ series: 1, index: 99 }])).toBeUndefined();
	expect(readingOf(bars, [{ series: 0, index: 1 }])).toBeUndefined();
});

test('places that have names are called by them', () => {
	const stations = {
		...lines,
		x: { label: '站', format: 'number', names: ['預約', '報到'] },
	} as const;
	const touched = [{ series: 0, index: 1 }];
	expect(readingOf(stations, touched)?.title).toBe('報到');
	expect(layChart(stations, 'narrow').xTicks.map(({ lines: words }) => words)).toEqual([
		['預約'],
		['報到'],
	]);
});
