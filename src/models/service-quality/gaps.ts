import { z95 } from '#models/survey/confidence.ts';

/**
 * Service quality in five dimensions, on a scale of 1–7: what customers expect against what they
 * perceive (SERVQUAL: Parasuraman, Zeithaml & Berry 1988), and perception by itself (SERVPERF:
 * Cronin & Taylor 1992).
 */

export const dimensionNames = [
	'tangibles',
	'reliability',
	'responsiveness',
	'assurance',
	'empathy',
] as const;
export type DimensionName = (typeof dimensionNames)[number];

export const scale = { lowest: 1, highest: 7 } as const;

/** One dimension as the survey has it. */
export interface Rating {
	readonly name: DimensionName;
	/** Mean expectation, 1–7. */
	readonly expectation: number;
	/** Mean perception, 1–7. */
	readonly perception: number;
	/** How much customers care, in any unit, 0 or more: only the proportions count. */
	readonly weight: number;
}

export interface Gap extends Rating {
	/** Share of all weights (0–1). */
	readonly weight: number;
	/** Perception less expectation: below 0 where less came than was expected. */
	readonly gap: number;
	/** What the dimension adds to the weighted gap. */
	readonly weightedGap: number;
}

export interface ServiceQuality {
	readonly gaps: readonly Gap[];
	/** Mean gap by weight: SERVQUAL, weighted. */
	readonly weightedGap: number;
	/** Mean of the five gaps. */
	readonly plainGap: number;
	readonly weightedExpectation: number;
	/** Mean perception by weight: SERVPERF, weighted. */
	readonly weightedPerception: number;
	/** The dimension with most to win back (weight × gap), or several as one; empty where none lacks. */
	readonly first: readonly DimensionName[];
	/** The dimension perceived lowest, or several. */
	readonly lowest: readonly DimensionName[];
}

/** Scores are typed with one decimal; what differs by less than this is the same. */
const crumb = 1e-9;

const isScore = (value: number): boolean => value >= scale.lowest && value <= scale.highest;

/**
 * Gaps, plain and weighted. Weights that are all 0 say nothing, so that every dimension counts alike.
 * @throws RangeError unless scores are 1–7 and weights finite and 0 or more.
 */
export function serviceQuality(ratings: readonly Rating[]): ServiceQuality {
	for (const { name, expectation, perception, weight } of ratings) {
		if (!isScore(expectation) || !isScore(perception)) {
			throw new RangeError(`scores of ${name} must be between 1 and 7`);
		}
		if (!(weight >= 0 && Number.isFinite(weight))) {
			throw new RangeError(`weight of ${name} must be 0 or more, got ${weight}`);
		}
	}
	const all = ratings.reduce((sum, { weight }) => sum + weight, 0);
	const gaps = ratings.map((rating): Gap => {
		const weight = all > 0 ? rating.weight / all : 1 / ratings.length;
		const gap = rating.perception - rating.expectation;
		return { ...rating, weight, gap, weightedGap: weight * gap };
	});
	const total = (of: (gap: Gap) => number): number => gaps.reduce((sum, gap) => sum + of(gap), 0);
	const most = Math.min(...gaps.map(({ weightedGap }) => weightedGap));
	const least = Math.min(...gaps.map(({ perception }) => perception));
	const named = (fits: (gap: Gap) => boolean) => gaps.filter(fits).map(({ name }) => name);
	return {
		gaps,
		weightedGap: total(({ weightedGap }) => weightedGap),
		plainGap: total(({ gap }) => gap) / gaps.length,
		weightedExpectation: total(({ weight, expectation }) => weight * expectation),
		weightedPerception: total(({ weight, perception }) => weight * perception),
		first: most < -crumb ? named(({ weightedGap }) => weightedGap - most < crumb) : [],
		lowest: named(({ perception }) => perception - least < crumb),
	};
}

/**
 * Advertising that promises more: every expectation rises by `points`, up to the scale's end, and
 * perception stays. That everybody's expectation rises alike is an assumption.
 */
export function promised(ratings: readonly Rating[], points: number): Rating[] {
	return ratings.map((rating) => ({
		...rating,
		expectation: Math.min(scale.highest, rating.expectation + points),
	}));
}

/**
 * How far answers on a 1–7 scale lie apart (standard deviation): as given, but never more than a mean
 * allows; where the mean is 7 everybody said 7.
 */
export const spreadAt = (mean: number, spread: number): number =>
	Math.min(spread, Math.sqrt((mean - scale.lowest) * (scale.highest - mean)));

/** What chance does to one dimension's means, as half of a 95 % interval. */
export interface SamplingError {
	readonly name: DimensionName;
	readonly gap: number;
	readonly gapMargin: number;
	readonly perceptionMargin: number;
	/** The gap is further from 0 than chance would take it 19 times in 20. */
	readonly certain: boolean;
}

/**
 * 95 % margins of each gap and of each mean perception with n respondents, by the normal
 * approximation. Expectation and perception of one respondent are taken as independent; where they
 * go together, the gap's margin is smaller.
 * @throws RangeError unless respondents is at least 2 and spread at least 0.
 */
export function samplingErrors(
	gaps: readonly Gap[],
	respondents: number,
	spread: number,
): SamplingError[] {
	if (!(respondents >= 2) || !(spread >= 0)) {
		throw new RangeError('there must be 2 respondents or more, and a spread of 0 or more');
	}
	return gaps.map(({ name, gap, expectation, perception }) => {
		const perceived = spreadAt(perception, spread);
		const margin = (of: number): number => (z95 * of) / Math.sqrt(respondents);
		const gapMargin = margin(Math.hypot(perceived, spreadAt(expectation, spread)));
		return {
			name,
			gap,
			gapMargin,
			perceptionMargin: margin(perceived),
			certain: Math.abs(gap) > gapMargin + crumb,
		};
	});
}
