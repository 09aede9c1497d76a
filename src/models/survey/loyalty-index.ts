import { z95, type Interval } from './confidence.ts';

/** The scale a question was answered on. There is no standard one: 0–10, 1–6 and others exist. */
export interface Scale {
	readonly lowest: number;
	readonly highest: number;
	/** Which end is best; versions on 1–6 differ. */
	readonly best: 'highest' | 'lowest';
}

/** One person's answers: would recommend, would buy again, would try other products. */
export interface LoyaltyAnswers {
	readonly recommend: number;
	readonly repurchase: number;
	readonly otherProducts: number;
}

const questions = ['recommend', 'repurchase', 'otherProducts'] as const;

/**
 * An answer moved to 0–100, 100 always best: 100·(x−min)/(max−min), turned round where the lowest
 * is best.
 * @throws RangeError for an answer off its scale, or a scale without length.
 */
export function outOfHundred(answer: number, { lowest, highest, best }: Scale): number {
	if (!(highest > lowest)) {
		throw new RangeError(`a scale must go up, got ${lowest} to ${highest}`);
	}
	if (!(answer >= lowest && answer <= highest)) {
		throw new RangeError(`answers must be between ${lowest} and ${highest}, got ${answer}`);
	}
	const up = (100 * (answer - lowest)) / (highest - lowest);
	return best === 'highest' ? up : 100 - up;
}

/** Customer Loyalty Index of one person: the mean of the three answers, on their own scale. */
export function loyaltyIndex(answers: LoyaltyAnswers): number {
	for (const question of questions) {
		const answer = answers[question];
		if (!Number.isFinite(answer))
			throw new RangeError(`${question} must be a number, got ${answer}`);
	}
	return (answers.recommend + answers.repurchase + answers.otherProducts) / 3;
}

export interface LoyaltyIndex {
	readonly people: number;
	/** 0–100, 100 best. */
	readonly index: number;
	/** 95 % interval, within 0–100; null for one person, or where all are alike. */
	readonly interval: Interval | null;
	/** Means of the three questions, 0–100. */
	readonly byQuestion: Readonly<Record<keyof LoyaltyAnswers, number>>;
}

export type LoyaltyIndexAnswer =
	| ({ readonly ok: true } & LoyaltyIndex)
	| { readonly ok: false; readonly reason: 'nobody answered' };

/**
 * The index of many people, comparable across scales: every answer goes to 0–100 first, each
 * question by its own scale, so that directions agree before anything is averaged.
 */
export function loyaltyIndexOf(
	people: readonly LoyaltyAnswers[],
	scales: Scale | Readonly<Record<keyof LoyaltyAnswers, Scale>>,
): LoyaltyIndexAnswer {
	const n = people.length;
	if (n === 0) return { ok: false, reason: 'nobody answered' };
	const scaleOf = (question: keyof LoyaltyAnswers): Scale =>
		'lowest' in scales ? scales : scales[question];
	const byQuestion = { recommend: 0, repurchase: 0, otherProducts: 0 };
	const each = people.map((answers) => {
		let sum = 0;
		for (const question of questions) {
			const points = outOfHundred(answers[question], scaleOf(question));
			byQuestion[question] += points / n;
			sum += points;
		}
		return sum / 3;
	});
	const index = each.reduce((sum, points) => sum + points, 0) / n;
	const squares = each.reduce((sum, points) => sum + (points - index) ** 2, 0);
	const half = n > 1 ? z95 * Math.sqrt(squares / (n - 1) / n) : 0;
	const interval =
		half > 0 ? { low: Math.max(0, index - half), high: Math.min(100, index + half) } : null;
	return { ok: true, people: n, index, interval, byQuestion };
}
