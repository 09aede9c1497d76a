import { claimAt, famousClaim, type ClaimRange } from './claim.ts';
import type { LessChurn } from './five-points.ts';

/** What a map of the claim may have as its second axis, beside retention. */
export type MapAxis = 'discount' | 'growth' | 'acquisitionShare';

/** The stretch of each axis, and the values its table names. */
export const mapAxes = {
	discount: { min: 0, max: 0.2, values: [0, 0.05, 0.08, 0.1, 0.12, 0.15] },
	growth: { min: -0.1, max: 0.3, values: [-0.05, 0, 0.03, 0.05, 0.08, 0.1] },
	acquisitionShare: { min: 0, max: 0.9, values: [0, 0.2, 0.4, 0.5, 0.6, 0.7] },
} as const satisfies Record<MapAxis, { min: number; max: number; values: readonly number[] }>;

/** The claim along the second axis at one retention. */
export interface RegionSpot {
	retention: number;
	/** Where value rises by the lower end of the claim; null when that is off the axis. */
	atLow: number | null;
	atHigh: number | null;
	/** The stretch on which the claim holds, cut to the axis; both alike where it holds nowhere. */
	from: number;
	to: number;
}

/** Retentions of the map. */
const mapRetentions = Array.from({ length: 50 }, (_, index) => (50 + index) / 100);
const halvings = 18;

/**
 * Where the claim holds on the map of retention against another condition. The rise in value falls
 * with discount and grows with margin growth and acquisition cost, always one way, so each end of
 * the claim is crossed once at most and halving finds it.
 */
export function claimRegion(
	change: LessChurn,
	across: MapAxis,
	range: ClaimRange = famousClaim,
): RegionSpot[] {
	const { min, max }: { min: number; max: number } = mapAxes[across];
	const falls = across === 'discount';
	return mapRetentions.map((retention) => {
		const passes = (value: number, end: 'low' | 'high'): boolean => {
			const claim = claimAt({ ...change, churn: 1 - retention, [across]: value }, range);
			if (claim.kind === 'none') return true;
			return end === 'low' ? claim.against !== 'below' : claim.against === 'above';
		};
		const crossing = (end: 'low' | 'high') => {
			const [atMin, atMax] = [passes(min, end), passes(max, end)];
			if (atMin === atMax) return { inside: false, at: atMin === falls ? max : min };
			let [low, high] = [min, max];
			for (let step = 0; step < halvings; step++) {
				const middle = (low + high) / 2;
				if (passes(middle, end) === atMin) low = middle;
				else high = middle;
			}
			return { inside: true, at: (low + high) / 2 };
		};
		const low = crossing('low');
		const high = crossing('high');
		return {
			retention,
			atLow: low.inside ? low.at : null,
			atHigh: high.inside ? high.at : null,
			from: Math.min(low.at, high.at),
			to: Math.max(low.at, high.at),
		};
	});
}
