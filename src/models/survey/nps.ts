import { requireCounts, z95, type Interval } from './confidence.ts';

/** Answers to 「願不願意推薦」 on 0–10, in three groups: 9–10, 7–8 and 0–6 (counts). */
export interface NpsAnswers {
	readonly promoters: number;
	readonly passives: number;
	readonly detractors: number;
}

export interface NetPromoterScore {
	readonly answers: number;
	/** −100 to 100. */
	readonly nps: number;
	/** In points; null where all answered alike, since the formula's 0 would claim certainty. */
	readonly standardError: number | null;
	/** Half the 95 % interval, in points; null as above. */
	readonly margin: number | null;
	/** The interval, kept within −100 to 100; null as above. */
	readonly interval: Interval | null;
}

export type NpsAnswer =
	| ({ readonly ok: true } & NetPromoterScore)
	| { readonly ok: false; readonly reason: 'nobody answered' };

/** Variance of one answer's score: P + D − (P − D)², shares of promoters and detractors. */
function variance(promoters: number, detractors: number): number {
	return Math.max(0, promoters + detractors - (promoters - detractors) ** 2);
}

/** NPS = %promoters − %detractors, with its sampling error √((P+D−(P−D)²)/n). */
export function netPromoterScore(given: NpsAnswers): NpsAnswer {
	const { promoters, passives, detractors } = given;
	requireCounts({ promoters, passives, detractors });
	const answers = promoters + passives + detractors;
	if (answers === 0) return { ok: false, reason: 'nobody answered' };
	const nps = (100 * (promoters - detractors)) / answers;
	const alike = [promoters, passives, detractors].some((count) => count === answers);
	if (alike) return { ok: true, answers, nps, standardError: null, margin: null, interval: null };
	const standardError =
		100 * Math.sqrt(variance(promoters / answers, detractors / answers) / answers);
	const margin = z95 * standardError;
	return {
		ok: true,
		answers,
		nps,
		standardError,
		margin,
		interval: { low: Math.max(-100, nps - margin), high: Math.min(100, nps + margin) },
	};
}

/**
 * Groups the eleven counts of scores 0 to 10.
 * @throws RangeError unless there are eleven counts of 0 or more.
 */
export function npsGroups(scores: readonly number[]): NpsAnswers {
	if (scores.length !== 11) throw new RangeError(`eleven counts needed, got ${scores.length}`);
	requireCounts(Object.fromEntries(scores.map((count, score) => [`score ${score}`, count])));
	const sum = (from: number, to: number) =>
		scores.slice(from, to).reduce((total, count) => total + count, 0);
	return { promoters: sum(9, 11), passives: sum(7, 9), detractors: sum(0, 7) };
}

export interface NpsChange {
	/** Points, later less earlier. */
	readonly change: number;
	readonly standardError: number;
	readonly margin: number;
	/** Kept within −200 to 200. */
	readonly interval: Interval;
	/** The interval leaves 0 out: more than the luck of who answered. */
	readonly clear: boolean;
	/** Either survey is too small for the error's formula, which then is too sure of itself. */
	readonly few: boolean;
}

export type NpsChangeAnswer =
	| ({ readonly ok: true } & NpsChange)
	| { readonly ok: false; readonly reason: 'nobody answered' | 'all alike' };

const fewestAnswers = 30;
const fewestOutsideTheLargest = 8;

/**
 * Whether a survey has too few answers, or too few outside its largest group. Drawn from one and the
 * same crowd, two that are not told apart differ "clearly" in up to 6 % of cases, with five answers
 * against a hundred in 14 %.
 */
function tooFew({ promoters, passives, detractors }: NpsAnswers): boolean {
	const answers = promoters + passives + detractors;
	const outside = answers - Math.max(promoters, passives, detractors);
	return answers < fewestAnswers || outside < fewestOutsideTheLargest;
}

/** Two independent surveys compared: se = √(se₁² + se₂²). */
export function npsChange(before: NpsAnswers, after: NpsAnswers): NpsChangeAnswer {
	const first = netPromoterScore(before);
	const second = netPromoterScore(after);
	if (!first.ok || !second.ok) return { ok: false, reason: 'nobody answered' };
	if (first.standardError === null || second.standardError === null) {
		return { ok: false, reason: 'all alike' };
	}
	const change = second.nps - first.nps;
	const standardError = Math.hypot(first.standardError, second.standardError);
	const margin = z95 * standardError;
	return {
		ok: true,
		change,
		standardError,
		margin,
		interval: { low: Math.max(-200, change - margin), high: Math.min(200, change + margin) },
		clear: Math.abs(change) > margin,
		few: tooFew(before) || tooFew(after),
	};
}

/**
 * How many answers bring the 95 % interval to ± `margin` points, if groups stand as in `given`:
 * (P+D−(P−D)²)·(1.96/margin)². Null when nobody answered or all answered alike.
 * @throws RangeError unless the margin is above 0.
 */
export function npsAnswersNeeded(given: NpsAnswers, margin: number): number | null {
	if (!(margin > 0)) throw new RangeError(`margin must be above 0 points, got ${margin}`);
	const score = netPromoterScore(given);
	if (!score.ok || score.standardError === null) return null;
	const perAnswer = score.standardError ** 2 * score.answers;
	return Math.ceil(perAnswer * (z95 / margin) ** 2 - 1e-9);
}
