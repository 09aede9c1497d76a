/**
 * Less churn raises what one customer is worth over a lifetime; what the firm earns rises only as
 * the customers pile up that would have left. The lifetime figure is not next year's profit.
 */
export interface BaseGrowth {
	/** Change of the customer base, as a share of what it was, after 0, 1, 2, … periods. */
	byPeriod: number[];
	/** Where it ends, (1−r)/(1−r′) − 1; null when nobody leaves any more and it grows for ever. */
	atLast: number | null;
	/** Periods until half of that is reached; null when it has no end. */
	halfWay: number | null;
}

/**
 * A base in balance, with as many new customers as leave, whose retention rises from `retention`
 * (0 to below 1) to `retentionAfter` (up to 1) for good: N ← won + r′·N with won = (1−r)·N₀. With
 * a flat margin, profit before the cost of the change moves in the same shares.
 */
export function baseGrowth(retention: number, retentionAfter: number, periods: number): BaseGrowth {
	if (!(retention >= 0 && retention < 1)) {
		throw new RangeError(`retention must be from 0 to below 1, got ${retention}`);
	}
	if (!(retentionAfter >= retention && retentionAfter <= 1)) {
		throw new RangeError(`retentionAfter must be between retention and 1, got ${retentionAfter}`);
	}
	const won = 1 - retention;
	const byPeriod: number[] = [];
	for (let period = 0, customers = 1; period <= periods; period++) {
		byPeriod.push(customers - 1);
		customers = won + retentionAfter * customers;
	}
	if (retentionAfter === 1) return { byPeriod, atLast: null, halfWay: null };
	return {
		byPeriod,
		atLast: won / (1 - retentionAfter) - 1,
		// The distance still to go shrinks by r′ a period; with r′ = 0 it is closed in one.
		halfWay: retentionAfter === 0 ? 0 : Math.log(0.5) / Math.log(retentionAfter),
	};
}
