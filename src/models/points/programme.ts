import { rewardUnitCost } from './costs.ts';
import type { Customer } from './customers.ts';
import type { PointsInputs } from './inputs.ts';
import { tiersOf, type Tier } from './tiers.ts';

/** Effects of standing in a tier on a member who responds fully; shares, 0.05 = 5 %. */
export interface Status {
	lift: number;
	churnReduction: number;
	resentment: number;
}

/** A programme's rules and customers' response to them, worked out once for a run. */
export interface Programme {
	/** Lowest first; a programme without tiers has one. Levels count from 0, and left out are 0. */
	tiers: readonly Tier[];
	downgradeRule: PointsInputs['downgradeRule'];
	pointsPerDollar: (level: number) => number;
	threshold: number;
	expiryMonths: number;
	redeemProbability: number;
	/** What one redeemed point costs the shop, NT$. */
	costPerPoint: number;
	/** How attractive a tier's reward rate is, 0 (worthless) to 1; nobody responds more fully. */
	appeal: (level: number) => number;
	/** How much more a customer buys after redeeming these points, for `rewardedMonths` months. */
	rewardedLiftOf: (redeemedPoints: number, orderValue: number) => number;
	rewardedMonths: number;
	churnReduction: number;
	/** By how much expiry raises the chance of leaving that month; 0 when points are worthless. */
	resentment: number;
	shiftedShare: number;
	/**
	 * What standing in this tier does by itself, to whoever responds fully: buying more, leaving
	 * less, and leaving more in the month in which it is lost. 0 for the lowest tier, and for one
	 * that gives nothing beyond it.
	 */
	status: (level: number) => Status;
	/** Whether the customer earns a reward before the points expire, buying as he does anyway. */
	canReach: (customer: Customer, level?: number) => boolean;
	/**
	 * How fully the customer responds, 0–1: the rate's appeal, less the longer he must wait for his
	 * first reward, less the smaller that reward is beside an order; 0 when out of reach.
	 */
	responseOf: (customer: Customer, level?: number) => number;
	/** How much more a customer of this rank buys when he responds fully, 0.05 = 5 %. */
	liftOf: (rank: number) => number;
	/** How much a full step towards the reward speeds up a sensitive customer with such orders. */
	goalOf: (orderValue: number, level?: number) => number;
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

/**
 * How much more a tier gives than the lowest, in face value and privileges for NT$1 spent. A
 * privilege is assumed to be worth to the member what it costs the shop.
 */
function tierRate(inputs: PointsInputs, { multiplier, costPerMonth, fromSpend }: Tier): number {
	const privileges = fromSpend > 0 ? (costPerMonth * 12) / fromSpend : 0;
	return rewardRateOf(inputs) * (multiplier - 1) + privileges;
}

export function programmeOf(inputs: PointsInputs): Programme {
	const { threshold, expiryMonths, lift, liftHalfLifeMonths, valueForHalfResponse } = inputs;
	const tiers = tiersOf(inputs);
	const rates = tiers.map(({ multiplier }) => (inputs.pointsPerHundred / 100) * multiplier);
	const appeals = tiers.map(({ multiplier }) =>
		attraction(rewardRateOf(inputs) * multiplier, valueForHalfResponse),
	);
	const statuses = tiers.map((tier) => {
		const appeal = attraction(tierRate(inputs, tier), valueForHalfResponse);
		return {
			lift: inputs.statusLift * appeal,
			churnReduction: inputs.statusChurnReduction * appeal,
			resentment: inputs.demotionResentment * appeal,
		};
	});
	const pointsPerDollar = (level: number) => rates[level] as number;
	const monthsTo = ({ rate, orderValue }: Customer, level: number) =>
		monthsToReward(threshold, orderValue * pointsPerDollar(level), rate);
	return {
		tiers,
		downgradeRule: inputs.downgradeRule,
		pointsPerDollar,
		threshold,
		expiryMonths,
		redeemProbability: inputs.redeemProbability,
		costPerPoint: inputs.pointValue * rewardUnitCost(inputs.marginRate, inputs.displacedShare),
		appeal: (level) => appeals[level] as number,
		rewardedLiftOf: (redeemedPoints, orderValue) =>
			inputs.rewardedLift * noticed(inputs, redeemedPoints, orderValue),
		rewardedMonths: inputs.rewardedMonths,
		churnReduction: inputs.churnReduction,
		resentment: inputs.expiryResentment * (appeals[0] as number),
		shiftedShare: inputs.goalShiftedShare,
		status: (level) => statuses[level] as Status,
		canReach: (customer, level = 0) => monthsTo(customer, level) <= expiryMonths,
		responseOf(customer, level = 0) {
			const months = monthsTo(customer, level);
			if (!(months <= expiryMonths)) return 0;
			// One order may bring more points than a low threshold asks for.
			const reward = Math.max(threshold, customer.orderValue * pointsPerDollar(level));
			return (
				(appeals[level] as number) *
				pull(months, inputs.monthsForHalfPull) *
				noticed(inputs, reward, customer.orderValue)
			);
		},
		liftOf: (rank) => liftAt(rank, lift, inputs.lightWeighting),
		// A goal that one order reaches has no distance to speed through.
		goalOf: (orderValue, level = 0) =>
			inputs.goalGradient * Math.max(0, 1 - (orderValue * pointsPerDollar(level)) / threshold),
		freshness: (month) => 2 ** (-month / liftHalfLifeMonths),
	};
}

/**
 * The lift of a customer of this rank (0 lightest, 1 heaviest) where the mean over ranks is `lift`.
 * With a weighting w above 0 light buyers rise more, lift·(1+w)(1−rank)^w; below 0 heavy buyers do,
 * the same mirrored; at 0 all alike.
 */
export function liftAt(rank: number, lift: number, lightWeighting: number): number {
	const weight = Math.abs(lightWeighting);
	return lift * (1 + weight) * (lightWeighting < 0 ? rank : 1 - rank) ** weight;
}
