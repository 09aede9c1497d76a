/**
 * Churn rates of different lengths. Losing a share every month compounds: each month takes its
 * share of those who are left, so twelve months are never twelve times one month.
 */

const requireShare = (name: string, share: number) => {
	if (!(share >= 0 && share <= 1))
		throw new RangeError(`${name} must be between 0 and 1, got ${share}`);
};

/**
 * Share lost in a year when the same share is lost each month: 1 − (1 − m)^12, 0–1.
 * Written with log1p and expm1 so that very small rates keep their digits.
 */
export function yearlyChurn(churnPerMonth: number): number {
	requireShare('churnPerMonth', churnPerMonth);
	return -Math.expm1(12 * Math.log1p(-churnPerMonth));
}

/** The steady monthly churn (0–1) that adds up to a yearly one; the inverse of {@link yearlyChurn}. */
export function monthlyChurn(churnPerYear: number): number {
	requireShare('churnPerYear', churnPerYear);
	return -Math.expm1(Math.log1p(-churnPerYear) / 12);
}

/** Discount per month, as a fraction, that compounds to the yearly one: (1 + i)^(1/12) − 1. */
export function monthlyDiscount(discountPerYear: number): number {
	if (!(discountPerYear > -1)) {
		throw new RangeError(`discountPerYear must be above -1, got ${discountPerYear}`);
	}
	return Math.expm1(Math.log1p(discountPerYear) / 12);
}

/** Share still here after 0, 1, … `periods` periods when everybody has the same churn. */
export function constantSurvival(churnPerPeriod: number, periods: number): number[] {
	requireShare('churnPerPeriod', churnPerPeriod);
	return Array.from({ length: periods + 1 }, (_, period) => (1 - churnPerPeriod) ** period);
}
