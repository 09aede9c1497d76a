import { ruleBreakage } from './breakage.ts';
import { closedForm, type ClosedForm, type ClosedFormInputs } from './closed-form.ts';
import { churnSpread, type SpendShape, usualSpendShape } from './customers.ts';
import type { PointsInputs } from './inputs.ts';
import { attraction, monthsToReward, noticed, pull, rewardRateOf } from './programme.ts';
import { gammaQuantiles } from './quantiles.ts';

/** The envelope's inputs and answer for the simulator's present setting. */
export interface Estimate extends ClosedForm {
	inputs: ClosedFormInputs;
}

/**
 * The closed form with the simulator's inputs: members an even share of all, the lift what those who
 * can reach a reward give and breakage what the rules force, both averaged over what each spends, for
 * the lift is multiplied by spending. It leaves out who joins, tiers, goal gradient, rewarded
 * behaviour, decay and retention; the difference from the simulated answer is what those are worth.
 */
export function estimatePoints(
	inputs: PointsInputs,
	shape: SpendShape = usualSpendShape,
): Estimate {
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
	const response = attraction(rewardRate, inputs.valueForHalfResponse) * meanPull(inputs, shape);
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
const orderSizes = 50;

/**
 * What waiting and a small reward leave of a member's response on average over what members spend,
 * 0–1: purchase rates gamma, mean orders inverse gamma as the simulated ones are, nothing from those
 * whose points expire before the first reward.
 */
function meanPull(inputs: PointsInputs, { betweenCustomers }: SpendShape): number {
	const rateQuantile = gammaQuantiles(inputs.purchaseEvenness);
	const orderQuantile = gammaQuantiles(betweenCustomers);
	let kept = 0;
	let spent = 0;
	for (let size = 0; size < orderSizes; size++) {
		const level = orderQuantile((size + 0.5) / orderSizes);
		const orderValue = (inputs.orderValue * (betweenCustomers - 1)) / level;
		const pointsPerOrder = (orderValue * inputs.pointsPerHundred) / 100;
		const reward = Math.max(inputs.threshold, pointsPerOrder);
		const seen = noticed(inputs, reward, orderValue);
		for (let person = 0; person < people; person++) {
			const overMean = rateQuantile((person + 0.5) / people) / inputs.purchaseEvenness;
			const months = monthsToReward(
				inputs.threshold,
				pointsPerOrder,
				inputs.purchasesPerMonth * overMean,
			);
			const spend = overMean * orderValue;
			spent += spend;
			if (months <= inputs.expiryMonths) {
				kept += spend * seen * pull(months, inputs.monthsForHalfPull);
			}
		}
	}
	return kept / spent;
}
