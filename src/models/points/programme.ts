import { rewardUnitCost } from './closed-form.ts';
import type { Customer } from './customers.ts';
import type { PointsInputs } from './inputs.ts';

/** A programme's rules and customers' response to them, worked out once for a run. */
export interface Programme {
	pointsPerDollar: number;
	threshold: number;
	expiryMonths: number;
	redeemProbability: number;
	/** What one redeemed point costs the shop, NT$. */
	costPerPoint: number;
	/** How fully members who can reach a reward respond, 0 (worthless) to 1 (saturated). */
	response: number;
	/** How much more a customer buys after redeeming these points, for `rewardedMonths` months. */
	rewardedLiftOf: (redeemedPoints: number, orderValue: number) => number;
	rewardedMonths: number;
	churnReduction: number;
	/** By how much expiry raises the chance of leaving that month; 0 when points are worthless. */
	resentment: number;
	shiftedShare: number;
	/** Whether the customer earns a reward before the points expire, buying as he does anyway. */
	canReach: (customer: Customer) => boolean;
	/** How much more a customer of this rank buys when he responds fully, 0.05 = 5 %. */
	liftOf: (rank: number) => number;
	/** How much a full step towards the reward speeds up a sensitive customer with such orders. */
	goalOf: (orderValue: number) => number;
	/** What is left of the lift in this month (0 is the first), 0–1. */
	freshness: (month: number) => number;
}

/**
 * How attractive a reward rate is, 0–1: half at `valueForHalf`, then ever less for each further
 * step. 0 for a rate of 0, so points that are worth nothing change nothing.
 */
export function attraction(rewardRate: number, valueForHalf: number): number {
	return 1 - 2 ** (-rewardRate / valueForHalf);
}

/** Face value that comes back for NT$1 spent. */
export function rewardRateOf(
	inputs: Pick<PointsInputs, 'pointsPerHundred' | 'pointValue'>,
): number {
	return (inputs.pointsPerHundred * inputs.pointValue) / 100;
}

export function programmeOf(inputs: PointsInputs): Programme {
	const pointsPerDollar = inputs.pointsPerHundred / 100;
	const response = attraction(rewardRateOf(inputs), inputs.valueForHalfResponse);
	const { threshold, expiryMonths, lightWeighting, lift, liftHalfLifeMonths } = inputs;
	return {
		pointsPerDollar,
		threshold,
		expiryMonths,
		redeemProbability: inputs.redeemProbability,
		costPerPoint: inputs.pointValue * rewardUnitCost(inputs.marginRate, inputs.displacedShare),
		response,
		// A reward that is small beside an order is hardly noticed.
		rewardedLiftOf: (redeemedPoints, orderValue) =>
			inputs.rewardedLift *
			Math.min(1, (redeemedPoints * inputs.pointValue) / (orderValue * inputs.noticeableReward)),
		rewardedMonths: inputs.rewardedMonths,
		churnReduction: inputs.churnReduction,
		resentment: inputs.expiryResentment * response,
		shiftedShare: inputs.goalShiftedShare,
		canReach: ({ rate, orderValue }) =>
			pointsPerDollar > 0 && rate * orderValue * pointsPerDollar * expiryMonths >= threshold,
		// The mean over ranks is `lift`, whatever the weighting.
		liftOf: (rank) => lift * (1 + lightWeighting) * (1 - rank) ** lightWeighting,
		// A goal that one order reaches has no distance to speed through.
		goalOf: (orderValue) =>
			inputs.goalGradient * Math.max(0, 1 - (orderValue * pointsPerDollar) / threshold),
		freshness: (month) => 2 ** (-month / liftHalfLifeMonths),
	};
}
