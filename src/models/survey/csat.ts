import { requireCounts, wilsonInterval, type Interval } from './confidence.ts';

export interface Satisfaction {
	readonly answers: number;
	/** Share in the top boxes, 0–1. */
	readonly satisfied: number;
	/** Wilson's 95 % interval of it. */
	readonly interval: Interval;
	/** Share in the very top box alone. */
	readonly verySatisfied: number;
	/** Average score. */
	readonly mean: number;
}

export type SatisfactionAnswer =
	| ({ readonly ok: true } & Satisfaction)
	| { readonly ok: false; readonly reason: 'nobody answered' };

/**
 * CSAT: the share of answers in the top boxes of a scale from 1 up (counts of 1, 2, … in order).
 * @throws RangeError for counts below 0, fewer than two scores, or more boxes than scores.
 */
export function satisfaction(counts: readonly number[], topBoxes = 2): SatisfactionAnswer {
	requireCounts(Object.fromEntries(counts.map((count, index) => [`score ${index + 1}`, count])));
	if (counts.length < 2 || !(topBoxes >= 1 && topBoxes < counts.length)) {
		throw new RangeError(`${topBoxes} top boxes do not fit a scale of ${counts.length}`);
	}
	const answers = counts.reduce((sum, count) => sum + count, 0);
	const top = counts.slice(-topBoxes).reduce((sum, count) => sum + count, 0);
	const interval = wilsonInterval(top, answers);
	if (interval === null) return { ok: false, reason: 'nobody answered' };
	const points = counts.reduce((sum, count, index) => sum + count * (index + 1), 0);
	return {
		ok: true,
		answers,
		satisfied: top / answers,
		interval,
		verySatisfied: (counts.at(-1) ?? 0) / answers,
		mean: points / answers,
	};
}
