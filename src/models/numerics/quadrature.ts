/** Gauss–Legendre quadrature: exact for polynomials, nearly so for whatever is smooth. */
export interface Nodes {
	/** Places between −1 and 1. */
	readonly at: Float64Array;
	readonly weight: Float64Array;
}

const known = new Map<number, Nodes>();

/** `count` Gauss–Legendre nodes on −1…1 (Newton on the Legendre polynomial from Tricomi's guess). */
export function legendreNodes(count: number): Nodes {
	const before = known.get(count);
	if (before) return before;
	if (!(Number.isInteger(count) && count >= 1)) {
		throw new RangeError(`count must be a whole number from 1, got ${count}`);
	}
	const at = new Float64Array(count);
	const weight = new Float64Array(count);
	for (let i = 0; i < count; i++) {
		let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
		let slope = 1;
		for (let round = 0; round < 100; round++) {
			let value = 1;
			let previous = 0;
			for (let degree = 1; degree <= count; degree++) {
				const next = ((2 * degree - 1) * x * value - (degree - 1) * previous) / degree;
				previous = value;
				value = next;
			}
			slope = (count * (x * value - previous)) / (x * x - 1);
			const move = value / slope;
			x -= move;
			if (Math.abs(move) < 1e-15) break;
		}
		at[i] = x;
		weight[i] = 2 / ((1 - x * x) * slope * slope);
	}
	const nodes = { at, weight };
	known.set(count, nodes);
	return nodes;
}

/**
 * Nodes and weights for an integral over 0…`to` of something that falls at most `steepness` times
 * as fast as e^−s at the start and changes on the scale of `widest` later: panels of 16 nodes,
 * the first no longer than 4 / steepness, each at most twice the one before.
 */
export function gradedNodes(to: number, steepness: number, widest: number): Nodes {
	const { at, weight } = legendreNodes(16);
	const places: number[] = [];
	const weights: number[] = [];
	let width = Math.min(widest, 4 / Math.max(steepness, 1e-12));
	for (let from = 0; from < to; width = Math.min(widest, width * 2)) {
		const end = Math.min(to, from + width);
		const half = (end - from) / 2;
		for (let i = 0; i < at.length; i++) {
			places.push(from + half * (1 + (at[i] as number)));
			weights.push(half * (weight[i] as number));
		}
		from = end;
	}
	return { at: Float64Array.from(places), weight: Float64Array.from(weights) };
}
