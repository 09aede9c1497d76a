import { netPromoterScore, npsGroups, type NetPromoterScore, type NpsAnswers } from './nps.ts';

/** As split as can be, in between, and as lukewarm as can be. */
export type Shape = 'split' | 'between' | 'lukewarm';

export interface SameNps {
	readonly shape: Shape;
	readonly answers: NpsAnswers;
	/** Counts of scores 0 to 10. */
	readonly scores: readonly number[];
	/** Average of the scores, 0–10: not the same though NPS is. */
	readonly meanScore: number;
	readonly score: NetPromoterScore;
}

/**
 * Three surveys of the same size with exactly the NPS of the given one (whole counts). Empty when
 * nobody answered; the three are one where all are promoters, or all detractors.
 * @throws RangeError unless the counts are whole.
 */
export function sameNps(given: NpsAnswers): SameNps[] {
	const { promoters, passives, detractors } = given;
	const answers = promoters + passives + detractors;
	if (![promoters, passives, detractors].every((count) => Number.isInteger(count))) {
		throw new RangeError('counts must be whole');
	}
	if (!netPromoterScore(given).ok) return [];
	const net = promoters - detractors;
	// Detractors can be as few as the net allows, or as many as leave nobody passive.
	const fewest = Math.max(0, -net);
	const most = Math.floor((answers - net) / 2);
	const middle = Math.floor((fewest + most) / 2);
	return [
		told('split', answers, net, most),
		told('between', answers, net, middle),
		told('lukewarm', answers, net, fewest),
	];
}

/** How each group's answers spread over its scores; they decide the mean, not the NPS. */
const spreads = {
	split: { promoters: [10], passives: [7], detractors: [0, 1, 2] },
	between: { promoters: [9, 10], passives: [7, 8], detractors: [3, 4, 5] },
	lukewarm: { promoters: [9], passives: [8], detractors: [6] },
} as const satisfies Record<Shape, Record<keyof NpsAnswers, readonly number[]>>;

function told(shape: Shape, total: number, net: number, detractors: number): SameNps {
	const promoters = detractors + net;
	const answers = { promoters, passives: total - promoters - detractors, detractors };
	const scores = new Array<number>(11).fill(0);
	for (const group of ['promoters', 'passives', 'detractors'] as const) {
		const places = spreads[shape][group];
		const each = Math.floor(answers[group] / places.length);
		const left = answers[group] % places.length;
		places.forEach((place, index) => {
			scores[place] = each + (index < left ? 1 : 0);
		});
	}
	const score = netPromoterScore(npsGroups(scores));
	if (!score.ok) throw new RangeError('nobody answered');
	const points = scores.reduce((sum, count, place) => sum + count * place, 0);
	return { shape, answers, scores, meanScore: points / total, score };
}
