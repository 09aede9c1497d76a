import { gainFromLessChurn, valuesOfLessChurn, type LessChurn } from './five-points.ts';

/**
 * Where "five less churn, 25–85 % more profit" (Reichheld & Sasser 1990) holds: the rise in the
 * value of one customer at each spot of a map, and what would have to be true elsewhere.
 */
export type Claim =
	| {
			kind: 'change';
			/** Change of value as a share; below 0 when the reduction costs more than it brings. */
			gain: number;
			/** Against the claim: under its lower end, within it, or over its upper end. */
			against: 'below' | 'within' | 'above';
	  }
	| {
			kind: 'none';
			/**
			 * Why there is no percentage: value has no bound before or after the change (margins grow
			 * as fast as they are lost and discounted), or acquisition cost has eaten the value.
			 */
			reason: 'unbounded-before' | 'unbounded-after' | 'cost-exceeds-value';
	  };

/** Both ends as shares; the ends themselves belong to the claim. */
export interface ClaimRange {
	from: number;
	to: number;
}

export const famousClaim: ClaimRange = { from: 0.25, to: 0.85 };

/** A map asks two thousand times for one picture, so nothing is built here that is thrown away. */
function requireChange(change: LessChurn): void {
	const { churn, discount, reduction, growth = 0, acquisitionShare = 0, spend = 0 } = change;
	requireShare('churn', churn);
	requireShare('reduction', reduction);
	requireAmount('discount', discount);
	requireAmount('acquisitionShare', acquisitionShare);
	requireAmount('spend', spend);
	if (!(growth > -1 && Number.isFinite(growth))) {
		throw new RangeError(`growth must be above -1, got ${growth}`);
	}
}

function requireShare(name: string, share: number): void {
	if (!(share >= 0 && share <= 1)) {
		throw new RangeError(`${name} must be between 0 and 1, got ${share}`);
	}
}

function requireAmount(name: string, amount: number): void {
	if (!(amount >= 0 && Number.isFinite(amount))) {
		throw new RangeError(`${name} must be 0 or more, got ${amount}`);
	}
}

/** What becomes of the claim at one setting. RangeError for rates outside their range. */
export function claimAt(change: LessChurn, range: ClaimRange = famousClaim): Claim {
	requireChange(change);
	const { before, after } = valuesOfLessChurn(change);
	if (before === 'unbounded') return { kind: 'none', reason: 'unbounded-before' };
	if (after === 'unbounded') return { kind: 'none', reason: 'unbounded-after' };
	const gain = gainFromLessChurn(change);
	if (gain === null || gain === 'unbounded') return { kind: 'none', reason: 'cost-exceeds-value' };
	// 85 → 90 % at 10 % is a quarter exactly, and must not miss the claim by a crumb.
	const against = gain < range.from - 1e-9 ? 'below' : gain > range.to + 1e-9 ? 'above' : 'within';
	return { kind: 'change', gain, against };
}

export interface ClaimMapInputs {
	/** The setting that every spot shares; its churn and what `across` names are replaced. */
	change: LessChurn;
	/** Retentions before the change, 0–1, one a column. */
	retentions: readonly number[];
	/** What changes from row to row. */
	across: 'discount' | 'growth' | 'acquisitionShare';
	values: readonly number[];
	range?: ClaimRange;
}

export interface ClaimMap {
	/** A row for each of `values`, in it a spot for each of `retentions`. */
	rows: Claim[][];
	/** How many spots the claim is true at, and how many there are. */
	within: number;
	spots: number;
}

/** The claim over a map of retention against discount, growth of margin or acquisition cost. */
export function claimMap(inputs: ClaimMapInputs): ClaimMap {
	const { change, retentions, across, values, range = famousClaim } = inputs;
	const rows = values.map((value) =>
		retentions.map((retention) =>
			claimAt({ ...change, churn: 1 - retention, [across]: value }, range),
		),
	);
	const spots = rows.flat();
	return {
		rows,
		within: spots.filter((spot) => spot.kind === 'change' && spot.against === 'within').length,
		spots: spots.length,
	};
}

/**
 * What one more thing would have to be for the reduction to raise value by `gain` (above 0), the
 * rest of the setting as it is and the reduction free. Each is null when nothing would do.
 */
export interface ClaimNeeds {
	/** Discount per period; null where even 0 is too much. */
	discount: number | null;
	/** Growth of margin per period; below 0 where it may even shrink. */
	growth: number | null;
	/** Acquisition cost as a share of the value before, 0–1; null where value has no bound. */
	acquisitionShare: number | null;
}

/**
 * Solves G = Δ(1+g)/(1+i−(r+Δ)(1+g)) ÷ (1−a) for i, for g and for a; Δ is the reduction in points.
 * Null throughout when there is no reduction to speak of, or nothing left after acquisition cost.
 */
export function claimNeeds(change: LessChurn, gain: number): ClaimNeeds {
	requireChange(change);
	if (!(gain > 0)) throw new RangeError(`gain must be above 0, got ${gain}`);
	const { churn, discount, reduction, kind, growth = 0, acquisitionShare = 0 } = change;
	const points = kind === 'points' ? Math.min(churn, reduction) : churn * reduction;
	if (points === 0 || acquisitionShare >= 1) {
		return { discount: null, growth: null, acquisitionShare: null };
	}
	const net = gain * (1 - acquisitionShare);
	const later = 1 - churn + points;
	const neededDiscount = (1 + growth) * (points / net + later) - 1;
	const plain = claimAt({ ...change, acquisitionShare: 0, spend: 0 });
	return {
		discount: neededDiscount >= 0 ? neededDiscount : null,
		growth: (net * (1 + discount)) / (points + net * later) - 1,
		acquisitionShare: plain.kind === 'change' && plain.gain <= gain ? 1 - plain.gain / gain : null,
	};
}
