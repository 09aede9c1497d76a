import { requireShare } from './lorenz.ts';

/**
 * Concentration under Pareto's own law: the number above x falls as x^−a. The law that gave 80/20
 * its name, and it needs one exact tail to say 80/20.
 */

function requireTail(tail: number): void {
	if (!(tail > 1))
		throw new RangeError(`the tail must be above 1 for a mean to exist, got ${tail}`);
}

/** Share of the total that the largest `people` (0–1) hold: people^(1−1/a), a above 1. */
export function paretoTopShare(tail: number, people: number): number {
	requireTail(tail);
	requireShare(people);
	return people ** (1 - 1 / tail);
}

/** Gini of a Pareto distribution: 1/(2a−1), a above 1. */
export function paretoGini(tail: number): number {
	requireTail(tail);
	return 1 / (2 * tail - 1);
}

/**
 * The tail at which the largest `people` hold `share`: for 0.2 and 0.8 it is ln 5 / ln 4 = 1.161.
 * Null where none does: `share` must lie between `people` and 1.
 */
export function paretoTailFor(people: number, share: number): number | null {
	requireShare(people);
	requireShare(share);
	if (!(people > 0 && share > people && share < 1)) return null;
	return 1 / (1 - Math.log(share) / Math.log(people));
}
