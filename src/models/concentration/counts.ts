import { requireShare, type LorenzCurve } from './lorenz.ts';

/**
 * Concentration of purchases counted over a window: each customer buys at random at a rate of their
 * own, rates differ by a gamma distribution (negative binomial counts; Ehrenberg). The shorter the
 * window, the more have not bought yet, so "80/20" depends on how long one looks and on who counts.
 */

/** Everybody on the list, or only those who bought within the window. */
export type Counted = 'all' | 'buyers';

/** Customers with 0, 1, 2 … purchases, as shares of all, up to where nothing is left. */
export interface Counts {
	readonly chances: Float64Array;
	/** Purchases a customer on average. */
	readonly mean: number;
	readonly shape: number;
}

const maxMean = 10_000;

/**
 * The negative binomial distribution with this mean and shape κ: P(0) = (κ/(κ+m))^κ,
 * P(n+1) = P(n)·(κ+n)/(n+1)·m/(κ+m).
 * @throws RangeError unless 0 < mean ≤ 10,000 and 0.01 ≤ shape ≤ 100.
 */
export function purchaseCounts(mean: number, shape: number): Counts {
	if (!(mean > 0 && mean <= maxMean)) {
		throw new RangeError(`mean must be above 0 and at most 10,000, got ${mean}`);
	}
	if (!(shape >= 0.01 && shape <= 100)) {
		throw new RangeError(`shape must be between 0.01 and 100, got ${shape}`);
	}
	const chances: number[] = [];
	const ratio = mean / (shape + mean);
	let chance = Math.exp(-shape * Math.log1p(mean / shape));
	// The tail falls geometrically at last; what is cut off is below a billionth.
	const last = mean + (40 * (shape + mean)) / shape + 60 * Math.sqrt(mean + mean ** 2 / shape) + 40;
	for (let n = 0; n <= last; n++) {
		chances.push(chance);
		chance *= ((shape + n) / (n + 1)) * ratio;
		if (n > mean && chance * n < 1e-13 * mean) break;
	}
	return { chances: Float64Array.from(chances), mean, shape };
}

/** Share of customers who buy at least once within the window. */
export function buyersShare({ mean, shape }: Pick<Counts, 'mean' | 'shape'>): number {
	return -Math.expm1(-shape * Math.log1p(mean / shape));
}

/**
 * Of those who buy at all within the window, the share who buy again in it: (1−P0−P1)/(1−P0).
 * A repeat-purchase rate, which grows with the window though nobody changes.
 */
export function repeatRate({ mean, shape }: Pick<Counts, 'mean' | 'shape'>): number {
	const none = Math.exp(-shape * Math.log1p(mean / shape));
	const once = (none * shape * mean) / (shape + mean);
	const buyers = buyersShare({ mean, shape });
	return buyers > 0 ? Math.max(0, Math.min(1, 1 - once / buyers)) : 0;
}

/** Those counted, fewest purchases first, added up once so that any question is a look-up. */
export interface CountedRanking {
	/** After each class of equal counts: share of those counted, and of purchases, so far. */
	readonly people: Float64Array;
	readonly share: Float64Array;
	/** Gini of the window's purchases. */
	readonly gini: number;
}

/** Puts a window's customers in order. */
export function countedRanking(counts: Counts, counted: Counted): CountedRanking {
	const { chances, mean } = counts;
	const first = counted === 'all' ? 0 : 1;
	const everybody = counted === 'all' ? 1 : buyersShare(counts);
	const classes = Math.max(1, chances.length - first);
	const people = new Float64Array(classes);
	const share = new Float64Array(classes);
	let area = 0;
	for (let index = 0; index < classes; index++) {
		const chance = chances[index + first] ?? 0;
		const peopleBefore = people[index - 1] ?? 0;
		const shareBefore = share[index - 1] ?? 0;
		people[index] = Math.min(1, peopleBefore + chance / everybody);
		share[index] = Math.min(1, shareBefore + (chance * (index + first)) / mean);
		area += ((people[index] as number) - peopleBefore) * ((share[index] as number) + shareBefore);
	}
	people[classes - 1] = 1;
	share[classes - 1] = 1;
	return { people, share, gini: Math.min(1, Math.max(0, 1 - area)) };
}

/** Reads `to` where `from` reaches a value, between two entries in proportion. */
function readAt(from: Float64Array, to: Float64Array, value: number): number {
	if (value >= 1) return 1;
	let low = 0;
	let high = from.length - 1;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((from[middle] as number) < value) low = middle + 1;
		else high = middle;
	}
	const before = from[low - 1] ?? 0;
	const step = (from[low] as number) - before;
	const start = to[low - 1] ?? 0;
	const part = step > 0 ? Math.min(1, Math.max(0, (value - before) / step)) : 1;
	return start + part * ((to[low] as number) - start);
}

/** Share of purchases made by those with the fewest, `people` (0–1) of everybody counted. */
export function countedBottomShare({ people, share }: CountedRanking, part: number): number {
	requireShare(part);
	// Equal counts are exchangeable, so a class that is cut gives purchases in proportion.
	return part === 0 ? 0 : readAt(people, share, part);
}

/** Share of purchases made by the best `part` (0–1) of everybody counted. */
export function countedTopShare(ranking: CountedRanking, part: number): number {
	requireShare(part);
	return 1 - countedBottomShare(ranking, 1 - part);
}

/** Smallest share of those counted that makes `share` (0–1) of the purchases. */
export function countedCustomersFor(ranking: CountedRanking, share: number): number {
	requireShare(share);
	if (share === 0) return 0;
	if (share === 1) {
		// Everybody who bought at all.
		const none = ranking.share.findIndex((each) => each > 0);
		return 1 - (ranking.people[none - 1] ?? 0);
	}
	return 1 - readAt(ranking.share, ranking.people, 1 - share);
}

/** The Lorenz curve of the window's purchases, 101 points. */
export function countedLorenz(ranking: CountedRanking): LorenzCurve {
	const people = Array.from({ length: 101 }, (_, index) => index / 100);
	return { people, share: people.map((each) => countedBottomShare(ranking, each)) };
}
