/**
 * What became of two segments of a subscription service, as printed in Fader & Hardie (2007),
 * "How to project customer retention", Journal of Interactive Marketing 21(1), Table 1.
 */

/** Percent of the first customers still subscribed after 0, 1, … 12 years. */
export const publishedPercent = {
	highEnd: [100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4],
	regular: [100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3],
} as const satisfies Record<string, readonly number[]>;

export type PublishedSegment = keyof typeof publishedPercent;

/** The paper fits a mix to these first years and keeps the five after them to judge it. */
export const publishedFitYears = 7;

/** A segment as shares of the first customers, 0–1, after 0 to `years` years (at most 12). */
export function publishedShares(segment: PublishedSegment, years = 12): number[] {
	return publishedPercent[segment]
		.slice(0, years + 1)
		.map((percent) => Math.round(percent * 10) / 1_000);
}

/**
 * A segment as the numbers left of 1,000 customers after 0 to `years` years (at most 12). The
 * paper prints tenths of a percent, so 1,000 is the number whose counts come out whole.
 */
export function publishedSurvivors(segment: PublishedSegment, years = publishedFitYears): number[] {
	return publishedPercent[segment].slice(0, years + 1).map((percent) => Math.round(percent * 10));
}
