import { requireInRange, type Model } from '#models/model.ts';
import { cohortsInputs, cohortsPresets, type CohortsInputs } from './cohorts-inputs.ts';
import { marginMultiple } from './five-points.ts';
import { publishedShares, publishedSurvivors } from './published.ts';
import { constantSurvival } from './rates.ts';
import {
	fitShiftedBetaGeometric,
	type ShiftedBetaGeometricFit,
} from './shifted-beta-geometric-fit.ts';
import { mixSurvival, residualLifetime } from './shifted-beta-geometric.ts';
import { sampleTriangle, sampleTriangleInputs } from './sample-triangle.ts';
import { renewalsOf } from './survivors.ts';
import { cutEverybodysChurn, type WhatIf } from './what-if.ts';
import {
	readTriangle,
	threeRates,
	type Cohort,
	type ThreeRates,
	type TriangleReading,
} from './triangle.ts';

/** What a customer is still worth just before a renewal, for a margin of 1 a year. */
export interface StillWorth {
	/** Times paid so far. */
	payments: number;
	/** When churn differs (DERL); null when there is no fit. */
	mixed: number | null;
	/** When everybody is alike. */
	alike: number;
}

export interface CohortsOutcome {
	/** Shares left after 0 to 12 years, as published. */
	actual: number[];
	fit: ShiftedBetaGeometricFit;
	/** The fitted mix carried on to year 12; null when there is no fit. */
	fitted: number[] | null;
	/** One churn for everybody, lost ÷ at risk over the years given, carried on to year 12. */
	alike: number[];
	alikeChurn: number;
	/** The largest distance from what happened in the years not given, as shares. */
	missedByMix: number | null;
	missedByAlike: number;
	stillWorth: StillWorth[];
	/** What it is worth to cut everybody's churn, counted in three ways; null when there is no fit. */
	whatIf: WhatIf | null;
	/** A made-up cohort table and what it says, row by row, column by column, diagonal by diagonal. */
	cohorts: Cohort[];
	reading: TriangleReading;
	rates: ThreeRates | null;
	/** The mix fitted to the whole made-up table. */
	tableFit: ShiftedBetaGeometricFit;
}

const lastYear = 12;

/** New customers of each made-up cohort: 400 at first, then growing at one rate. */
const newCustomersAt = (growth: number): number[] =>
	sampleTriangleInputs.newCustomers.map((_, period) => Math.round(400 * (1 + growth) ** period));

/**
 * A mix of churn fitted to the first years of a published segment, set against the years after
 * (Fader & Hardie 2007), beside one churn for everybody; and a made-up cohort table.
 */
function run(inputs: CohortsInputs, seed: number): CohortsOutcome {
	requireInRange(cohortsInputs, inputs);
	const { segment, discountPerYear } = inputs;
	// The slider moves in whole years; an address may not.
	const fitYears = Math.round(inputs.fitYears);
	const actual = publishedShares(segment);
	const given = publishedSurvivors(segment, fitYears);
	const fit = fitShiftedBetaGeometric([given]);
	const fitted = fit.ok ? mixSurvival(fit.mix, lastYear) : null;
	const renewals = renewalsOf([given]);
	const sum = (of: 'lost' | 'atRisk') => renewals.reduce((all, each) => all + each[of], 0);
	const alikeChurn = sum('lost') / sum('atRisk');
	const alike = constantSurvival(alikeChurn, lastYear);
	const missed = (curve: readonly number[]) =>
		Math.max(
			...actual.map((share, year) => (year > fitYears ? Math.abs((curve[year] ?? 0) - share) : 0)),
		);
	const alikeWorth = marginMultiple(1 - alikeChurn, discountPerYear);
	const cohorts = sampleTriangle({
		...sampleTriangleInputs,
		newCustomers: newCustomersAt(inputs.growth),
		seed,
	});
	const reading = readTriangle(cohorts);
	return {
		actual,
		fit,
		fitted,
		alike,
		alikeChurn,
		missedByMix: fitted && missed(fitted),
		missedByAlike: missed(alike),
		stillWorth: [1, 2, 3, 4, 5, 8, 12].map((payments) => ({
			payments,
			mixed: fit.ok ? residualLifetime(fit.mix, payments, discountPerYear) : null,
			alike: alikeWorth === 'unbounded' ? 0 : (1 - alikeChurn) * alikeWorth,
		})),
		whatIf: fit.ok ? cutEverybodysChurn(fit.mix, inputs.cut, discountPerYear, lastYear) : null,
		cohorts,
		reading,
		rates: threeRates(reading),
		tableFit: fitShiftedBetaGeometric(cohorts.map(({ survivors }) => survivors)),
	};
}

export const cohortsModel: Model<typeof cohortsInputs, CohortsOutcome> = {
	id: 'cohorts',
	version: 1,
	title: '世代表與續約預測',
	inputs: cohortsInputs,
	presets: cohortsPresets,
	run,
};
