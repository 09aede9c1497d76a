import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlap } from '#ui/chart-labels.ts';
import { layChart } from '#ui/chart-layout.ts';
import {
	insideTicks,
	niceTicks,
	pointsFrom,
	type BarChartSpec,
	type LineChartSpec,
} from '#ui/chart-spec.ts';
import { textWidth, wrapText } from '#ui/text-width.ts';

const lines: LineChartSpec = {
	kind: 'line',
	finding: '有計畫的線在第11個月超過沒有計畫的線。',
	caption: '兩個世界的累計淨利。',
	x: { label: '月', unit: '個月', format: 'number', whole: true },
	y: { label: '累計淨利（元）', format: 'money' },
	series: [
		{ id: 'a', name: '無計畫', points: pointsFrom([0, 100, 210, 330, 460, 600]) },
		{
			id: 'b',
			name: '有計畫',
			endLabel: ['多200元'],
			points: pointsFrom([-50, 40, 200, 360, 560, 800]),
		},
	],
};
const bars: BarChartSpec = {
	kind: 'bar',
	finding: '三年後有計畫多留下12人。',
	caption: '留下的人數。',
	x: { label: '年', categories: ['第一年', '第二年', '第三年'] },
	y: { label: '人', format: 'number' },
	series: [
		{ id: 'a', name: '無計畫', values: [80, 60, 40] },
		{ id: 'b', name: '有計畫', values: [85, 70, null] },
	],
};

describe('ticks', () => {
	test.each([
		[0, 4_859, 6, [0, 1_000, 2_000, 3_000, 4_000, 5_000]],
		[0, 4_859, 4, [0, 2_500, 5_000]],
		[-20, 84, 5, [-50, 0, 50, 100]],
		[0, 1, 6, [0, 0.2, 0.4, 0.6, 0.8, 1]],
	])('from %d to %d, at most %d', (low, high, most, ticks) => {
		expect(niceTicks(low, high, most)).toEqual(ticks);
	});

	test('cover the data, are round, and few', () => {
		const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });
		fc.assert(
			fc.property(finite, finite, fc.integer({ min: 3, max: 8 }), (one, other, most) => {
				const [low, high] = [Math.min(one, other, 0), Math.max(one, other, 0)];
				fc.pre(high - low > 1e-3);
				const ticks = niceTicks(low, high, most);
				expect(ticks.length).toBeLessThanOrEqual(most);
				expect(ticks[0]).toBeLessThanOrEqual(low + (high - low) * 1e-6);
				expect(ticks.at(-1)).toBeGreaterThanOrEqual(high - (high - low) * 1e-6);
			}),
		);
	});

	test('months go by halves and quarters of a year', () => {
		expect(insideTicks(0, 36, 7, true)).toEqual([0, 6, 12, 18, 24, 30, 36]);
		expect(insideTicks(0, 36, 5, true)).toEqual([0, 12, 24, 36]);
		expect(insideTicks(0, 15, 7, true)).toEqual([0, 3, 6, 9, 12, 15]);
	});

	test('data that never move still give an axis', () => {
		expect(niceTicks(0, 0, 5)).toEqual([0, 1]);
		expect(niceTicks(Number.NaN, 3, 5)).toEqual([0, 1]);
	});
});

describe('a laid-out chart', () => {
	test('is the same after a journey through JSON', () => {
		expect(layChart(JSON.parse(JSON.stringify(lines)) as LineChartSpec, 'wide')).toEqual(
			layChart(lines, 'wide'),
		);
	});

	test.each(['wide', 'narrow', 'wall'] as const)('keeps everything inside the %s box', (size) => {
		const { width, height, font, plot, lines: laid, yTicks } = layChart(lines, size);
		expect(plot.left).toBeGreaterThan(0);
		expect(plot.right).toBeLessThan(width);
		for (const { label } of laid) {
			for (const text of label.lines)
				expect(label.x + textWidth(text) * font).toBeLessThanOrEqual(width + 1);
			expect(label.y).toBeLessThan(height);
		}
		for (const { at } of yTicks) expect(at).toBeGreaterThanOrEqual(plot.top);
	});

	test('a phone gets fewer ticks, not smaller words', () => {
		const wide = layChart(lines, 'wide');
		const narrow = layChart(lines, 'narrow');
		expect(narrow.yTicks.length).toBeLessThan(wide.yTicks.length);
		expect(narrow.font).toBe(wide.font);
	});

	test.each(['wide', 'narrow'] as const)(
		'a scale that people answer on shows both of its ends, and each answer apart: %s',
		(size) => {
			const scale: BarChartSpec = {
				...bars,
				x: { label: '構面', categories: ['有形', '可靠', '回應', '保證', '關懷'] },
				y: { label: '分數', format: 'number', decimals: 1, min: 1, max: 7, whole: true },
				series: [
					{ id: 'a', name: '期望', values: [5, 6.7, 5.8, 6, 5.2] },
					{ id: 'b', name: '感受', values: [5, 6.7, 5.8, 6, 5.2] },
				],
				valuesShown: true,
			};
			const { yTicks, bars: laid, plot, font } = layChart(scale, size);
			expect(yTicks.map(({ lines }) => lines.join())).toEqual(['1', '3', '5', '7']);
			for (const { y, height } of laid) expect(y + height).toBeCloseTo(plot.bottom, 0);
			const places = laid.map(({ value }) => value?.x ?? 0).sort((one, other) => one - other);
			for (const [index, place] of places.slice(1).entries())
				expect(place - (places[index] ?? 0)).toBeGreaterThan(textWidth('5.8') * font);
		},
	);

	test('an axis of money counts in 萬 throughout where it reaches a hundred thousand', () => {
		const money = (most: number) =>
			layChart(
				{
					...lines,
					y: { label: '元', format: 'money' as const },
					series: [{ id: 'b' as const, name: '淨利', points: pointsFrom([0, most]) }],
				},
				'wide',
			).yTicks.map(({ lines: words }) => words.join());
		expect(money(100_000)).toEqual(['0', '2萬', '4萬', '6萬', '8萬', '10萬']);
		expect(money(-150_000)).toContain('−5萬');
		expect(money(80_000)).toContain('80,000');
	});

	test('values below zero get a zero line', () => {
		expect(layChart(lines, 'wide').zero).toBeDefined();
		expect(layChart(bars, 'wide').zero).toBeUndefined();
	});

	test('a slight loss at the start does not halve the room for the gains', () => {
		const slight = {
			...lines,
			series: [{ id: 'b' as const, name: '有計畫', points: pointsFrom([-2, 50, 100]) }],
		};
		const { yTicks, zero, plot } = layChart(slight, 'wide');
		expect(yTicks.map(({ value }) => value)).toEqual([0, 20, 40, 60, 80, 100]);
		expect(zero).toBeLessThan(plot.bottom);
	});

	test.each(['wide', 'narrow', 'wall'] as const)(
		'the unit stands clear of the last number: %s',
		(size) => {
			fc.assert(
				fc.property(fc.integer({ min: 1, max: 5_000_000 }), (high) => {
					const amounts: LineChartSpec = {
						...lines,
						x: { label: '開辦費', unit: '元', format: 'number', min: 0, max: high },
						series: [
							{
								id: 'b',
								name: 'ROI',
								points: [
									{ x: 0, y: 1 },
									{ x: high, y: 2 },
								],
							},
						],
					};
					const { xTicks, unit, font, width } = layChart(amounts, size);
					const last = xTicks.at(-1);
					const end = (last?.at ?? 0) + (textWidth(last?.lines[0] ?? '') * font) / 2;
					expect(unit?.x ?? 0).toBeGreaterThan(end);
					expect((unit?.x ?? 0) + font).toBeLessThanOrEqual(width);
				}),
			);
		},
	);

	test('names of lines that end together do not cover each other', () => {
		const together: LineChartSpec = {
			...lines,
			series: lines.series.map((series) => ({
				...series,
				endLabel: [],
				points: pointsFrom([0, 1, 2]),
			})),
		};
		const [first, second] = layChart(together, 'wide').lines;
		expect(Math.abs((first?.label.y ?? 0) - (second?.label.y ?? 0))).toBeGreaterThanOrEqual(15);
	});

	test('a value that does not exist is left out and breaks nothing', () => {
		const holed: LineChartSpec = {
			...lines,
			series: [{ id: 'b', name: '有計畫', points: pointsFrom([1, Number.NaN, 3, Infinity, 5]) }],
			bands: [
				{
					look: 'range',
					name: '範圍',
					points: [
						{ x: 0, low: Number.NaN, high: 2 },
						{ x: 1, low: 1, high: 3 },
					],
				},
			],
			references: [{ axis: 'x', at: Number.NaN, look: 'dotted' }],
		};
		const drawn = JSON.stringify(layChart(holed, 'wide'));
		expect(drawn).not.toMatch(/NaN|Infinity|null/);
	});

	test('the words of a line across stand where no line runs', () => {
		fc.assert(
			fc.property(fc.integer({ min: 20, max: 780 }), fc.boolean(), (at, falls) => {
				const rising = pointsFrom([0, 160, 320, 480, 640, 800]);
				const points = falls ? rising.map(({ x, y }) => ({ x, y: 800 - y })) : rising;
				const spec: LineChartSpec = {
					...lines,
					series: [{ id: 'b', name: '有', points }],
					references: [{ axis: 'y', at, look: 'dotted', label: '你猜120元' }],
				};
				const { references, plot, font, yRange } = layChart(spec, 'narrow');
				const label = references[0]?.label;
				const width = textWidth('你猜120元') * font;
				const left = label?.anchor === 'start' ? label.x : (label?.x ?? 0) - width;
				const heightAt = (x: number) => {
					const along = (800 * (x - plot.left)) / (plot.right - plot.left);
					const value = falls ? 800 - along : along;
					return plot.bottom - (value / yRange.high) * (plot.bottom - plot.top);
				};
				const [one, other] = [heightAt(left), heightAt(left + width)];
				const baseline = label?.y ?? 0;
				expect(Math.min(one, other) > baseline || Math.max(one, other) < baseline - font).toBe(
					true,
				);
			}),
		);
	});

	/** Where the words of a dotted line at a height stand, in units of the y axis. */
	function wordsAt(at: number, values: readonly number[], max: number) {
		const spec: LineChartSpec = {
			...lines,
			y: { label: '分', format: 'number', min: 0, max },
			series: [{ id: 'b', name: '信任', points: pointsFrom(values) }],
			references: [{ axis: 'y', at, look: 'dotted', label: '你猜50分' }],
		};
		const { references, plot, font, yRange } = layChart(spec, 'narrow');
		const unit = (yRange.high - yRange.low) / (plot.bottom - plot.top);
		const baseline = references[0]?.label?.y ?? 0;
		return {
			top: (plot.bottom - baseline + 0.8 * font) * unit,
			foot: (plot.bottom - baseline) * unit,
		};
	}

	test('nor on a line that swings about it', () => {
		const swinging = [50, 58, 44, 58, 44, 58, 44, 58, 44, 58, 44, 50];
		const { top, foot } = wordsAt(50, swinging, 100);
		expect(foot > 56 || top < 46, `${foot} to ${top}`).toBe(true);
	});

	test('nor among the numbers of the other axis', () => {
		expect(wordsAt(0, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 10).foot).toBeGreaterThanOrEqual(0);
		expect(wordsAt(0, Array(12).fill(0.4), 10).foot).toBeGreaterThanOrEqual(0);
	});

	test('the words of an upright line stand where no line runs, and not on each other', () => {
		const months = fc.integer({ min: 0, max: 24 });
		fc.assert(
			fc.property(months, months, months, fc.boolean(), (one, other, third, falls) => {
				const heights = Array.from({ length: 25 }, (_, month) => 800 * (1 - 0.8 ** month));
				const points = pointsFrom(falls ? heights.map((height) => 800 - height) : heights);
				const spec: LineChartSpec = {
					...lines,
					series: [{ id: 'b', name: '有', points }],
					references: [
						{ axis: 'x', at: one, look: 'dotted', label: '分界8.3' },
						{ axis: 'x', at: other, look: 'dotted', label: '你猜6元' },
					],
					callouts: [{ x: third, y: points[third]?.y ?? 0, lines: ['現在'] }],
				};
				const { references, callouts, plot, font, yRange } = layChart(spec, 'narrow');
				const boxes = [...references.map(({ label }) => label), ...callouts].map((block) => {
					const { x = 0, y = 0, anchor = 'start', lines: said = [] } = block ?? {};
					const width = textWidth(said[0] ?? '') * font;
					const left = anchor === 'start' ? x : x - width;
					return { left, right: left + width, top: y - 0.8 * font, bottom: y };
				});
				for (const [index, box] of boxes.entries()) {
					for (const another of boxes.slice(index + 1)) expect(overlap(box, another)).toBe(0);
				}
				const inPlot = points.map(({ x, y }) => ({
					x: plot.left + (x / 24) * (plot.right - plot.left),
					y: plot.bottom - (y / yRange.high) * (plot.bottom - plot.top),
				}));
				const run = boxes.filter(({ left, right, top, bottom }) =>
					inPlot.some(({ x, y }) => x > left && x < right && y > top && y < bottom),
				);
				expect(run).toEqual([]);
			}),
		);
	});

	test('the words of a line at the top stand clear of what the axis measures', () => {
		const full: LineChartSpec = {
			...lines,
			y: { label: '還在的比例（%）', format: 'percent', min: 0, max: 1 },
			series: [{ id: 'b', name: '有', points: pointsFrom([1, 0.6, 0.4, 0.3]) }],
			references: [{ axis: 'y', at: 1, look: 'dotted', label: '你猜100%' }],
		};
		for (const size of ['wide', 'narrow'] as const) {
			const { references, title, font } = layChart(full, size);
			const label = references[0]?.label;
			const left = label?.anchor === 'start' ? label.x : Infinity;
			const titleEnd = textWidth(title.lines[0] ?? '') * font;
			expect(left > titleEnd || (label?.y ?? 0) > 2.25 * font).toBe(true);
		}
	});

	test('an empty series draws an empty plot', () => {
		const drawn = JSON.stringify(
			layChart({ ...lines, series: [{ id: 'b', name: '有計畫', points: [] }] }, 'narrow'),
		);
		expect(drawn).not.toMatch(/NaN|Infinity|null/);
	});

	test('bars stand on zero, and a missing one is missing', () => {
		const { bars: laid, plot } = layChart(bars, 'wide');
		expect(laid).toHaveLength(5);
		for (const { y, height } of laid) expect(y + height).toBeCloseTo(plot.bottom, 0);
	});

	test('a bar below zero hangs from it', () => {
		const { bars: laid, zero } = layChart(
			{ ...bars, series: [{ id: 'b', name: '差額', values: [-10, 20, 5] }] },
			'wide',
		);
		expect(laid[0]?.y).toBeCloseTo(zero ?? Number.NaN, 0);
	});

	test('the steps of a waterfall float in one place each and say what they add or take', () => {
		const { bars: laid, plot } = layChart(
			{
				kind: 'bar',
				finding: '由營收10,000元到毛利5,000元。',
				caption: '每一級差多少。',
				x: { label: '級', categories: ['營收', '成本', '毛利'] },
				y: { label: '元', format: 'number' },
				overlaid: true,
				valuesShown: true,
				series: [
					{ id: 'b', name: '金額', values: [10_000, null, 5_000] },
					{ id: 'a', name: '減少', values: [null, [10_000, 5_000], null] },
					{ id: 'c', name: '增加', values: [null, null, [5_000, 6_000]] },
				],
			},
			'wide',
		);
		const [revenue, margin, cost, more] = laid;
		expect(laid.map(({ value }) => value?.lines[0])).toEqual([
			'10,000',
			'5,000',
			'−5,000',
			'+1,000',
		]);
		expect(more?.x).toBe(margin?.x);
		expect(cost?.y).toBe(revenue?.y);
		expect((cost?.y ?? 0) + (cost?.height ?? 0)).toBeCloseTo(margin?.y ?? 0, 0);
		expect((revenue?.y ?? 0) + (revenue?.height ?? 0)).toBeCloseTo(plot.bottom, 0);
	});

	test('a stepped line holds each value until the next, and so does its band', () => {
		const survival: LineChartSpec = {
			...lines,
			series: [{ id: 'b', name: '留存', stepped: true, points: pointsFrom([100, 60, 40]) }],
			bands: [
				{
					look: 'range',
					name: '範圍',
					stepped: true,
					points: [
						{ x: 0, low: 100, high: 100 },
						{ x: 1, low: 50, high: 70 },
					],
				},
			],
		};
		const { lines: laid, bands } = layChart(survival, 'wide');
		const corners = (laid[0]?.path ?? '').match(/[ML][^ML]+/g) ?? [];
		expect(corners).toHaveLength(5);
		const heights = corners.map((corner) => corner.split(' ')[1]);
		expect(heights[1]).toBe(heights[0]);
		expect(heights[2]).not.toBe(heights[1]);
		expect((bands[0]?.path.match(/[ML]/g) ?? []).length).toBe(6);
	});

	test('a remark stands where it covers no line', () => {
		const falling: LineChartSpec = {
			...lines,
			series: [{ id: 'b', name: '留存', points: pointsFrom([100, 60, 40, 30, 25, 22, 20]) }],
			callouts: [{ x: 2, y: 40, lines: ['兩年後剩四成'] }],
		};
		const { callouts, lines: laid } = layChart(falling, 'wide');
		expect(callouts[0]?.y).toBeLessThan(laid[0]?.marks[2]?.y ?? 0);
	});
});

test('a long category is broken, a number in it is not', () => {
	expect(wrapText('推薦意願10分以上', 5)).toEqual(['推薦意願', '10分以上']);
});
