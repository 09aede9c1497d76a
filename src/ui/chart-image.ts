import { layChart, type ChartLayout } from './chart-layout.ts';
import { drawAround, drawBehind, drawMarks } from './chart-paint.ts';
import type { ChartSpec, SeriesId } from './chart-spec.ts';
import type { ChartTheme } from './chart-theme.ts';

/**
 * A chart as a picture of its own, for a slide or a report: what it shows as title, the chart in
 * its wide drawing whatever screen it was seen on, its caption, and where it comes from.
 */

/** What stands around the chart. */
export interface ImageWords {
	/** Number of the figure, e.g. '圖4-2'. */
	readonly figure?: string | undefined;
	/** The page's address, with the setting where it carries one. */
	readonly address: string;
}

const site = '忠誠實驗室';
/** Twice the drawing's size: sharp on a projector and on paper. */
const zoom = 2;
const leading = 1.5;

const dashes: Record<SeriesId, number[]> = { a: [7, 5], b: [], c: [2, 4] };
const inkOf = (id: SeriesId, theme: ChartTheme): string =>
	({ a: theme.ink, b: theme.teal, c: theme.inkSoft })[id];

/** Lines no wider than given; words stay whole, and no line begins with a mark that closes. */
function linesOf(on: CanvasRenderingContext2D, text: string, width: number): string[] {
	const pieces = text.match(/[「『（(]*([\w.,%+−-]+|.)[，。、；：？！」』）)…]*/gu) ?? [];
	const lines: string[] = [];
	let line = '';
	for (const piece of pieces) {
		if (line !== '' && on.measureText(line + piece).width > width) {
			lines.push(line.trim());
			line = '';
		}
		line += piece;
	}
	return line.trim() === '' ? lines : [...lines, line.trim()];
}

interface Paragraph {
	readonly text: string;
	readonly size: number;
	readonly bold?: boolean;
	readonly colour: string;
}

interface SetParagraph extends Paragraph {
	readonly lines: readonly string[];
	readonly height: number;
}

const faceOf = ({ size, bold }: Paragraph, { family }: ChartTheme): string =>
	`${bold ? 'bold ' : ''}${size}px ${family}`;

function setIn(
	on: CanvasRenderingContext2D,
	paragraph: Paragraph,
	theme: ChartTheme,
	width: number,
): SetParagraph {
	on.font = faceOf(paragraph, theme);
	const lines = linesOf(on, paragraph.text, width);
	return { ...paragraph, lines, height: lines.length * paragraph.size * leading };
}

function write(
	on: CanvasRenderingContext2D,
	paragraph: SetParagraph,
	theme: ChartTheme,
	top: number,
): void {
	on.font = faceOf(paragraph, theme);
	on.fillStyle = paragraph.colour;
	on.textAlign = 'start';
	on.textBaseline = 'alphabetic';
	paragraph.lines.forEach((line, index) =>
		on.fillText(line, 0, top + paragraph.size * (index * leading + 1.1)),
	);
}

function box(
	on: CanvasRenderingContext2D,
	id: SeriesId,
	theme: ChartTheme,
	place: readonly [x: number, y: number, width: number, height: number],
): void {
	on.fillStyle = { a: theme.paper, b: theme.teal, c: theme.tint }[id];
	on.fillRect(...place);
	if (id === 'b') return;
	on.strokeStyle = inkOf(id, theme);
	on.lineWidth = id === 'a' ? 2 : 1.5;
	on.setLineDash(id === 'a' ? dashes.a : []);
	on.strokeRect(...place);
	on.setLineDash([]);
}

/** What the bars stand for; a chart of lines names them at their ends. */
function drawKey(
	on: CanvasRenderingContext2D,
	spec: ChartSpec,
	theme: ChartTheme,
	size: number,
	top: number,
): void {
	on.font = `${size}px ${theme.family}`;
	on.textAlign = 'start';
	let left = 0;
	for (const { id, name } of spec.series) {
		box(on, id, theme, [left + 1, top + size * 0.4, size, size * 0.75]);
		on.fillStyle = theme.ink;
		on.fillText(name, left + size * 1.5, top + size * 1.1);
		left += size * 3 + on.measureText(name).width;
	}
}

function drawChart(
	on: CanvasRenderingContext2D,
	spec: ChartSpec,
	layout: ChartLayout,
	theme: ChartTheme,
): void {
	const surface = { ctx: on, width: layout.width };
	drawBehind(surface, spec, layout, theme);
	for (const { id, x, y, width, height } of layout.bars) box(on, id, theme, [x, y, width, height]);
	for (const { id, path } of layout.lines) {
		on.strokeStyle = inkOf(id, theme);
		on.lineWidth = id === 'b' ? 3 : 2;
		on.lineJoin = 'round';
		on.setLineDash(dashes[id]);
		on.stroke(new Path2D(path));
		on.setLineDash([]);
		drawMarks(surface, layout, theme, id);
	}
	drawAround(surface, layout, theme);
}

/** Draws the chart with its words on a canvas of its own. */
export function drawImage(
	spec: ChartSpec,
	theme: ChartTheme,
	{ figure, address }: ImageWords,
): HTMLCanvasElement {
	const layout = layChart(spec, 'wide');
	const canvas = document.createElement('canvas');
	const on = canvas.getContext('2d');
	if (!on) return canvas;
	const { font, width } = layout;
	const margin = font * 2.5;
	const gap = font;
	const set = (paragraph: Paragraph) => setIn(on, paragraph, theme, width);
	const title = set({ text: spec.finding, size: font * 1.35, bold: true, colour: theme.ink });
	const caption = set({
		text: [figure, spec.caption].filter(Boolean).join('　'),
		size: font,
		colour: theme.ink,
	});
	const source = set({ text: `${site}　${address}`, size: font * 0.8, colour: theme.inkSoft });
	const keyed = spec.kind === 'bar' && spec.series.length > 1;
	const keyHeight = keyed ? font * leading + gap : 0;
	const inner =
		title.height + gap + keyHeight + layout.height + gap + caption.height + gap + source.height;

	// Setting the size clears the canvas and its settings, so it comes before the drawing.
	canvas.width = Math.round((width + 2 * margin) * zoom);
	canvas.height = Math.round((inner + 2 * margin) * zoom);
	on.fillStyle = theme.paper;
	on.fillRect(0, 0, canvas.width, canvas.height);
	on.setTransform(zoom, 0, 0, zoom, margin * zoom, margin * zoom);
	write(on, title, theme, 0);
	let top = title.height + gap;
	if (keyed) drawKey(on, spec, theme, font, top);
	top += keyHeight;
	on.save();
	on.translate(0, top);
	drawChart(on, spec, layout, theme);
	on.restore();
	top += layout.height + gap;
	write(on, caption, theme, top);
	write(on, source, theme, top + caption.height + gap);
	return canvas;
}

/** The chart with its words as a PNG data URL. */
export const chartImage = (spec: ChartSpec, theme: ChartTheme, words: ImageWords): string =>
	drawImage(spec, theme, words).toDataURL('image/png');
