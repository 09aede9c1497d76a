import { logGamma } from '#models/numerics/gamma.ts';
import type { Counts } from './counts.ts';
import { requireShare } from './lorenz.ts';

/** What becomes of one window's best customers in the next, though nobody has changed. */
export interface NextWindow {
	/** Their share of purchases in the window that picked them. */
	readonly shareNow: number;
	/** Their share of purchases in the next window of the same length. */
	readonly shareNext: number;
	/** Their purchases a customer, now and next. */
	readonly purchasesNow: number;
	readonly purchasesNext: number;
	/** Share of them who are among the best again. */
	readonly stay: number;
}

/**
 * Regression to the mean: the best are picked partly for their luck. Rates stay as they are; a
 * customer who bought n times is expected to buy m·(κ+n)/(κ+m) times in the next window (the
 * posterior of gamma-Poisson), with counts around it that are negative binomial again.
 */
export function bestNextWindow(counts: Counts, people: number): NextWindow {
	requireShare(people);
	const { chances, mean, shape } = counts;
	if (people === 0) throw new RangeError('people must be above 0');
	const { cut, part } = boundary(chances, people);
	let now = 0;
	let next = 0;
	let stay = 0;
	// Neighbouring counts are taken together where they are many: 400 groups say as much.
	let group = 0;
	let groupPurchases = 0;
	for (let n = cut; n < chances.length; n++) {
		const weight = (chances[n] as number) * (n === cut ? part : 1);
		group += weight;
		groupPurchases += weight * n;
		if (group < people / 400 && n < chances.length - 1) continue;
		if (group <= 0) break;
		const bought = groupPurchases / group;
		const odds = mean / (shape + mean);
		now += groupPurchases;
		next += group * odds * (shape + bought);
		stay += group * chanceAbove(shape + bought, odds, cut, part);
		group = 0;
		groupPurchases = 0;
	}
	return {
		shareNow: Math.min(1, now / mean),
		shareNext: Math.min(1, next / mean),
		purchasesNow: now / people,
		purchasesNext: next / people,
		stay: Math.min(1, stay / people),
	};
}

/** The count at which the best begin, and the part of those with that count who belong to them. */
function boundary(chances: Float64Array, people: number): { cut: number; part: number } {
	let below = 0;
	for (let n = 0; n < chances.length; n++) {
		const chance = chances[n] as number;
		if (below + chance >= 1 - people) {
			const part = chance > 0 ? (below + chance - (1 - people)) / chance : 1;
			return { cut: n, part: Math.min(1, part) };
		}
		below += chance;
	}
	return { cut: chances.length - 1, part: 1 };
}

/** Chance that a negative binomial count (shape, mean shape·odds) is among the best. */
function chanceAbove(shape: number, odds: number, cut: number, part: number): number {
	const ratio = odds / (1 + odds);
	// From the boundary down: from 0 up, the first chance may be too small to be written.
	const atCut = Math.exp(
		logGamma(shape + cut) -
			logGamma(shape) -
			logGamma(cut + 1) -
			shape * Math.log1p(odds) +
			cut * Math.log(ratio),
	);
	if (atCut === 0) return shape * odds > cut ? 1 : 0;
	let chance = atCut;
	let below = 0;
	for (let k = cut; k > 0; k--) {
		chance *= k / ((shape + k - 1) * ratio);
		below += chance;
		if (chance < below * 1e-17) break;
	}
	return Math.min(1, Math.max(0, 1 - below - (1 - part) * atCut));
}
