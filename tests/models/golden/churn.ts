import { gainFromLessChurn, marginMultiple } from '#models/churn/five-points.ts';
import { kaplanMeier } from '#models/churn/kaplan-meier.ts';
import { readAccounts } from '#models/churn/revenue-churn.ts';
import { sortSegments } from '#models/churn/segments.ts';
import { mixSurvival } from '#models/churn/shifted-beta-geometric.ts';
import type { Answers } from './answers.ts';

const halves = [
	{ share: 0.5, retention: 0.9 },
	{ share: 0.5, retention: 0.5 },
];

export const churnAnswers: Answers = {
	'Reichheld identity: %dCLV for +5pt retention = .05/(1+i-r-.05)': {
		compute: ({ i, r }) =>
			(r as number[]).map((retention) =>
				gainFromLessChurn({
					churn: 1 - retention,
					discount: i as number,
					reduction: 0.05,
					kind: 'points',
				}),
			),
	},
	'Reichheld with acquisition cost = 50%/70% of base CLV, r=.85->.90,i=.10': {
		compute: ({ i, r }) =>
			[0.5, 0.7].map((acquisitionShare) =>
				gainFromLessChurn({
					churn: 1 - (r as number),
					discount: i as number,
					reduction: 0.05,
					kind: 'points',
					acquisitionShare,
				}),
			),
	},
	'relative 5% churn cut (10%->9.5%), i=.10': {
		compute: () =>
			gainFromLessChurn({ churn: 0.1, discount: 0.1, reduction: 0.05, kind: 'percent' }),
	},
	'two-segment mix 50/50 r=.9,.5: aggregate retention years 1-6': {
		compute: () =>
			sortSegments(halves, 6)
				.slice(1)
				.map(({ retention }) => retention),
	},
	'two-segment CLV multiple true vs naive (i=.10, convention A)': {
		compute: () => ({
			true: halves.reduce(
				(sum, { share, retention }) => sum + share * Number(marginMultiple(retention, 0.1)),
				0,
			),
			naive_first_year: marginMultiple(sortSegments(halves, 1)[1]?.retention ?? 0, 0.1),
		}),
	},
	'sBG alpha=1: S(t)=beta/(beta+t), beta=108 monthly': {
		compute: ({ t }) => {
			const curve = mixSurvival({ alpha: 1, beta: 108 }, 60);
			return (t as number[]).map((month) => curve[month]);
		},
	},
	'Kaplan-Meier toy': {
		compute: ({ time, event }) => {
			const { steps } = kaplanMeier(time as number[], event as number[]);
			return {
				times: steps.map((step) => step.time),
				S: steps.map(({ survival }) => survival),
				se: steps.map(({ standardError }) => standardError),
			};
		},
	},
	'logo vs revenue churn': {
		compute: ({ mrr, lost }) => {
			const { logoChurn, rates } = readAccounts(
				(mrr as number[]).map((before, index) => ({
					before,
					now: (lost as number[]).includes(index) ? 0 : before,
				})),
			);
			return { logo: logoChurn, revenue: rates?.revenueChurn };
		},
	},
};
