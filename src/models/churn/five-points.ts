import { bounded, withBounded, type Bounded } from './bounded.ts';

/**
 * "Five less churn, 25–85 % more profit" (Reichheld & Sasser 1990), taken apart: what less churn
 * does to the value of one customer. Rates all belong to the same period (a year in the classic
 * table); money comes at its start and the first is certain (convention A).
 */

export type ReductionKind = 'points' | 'percent';

/**
 * Churn after a reduction, never below 0. Five points take 10 % to 5 %; five percent take 10 % to
 * 9.5 %. `churn` and `reduction` are fractions from 0 to 1.
 */
export function reducedChurn(churn: number, reduction: number, kind: ReductionKind): number {
	return kind === 'points' ? Math.max(0, churn - reduction) : churn * (1 - reduction);
}

/**
 * What a margin of 1 a period is worth: (1+i)/(1+i−r(1+g)); r from 0 to 1, i ≥ 0, g > −1 the
 * growth of margin a period. Unbounded when r(1+g) ≥ 1+i: then later periods never weigh less.
 */
export function marginMultiple(retention: number, discount: number, growth = 0): Bounded {
	if (!(retention >= 0 && retention <= 1)) {
		throw new RangeError(`retention must be between 0 and 1, got ${retention}`);
	}
	const gap = 1 + discount - retention * (1 + growth);
	// Decimals leave crumbs: a gap that ought to be 0 may come out as 1e−16.
	return gap > 1e-12 ? (1 + discount) / gap : 'unbounded';
}

/**
 * By what share value rises, counted on what is left after acquisition cost. Null where there is
 * nothing to count on: the value before has no bound, or the cost has eaten all of it.
 */
export function gain(before: Bounded, after: Bounded, acquisitionCost = 0): Bounded | null {
	if (before === 'unbounded' || before <= acquisitionCost) return null;
	return after === 'unbounded' ? after : bounded((after - before) / (before - acquisitionCost));
}

/**
 * The most that may be spent on one customer, once and today, for less churn to pay: the rise in
 * value (NT$). Null when the value before has no bound.
 */
export function breakEvenSpend(before: Bounded, after: Bounded): Bounded | null {
	if (before === 'unbounded') return null;
	return after === 'unbounded' ? after : after - before;
}

export interface LessChurn {
	churn: number;
	discount: number;
	reduction: number;
	kind: ReductionKind;
	/** Growth of margin a period; 0 when left out. */
	growth?: number;
	/** Acquisition cost as a share of the value before; 0 when left out. */
	acquisitionShare?: number;
	/** What the reduction costs per customer, once and today, in periods of margin; 0 when left out. */
	spend?: number;
}

/** What a margin of 1 a period is worth before and after the change, its cost not taken off. */
export function valuesOfLessChurn(change: LessChurn): { before: Bounded; after: Bounded } {
	const { churn, discount, reduction, kind, growth = 0 } = change;
	return {
		before: marginMultiple(1 - churn, discount, growth),
		after: marginMultiple(1 - reducedChurn(churn, reduction, kind), discount, growth),
	};
}

/**
 * {@link gain} of a constant churn, after what the reduction costs; without growth, acquisition
 * cost and spend it is Δ/(1+i−r−Δ). Below 0 where the reduction costs more than it brings.
 */
export function gainFromLessChurn(change: LessChurn): Bounded | null {
	const { acquisitionShare = 0, spend = 0 } = change;
	const { before, after } = valuesOfLessChurn(change);
	const paid = withBounded(after, (value) => value - spend);
	return gain(before, paid, before === 'unbounded' ? 0 : acquisitionShare * before);
}

/**
 * The yearly discount rate at which `reduction` points less churn raise value by `gained`, for a
 * constant `retention` before it, flat margins and no acquisition cost: Δ/g + Δ + r − 1, which is
 * Δ/(1+i−r−Δ) = g solved for i. Below 0 where no discount rate is low enough.
 */
export function discountForGain(retention: number, reduction: number, gained: number): number {
	return reduction / gained + reduction + retention - 1;
}

export const tableRetentions = [0.6, 0.7, 0.8, 0.85, 0.9, 0.95] as const;
export const tableDiscounts = [0, 0.05, 0.08, 0.1, 0.12, 0.15] as const;

/** The rise in value at one yearly retention, for each of {@link tableDiscounts}. */
export function gainsAt(
	retention: number,
	reduction: number,
	kind: ReductionKind,
): (Bounded | null)[] {
	return tableDiscounts.map((discount) =>
		gainFromLessChurn({ churn: 1 - retention, discount, reduction, kind }),
	);
}
