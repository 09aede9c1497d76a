/** Part of a customer base that keeps one retention for good. */
export interface Segment {
	/** Share of the starting customers, 0–1; all segments together 1. */
	share: number;
	/** Share of the segment that stays from one period to the next, 0–1. */
	retention: number;
}

export interface SortedPeriod {
	period: number;
	/** Share of all starting customers still here. */
	survival: number;
	/** Share of those here a period ago who are still here; null at the start. */
	retention: number | null;
	/** What each segment makes up of those who are left, in the order given. */
	composition: number[];
}

/**
 * Why the retention of a whole base rises by itself: nobody changes, but the segment that leaves
 * faster makes up less and less of those who are left.
 */
export function sortSegments(segments: readonly Segment[], periods: number): SortedPeriod[] {
	const rows: SortedPeriod[] = [];
	for (let period = 0; period <= periods; period++) {
		const here = segments.map(({ share, retention }) => share * retention ** period);
		const survival = here.reduce((sum, part) => sum + part, 0);
		const before = rows.at(-1)?.survival;
		rows.push({
			period,
			survival,
			retention: before === undefined ? null : before > 0 ? survival / before : 0,
			composition: here.map((part) => (survival > 0 ? part / survival : 0)),
		});
	}
	return rows;
}
