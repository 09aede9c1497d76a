/**
 * Points in the accounts, one sale with points at a time (IFRS 15, B39–B43 and B46, and Example 52;
 * in Taiwan TIFRS). Points that customers would not get without buying are a promise of their own:
 * part of the price belongs to them and becomes revenue only as they are redeemed. That is revenue
 * put off, not a cost; what the rewards will cost is another figure.
 */

export interface SaleWithPoints {
	/** What the customer paid for goods and points together, NT$. */
	price: number;
	/** What the goods would cost alone, NT$. */
	goodsStandAlone: number;
	points: number;
	/** Face value of one point, NT$. */
	pointValue: number;
	/** Share of these points expected ever to be redeemed, 0–1. */
	expectedRedemptionShare: number;
}

export interface AllocatedPrice {
	/** Revenue at once, NT$. */
	goods: number;
	/** Revenue put off until points are redeemed or expire: the contract liability, NT$. */
	points: number;
}

/** Throws RangeError unless the amount is a finite number of 0 or more. */
export function requireAmount(name: string, amount: number): void {
	if (!(amount >= 0 && Number.isFinite(amount))) {
		throw new RangeError(`${name} must be 0 or more, got ${amount}`);
	}
}

/** Throws RangeError unless the share is between 0 and 1. */
export function requireShare(name: string, share: number): void {
	if (!(share >= 0 && share <= 1)) {
		throw new RangeError(`${name} must be between 0 and 1, got ${share}`);
	}
}

/**
 * Splits a price between goods and points in proportion to their stand-alone prices; that of points
 * is points × face × the share expected to be redeemed (IFRS 15, B42). The two parts are never
 * negative and add up to the price. Throws RangeError for negative amounts or a share beyond 0–1.
 */
export function allocatePrice(sale: SaleWithPoints): AllocatedPrice {
	requireAmount('price', sale.price);
	requireAmount('goodsStandAlone', sale.goodsStandAlone);
	requireAmount('points', sale.points);
	requireAmount('pointValue', sale.pointValue);
	requireShare('expectedRedemptionShare', sale.expectedRedemptionShare);
	const pointsStandAlone = sale.points * sale.pointValue * sale.expectedRedemptionShare;
	const together = sale.goodsStandAlone + pointsStandAlone;
	const points = together > 0 ? sale.price * (pointsStandAlone / together) : 0;
	return { goods: sale.price - points, points };
}

/** What is known at the end of a period about the points of one sale (or of one pool of sales). */
export interface RedemptionEstimate {
	/** Points redeemed since the sale. */
	redeemedSoFar: number;
	/** Points now expected to be redeemed in all, those already redeemed among them. */
	expectedInAll: number;
}

/** A period's line of the roll-forward, NT$: opening − recognised = closing. */
export interface PeriodRevenue {
	opening: number;
	/** Below 0 when a raised estimate takes back revenue that was recognised too early. */
	recognised: number;
	closing: number;
}

/**
 * How much of the points' share of the price is earned, 0–1: redeemed over expected in all. Points
 * that nobody is expected to redeem are earned in the same proportion, so breakage needs no line of
 * its own; when nothing more is expected (all redeemed, or the rest expired) all of it is earned.
 */
export function redemptionProgress({ redeemedSoFar, expectedInAll }: RedemptionEstimate): number {
	requireAmount('redeemedSoFar', redeemedSoFar);
	if (!(expectedInAll >= redeemedSoFar && Number.isFinite(expectedInAll))) {
		throw new RangeError(
			`expectedInAll must be at least the ${redeemedSoFar} already redeemed, got ${expectedInAll}`,
		);
	}
	return expectedInAll > 0 ? redeemedSoFar / expectedInAll : 1;
}

/**
 * Revenue from the points of one sale, a line a period. What has been recognised by a period's end
 * is always the allocated price × progress by the estimate of that day, so a changed estimate is
 * caught up at once (Example 52). `allocated` is NT$; the estimates stand in order of time.
 */
export function revenueFromPoints(
	allocated: number,
	estimates: readonly RedemptionEstimate[],
): PeriodRevenue[] {
	requireAmount('allocated', allocated);
	let earned = 0;
	let redeemed = 0;
	return estimates.map((estimate) => {
		if (estimate.redeemedSoFar < redeemed) {
			throw new RangeError(
				`redeemedSoFar must not fall, got ${estimate.redeemedSoFar} after ${redeemed}`,
			);
		}
		redeemed = estimate.redeemedSoFar;
		const before = earned;
		earned = allocated * redemptionProgress(estimate);
		return {
			opening: allocated - before,
			recognised: earned - before,
			closing: allocated - earned,
		};
	});
}
