import { placeCallout, placeEndLabels, type TextBlock } from './chart-labels.ts';
import {
	insideTicks,
	niceTicks,
	yRange,
	type BarChartSpec,
	type ChartSpec,
	type LineChartSpec,
	type SeriesId,
} from './chart-spec.ts';
import { formatAs } from './format.ts';
import { textWidth, wrapText } from './text-width.ts';

/**
 * Where everything of a chart stands, in units of its own box. SVG draws from it directly;
 * Chart.js takes margins, ticks and marks from it, so that the one can replace the other without
 * anything moving.
 */

export type ChartSize = 'wide' | 'narrow' | 'wall';

const boxes = {
	wide: { width: 840, usual: 400, flat: 240, font: 15, mark: 6, yTicks: 6, xTicks: 7 },
	narrow: { width: 340, usual: 300, flat: 220, font: 15, mark: 5.5, yTicks: 4, xTicks: 5 },
	wall: { width: 1160, usual: 540, flat: 300, font: 30, mark: 10, yTicks: 5, xTicks: 7 },
} as const;

export interface Tick {
	readonly value: number;
	/** Place along its axis in the box. */
	readonly at: number;
	readonly lines: readonly string[];
}

export interface LaidLine {
	readonly id: SeriesId;
	readonly name: string;
	readonly path: string;
	readonly marks: readonly { readonly index: number; readonly x: number; readonly y: number }[];
	readonly label: TextBlock;
}

export interface LaidBar {
	readonly id: SeriesId;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly value?: TextBlock;
}

export interface LaidReference {
	readonly look: 'solid' | 'dotted';
	readonly x1: number;
	readonly y1: number;
	readonly x2: number;
	readonly y2: number;
	readonly label?: TextBlock;
}

export interface ChartLayout {
	readonly size: ChartSize;
	readonly width: number;
	readonly height: number;
	readonly font: number;
	readonly mark: number;
	readonly plot: {
		readonly left: number;
		readonly right: number;
		readonly top: number;
		readonly bottom: number;
	};
	readonly xRange: { readonly low: number; readonly high: number };
	readonly yRange: { readonly low: number; readonly high: number };
	readonly xTicks: readonly Tick[];
	readonly yTicks: readonly Tick[];
	/** Height of a zero line inside the plot; absent when zero is the plot's floor. */
	readonly zero?: number;
	readonly title: TextBlock;
	readonly unit?: TextBlock;
	readonly bands: readonly { readonly look: 'range' | 'between'; readonly path: string }[];
	/** In the order in which they are drawn. */
	readonly lines: readonly LaidLine[];
	readonly bars: readonly LaidBar[];
	readonly references: readonly LaidReference[];
	readonly callouts: readonly (TextBlock & { readonly stem: { readonly x: number; readonly from: number; readonly to: number } })[];
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

function pathOf(points: readonly { readonly x: number; readonly y: number }[]): string {
	return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');
}

/** Lays a chart out for one of three boxes. Points that are not finite numbers are left out. */
export function layChart(spec: ChartSpec, size: ChartSize): ChartLayout {
	return spec.kind === 'line' ? layLines(spec, size) : layBars(spec, size);
}

interface Frame {
	readonly base: Omit<ChartLayout, 'lines' | 'bars' | 'bands' | 'callouts' | 'references' | 'xTicks' | 'xRange'>;
	readonly y: (value: number) => number;
}

/** What both kinds share: box, margins, y axis. */
function frame(spec: ChartSpec, size: ChartSize, rightMargin: number, bottomMargin: number): Frame {
	const box = boxes[size];
	const { font } = box;
	const height = box[spec.shape ?? 'usual'];
	const range = yRange(spec);
	// A loss that is slight beside the gains gets its room below zero, but no tick of its own.
	const slight = spec.y.min === undefined && range.low < 0 && -range.low < 0.08 * range.high;
	const most = spec.shape === 'flat' ? Math.min(4, box.yTicks) : box.yTicks;
	const values = niceTicks(slight ? 0 : range.low, range.high, most, spec.y.whole).filter(
		(tick) =>
			(spec.y.min === undefined || tick >= spec.y.min - 1e-9) &&
			(spec.y.max === undefined || tick <= spec.y.max + 1e-9),
	);
	const low = spec.y.min ?? (slight ? range.low : (values[0] ?? range.low));
	const high = spec.y.max ?? values.at(-1) ?? range.high;
	const texts = values.map((value) => formatAs(spec.y.format, value, spec.y.decimals));
	const left = Math.ceil(Math.max(...texts.map(textWidth), 1) * font + font * 0.75);
	const plot = {
		left,
		right: box.width - Math.min(Math.ceil(rightMargin), Math.floor(box.width * 0.45)),
		top: Math.round(font * 2.25),
		bottom: height - Math.ceil(bottomMargin),
	};
	const y = (value: number) =>
		plot.bottom - ((value - low) / (high - low || 1)) * (plot.bottom - plot.top);
	return {
		base: {
			size,
			width: box.width,
			height,
			font,
			mark: box.mark,
			plot,
			yRange: { low, high },
			yTicks: values.map((value, index) => ({ value, at: y(value), lines: [texts[index] ?? ''] })),
			...(low < 0 && high > 0 ? { zero: y(0) } : {}),
			title: { x: 0, y: font - 1, anchor: 'start', lines: [spec.y.label] },
		},
		y,
	};
}

function layLines(spec: LineChartSpec, size: ChartSize): ChartLayout {
	const box = boxes[size];
	const { font } = box;
	const series = spec.series.map((each) => ({
		...each,
		points: each.points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)),
		label: [each.name, ...(each.endLabel ?? [])],
	}));
	const labelWidth = Math.max(0, ...series.flatMap(({ label }) => label.map(textWidth)));
	const unitWidth = spec.x.unit ? textWidth(spec.x.unit) + 0.8 : 0;
	const right = Math.max(font * (labelWidth + 1.2), font * (unitWidth + 1));
	const { base, y } = frame(spec, size, right, font * 2.6);
	const { plot } = base;

	const xs = series.flatMap(({ points }) => points.map((point) => point.x));
	const low = spec.x.min ?? Math.min(...(xs.length > 0 ? xs : [0]));
	const high = spec.x.max ?? Math.max(...(xs.length > 0 ? xs : [1]));
	const x = (value: number) => plot.left + ((value - low) / (high - low || 1)) * (plot.right - plot.left);
	const tickValues = insideTicks(low, high, box.xTicks, spec.x.whole);

	const placed = series.map((each) => ({
		...each,
		points: each.points.map((point) => ({ value: point.x, x: x(point.x), y: y(point.y) })),
	}));
	const shared = coincide(placed.map(({ points }) => points), font);
	const ends = placeEndLabels(
		placed.map(({ points, label }) => ({ y: points.at(-1)?.y ?? plot.bottom, lines: label })),
		plot,
		font,
	);
	const lines: LaidLine[] = placed.map(({ id, name, points }, order) => ({
		id,
		name,
		path: pathOf(points),
		// Where lines run together, the marks of every other one stand between the ticks.
		marks: marksOf(points, tickValues, shared && order % 2 === 0 ? 0.5 : 0),
		label: ends[order] ?? { x: plot.right, y: plot.bottom, anchor: 'start', lines: [] },
	}));

	return {
		...base,
		xRange: { low, high },
		xTicks: tickValues.map((value) => ({
			value,
			at: x(value),
			lines: [formatAs(spec.x.format, value, spec.x.decimals)],
		})),
		...(spec.x.unit
			? { unit: { x: plot.right + font * 0.8, y: plot.bottom + font * 1.45, anchor: 'start', lines: [spec.x.unit] } as const }
			: {}),
		bands: (spec.bands ?? []).map(({ look, points }) => ({
			look,
			path: bandPath(points, x, y),
		})),
		// A dashed line over a solid one still shows both; the other way round it would be hidden.
		lines: shared ? [...lines].reverse() : lines,
		bars: [],
		references: layReferences(spec, base, x, y),
		callouts: (spec.callouts ?? []).map((callout) => {
			const at = { x: x(callout.x), y: y(callout.y) };
			const obstacles = placed.flatMap(({ points }) => alongLine(points, font / 2));
			return {
				...placeCallout(at, callout.lines, obstacles, plot, font),
				stem: { x: at.x, from: at.y, to: plot.bottom },
			};
		}),
	};
}

function layBars(spec: BarChartSpec, size: ChartSize): ChartLayout {
	const { font, width } = boxes[size];
	const count = Math.max(1, spec.x.categories.length);
	const slotGuess = (width - font * 5) / count;
	const labels = spec.x.categories.map((text) => wrapText(text, Math.max(1, slotGuess / font - 0.4)));
	const labelLines = Math.max(1, ...labels.map((lines) => lines.length));
	const { base, y } = frame(spec, size, font, font * (1.2 + 1.25 * labelLines));
	const { plot } = base;
	const slot = (plot.right - plot.left) / count;
	const gap = 0.15 * slot;
	const barWidth = (slot - 2 * gap) / Math.max(1, spec.series.length);
	const floor = y(Math.max(base.yRange.low, Math.min(0, base.yRange.high)));

	const bars = spec.series.flatMap(({ id, values }, seriesIndex) =>
		values.flatMap((value, index): LaidBar[] => {
			if (value === null || !Number.isFinite(value)) return [];
			const left = plot.left + index * slot + gap + seriesIndex * barWidth;
			const end = y(value);
			const middle = left + barWidth / 2;
			return [
				{
					id,
					x: rounded(left + barWidth * 0.06),
					y: rounded(Math.min(end, floor)),
					width: rounded(barWidth * 0.88),
					height: rounded(Math.abs(end - floor)),
					...(spec.valuesShown
						? {
								value: {
									x: rounded(middle),
									y: rounded(value < 0 ? end + font * 1.1 : end - font * 0.4),
									anchor: 'middle',
									lines: [formatAs(spec.y.format, value, spec.y.decimals)],
								} as const,
							}
						: {}),
				},
			];
		}),
	);
	const middles = (index: number) => plot.left + (index + 0.5) * slot;
	return {
		...base,
		xRange: { low: 0, high: count },
		xTicks: labels.map((lines, index) => ({ value: index, at: middles(index), lines })),
		bands: [],
		lines: [],
		bars,
		references: layReferences(spec, base, middles, y),
		callouts: [],
	};
}

function layReferences(
	spec: ChartSpec,
	{ plot, font }: Frame['base'],
	x: (value: number) => number,
	y: (value: number) => number,
): LaidReference[] {
	return (spec.references ?? [])
		.filter(({ at }) => Number.isFinite(at))
		.map(({ axis, at, look, label }) => {
			if (axis === 'y') {
				const height = rounded(y(at));
				const text: TextBlock = { x: plot.left + font * 0.4, y: height - font * 0.4, anchor: 'start', lines: label ? [label] : [] };
				return { look, x1: plot.left, x2: plot.right, y1: height, y2: height, ...(label ? { label: text } : {}) };
			}
			const place = rounded(x(at));
			const toLeft = place > (plot.left + plot.right) / 2;
			const text: TextBlock = {
				x: place + (toLeft ? -1 : 1) * font * 0.5,
				y: plot.top + font,
				anchor: toLeft ? 'end' : 'start',
				lines: label ? [label] : [],
			};
			return { look, x1: place, x2: place, y1: plot.top, y2: plot.bottom, ...(label ? { label: text } : {}) };
		});
}

function bandPath(
	points: readonly { readonly x: number; readonly low: number; readonly high: number }[],
	x: (value: number) => number,
	y: (value: number) => number,
): string {
	const finite = points.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
	if (finite.length === 0) return '';
	const upper = finite.map((point) => ({ x: x(point.x), y: y(point.high) }));
	const lower = finite.map((point) => ({ x: x(point.x), y: y(point.low) })).reverse();
	return `${pathOf([...upper, ...lower])}Z`;
}

/** Points of a line no further apart than `step`. */
function alongLine(
	points: readonly { readonly x: number; readonly y: number }[],
	step: number,
): { x: number; y: number }[] {
	return points.flatMap((point, index) => {
		const next = points[index + 1] ?? point;
		const pieces = Math.ceil(Math.hypot(next.x - point.x, next.y - point.y) / step) || 1;
		return Array.from({ length: pieces }, (_, piece) => ({
			x: point.x + ((next.x - point.x) * piece) / pieces,
			y: point.y + ((next.y - point.y) * piece) / pieces,
		}));
	});
}

/** Whether lines lie so close that their marks would cover each other. */
function coincide(lines: readonly (readonly { readonly y: number }[])[], font: number): boolean {
	const [first, second] = lines;
	if (!first || !second || first.length < 4) return false;
	const near = first.filter(({ y }, index) => Math.abs(y - (second[index]?.y ?? Infinity)) < font * 0.6);
	return near.length > first.length * 0.6;
}

function marksOf(
	points: readonly { readonly value: number; readonly x: number; readonly y: number }[],
	ticks: readonly number[],
	shift: number,
): LaidLine['marks'] {
	const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
	return ticks.flatMap((tick) => {
		const wanted = tick + shift * step;
		const index = points.findIndex(({ value }) => Math.abs(value - wanted) < 0.5 + 1e-9 && value >= wanted - 1e-9);
		const point = points[index];
		return point ? [{ index, x: rounded(point.x), y: rounded(point.y) }] : [];
	});
}
