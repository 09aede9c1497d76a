import { ruleBreakage } from './breakage.ts';
import { closedForm, type ClosedForm, type ClosedFormInputs } from './closed-form.ts';
import { churnSpread } from './customers.ts';
import type { PointsInputs } from './inputs.ts';
import { attraction, monthsToReward, noticed, pull, rewardRateOf } from './programme.ts';
import { gammaQuantiles } from './quantiles.ts';

/** The envelope's inputs and answer for the simulator's present setting. */
export interface Estimate extends ClosedForm {
	inputs: ClosedFormInputs;
}

/**
 * The closed form with the simulator's inputs: members an even share of all, the lift what those who
 * can reach a reward give and breakage what the rules force, both averaged over how much each buys. It leaves
 * out who joins, tiers, goal gradient, rewarded behaviour, decay and retention; the difference from
 * the simulated answer is what those are worth.
 */
export function estimatePoints(inputs: PointsInputs): Estimate {
	const beta = churnSpread(inputs.firstYearChurn);
	let monthsHere = 0;
	for (let month = 0; month < inputs.months; month++) {
		monthsHere += beta === Number.POSITIVE_INFINITY ? 1 : beta / (beta + month);
	}
	const spendPerMonth = inputs.purchasesPerMonth * inputs.orderValue;
	const rewardRate = rewardRateOf(inputs);
	const breakage = ruleBreakage({
		evenness: inputs.purchaseEvenness,
		pointsPerMonth: (spendPerMonth * inputs.pointsPerHundred) / 100,
		// Points are redeemed at an order, so the least to wait for is one order's.
		threshold: Math.max(inputs.threshold, (inputs.orderValue * inputs.pointsPerHundred) / 100),
		expiryMonths: inputs.expiryMonths,
	});
	const response = attraction(rewardRate, inputs.valueForHalfResponse) * meanPull(inputs);
	const filled: ClosedFormInputs = {
		members: inputs.customers * inputs.enrolmentRate,
		spendPerMember: spendPerMonth * monthsHere,
		marginRate: inputs.marginRate,
		lift: inputs.lift * response,
		rewardRate,
		redemptionRate: 1 - breakage.points,
		displacedShare: inputs.displacedShare,
		costPerMember: inputs.costPerMemberMonth * monthsHere,
		fixedCost: inputs.setupCost + inputs.fixedCostPerMonth * inputs.months,
	};
	return { inputs: filled, ...closedForm(filled) };
}

const people = 400;

/**
 * What waiting and a small reward leave of a member's response on average, 0–1: orders alike,
 * purchase rates gamma, nothing from those whose points expire before the first reward.
 */
function meanPull(inputs: PointsInputs): number {
	const pointsPerOrder = (inputs.orderValue * inputs.pointsPerHundred) / 100;
	const quantile = gammaQuantiles(inputs.purchaseEvenness);
	let sum = 0;
	for (let person = 0; person < people; person++) {
		const overMean = quantile((person + 0.5) / people) / inputs.purchaseEvenness;
		const months = monthsToReward(
			inputs.threshold,
			pointsPerOrder,
			inputs.purchasesPerMonth * overMean,
		);
		if (months <= inputs.expiryMonths) sum += pull(months, inputs.monthsForHalfPull);
	}
	const reward = Math.max(inputs.threshold, pointsPerOrder);
	return (sum / people) * noticed(inputs, reward, inputs.orderValue);
}
