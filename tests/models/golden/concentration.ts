import { gammaGini, gammaTopShare } from '#models/concentration/gamma.ts';
import { concentrationOf } from '#models/concentration/lorenz.ts';
import { measuredTopShares } from '#models/concentration/measured.ts';
import { paretoGini, paretoTailFor } from '#models/concentration/pareto.ts';
import type { Answer, Answers } from './answers.ts';

const gammaEntry: Answer = {
	compute: ({ shape }) => ({
		gini: gammaGini(shape as number),
		top20: gammaTopShare(shape as number, 0.2),
	}),
};

const measured = Object.fromEntries(measuredTopShares.map(({ id, share }) => [id, share]));

export const concentrationAnswers: Answers = {
	'Gamma(0.243) Gini and top-20% share': gammaEntry,
	'Gamma(0.5) Gini and top-20% share': gammaEntry,
	'Gamma(1) Gini and top-20% share': gammaEntry,
	'Gamma(2) Gini and top-20% share': gammaEntry,
	'Pareto tail alpha for exact 80/20, Gini': {
		compute: () => {
			const alpha = paretoTailFor(0.2, 0.8);
			return { alpha, gini: alpha === null ? null : paretoGini(alpha) };
		},
	},
	'Gini [10,20,30,40]': {
		compute: () => {
			const answer = concentrationOf([10, 20, 30, 40]);
			return answer.ok ? { population: answer.gini, sample: answer.giniSample } : answer;
		},
	},
	'empirical Pareto ratios': {
		compute: () => ({
			CPG: measured.packagedGoods,
			non_CPG: measured.publicFirms,
			non_subscription: measured.withoutSubscription,
			subscription: measured.subscription,
		}),
	},
};
