/**
 * How unequally a total is spread over customers, from the values themselves. Values below zero
 * (profits) have no Lorenz curve worth reading: they belong on the whale curve of cost-to-serve.
 */

/** The share of the total that belongs to the smallest `people` of everybody; both 0–1. */
export interface LorenzCurve {
	readonly people: readonly number[];
	readonly share: readonly number[];
}

/** Why a list of values has no concentration. */
export type NoConcentration = 'nobody' | 'negative values' | 'nothing to share';

export interface Concentration {
	readonly customers: number;
	readonly total: number;
	/** Gini of these customers as the whole population: 0 alike, 1 − 1/n all with one. */
	readonly gini: number;
	/** Gini as an estimate from a sample, × n/(n−1); null for one customer. */
	readonly giniSample: number | null;
	/** Share of the total that the best 20 % of customers bring. */
	readonly top20: number;
	/** Smallest share of customers that brings 80 % of the total. */
	readonly customersFor80: number;
	/** At most 101 points, from (0, 0) to (1, 1). */
	readonly lorenz: LorenzCurve;
}

export type ConcentrationAnswer =
	| ({ readonly ok: true } & Concentration)
	| { readonly ok: false; readonly reason: NoConcentration };

/** Values sorted and added up once, so that any question about them is a look-up. */
export interface Ranked {
	/** Running sums, smallest first, as shares of the total; one longer than the customers. */
	readonly running: Float64Array;
	readonly customers: number;
	readonly total: number;
	readonly gini: number;
}

/**
 * Sorts and adds up. A million values take a few tenths of a second.
 * @throws RangeError for a value that is not a finite number.
 */
export function ranked(values: ArrayLike<number>): Ranked | NoConcentration {
	const n = values.length;
	if (n === 0) return 'nobody';
	const sorted = new Float64Array(values);
	for (const value of sorted) {
		if (!Number.isFinite(value)) throw new RangeError(`values must be finite, got ${value}`);
	}
	sorted.sort();
	if ((sorted[0] as number) < 0) return 'negative values';
	const largest = sorted[n - 1] as number;
	if (largest === 0) return 'nothing to share';
	const running = new Float64Array(n + 1);
	let sum = 0;
	let weighted = 0;
	for (let j = 0; j < n; j++) {
		// Measured in the largest value, so that no sum can overflow.
		const value = (sorted[j] as number) / largest;
		sum += value;
		running[j + 1] = sum;
		weighted += (2 * j + 1 - n) * value;
	}
	for (let j = 1; j < n; j++) running[j] = (running[j] as number) / sum;
	running[n] = 1;
	const gini = Math.min(1 - 1 / n, Math.max(0, weighted / (n * sum)));
	return { running, customers: n, total: sum * largest, gini };
}

/** Share of the total held by the smallest `people` (0–1); a boundary customer counts in part. */
export function bottomShare({ running, customers }: Ranked, people: number): number {
	requireShare(people);
	const place = people * customers;
	const whole = Math.min(customers - 1, Math.floor(place));
	const low = running[whole] as number;
	return low + (place - whole) * ((running[whole + 1] as number) - low);
}

/** Share of the total that the largest `people` (0–1) hold. */
export function topShare(ranking: Ranked, people: number): number {
	requireShare(people);
	return 1 - bottomShare(ranking, 1 - people);
}

/** Smallest share of customers, best first, that brings `share` (0–1) of the total. */
export function customersFor({ running, customers }: Ranked, share: number): number {
	requireShare(share);
	if (share === 0) return 0;
	const rest = 1 - share;
	// The last running sum not above what the others may keep.
	let low = 0;
	let high = customers;
	while (high - low > 1) {
		const middle = (low + high) >>> 1;
		if ((running[middle] as number) <= rest) low = middle;
		else high = middle;
	}
	const from = running[low] as number;
	const step = (running[low + 1] as number) - from;
	const place = step > 0 ? low + Math.min(1, Math.max(0, (rest - from) / step)) : low;
	return 1 - place / customers;
}

/** The curve at the customers themselves if they are few, at every hundredth otherwise. */
export function lorenzCurve(ranking: Ranked): LorenzCurve {
	const points = Math.min(100, ranking.customers);
	const people = Array.from({ length: points + 1 }, (_, index) => index / points);
	return { people, share: people.map((each) => bottomShare(ranking, each)) };
}

/**
 * Lorenz curve, Gini and top share of any list of values of 0 or more (revenue, orders).
 * Gini = Σ(2j−n−1)·v₍ⱼ₎ / (n·Σv), values sorted upwards.
 * @throws RangeError for a value that is not a finite number.
 */
export function concentrationOf(values: ArrayLike<number>): ConcentrationAnswer {
	const ranking = ranked(values);
	if (typeof ranking === 'string') return { ok: false, reason: ranking };
	const { customers, total, gini } = ranking;
	return {
		ok: true,
		customers,
		total,
		gini,
		giniSample: customers > 1 ? Math.min(1, (gini * customers) / (customers - 1)) : null,
		top20: topShare(ranking, 0.2),
		customersFor80: customersFor(ranking, 0.8),
		lorenz: lorenzCurve(ranking),
	};
}

export function requireShare(share: number): void {
	if (!(share >= 0 && share <= 1)) {
		throw new RangeError(`a share must be between 0 and 1, got ${share}`);
	}
}
