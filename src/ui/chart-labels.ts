import { textWidth } from './text-width.ts';

/** Lines of text under each other; x and y are the first line's anchor on its baseline. */
export interface TextBlock {
	readonly x: number;
	readonly y: number;
	readonly anchor: 'start' | 'middle' | 'end';
	readonly lines: readonly string[];
}

/** A rectangle of the drawing: its plot, or the room that words take. */
export interface Box {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
}

/** How much of what is drawn a box of words would cover; 0 where it stands free. */
export type Covered = (box: Box) => number;

export const coveredPoints =
	(points: readonly { readonly x: number; readonly y: number }[]): Covered =>
	({ left, right, top, bottom }) =>
		points.filter(({ x, y }) => x > left - 4 && x < right + 4 && y > top - 4 && y < bottom + 4)
			.length;

export const lineHeight = 1.27;

/**
 * Puts each line's name at its end and pushes names apart where the ends are close, so that two
 * lines that finish together can still be told from each other.
 */
export function placeEndLabels(
	ends: readonly { readonly y: number; readonly lines: readonly string[] }[],
	plot: Box,
	font: number,
): TextBlock[] {
	const blocks = ends
		.map((end, index) => {
			const height = end.lines.length * font * lineHeight;
			return { index, lines: end.lines, height, top: end.y - (font * lineHeight) / 2 };
		})
		.sort((first, second) => first.top - second.top);
	let floor = plot.top - font;
	for (const block of blocks) {
		block.top = Math.max(block.top, floor);
		floor = block.top + block.height + font * 0.2;
	}
	let ceiling = plot.bottom + font * 0.2;
	for (const block of [...blocks].reverse()) {
		block.top = Math.min(block.top, ceiling - block.height);
		ceiling = block.top - font * 0.2;
	}
	const placed: TextBlock[] = [];
	for (const block of blocks) {
		placed[block.index] = {
			x: plot.right + font * 0.9,
			y: Math.round(block.top + font),
			anchor: 'start',
			lines: block.lines,
		};
	}
	return placed;
}

/** Puts a remark beside its point, on the side where it covers least of the lines. */
export function placeCallout(
	at: { readonly x: number; readonly y: number },
	lines: readonly string[],
	covered: Covered,
	plot: Box,
	font: number,
): TextBlock {
	const width = Math.max(...lines.map(textWidth), 0) * font;
	const height = lines.length * font * lineHeight;
	const sides = [
		{ right: true, below: true },
		{ right: true, below: false },
		{ right: false, below: true },
		{ right: false, below: false },
	].map(({ right, below }) => {
		const left = right ? at.x + font * 0.8 : at.x - font * 0.8 - width;
		const wanted = below ? at.y + font * 1.1 : at.y - font * 1.1 - height;
		const top = Math.max(plot.top, Math.min(wanted, plot.bottom - height - font * 0.2));
		const outside = Math.max(0, plot.left - left) + Math.max(0, left + width - plot.right);
		const hidden = covered({ left, right: left + width, top, bottom: top + height });
		return { right, left, top, cost: outside + hidden * font };
	});
	const best = sides.reduce((least, side) => (side.cost < least.cost ? side : least));
	return {
		x: Math.round(best.right ? best.left : best.left + width),
		y: Math.round(best.top + font),
		anchor: best.right ? 'start' : 'end',
		lines,
	};
}

/** Puts the words of a line across at its end, above or below it, where they cover least. */
export function placeAcross(
	height: number,
	label: string,
	covered: Covered,
	plot: Box,
	font: number,
): TextBlock {
	const width = textWidth(label) * font;
	const sides = (['above', 'below'] as const).flatMap((side) =>
		(['start', 'end'] as const).map((anchor) => {
			const x = anchor === 'start' ? plot.left + font * 0.4 : plot.right - font * 0.4;
			const baseline = side === 'above' ? height - font * 0.4 : height + font * 1.1;
			const left = anchor === 'start' ? x : x - width;
			const box = { left, right: left + width, top: baseline - font, bottom: baseline };
			const outside = Math.max(0, box.bottom - plot.bottom);
			return { x, baseline, anchor, cost: outside + covered(box) * font };
		}),
	);
	const best = sides.reduce((least, side) => (side.cost < least.cost ? side : least));
	return { x: best.x, y: best.baseline, anchor: best.anchor, lines: [label] };
}
