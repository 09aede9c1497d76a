import { breakEvenSpend, marginMultiple } from './five-points.ts';

export interface RetentionSpendInputs {
	/** Margin of the first period (NT$, ≥ 0). */
	marginPerPeriod: number;
	/** Share that stays from one period to the next before the effort, 0–1. */
	retention: number;
	/** Points of retention that the effort adds (a fraction, ≥ 0); never beyond a retention of 1. */
	points: number;
	discountPerPeriod: number;
	/** Growth of margin per period; 0 when left out. */
	growth?: number;
}

export interface RetentionSpend {
	/** The most per customer, once and today (NT$). */
	once: number;
	/** The most per customer in every period they stay, the first included (NT$). */
	perPeriod: number;
	/** Value of a customer before the effort and after it, its cost not taken off (NT$). */
	before: number;
	after: number;
}

export type RetentionSpendResult =
	| { ok: true; spend: RetentionSpend }
	| { ok: false; reason: 'unbounded-before' | 'unbounded-after' };

/**
 * What better retention may cost at most before it loses money, convention A:
 * m[(1+i)/(1+i−r−Δ) − (1+i)/(1+i−r)] once, or in even parts for as long as the customer stays. At
 * exactly this spend the value of a customer does not change. No figure where a value has no bound.
 */
export function retentionSpend(inputs: RetentionSpendInputs): RetentionSpendResult {
	const { marginPerPeriod, retention, points, discountPerPeriod, growth = 0 } = inputs;
	if (!(marginPerPeriod >= 0 && Number.isFinite(marginPerPeriod))) {
		throw new RangeError(`marginPerPeriod must be 0 or more, got ${marginPerPeriod}`);
	}
	if (!(points >= 0 && points <= 1)) {
		throw new RangeError(`points must be between 0 and 1, got ${points}`);
	}
	if (!(discountPerPeriod >= 0)) {
		throw new RangeError(`discountPerPeriod must be 0 or more, got ${discountPerPeriod}`);
	}
	if (!(growth > -1 && Number.isFinite(growth))) {
		throw new RangeError(`growth must be above -1, got ${growth}`);
	}
	const retentionAfter = Math.min(1, retention + points);
	const before = marginMultiple(retention, discountPerPeriod, growth);
	const after = marginMultiple(retentionAfter, discountPerPeriod, growth);
	if (before === 'unbounded') return { ok: false, reason: 'unbounded-before' };
	const rise = breakEvenSpend(before, after);
	// Even parts do not grow with the margin, so they are spread over the payments alone.
	const payments = marginMultiple(retentionAfter, discountPerPeriod);
	if (after === 'unbounded' || rise === null || rise === 'unbounded') {
		return { ok: false, reason: 'unbounded-after' };
	}
	return {
		ok: true,
		spend: {
			once: marginPerPeriod * rise,
			perPeriod: payments === 'unbounded' ? 0 : (marginPerPeriod * rise) / payments,
			before: marginPerPeriod * before,
			after: marginPerPeriod * after,
		},
	};
}
