import { meanSpendOfAll, type GammaGamma } from '#models/customer-base/gamma-gamma.ts';
import { type Answers } from './answers.ts';

export const ggAnswers: Answers = {
	'gamma-gamma population mean p*gamma/(q-1)': {
		compute: ({ p, q, gamma }) => meanSpendOfAll({ p, q, gamma } as GammaGamma),
	},
};
