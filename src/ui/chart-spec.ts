import type { FormatKind } from './format.ts';

/**
 * A chart as plain data: what is to be seen, not how it is drawn. The same description is drawn
 * as SVG on the server and for paper, and by Chart.js in the browser. JSON all the way down, so
 * that a chart can be mirrored, stored and tested.
 */

/**
 * The looks of a series, the same on the whole site: 'a' is without (or before, or undiscounted):
 * ink, dashed, hollow circle; 'b' is with (or after): teal, solid, diamond. 'c' is for a third
 * line that must be told apart from both: grey ink, dotted, hollow square.
 */
export type SeriesId = 'a' | 'b' | 'c';

export interface Axis {
	/** zh-TW; what the axis measures, with its unit, e.g. '累計毛利（元，每位客戶）'. */
	readonly label: string;
	/** Printed after the last tick of the x axis, e.g. '年'. */
	readonly unit?: string;
	readonly format: FormatKind;
	readonly decimals?: number;
	/** Lowest and highest value shown; left out, the data decide. */
	readonly min?: number;
	readonly max?: number;
	/** Whole-numbered axes (months, years, scales) get no tick between two numbers. */
	readonly whole?: boolean;
	/** Names of 1, 2, 3 … on an x axis that goes from place to place; each gets its tick. */
	readonly names?: readonly string[];
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

export interface LineSeries {
	readonly id: SeriesId;
	/** zh-TW; stands at the end of the line and in the tooltip. */
	readonly name: string;
	/** Further lines of the label at the line's end, e.g. ['→ 5,000']. */
	readonly endLabel?: readonly string[];
	readonly points: readonly Point[];
	/** Each value holds until the next: survival curves, stocks counted at intervals. */
	readonly stepped?: boolean;
}

/** A range around a line, or the area between two lines. */
export interface Band {
	readonly look: 'range' | 'between';
	readonly name: string;
	readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
	/** As of a stepped line. */
	readonly stepped?: boolean;
}

/** A straight line across the plot: zero, a break-even month, a target. */
export interface ReferenceLine {
	readonly axis: 'x' | 'y';
	readonly at: number;
	/** 'solid' for zero, 'dotted' for everything read off. */
	readonly look: 'solid' | 'dotted';
	readonly label?: string;
}

/** A remark at a point of the plot, tied to the x axis by a dotted line. */
export interface Callout {
	readonly x: number;
	readonly y: number;
	readonly lines: readonly string[];
}

interface ChartBase {
	/** zh-TW; what there is to see, in a sentence with its numbers. The chart's accessible name. */
	readonly finding: string;
	/** zh-TW; the text under the figure, after its number. */
	readonly caption: string;
	/** Height over width; the usual 0.476 when left out. */
	readonly shape?: 'usual' | 'flat';
}

export interface LineChartSpec extends ChartBase {
	readonly kind: 'line';
	readonly x: Axis;
	readonly y: Axis;
	readonly series: readonly LineSeries[];
	readonly bands?: readonly Band[];
	readonly references?: readonly ReferenceLine[];
	readonly callouts?: readonly Callout[];
}

export interface BarSeries {
	readonly id: SeriesId;
	readonly name: string;
	/** One value a category: a bar from zero, or one that floats between two; null for none. */
	readonly values: readonly BarValue[];
}

export type BarValue = number | null | readonly [from: number, to: number];

/** What a bar's label and tooltip say: its height, or what a floating one adds or takes away. */
export const barAmount = (value: NonNullable<BarValue>): number =>
	typeof value === 'number' ? value : value[1] - value[0];

export interface BarChartSpec extends ChartBase {
	readonly kind: 'bar';
	readonly x: { readonly label: string; readonly categories: readonly string[] };
	readonly y: Axis;
	readonly series: readonly BarSeries[];
	readonly references?: readonly ReferenceLine[];
	/** Print each bar's value above it; for few bars. */
	readonly valuesShown?: boolean;
	/** The series share one place in each category, as the steps of a waterfall do. */
	readonly overlaid?: boolean;
}

export type ChartSpec = LineChartSpec | BarChartSpec;

/** Points at 0, 1, 2 … (or from another start) for a list of values. */
export function pointsFrom(values: readonly number[], start = 0, step = 1): Point[] {
	return values.map((y, index) => ({ x: start + index * step, y }));
}

/**
 * Round numbers that cover a range: steps of 1, 2, 2.5 or 5 times a power of ten, at most `most`
 * of them, the first at or below `low`, the last at or above `high`, with as little room over as
 * round numbers leave.
 */
export function niceTicks(low: number, high: number, most: number, whole = false): number[] {
	if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
	if (low === high) {
		return low === 0 ? [0, 1] : niceTicks(Math.min(0, low), Math.max(0, high), most, whole);
	}
	const power = 10 ** Math.floor(Math.log10((high - low) / Math.max(1, most - 1)));
	let best: { first: number; last: number; step: number; over: number } | undefined;
	for (const factor of [1, 2, 2.5, 5, 10, 20, 50]) {
		const step = factor * power;
		if (whole && !Number.isInteger(step)) continue;
		const first = Math.floor(low / step + 1e-9);
		const last = Math.ceil(high / step - 1e-9);
		if (last - first + 1 > Math.max(2, most)) continue;
		const over = (last - first) * step;
		if (!best || over < best.over * (1 - 1e-9)) best = { first, last, step, over };
	}
	if (!best) return [low, high];
	const { first, last, step } = best;
	return Array.from({ length: last - first + 1 }, (_, index) =>
		Number(((first + index) * step).toPrecision(12)),
	);
}

/** Ticks that stay inside a range: for months and years, whose axis ends where the data end. */
export function insideTicks(low: number, high: number, most: number, whole = false): number[] {
	const span = high - low;
	if (!(span > 0)) return [low];
	const steps = whole ? [1, 2, 3, 5, 6, 10, 12, 24, 36, 60, 120] : [];
	const fitting = steps.find((step) => Math.floor(span / step) + 1 <= most && span % step === 0);
	const step = fitting ?? steps.find((each) => Math.floor(span / each) + 1 <= most);
	if (step !== undefined) {
		return Array.from(
			{ length: Math.floor(span / step + 1e-9) + 1 },
			(_, index) => low + index * step,
		);
	}
	return niceTicks(low, high, most, whole).filter((tick) => tick >= low && tick <= high);
}

/**
 * Bars and areas lie: their axis must contain zero. Lines may start elsewhere if told so, and bars
 * at the lowest answer of a scale that has no zero.
 */
export function yRange(spec: ChartSpec): { low: number; high: number } {
	const values: number[] =
		spec.kind === 'line'
			? [
					...spec.series.flatMap(({ points }) => points.map(({ y }) => y)),
					...(spec.bands ?? []).flatMap(({ points }) =>
						points.flatMap(({ low, high }) => [low, high]),
					),
				]
			: spec.series.flatMap(({ values }) => values.filter((value) => value !== null).flat());
	for (const reference of spec.references ?? []) {
		if (reference.axis === 'y') values.push(reference.at);
	}
	const finite = values.filter(Number.isFinite);
	return {
		low: spec.y.min ?? Math.min(0, ...finite),
		high: spec.y.max ?? Math.max(0, ...finite),
	};
}
