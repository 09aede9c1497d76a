import { clampInputs, stateToQuery, usualInputs, usualSeed } from '#models/model.ts';
import { aboutPoints } from '#models/points/about.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { StarsInputs } from '#models/stars/inputs.ts';
import { priceOf, starsPerDollarBy } from '#models/stars/stars.ts';

/** NT$ for a US$ (假設), so that the stars' rules fit a simulator that counts in NT$. */
export const yuanPerDollar = 30;

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** The stars' rules as a points programme: a star is a point, a reward is so many points' worth. */
export function asPoints(inputs: StarsInputs): Partial<PointsInputs> {
	const { spendPerVisit, visitsPerMonth, step, payment, costShare } = inputs;
	const most = aboutPoints.inputs.purchasesPerMonth.max;
	return {
		pointsPerHundred: rounded((starsPerDollarBy[payment] * 100) / yuanPerDollar, 2),
		pointValue: rounded((priceOf(inputs, step) * yuanPerDollar) / Number(step), 3),
		threshold: Number(step),
		expiryMonths: inputs.expiryMonths,
		orderValue: rounded(spendPerVisit * yuanPerDollar, 0),
		purchasesPerMonth: Math.min(most, visitsPerMonth),
		marginRate: rounded(1 - costShare, 2),
		displacedShare: inputs.displacedShare,
	};
}

/** Where the points simulator opens with these rules. */
export function pointsAddress(stars: StarsInputs): string {
	const { inputs } = clampInputs(aboutPoints.inputs, {
		...usualInputs(aboutPoints.inputs),
		...asPoints(stars),
	});
	const { id: model, version: v } = aboutPoints;
	const query = stateToQuery(aboutPoints.inputs, { model, v, inputs, seed: usualSeed });
	return `/simulators/${model}${query}`;
}
