import { keyedUniform } from '#models/random.ts';

/**
 * Trust as an account: a promise kept adds a little, one broken takes away much (the direction
 * after Slovic, 1993: events that destroy trust are seen, remembered and believed more readily than
 * those that build it). The points themselves are a device of teaching.
 */

export const trustBounds = { lowest: 0, highest: 100 } as const;

export interface Points {
	/** Added by a promise kept; above 0. */
	readonly gain: number;
	/** Taken away by one broken; 0 or more. */
	readonly loss: number;
}

/**
 * Trust before the first promise and after each (0–100): `kept` says which were kept. What would
 * lead beyond the bounds is lost.
 */
export function trustPath(
	kept: readonly boolean[],
	{ gain, loss }: Points,
	start: number,
): number[] {
	const path = [start];
	for (const each of kept) {
		const next = (path.at(-1) ?? start) + (each ? gain : -loss);
		path.push(Math.min(trustBounds.highest, Math.max(trustBounds.lowest, next)));
	}
	return path;
}

export const placings = ['early', 'together', 'spread', 'late', 'random'] as const;
export type Placing = (typeof placings)[number];

/** Which of `count` promises are kept when `failures` of them (at most all) are not. */
export function keptOf(count: number, failures: number, placing: Placing, seed: number): boolean[] {
	const broken = new Set(placesOf(count, Math.min(failures, count), placing, seed));
	return Array.from({ length: count }, (_, index) => !broken.has(index));
}

function placesOf(count: number, failures: number, placing: Placing, seed: number): number[] {
	const from = (start: number) => Array.from({ length: failures }, (_, index) => start + index);
	switch (placing) {
		case 'early':
			return from(0);
		case 'late':
			return from(count - failures);
		case 'together':
			return from(Math.floor((count - failures) / 2));
		case 'spread':
			return from(0).map((index) => Math.floor(((index + 0.5) * count) / failures));
		case 'random': {
			// The lowest lots fail, so that one failure more leaves those before it where they were.
			const lots = Array.from({ length: count }, (_, index) => ({
				index,
				lot: keyedUniform(seed, index),
			}));
			return lots
				.sort((one, other) => one.lot - other.lot)
				.slice(0, failures)
				.map(({ index }) => index);
		}
	}
}

/** The share of promises kept at which gains and losses cancel out: loss ÷ (gain + loss). */
export const breakEvenShare = ({ gain, loss }: Points): number => loss / (gain + loss);

/** Promises that have to be kept to make up for one broken, away from the bounds. */
export const keepsToRepair = ({ gain, loss }: Points): number => Math.ceil(loss / gain - 1e-9);
