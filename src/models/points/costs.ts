/** What a reward costs, and what comes back for a cost; every way of counting shares the two. */

/**
 * What NT$1 of reward costs the shop when it is paid in its own goods: a displaced purchase costs
 * all of it, an extra one only the goods. k = 1 − g(1−χ), between 1−g and 1.
 */
export function rewardUnitCost(marginRate: number, displacedShare: number): number {
	return 1 - marginRate * (1 - displacedShare);
}

/** Net over cost; null when the cost is zero. With no extra margin it is exactly −1. */
export function returnOnCost(net: number, cost: number): number | null {
	return cost === 0 ? null : net / cost;
}
