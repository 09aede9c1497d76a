import { describe, expect, test } from 'vitest';
import type { Answer } from '#simulators/frame.ts';
import { compareCharts } from '#simulators/compare-charts.ts';
import { changedInputs, differenceOf, shownValue } from '#simulators/compare.ts';
import type { BarChartSpec, LineChartSpec } from '#ui/chart-spec.ts';
import { toyModel } from '../support/toy-model.ts';

const answer = (figure: string, amount?: Answer['amount']): Answer => ({
	before: '',
	figure,
	after: '',
	...(amount ? { amount } : {}),
});

describe('the difference of two answers', () => {
	test.each([
		{ from: 3_667, to: 5_500, said: '現在比釘住的多1,833元（+50%）' },
		{ from: 5_500, to: 3_667, said: '現在比釘住的少1,833元（−33%）' },
		{ from: -100, to: 200, said: '現在比釘住的多300元' },
		{ from: 0, to: 200, said: '現在比釘住的多200元' },
		{ from: 1, to: 5_000, said: '現在比釘住的多4,999元' },
	])('in money, from $from to $to', ({ from, to, said }) => {
		const money = (value: number) => answer(String(value), { value, format: 'money' });
		expect(differenceOf(money(from), money(to))).toBe(said);
	});

	test('shares are told apart in points, never in percent of percent', () => {
		const share = (value: number) => answer(String(value), { value, format: 'percent' });
		expect(differenceOf(share(0.16), share(0.47))).toBe('現在比釘住的高31個百分點');
		expect(differenceOf(share(0.052), share(0.05))).toBe('現在比釘住的低0.2個百分點');
	});

	test('points are as many digits as they have, up to those of the answer', () => {
		const points = (value: number): Answer => ({
			...answer(String(value)),
			amount: { value, format: 'number', decimals: 1, unit: '分' },
		});
		expect(differenceOf(points(26), points(50))).toContain('多24分');
		expect(differenceOf(points(26.5), points(50))).toContain('多23.5分');
	});

	test('what has no number, or counts by another convention, is not subtracted', () => {
		const money = (value: number, kind: string) =>
			answer(String(value), { value, format: 'money', kind });
		expect(differenceOf(answer('無限大'), money(1, 'A'))).toBeNull();
		expect(differenceOf(money(2, 'A'), money(1, 'B'))).toBeNull();
		expect(differenceOf(money(Number.NaN, 'A'), money(1, 'A'))).toBeNull();
	});

	test('two that read alike are said to be alike', () => {
		const money = (value: number) => answer('3,667', { value, format: 'money' });
		expect(differenceOf(money(3_666.6), money(3_666.8))).toBe('這個答案幾乎一樣');
		expect(differenceOf(money(1), money(1))).toBe('這個答案一樣');
	});
});

test('the inputs that differ are listed in the table’s order, as a reader knows them', () => {
	const a = { inputs: { rate: 0.8, price: 400, timing: 'A' }, seed: 12_345 };
	const b = { inputs: { rate: 0.9, price: 400, timing: 'B' }, seed: 7 };
	expect(
		changedInputs(toyModel.inputs, a, b).map(({ label, from, to }) => [label, from, to]),
	).toEqual([
		['留存率', '80%', '90%'],
		['收款', '期初', '期末'],
		['亂數組', '原本', '7'],
	]);
	expect(changedInputs(toyModel.inputs, a, a)).toEqual([]);
});

test('a value that is no number is shown as what it is, never as NaN', () => {
	expect(shownValue(toyModel.inputs.price, undefined)).toBe('undefined');
	expect(shownValue(toyModel.inputs.price, 1234.5)).toBe('1,234.5元');
});

test('where a value is read and not typed, its minus is no hyphen', () => {
	expect(shownValue(toyModel.inputs.price, -3)).toBe('−3元');
});

const line = (last: number, min?: number): LineChartSpec => ({
	kind: 'line',
	finding: `到${last}。`,
	caption: '走勢。',
	x: { label: '年', format: 'number' },
	y: { label: '元', format: 'money', ...(min === undefined ? {} : { min }) },
	series: [
		{ id: 'a', name: '未折現', points: [{ x: 0, y: 1 }] },
		{ id: 'b', name: '折現後', points: [{ x: 0, y: last }] },
	],
	callouts: [{ x: 0, y: last, lines: ['現在'] }],
});

describe('a chart of both settings', () => {
	test('shows the same series of each: pinned as before, present as now', () => {
		const both = compareCharts(line(5), line(9));
		expect(both.series.map(({ id, name }) => [id, name])).toEqual([
			['a', '釘住的設定'],
			['b', '現在的設定'],
		]);
		expect(both.finding).toBe('釘住的設定：到5。現在的設定：到9。');
		expect(both.caption).toContain('比較「折現後」');
		expect('callouts' in both && both.callouts).toEqual([]);
	});

	test('has room for both: a floor that only one of them wants is not set', () => {
		expect(compareCharts(line(5, 0), line(9)).y.min).toBeUndefined();
		expect(compareCharts(line(5, 2), line(9, 1)).y.min).toBe(1);
	});

	test('is the present one where there is nothing pinned, or no axis to share', () => {
		const bars = (categories: string[], overlaid = false): BarChartSpec => ({
			kind: 'bar',
			finding: '',
			caption: '',
			x: { label: '', categories },
			y: { label: '', format: 'number' },
			series: [{ id: 'b', name: '人數', values: categories.map(() => 1) }],
			overlaid,
		});
		expect(compareCharts(undefined, line(9))).toEqual(line(9));
		expect(compareCharts(bars(['一']), bars(['一', '二']))).toEqual(bars(['一', '二']));
		expect(compareCharts(bars(['一'], true), bars(['一'], true))).toEqual(bars(['一'], true));
		expect(compareCharts(bars(['一']), bars(['一'])).series).toHaveLength(2);
	});
});
