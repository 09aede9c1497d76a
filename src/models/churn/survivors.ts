/**
 * How many of the customers who started together are left after 0, 1, 2, … renewals: the first
 * number is all of them, none is larger than the one before. Shares of a known number will do too.
 */
export type Survivors = readonly number[];

/** What one renewal did to all cohorts that were seen through it. */
export interface Renewal {
	/** 1 is the first renewal. */
	renewal: number;
	/** Customers who came up to it, in the cohorts that were seen through it. */
	atRisk: number;
	stayed: number;
	lost: number;
}

/** Throws RangeError unless these are survivors of one cohort. */
export function requireSurvivors(cohort: Survivors): void {
	cohort.forEach((here, index) => {
		if (!(Number.isFinite(here) && here >= 0)) {
			throw new RangeError(`survivors must be 0 or more, got ${here} at ${index}`);
		}
		const before = cohort[index - 1];
		if (before !== undefined && here > before) {
			throw new RangeError(`survivors must not rise, got ${here} after ${before} at ${index}`);
		}
	});
}

/**
 * All cohorts renewal by renewal. A cohort counts at a renewal only when it was seen through it,
 * so young cohorts do not pass for loyal ones. Refuses (RangeError) what are not survivors.
 */
export function renewalsOf(cohorts: readonly Survivors[]): Renewal[] {
	cohorts.forEach(requireSurvivors);
	const most = Math.max(0, ...cohorts.map((cohort) => cohort.length - 1));
	return Array.from({ length: most }, (_, index) => {
		const seen = cohorts.filter((cohort) => cohort.length > index + 1);
		const atRisk = seen.reduce((sum, cohort) => sum + (cohort[index] ?? 0), 0);
		const stayed = seen.reduce((sum, cohort) => sum + (cohort[index + 1] ?? 0), 0);
		return { renewal: index + 1, atRisk, stayed, lost: atRisk - stayed };
	});
}
