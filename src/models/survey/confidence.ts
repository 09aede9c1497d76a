/** Two-sided 95 % of a normal distribution, in standard errors. */
export const z95 = 1.959_963_984_540_054;

/** An interval, ends included. */
export interface Interval {
	readonly low: number;
	readonly high: number;
}

/**
 * Wilson's 95 % interval for a share seen `hits` times in `n` (0–1): never outside 0–1, and of
 * some width even when all or none were hits. Null when nobody was asked.
 * @throws RangeError unless 0 ≤ hits ≤ n, both finite.
 */
export function wilsonInterval(hits: number, n: number): Interval | null {
	if (!(hits >= 0 && hits <= n && Number.isFinite(n))) {
		throw new RangeError(`hits must be between 0 and n, got ${hits} of ${n}`);
	}
	if (n === 0) return null;
	const share = hits / n;
	const z2 = z95 * z95;
	const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
	const half = (z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
	return {
		low: hits === 0 ? 0 : Math.max(0, centre - half),
		high: hits === n ? 1 : Math.min(1, centre + half),
	};
}

/** @throws RangeError unless every count is finite and at least 0. */
export function requireCounts(counts: Readonly<Record<string, number>>): void {
	for (const [name, count] of Object.entries(counts)) {
		if (!(count >= 0 && Number.isFinite(count))) {
			throw new RangeError(`${name} must be a count of 0 or more, got ${count}`);
		}
	}
}
