import type { SeriesId } from './chart-spec.ts';

interface Place {
	readonly x: number;
	readonly y: number;
}

/**
 * All marks of one series as one path: a drawing that follows a hand must not carry an element a
 * mark. 'a' has circles, 'b' diamonds, 'c' squares; `size` is the layout's mark.
 */
export function markPath(id: SeriesId, places: readonly Place[], size: number): string {
	const r = Math.round(size * { a: 0.85, b: 1, c: 0.7 }[id] * 10) / 10;
	const shape = {
		a: `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
		b: `m0 ${-r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`,
		c: `m${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
	}[id];
	return places.map(({ x, y }) => `M${x} ${y}${shape}`).join('');
}
