import { baseOf } from '#models/churn/base.ts';
import { publishedPercent } from '#models/churn/published.ts';
import {
	fitShiftedBetaGeometric,
	mixLogLikelihood,
} from '#models/churn/shifted-beta-geometric-fit.ts';
import {
	discountedLifetime,
	mixRetention,
	mixSurvival,
	residualLifetime,
	type ChurnMix,
} from '#models/churn/shifted-beta-geometric.ts';
import { fitTrendingMix } from '#models/churn/weibull-fit.ts';
import type { Answer, Answers } from './answers.ts';

type Inputs = Readonly<Record<string, unknown>>;

const mixIn = (inputs: Inputs): ChurnMix => ({
	alpha: inputs.alpha as number,
	beta: inputs.beta as number,
});
const discountIn = (inputs: Inputs) => inputs.d as number;

const survivorsIn = ({ percent_alive: percent, N }: Inputs) =>
	(percent as number[]).map((each) => (each * (N as number)) / 100);

const fit: Answer = {
	compute: (inputs) => {
		const found = fitShiftedBetaGeometric([survivorsIn(inputs)]);
		return found.ok ? { ...found.mix, LL: found.logLikelihood } : found.reason;
	},
};
const fitOfCohorts: Answer = {
	compute: ({ cohorts }) => {
		const found = fitShiftedBetaGeometric(cohorts as number[][]);
		return found.ok ? found.mix : found.reason;
	},
};
const fitWithTrend: Answer = {
	compute: (inputs) => {
		const found = fitTrendingMix([survivorsIn(inputs)]);
		if (!found.ok) return found.reason;
		const { alpha, beta, trend } = found.mix;
		return { alpha, beta, c: trend, LL: found.logLikelihood };
	},
};
const survival: Answer = { compute: (inputs) => mixSurvival(mixIn(inputs), 12) };
const retention: Answer = {
	compute: (inputs) => Array.from({ length: 12 }, (_, t) => mixRetention(mixIn(inputs), t + 1)),
};
const lifetime: Answer = {
	compute: (inputs) => discountedLifetime(mixIn(inputs), discountIn(inputs)),
};
const residualUpTo = (payments: number): Answer => ({
	compute: (inputs) =>
		Array.from({ length: payments }, (_, n) =>
			residualLifetime(mixIn(inputs), n + 1, discountIn(inputs)),
		),
});

export const sbgAnswers: Answers = {
	'sBG data High End % surviving years 0-12': { compute: () => publishedPercent.highEnd },
	'sBG data Regular % surviving years 0-12': { compute: () => publishedPercent.regular },
	'sBG MLE High End, calibration years 1-4': fit,
	'sBG MLE High End, calibration years 1-7': fit,
	'sBG MLE Regular, calibration years 1-4': fit,
	'sBG MLE Regular, calibration years 1-7': fit,
	'sBG multi-cohort MLE': fitOfCohorts,
	'sBG High End fitted S(0..12) at MLE': survival,
	'sBG Regular fitted S(0..12) at MLE': survival,
	'sBG High End retention rates r(1..12)': retention,
	'sBG Regular retention rates r(1..12)': retention,
	'sBG High End DEL (first payment at t=0), d=.10': lifetime,
	'sBG Regular DEL (first payment at t=0), d=.10': lifetime,
	'sBG High End DERL n=1..8, d=.10': residualUpTo(8),
	'sBG Regular DERL n=1..8, d=.10': residualUpTo(8),
	'sBG DERL n=1..5 d=.1 (3.8,15.2)': residualUpTo(5),
	'sBG DERL n=1..5 d=.1 (0.067,0.267)': residualUpTo(5),
	'sBG DERL n=8 High End, rounded params': {
		compute: (inputs) => residualLifetime(mixIn(inputs), inputs.n as number, discountIn(inputs)),
	},
	'sBG per-capita LL at (1,1), High End': {
		compute: (inputs) =>
			mixLogLikelihood(
				[[1, ...(inputs.percent as number[]).map((each) => each / 100)]],
				mixIn(inputs),
			),
	},
	'constant-r residual lifetime r(1+d)/(1+d-r), r=.8,d=.1': {
		compute: (inputs) => baseOf(1 - (inputs.r as number), 0).residual(1, discountIn(inputs)),
	},
	'BdW MLE High End K=7': fitWithTrend,
	'BdW MLE Regular K=7': fitWithTrend,
};
