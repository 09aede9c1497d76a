import { loyaltyIndex } from '#models/survey/loyalty-index.ts';
import { netPromoterScore } from '#models/survey/nps.ts';
import type { Answers } from './answers.ts';

export const surveyAnswers: Answers = {
	'NPS 50 promoters 30 passives 20 detractors': {
		compute: () => {
			const score = netPromoterScore({ promoters: 50, passives: 30, detractors: 20 });
			return score.ok ? { nps: score.nps, se: score.standardError, moe95: score.margin } : score;
		},
	},
	'CLI mean of 3 answers 6,7,8 (0-10)': {
		compute: () => loyaltyIndex({ recommend: 6, repurchase: 7, otherProducts: 8 }),
	},
};
