import { gammaShareBelow } from '#models/numerics/gamma.ts';

/**
 * Breakage that follows from the rules alone. A member who earns e points a month can ever redeem
 * only if e × validity ≥ threshold. With e gamma-distributed over members, the share of members
 * below that line is P(κ, x) and the share of points they earn is the size-biased P(κ+1, x), where
 * x = κ·threshold ÷ (mean·validity). It is a lower bound: people also forget.
 */
export interface BreakageInputs {
	/** κ of the gamma distribution of points earned; the smaller, the more unequal. */
	evenness: number;
	/** Mean points earned per member and month. */
	pointsPerMonth: number;
	threshold: number;
	/** Months that a point stays valid; Infinity for never expiring. */
	expiryMonths: number;
}

export interface RuleBreakage {
	/** Share of points whose owner can never reach the threshold, 0–1. */
	points: number;
	/** Share of members who can never reach it, 0–1. */
	members: number;
}

export function ruleBreakage(inputs: BreakageInputs): RuleBreakage {
	const { evenness, pointsPerMonth, threshold, expiryMonths } = inputs;
	if (!(evenness > 0)) throw new RangeError(`evenness must be above 0, got ${evenness}`);
	const reachable = pointsPerMonth * expiryMonths;
	if (!(reachable > 0)) return { points: 1, members: 1 };
	const x = (evenness * threshold) / reachable;
	return { points: gammaShareBelow(evenness + 1, x), members: gammaShareBelow(evenness, x) };
}
