import { lineHeight, type TextBlock } from './chart-labels.ts';
import type { ChartLayout } from './chart-layout.ts';
import { markPath } from './chart-marks.ts';
import type { ChartSpec, SeriesId } from './chart-spec.ts';
import type { ChartTheme } from './chart-theme.ts';

/** What Chart.js has no parts for: bands, reference lines, marks, remarks, names at lines' ends. */

/** A canvas of Chart.js, or one of its own that a chart is drawn on for an image. */
interface Surface {
	readonly ctx: CanvasRenderingContext2D;
	/** In CSS pixels. */
	readonly width: number;
}

/** CSS pixels per unit of the layout's box. */
export function scaleOf(chart: { readonly width: number }, layout: ChartLayout): number {
	return chart.width > 0 ? chart.width / layout.width : 1;
}

function inLayoutUnits(
	chart: Surface,
	layout: ChartLayout,
	draw: (on: CanvasRenderingContext2D) => void,
): void {
	const zoom = scaleOf(chart, layout);
	chart.ctx.save();
	chart.ctx.scale(zoom, zoom);
	draw(chart.ctx);
	chart.ctx.restore();
}

function write(
	on: CanvasRenderingContext2D,
	{ x, y, anchor, lines }: TextBlock,
	font: number,
	colour: string,
	halo?: string,
): void {
	on.textAlign = anchor === 'middle' ? 'center' : anchor;
	on.textBaseline = 'alphabetic';
	lines.forEach((line, index) => {
		const baseline = y + index * font * lineHeight;
		if (halo) {
			on.strokeStyle = halo;
			on.lineWidth = 4;
			on.lineJoin = 'round';
			on.strokeText(line, x, baseline);
		}
		on.fillStyle = colour;
		on.fillText(line, x, baseline);
	});
}

function rule(
	on: CanvasRenderingContext2D,
	colour: string,
	width: number,
	dash: number[],
	from: readonly [number, number],
	to: readonly [number, number],
): void {
	on.strokeStyle = colour;
	on.lineWidth = width;
	on.setLineDash(dash);
	on.beginPath();
	on.moveTo(...from);
	on.lineTo(...to);
	on.stroke();
	on.setLineDash([]);
}

/** Grid, axes, bands and reference lines: everything that lies under the data. */
export function drawBehind(
	chart: Surface,
	spec: ChartSpec,
	layout: ChartLayout,
	theme: ChartTheme,
): void {
	const { plot, font } = layout;
	const strong = layout.size === 'wall' ? 2 : 1.25;
	inLayoutUnits(chart, layout, (on) => {
		on.font = `${font}px ${theme.family}`;
		for (const tick of layout.yTicks) {
			rule(on, theme.rule, 1, [], [plot.left, tick.at], [plot.right, tick.at]);
			const block: TextBlock = {
				x: plot.left - font * 0.65,
				y: tick.at + font * 0.33,
				anchor: 'end',
				lines: tick.lines,
			};
			write(on, block, font, theme.inkSoft);
		}
		for (const { look, path } of layout.bands) {
			on.globalAlpha = look === 'range' ? 0.2 : 1;
			on.fillStyle = look === 'range' ? theme.teal : theme.tint;
			on.fill(new Path2D(path));
			on.globalAlpha = 1;
		}
		rule(on, theme.ink, strong, [], [plot.left, plot.bottom], [plot.right, plot.bottom]);
		if (layout.zero !== undefined) {
			rule(on, theme.ink, strong, [], [plot.left, layout.zero], [plot.right, layout.zero]);
		}
		for (const tick of layout.xTicks) {
			if (spec.kind === 'line') {
				rule(on, theme.ink, strong, [], [tick.at, plot.bottom], [tick.at, plot.bottom + font / 3]);
			}
			write(
				on,
				{ x: tick.at, y: plot.bottom + font * 1.45, anchor: 'middle', lines: tick.lines },
				font,
				theme.inkSoft,
			);
		}
		for (const line of layout.references) {
			const solid = line.look === 'solid';
			rule(
				on,
				theme.ink,
				solid ? strong : 1,
				solid ? [] : [2, 3],
				[line.x1, line.y1],
				[line.x2, line.y2],
			);
		}
		for (const { stem } of layout.callouts) {
			rule(on, theme.ink, 1, [2, 3], [stem.x, stem.top], [stem.x, stem.to]);
		}
		write(on, layout.title, font, theme.inkSoft);
		if (layout.unit) write(on, layout.unit, font, theme.inkSoft);
	});
}

/** The marks of one line, at the ticks: over their own line, under the lines that come after it. */
export function drawMarks(
	chart: Surface,
	layout: ChartLayout,
	theme: ChartTheme,
	id: SeriesId,
): void {
	const strong = layout.size === 'wall' ? 2 : 1;
	const line = layout.lines.find((each) => each.id === id);
	if (!line) return;
	const path = new Path2D(markPath(id, line.marks, layout.mark));
	inLayoutUnits(chart, layout, (on) => {
		on.fillStyle = id === 'b' ? theme.teal : theme.paper;
		on.strokeStyle = id === 'a' ? theme.ink : id === 'b' ? theme.paper : theme.inkSoft;
		on.lineWidth = (id === 'b' ? 1.5 : 2) * strong;
		// A diamond has its rim of paper behind it, as in the drawing; the hollow marks have theirs on top.
		if (id === 'b') on.stroke(path);
		on.fill(path);
		if (id !== 'b') on.stroke(path);
	});
}

/** Remarks and names: everything that must not be covered by the data. */
export function drawAround(chart: Surface, layout: ChartLayout, theme: ChartTheme): void {
	const { font } = layout;
	const colours = { a: theme.ink, b: theme.teal, c: theme.inkSoft } as const;
	inLayoutUnits(chart, layout, (on) => {
		on.font = `${font}px ${theme.family}`;
		for (const { label } of layout.references) {
			if (label) write(on, label, font, theme.ink, theme.paper);
		}
		for (const { value } of layout.bars) {
			if (value) write(on, value, font, theme.ink, theme.paper);
		}
		for (const callout of layout.callouts) {
			const { x, from } = callout.stem;
			on.fillStyle = theme.teal;
			on.fill(new Path2D(markPath('b', [{ x, y: from }], layout.mark)));
			write(on, callout, font, theme.ink, theme.paper);
		}
		on.font = `bold ${font}px ${theme.family}`;
		for (const { id, label } of layout.lines) write(on, label, font, colours[id]);
	});
}
