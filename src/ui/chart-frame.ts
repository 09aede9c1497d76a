import { placeAcross, type Covered, type TextBlock } from './chart-labels.ts';
import type { ChartLayout, ChartSize, LaidReference } from './chart-layout.ts';
import { insideTicks, niceTicks, yRange, type ChartSpec } from './chart-spec.ts';
import { formatAs } from './format.ts';
import { textWidth } from './text-width.ts';

/** What line and bar charts share: the box, its margins, the y axis, lines across the plot. */

export const boxes = {
	wide: { width: 840, usual: 400, flat: 240, font: 15, mark: 6, yTicks: 6, xTicks: 7 },
	narrow: { width: 340, usual: 300, flat: 220, font: 15, mark: 5.5, yTicks: 4, xTicks: 5 },
	wall: { width: 1160, usual: 540, flat: 300, font: 30, mark: 10, yTicks: 5, xTicks: 7 },
} as const;

export const rounded = (value: number): number => Math.round(value * 10) / 10;

export interface Frame {
	readonly base: Omit<
		ChartLayout,
		'lines' | 'bars' | 'bands' | 'callouts' | 'references' | 'xTicks' | 'xRange'
	>;
	readonly y: (value: number) => number;
}

/** Box, margins and y axis of a chart whose right and lower margins are known. */
export function frame(
	spec: ChartSpec,
	size: ChartSize,
	rightMargin: number,
	bottomMargin: number,
): Frame {
	const box = boxes[size];
	const { font } = box;
	const height = box[spec.shape ?? 'usual'];
	const range = yRange(spec);
	const { min, max, whole } = spec.y;
	// A loss that is slight beside the gains gets its room below zero, but no tick of its own.
	const slight = min === undefined && range.low < 0 && -range.low < 0.08 * range.high;
	const most = spec.shape === 'flat' ? Math.min(4, box.yTicks) : box.yTicks;
	// A scale that people answer on shows both of its ends.
	const values = whole
		? insideTicks(range.low, range.high, most, whole)
		: niceTicks(slight ? 0 : range.low, range.high, most).filter(
				(tick) => tick >= (min ?? tick) - 1e-9 && tick <= (max ?? tick) + 1e-9,
			);
	const low = min ?? (slight ? range.low : (values[0] ?? range.low));
	const high = max ?? values.at(-1) ?? range.high;
	const texts = values.map((value) => formatAs(spec.y.format, value, whole ? 0 : spec.y.decimals));
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

/** Zero, break-even, targets: each with its words where there are any. */
export function layReferences(
	spec: ChartSpec,
	{ plot, font }: Frame['base'],
	x: (value: number) => number,
	y: (value: number) => number,
	covered: Covered,
): LaidReference[] {
	return (spec.references ?? [])
		.filter(({ at }) => Number.isFinite(at))
		.map(({ axis, at, look, label }) => {
			if (axis === 'y') {
				const height = rounded(y(at));
				return {
					look,
					x1: plot.left,
					x2: plot.right,
					y1: height,
					y2: height,
					...(label ? { label: placeAcross(height, label, covered, plot, font) } : {}),
				};
			}
			const place = rounded(x(at));
			const toLeft = place > (plot.left + plot.right) / 2;
			const text: TextBlock = {
				x: place + (toLeft ? -1 : 1) * font * 0.5,
				y: plot.top + font,
				anchor: toLeft ? 'end' : 'start',
				lines: label ? [label] : [],
			};
			return {
				look,
				x1: place,
				x2: place,
				y1: plot.top,
				y2: plot.bottom,
				...(label ? { label: text } : {}),
			};
		});
}
