/** The chance of leaving drawn from a Beta: a handful of chances and how much each counts. */
export interface LeavingMix {
	/** Chances of leaving, 0–1. */
	readonly chance: Float64Array;
	/** Their weights, adding up to 1. */
	readonly weight: Float64Array;
}

/** Beyond these distances from the middle, in log-odds, p is as good as 0, or as 1. */
const asGoodAsNobody = 40;
const asGoodAsEverybody = 32;
/** A density that far below its peak, as a logarithm, counts for nothing. */
const negligible = 42;

/**
 * Stand-ins for a Beta(a, b) of chances, such that the mean of anything smooth over the Beta is the
 * weighted mean over them, to nine digits or more: equal steps in log-odds, in which the density
 * is smooth and falls off exponentially, however steep it is in p (the trapezoidal rule then errs
 * by e^(−π²/step)). What lies beyond the ends is a geometric series and counted with them. Any
 * a, b above 0.
 */
export function leavingMix(a: number, b: number): LeavingMix {
	const middle = Math.log(a / b);
	const width = Math.sqrt((a + b) / a / b);
	const step = 0.5 * Math.min(1, width);
	const lnDensity = (y: number) => -a * Math.log1p(Math.exp(-y)) - b * Math.log1p(Math.exp(y));
	const peak = lnDensity(middle);
	const places: number[] = [];
	const weights: number[] = [];
	const walk = (from: number, direction: 1 | -1, farthest: number, tail: number): void => {
		for (let n = from; ; n++) {
			const y = middle + direction * n * step;
			const drop = peak - lnDensity(y);
			places.push(y);
			if (drop > negligible || direction * y > farthest) {
				weights.push(Math.exp(-drop) / -Math.expm1(-tail * step));
				return;
			}
			weights.push(Math.exp(-drop));
		}
	};
	walk(0, -1, asGoodAsNobody - Math.min(0, middle), a);
	walk(1, 1, asGoodAsEverybody + Math.max(0, middle), b);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return {
		chance: Float64Array.from(places, (y) => 1 / (1 + Math.exp(-y))),
		weight: Float64Array.from(weights, (weight) => weight / total),
	};
}

/** The mean over the mix of something that depends on the chance of leaving. */
export function meanOver({ chance, weight }: LeavingMix, of: (leave: number) => number): number {
	let sum = 0;
	for (let i = 0; i < chance.length; i++) sum += (weight[i] as number) * of(chance[i] as number);
	return sum;
}
