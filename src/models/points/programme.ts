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
	/** How attractive the reward rate is, 0 (worthless) to 1; nobody responds more fully than this. */
	appeal: number;
	/** How much more a customer buys after redeeming these points, for `rewardedMonths` months. */
	rewardedLiftOf: (redeemedPoints: number, orderValue: number) => number;
	rewardedMonths: number;
	churnReduction: number;
	/** By how much expiry raises the chance of leaving that month; 0 when points are worthless. */
	resentment: number;
	shiftedShare: number;
	/** Whether the customer earns a reward before the points expire, buying as he does anyway. */
	canReach: (customer: Customer) => boolean;
	/**
	 * How fully the customer responds, 0–1: the rate's appeal, less the longer he must wait for his
	 * first reward, less the smaller that reward is beside an order; 0 when out of reach.
	 */
	responseOf: (customer: Customer) => number;
	/** How much more a customer of this rank buys when he responds fully, 0.05 = 5 %. */
	liftOf: (rank: number) => number;
	/** How much a full step towards the reward speeds up a sensitive customer with such orders. */
	goalOf: (orderValue: number) => number;
	/** What is left of the lift in this month (0 is the first), 0–1. */
	freshness: (month: number) => number;
}

/**
 * How attractive a reward rate is, 0–1: f² ÷ (f² + f0²), half at `valueForHalf` (f0). It starts
 * flat, for a tiny rate is not noticed, and ends flat, for nobody can be more than attracted. 0 for
 * a rate of 0, so points that are worth nothing change nothing.
 */
export function attraction(rewardRate: number, valueForHalf: number): number {
	return rewardRate ** 2 / (rewardRate ** 2 + valueForHalf ** 2);
}

/**
 * Months until the first reward for whoever buys at this rate and earns so many points an order:
 * the orders it takes, and never less than one, over orders a month. Infinity where none is earned.
 */
export const monthsToReward = (threshold: number, pointsPerOrder: number, rate: number): number =>
	pointsPerOrder > 0 && rate > 0
		? Math.max(1, threshold / pointsPerOrder) / rate
		: Number.POSITIVE_INFINITY;

/** What is left of a reward's pull when it lies so many months away, 0–1; half at `monthsForHalf`. */
export const pull = (months: number, monthsForHalf: number): number =>
	2 ** (-months / monthsForHalf);

/**
 * How much of a reward is noticed, 0–1: all of it from `noticeable` (a share of the order) on, less
 * in proportion below. `points` is what is redeemed at once.
 */
export const noticed = (
	{ pointValue, noticeableReward }: Pick<PointsInputs, 'pointValue' | 'noticeableReward'>,
	points: number,
	orderValue: number,
): number => Math.min(1, (points * pointValue) / (orderValue * noticeableReward));

/** Face value that comes back for NT$1 spent. */
export function rewardRateOf(
	inputs: Pick<PointsInputs, 'pointsPerHundred' | 'pointValue'>,
): number {
	return (inputs.pointsPerHundred * inputs.pointValue) / 100;
}

export function programmeOf(inputs: PointsInputs): Programme {
	const pointsPerDollar = inputs.pointsPerHundred / 100;
	const appeal = attraction(rewardRateOf(inputs), inputs.valueForHalfResponse);
	const monthsTo = ({ rate, orderValue }: Customer) =>
		monthsToReward(inputs.threshold, orderValue * pointsPerDollar, rate);
	const canReach = (customer: Customer) => monthsTo(customer) <= inputs.expiryMonths;
	const { threshold, expiryMonths, lightWeighting, lift, liftHalfLifeMonths } = inputs;
	return {
		pointsPerDollar,
		threshold,
		expiryMonths,
		redeemProbability: inputs.redeemProbability,
		costPerPoint: inputs.pointValue * rewardUnitCost(inputs.marginRate, inputs.displacedShare),
		appeal,
		rewardedLiftOf: (redeemedPoints, orderValue) =>
			inputs.rewardedLift * noticed(inputs, redeemedPoints, orderValue),
		rewardedMonths: inputs.rewardedMonths,
		churnReduction: inputs.churnReduction,
		resentment: inputs.expiryResentment * appeal,
		shiftedShare: inputs.goalShiftedShare,
		canReach,
		responseOf: (customer) =>
			canReach(customer)
				? appeal *
					pull(monthsTo(customer), inputs.monthsForHalfPull) *
					noticed(
						inputs,
						// One order may bring more points than a low threshold asks for.
						Math.max(threshold, customer.orderValue * pointsPerDollar),
						customer.orderValue,
					)
				: 0,
		// The mean over ranks is `lift`, whatever the weighting.
		liftOf: (rank) => lift * (1 + lightWeighting) * (1 - rank) ** lightWeighting,
		// A goal that one order reaches has no distance to speed through.
		goalOf: (orderValue) =>
			inputs.goalGradient * Math.max(0, 1 - (orderValue * pointsPerDollar) / threshold),
		freshness: (month) => 2 ** (-month / liftHalfLifeMonths),
	};
}
