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

/** What words look for a place in. */
export interface Room {
	readonly plot: Box;
	/** Right end of the drawing: words may go on over the plot's edge. */
	readonly width: number;
	readonly font: number;
	readonly covered: Covered;
	/** Words and lines across that stand already. */
	readonly taken: Box[];
}

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

/** Where words may stand: their anchor, the top of their first line, what speaks against it. */
interface Place {
	readonly x: number;
	readonly top: number;
	readonly anchor: 'start' | 'end';
	readonly cost: number;
}

/** Puts words where, of several places, they cover least; of equal ones in the first. */
function placeWords(
	lines: readonly string[],
	places: readonly Place[],
	{ plot, width: end, font, covered, taken }: Room,
): TextBlock {
	const width = Math.max(...lines.map(textWidth), 0) * font;
	const height = lines.length * font * lineHeight;
	const best = places
		.map(({ x, top, anchor, cost }) => {
			const left = anchor === 'start' ? x : x - width;
			const box = { left, right: left + width, top, bottom: top + height };
			const outside = Math.max(plot.left - left, box.right - end, box.bottom - plot.bottom);
			const words = taken.reduce((sum, other) => sum + overlap(box, other), 0);
			return {
				box,
				cost: cost + 12 * Math.max(0, outside) + covered(box) * font + words,
				block: { x: Math.round(x), y: Math.round(top + font), anchor, lines },
			};
		})
		.reduce((least, each) => (each.cost < least.cost ? each : least));
	taken.push(best.box);
	return best.block;
}

/** Puts the words of a line across at its end, above or below it; further off where they cover less. */
export function placeAcross(height: number, label: string, room: Room): TextBlock {
	const { plot, font } = room;
	const places = [-1.4, 0.1, 0.9, -2.2].flatMap((off, index) => {
		const at = { top: height + font * off, cost: index < 2 ? 0 : font * 3 };
		return [
			{ ...at, x: plot.left + font * 0.4, anchor: 'start' as const },
			{ ...at, x: plot.right - font * 0.4, anchor: 'end' as const },
		];
	});
	return placeWords([label], places, room);
}

/**
 * Puts words beside an upright line, on either side: at the first of the heights (each the top of
 * the words) where they can, at a later one where they must.
 */
export function placeBeside(
	x: number,
	lines: readonly string[],
	tops: readonly number[],
	room: Room,
): TextBlock {
	const { plot, font } = room;
	const lowest = plot.bottom - lines.length * font * lineHeight - font * 0.2;
	const places = (['start', 'end'] as const).flatMap((anchor) =>
		tops.map((top, index) => ({
			x: x + (anchor === 'start' ? font : -font) * 0.7,
			top: Math.max(plot.top, Math.min(top, lowest)),
			anchor,
			cost: 2 * index + (anchor === 'start' ? 0 : 3),
		})),
	);
	return placeWords(lines, places, room);
}

/** The area that two boxes share. */
export function overlap(one: Box, other: Box): number {
	const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
	const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
	return across > 0 && down > 0 ? across * down : 0;
}
