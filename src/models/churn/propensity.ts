import { densityAt, shareBelow } from './beta-share.ts';
import { mixAfter, mixSurvival, type ChurnMix } from './shifted-beta-geometric.ts';

/**
 * The picture of who leaves: customers drawn by their own churn, at the start and among those who
 * are left as time passes. Nobody's churn changes; the right-hand side of the picture empties,
 * because after t renewals a Beta(α, β) has become a Beta(α, β + t) (Fader & Hardie 2007).
 */
export interface PropensityFrame {
	renewals: number;
	/** Share of the first customers still here, 0–1. */
	survival: number;
	/** Share of those still here that each bin holds; adds up to 1. */
	ofThoseLeft: number[];
	/** The same as a share of the first customers; adds up to `survival`. */
	ofAll: number[];
	/** How densely those still here lie at the middle of each bin; always finite there. */
	density: number[];
	/** Average churn of those still here: what the next renewal will lose, α/(α+β+t). */
	meanChurn: number;
	/** Half of those still here have a lower churn than this. */
	medianChurn: number;
}

export interface PropensityPicture {
	/** Limits of the bins along churn, from 0 to 1: one more than there are bins. */
	edges: number[];
	frames: PropensityFrame[];
}

/**
 * One frame for 0, 1, … `renewals` renewals, with churn from 0 to 1 in `bins` bins of one width.
 * Both are whole numbers, `renewals` 0–1,200 and `bins` 1–1,000.
 */
export function propensityPicture(mix: ChurnMix, renewals: number, bins = 40): PropensityPicture {
	if (!(Number.isInteger(renewals) && renewals >= 0 && renewals <= 1_200)) {
		throw new RangeError(`renewals must be a whole number from 0 to 1200, got ${renewals}`);
	}
	if (!(Number.isInteger(bins) && bins >= 1 && bins <= 1_000)) {
		throw new RangeError(`bins must be a whole number from 1 to 1000, got ${bins}`);
	}
	const edges = Array.from({ length: bins + 1 }, (_, index) => index / bins);
	const survival = mixSurvival(mix, renewals);
	return {
		edges,
		frames: survival.map((left, passed) => {
			const now = mixAfter(mix, passed);
			const below = edges.map((edge) => shareBelow(now, edge));
			const ofThoseLeft = below
				.slice(1)
				.map((share, index) => Math.max(0, share - (below[index] ?? 0)));
			return {
				renewals: passed,
				survival: left,
				ofThoseLeft,
				ofAll: ofThoseLeft.map((share) => share * left),
				density: ofThoseLeft.map((_, index) => densityAt(now, (index + 0.5) / bins)),
				meanChurn: now.alpha / (now.alpha + now.beta),
				medianChurn: medianOf(now),
			};
		}),
	};
}

/** Halving closes in on the churn below which half the customers lie. */
function medianOf(mix: ChurnMix): number {
	let [low, high] = [0, 1];
	for (let step = 0; step < 50; step++) {
		const middle = (low + high) / 2;
		if (shareBelow(mix, middle) < 0.5) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}
