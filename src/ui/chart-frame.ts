import {
	lineHeight,
	placeAcross,
	placeBeside,
	type Covered,
	type Room,
	type TextBlock,
} from './chart-labels.ts';
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

/** How far words go from where they stand best. */
export const rows = [0, 1, 2, 3, 4, 5, 6, 7];

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
	const written = (value: number, decimals = whole ? 0 : spec.y.decimals) =>
		formatAs(spec.y.format, value, decimals);
	const isLarge = values.some((value) => written(value).endsWith('萬'));
	// 5萬 beside 10萬, not 50,000.
	const texts = values.map((value) =>
		isLarge && value && Math.abs(value) < 1e5
			? `${written(value / 1e4, value % 1e4 ? 1 : 0)}萬`
			: written(value),
	);
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

/** Where words inside the plot find a place, clear of what the y axis measures and lines' names. */
export function roomOf(
	{ plot, width, font, title }: Frame['base'],
	covered: Covered,
	names: readonly TextBlock[] = [],
): Room {
	const taken = [title, ...names].map(({ x, y, lines }) => ({
		left: x,
		right: x + Math.max(...lines.map(textWidth)) * font,
		top: y - font,
		bottom: y + (lines.length - 1) * font * lineHeight,
	}));
	return { plot, width, font, covered, taken };
}

/** Zero, break-even, targets: each with its words where there are any. */
export function layReferences(
	spec: ChartSpec,
	room: Room,
	x: (value: number) => number,
	y: (value: number) => number,
): LaidReference[] {
	const { plot, font, taken } = room;
	const lines = (spec.references ?? [])
		.filter(({ at }) => Number.isFinite(at))
		.map(({ axis, at, look, label }) => {
			const across = axis === 'y';
			const place = rounded(across ? y(at) : x(at));
			const [x1, x2] = across ? [plot.left, plot.right] : [place, place];
			const [y1, y2] = across ? [place, place] : [plot.top, plot.bottom];
			taken.push({ left: x1 - 1, right: x2 + 1, top: y1, bottom: y2 + 1 });
			return { label, line: { look, x1, x2, y1, y2 } };
		});
	const tops = rows.map((row) => plot.top + row * font * lineHeight);
	return lines.map(({ label, line }) => {
		if (!label) return line;
		const { x1, x2, y1 } = line;
		const words = x1 === x2 ? placeBeside(x1, [label], tops, room) : placeAcross(y1, label, room);
		return { ...line, label: words };
	});
}
