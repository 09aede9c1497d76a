import type { RfmCell } from './agreement.ts';

/** Two groups whom the added-up grades put in one order and the value in the other. */
export interface MisleadingPair {
	/** At least as good by the sum of grades. */
	readonly scoredHigher: RfmCell;
	/** Worth more all the same. */
	readonly worthMore: RfmCell;
	/** How much more, in the value's unit, above 0. */
	readonly difference: number;
}

/**
 * The pair of cells about which the sum of grades is most wrong; null where it is wrong about none.
 * Cells with fewer than `atLeast` customers are luck and are left out.
 */
export function mostMisleadingPair(cells: readonly RfmCell[], atLeast = 1): MisleadingPair | null {
	let worst: MisleadingPair | null = null;
	const known = cells.filter(({ customers }) => customers >= atLeast);
	for (const scoredHigher of known) {
		for (const worthMore of known) {
			if (scoredHigher.sum < worthMore.sum) continue;
			const difference = worthMore.meanValue - scoredHigher.meanValue;
			if (difference > (worst?.difference ?? 0)) worst = { scoredHigher, worthMore, difference };
		}
	}
	return worst;
}

/** Values on a grid: a row for each number of repeat orders, a column for each recency. */
export interface ValueGrid {
	/** Repeat orders, rising. */
	readonly orders: readonly number[];
	/** Time of the last order since the first one, rising: further right is more recent. */
	readonly lastOrderAt: readonly number[];
	/** P(alive) or expected orders, `values[order row][recency column]`; null where impossible. */
	readonly values: readonly (readonly (number | null)[])[];
}

/** A recency at which having bought more often means being worth less. */
export interface FrequencyParadox {
	readonly lastOrderAt: number;
	/** The number of orders at which the value is highest. */
	readonly bestOrders: number;
	readonly bestValue: number;
	/** The largest number of orders on the grid, worth less. */
	readonly mostOrders: number;
	readonly valueAtMost: number;
}

/**
 * The increasing-frequency paradox (Fader, Hardie & Lee 2005): of two customers whose last order is
 * equally long ago, the one who used to come often has been missed for longer, and is more likely to
 * be gone. No sum of an F and an R grade can say so. Lists the columns in which it shows.
 * @throws RangeError when the grid's rows and columns do not match its values.
 */
export function frequencyParadoxes({ orders, lastOrderAt, values }: ValueGrid): FrequencyParadox[] {
	if (values.length !== orders.length || values.some((row) => row.length !== lastOrderAt.length)) {
		throw new RangeError('the grid needs a value for each number of orders and recency');
	}
	return lastOrderAt.flatMap((at, column) => {
		const known = orders.flatMap((count, row) => {
			const value = values[row]?.[column] ?? null;
			return value === null ? [] : [{ count, value }];
		});
		const most = known.at(-1);
		const best = known.reduce<(typeof known)[number] | undefined>(
			(top, each) => (top === undefined || each.value > top.value ? each : top),
			undefined,
		);
		if (!most || !best || !(best.value > most.value)) return [];
		return [
			{
				lastOrderAt: at,
				bestOrders: best.count,
				bestValue: best.value,
				mostOrders: most.count,
				valueAtMost: most.value,
			},
		];
	});
}
