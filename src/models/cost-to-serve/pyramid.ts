/**
 * The customer pyramid (Zeithaml, Rust & Lemon 2001): platinum, gold, iron, lead, by profit. They
 * give no common cut-points; the usual ones here are an assumption and can be changed.
 */
export const pyramidTiers = ['platinum', 'gold', 'iron', 'lead'] as const;
export type PyramidTier = (typeof pyramidTiers)[number];

/** Shares of customers by profit rank, 0–1. Iron is everybody else who earns, lead who does not. */
export interface PyramidRule {
	readonly platinumUpTo: number;
	/** Counted from the top too, so at least `platinumUpTo`. */
	readonly goldUpTo: number;
}

/** 假設: the best tenth, the next fifth. */
export const usualPyramidRule: PyramidRule = { platinumUpTo: 0.1, goldUpTo: 0.3 };

export interface TierTotals {
	readonly tier: PyramidTier;
	readonly customers: number;
	readonly revenue: number;
	readonly profit: number;
	/** Of all revenue; null where there is none. */
	readonly revenueShare: number | null;
}

export interface Pyramid {
	/** Place in {@link pyramidTiers} of each customer. */
	readonly tiers: Uint8Array;
	readonly totals: readonly TierTotals[];
}

/**
 * Puts every customer into a tier. Equal profits are never parted: where they do not all fit a tier,
 * none of them is in it. Whoever earns nothing is lead, whatever the rank.
 * @throws RangeError for lists of different length, values not finite, or a rule out of order.
 */
export function pyramid(
	profits: ArrayLike<number>,
	revenue: ArrayLike<number>,
	rule: PyramidRule = usualPyramidRule,
): Pyramid {
	const customers = profits.length;
	if (revenue.length !== customers) {
		throw new RangeError('profits and revenue must be of the same customers');
	}
	const { platinumUpTo, goldUpTo } = rule;
	if (!(platinumUpTo >= 0 && goldUpTo >= platinumUpTo && goldUpTo <= 1)) {
		throw new RangeError(`cut-points must rise from 0 to 1, got ${platinumUpTo} and ${goldUpTo}`);
	}
	const sorted = new Float64Array(profits);
	for (const profit of sorted) {
		if (!Number.isFinite(profit)) throw new RangeError(`profits must be finite, got ${profit}`);
	}
	sorted.sort();
	const platinum = firstOutside(sorted, platinumUpTo);
	const gold = firstOutside(sorted, goldUpTo);
	const tiers = new Uint8Array(customers);
	const totals = pyramidTiers.map((tier) => ({ tier, customers: 0, revenue: 0, profit: 0 }));
	let allRevenue = 0;
	for (let i = 0; i < customers; i++) {
		const profit = profits[i] as number;
		const tier = profit <= 0 ? 3 : profit > platinum ? 0 : profit > gold ? 1 : 2;
		tiers[i] = tier;
		const row = totals[tier];
		if (!row) continue;
		row.customers++;
		row.revenue += revenue[i] as number;
		row.profit += profit;
		allRevenue += revenue[i] as number;
	}
	return {
		tiers,
		totals: totals.map((row) => ({
			...row,
			revenueShare: allRevenue > 0 ? row.revenue / allRevenue : null,
		})),
	};
}

/** The largest value (of a list that goes up) that the best `share` have no room for. */
function firstOutside(sorted: Float64Array, share: number): number {
	// A hair more, since 0.29 × 100 falls short of 29.
	const places = Math.floor(share * sorted.length + 1e-9);
	return sorted[sorted.length - 1 - places] ?? -Infinity;
}

/**
 * The customers a revenue list would honour and a profit list would not: among the best `share` by
 * revenue (0–1; equal revenues in or out together) and lead all the same. Indices, largest revenue first.
 */
export function leadAmongTheLargest(
	{ tiers }: Pyramid,
	revenue: ArrayLike<number>,
	share: number,
): number[] {
	if (!(share >= 0 && share <= 1)) {
		throw new RangeError(`share must be between 0 and 1, got ${share}`);
	}
	const outside = firstOutside(new Float64Array(revenue).sort(), share);
	const found: number[] = [];
	tiers.forEach((tier, i) => {
		if (tier === 3 && (revenue[i] as number) > outside) found.push(i);
	});
	return found.sort((a, b) => (revenue[b] as number) - (revenue[a] as number) || a - b);
}
