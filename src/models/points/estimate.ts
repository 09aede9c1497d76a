import { ruleBreakage } from './breakage.ts';
import { closedForm, type ClosedForm, type ClosedFormInputs } from './closed-form.ts';
import { churnSpread } from './customers.ts';
import type { PointsInputs } from './inputs.ts';
import { attraction, rewardRateOf } from './programme.ts';

/** The envelope's inputs and answer for the simulator's present setting. */
export interface Estimate extends ClosedForm {
	inputs: ClosedFormInputs;
}

/**
 * The closed form with the simulator's inputs: every customer average, members an even share of
 * all, the lift what those who can reach a reward give, breakage what the rules force. It leaves
 * out who joins, goal gradient, rewarded behaviour, decay and retention; the difference from the
 * simulated answer is what those are worth.
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
		threshold: inputs.threshold,
		expiryMonths: inputs.expiryMonths,
	});
	const response = attraction(rewardRate, inputs.valueForHalfResponse) * (1 - breakage.members);
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
