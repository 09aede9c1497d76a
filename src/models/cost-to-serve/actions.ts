import type { PyramidTier } from './pyramid.ts';

/** What to do with a customer; views say it in words. */
export type CustomerAction =
	'protect' | 'grow' | 'serve simply' | 'raise price' | 'migrate' | 'lower service cost' | 'let go';

/** A customer as the decision needs them (NT$ in the period). */
export interface CustomerAccount {
	readonly tier: PyramidTier;
	/** Revenue less cost of goods. */
	readonly grossMargin: number;
	readonly costToServe: number;
	/** The part of it that a dearer way of being served causes, such as delivery. */
	readonly optionalCost: number;
	/** What serving such revenue costs with a typical customer. */
	readonly typicalCostToServe: number;
}

/**
 * The action table: the better tiers are protected and grown; for lead, the mildest cure that works
 * is tried first. Only who would lose money even served as cheaply as others is let go. The order
 * is our reading of the five ways to manage a base, an assumption like the tiers' cut-points.
 */
export function actionFor(account: CustomerAccount): CustomerAction {
	const { tier, grossMargin, costToServe, optionalCost, typicalCostToServe } = account;
	if (tier === 'platinum') return 'protect';
	if (tier === 'gold') return 'grow';
	if (tier === 'iron') return 'serve simply';
	// Sold below cost: no way of serving mends that.
	if (grossMargin <= 0) return 'raise price';
	if (grossMargin - (costToServe - optionalCost) > 0) return 'migrate';
	if (grossMargin - typicalCostToServe > 0) return 'lower service cost';
	return 'let go';
}
