import { keyedUniform } from '#models/random.ts';
import { channel, type Customer } from './customers.ts';
import type { Programme } from './programme.ts';
import { poissonQuantile, type GammaQuantile } from './quantiles.ts';
import { add, type Sums } from './sums.ts';
import { reviewMonths, standingAfter, tierReached, type Standing } from './tiers.ts';

/** What one customer comes to over the whole time, expected over when he leaves (NT$). */
export interface CustomerTotals {
	revenueWithout: number;
	revenueWith: number;
	/** Points redeemed, and points still held that will be. */
	rewardedPoints: number;
	/** Chance of still being here at the end, 0–1. */
	hereWithout: number;
	hereWith: number;
}

export interface PathNeeds {
	seed: number;
	months: number;
	/** Quantiles of one order over its customer's mean, times `withinCustomer`. */
	basket: GammaQuantile;
	withinCustomer: number;
	/** What is left of the lift, month by month. */
	freshness: Float64Array;
	/** Room for one member's points by the month of earning, and for his spend by month. */
	lots: Float64Array;
	spent: Float64Array;
}

/** Room and tables for following customers one after another. */
export const pathNeeds = (
	seed: number,
	months: number,
	programme: Programme,
	withinCustomer: number,
	basket: GammaQuantile,
): PathNeeds => ({
	seed,
	months,
	basket,
	withinCustomer,
	freshness: Float64Array.from({ length: months }, (_, month) => programme.freshness(month)),
	lots: new Float64Array(months),
	spent: new Float64Array(months),
});

/** A customer whom the programme does not concern: both worlds are the same one. */
export function followOther(customer: Customer, months: number, sums: Sums): CustomerTotals {
	const { rate, orderValue, churnPerMonth } = customer;
	let here = 1;
	let revenue = 0;
	for (let month = 0; month < months; month++) {
		const bought = here * rate * orderValue;
		revenue += bought;
		add(sums.revenueWithout, month, bought);
		add(sums.revenueWith, month, bought);
		here *= 1 - churnPerMonth;
		add(sums.hereWithout, month, here);
		add(sums.hereWith, month, here);
	}
	return {
		revenueWithout: revenue,
		revenueWith: revenue,
		rewardedPoints: 0,
		hereWithout: here,
		hereWith: here,
	};
}

/** How a member responds while he stands in one tier. */
interface Manner {
	pointsPerDollar: number;
	canReach: boolean;
	appeal: number;
	lift: number;
	goal: number;
	/** Chance of leaving in a month in which nothing angers him, 0–1. */
	leaving: number;
	status: number;
	/** By how much losing this tier raises the chance of leaving in that month. */
	demotion: number;
}

function mannerOf(customer: Customer, programme: Programme, level: number): Manner {
	const response = programme.responseOf(customer, level);
	const canReach = programme.canReach(customer, level);
	const status = programme.status(level);
	return {
		pointsPerDollar: programme.pointsPerDollar(level),
		canReach,
		appeal: canReach ? programme.appeal(level) : 0,
		lift: programme.liftOf(customer.rank) * response,
		goal: customer.goalSensitive ? programme.goalOf(customer.orderValue, level) * response : 0,
		leaving:
			customer.churnPerMonth *
			(1 - programme.churnReduction * response) *
			(1 - status.churnReduction * response),
		status: 1 + status.lift * response,
		demotion: status.resentment * response,
	};
}

const start: Standing = { level: 0, since: 0 };

/**
 * Follows one member through both worlds at once and adds what happens to the sums.
 *
 * Orders and their size are drawn, for they decide when points suffice for a reward, when they
 * expire, which tier is reached, and so how much the member wants to buy next month. Money is
 * booked at what that wish comes to on average (rate × mean order), and leaving is carried as the
 * chance of still being here. So luck that both worlds share, or that favours neither, is left out
 * of their difference.
 */
export function followMember(
	customer: Customer,
	programme: Programme,
	needs: PathNeeds,
	sums: Sums,
): CustomerTotals {
	const { seed, months, freshness, lots, spent } = needs;
	const { id, rate, orderValue, churnPerMonth } = customer;
	const { threshold, expiryMonths, resentment, tiers, downgradeRule } = programme;
	const basketUnit = orderValue / needs.withinCustomer;
	const tiered = tiers.length > 1;

	let standing = start;
	let manner = mannerOf(customer, programme, 0);
	lots.fill(0);
	let oldest = 0;
	let balance = 0;
	let pulledForward = 0;
	let rewarded = 0;
	let rewardedUntil = -1;
	let hereWithout = 1;
	let hereWith = 1;
	let allWithout = 0;
	let allWith = 0;
	let rewardedPoints = 0;

	for (let month = 0; month < months; month++) {
		let expired = 0;
		const old = month - expiryMonths;
		if (old >= 0) {
			expired = lots[old] as number;
			lots[old] = 0;
			balance = Math.max(0, balance - expired);
			if (oldest <= old) oldest = old + 1;
		}
		const steady =
			rate *
			(1 + manner.lift * (freshness[month] as number)) *
			(month <= rewardedUntil ? 1 + rewarded : 1) *
			manner.status;
		const hurry = steady * manner.goal * ((balance % threshold) / threshold);
		// What was only bought early is missing afterwards, at most half a month's worth a month.
		const missing = Math.min(pulledForward, steady / 2);
		pulledForward += programme.shiftedShare * hurry - missing;
		const rateWith = steady + hurry - missing;

		const revenueWithout = hereWithout * rate * orderValue;
		const revenueWith = hereWith * rateWith * orderValue;
		allWithout += revenueWithout;
		allWith += revenueWith;
		add(sums.revenueWithout, month, revenueWithout);
		add(sums.revenueWith, month, revenueWith);
		add(sums.sales, month, revenueWith);
		add(sums.memberRevenueWithout, 0, revenueWithout);
		add(sums.memberRevenueWith, 0, revenueWith);

		const orders = poissonQuantile(keyedUniform(seed, id, month, channel.purchases), rateWith);
		let spend = 0;
		for (let order = 0; order < orders; order++) {
			spend += basketUnit * needs.basket(keyedUniform(seed, id, month, channel.basket, order));
		}
		const earned = spend * manner.pointsPerDollar;
		lots[month] = earned;
		balance += earned;
		let redeemed = 0;
		if (
			orders > 0 &&
			balance >= threshold &&
			keyedUniform(seed, id, month, channel.redemption) < programme.redeemProbability
		) {
			redeemed = Math.min(balance, Math.floor(balance / threshold) * threshold);
			balance -= redeemed;
			// Whoever holds the reward no longer waits for it.
			rewarded = manner.appeal * programme.rewardedLiftOf(redeemed, orderValue);
			rewardedUntil = month + programme.rewardedMonths;
			for (let left = redeemed; left > 0 && oldest <= month;) {
				const taken = Math.min(left, lots[oldest] as number);
				left -= taken;
				lots[oldest] = (lots[oldest] as number) - taken;
				if (left > 0) oldest++;
			}
		}

		let leaving = expired > 0 ? manner.leaving * (1 + resentment) : manner.leaving;
		const { canReach } = manner;
		if (tiered) {
			spent[month] = spend;
			let year = 0;
			for (let past = Math.max(0, month - reviewMonths + 1); past <= month; past++) {
				year += spent[past] as number;
			}
			const { level } = standing;
			add(sums.tierCost, month, hereWith * (tiers[level]?.costPerMonth ?? 0));
			standing = standingAfter(standing, tierReached(tiers, year), month, downgradeRule);
			if (standing.level < level) {
				leaving *= 1 + manner.demotion;
				add(sums.down, month, hereWith);
			} else if (standing.level > level) add(sums.up, month, hereWith);
			if (standing.level !== level) manner = mannerOf(customer, programme, standing.level);
		}
		leaving = Math.min(1, leaving);

		const held = hereWith * (1 - leaving) * balance;
		add(sums.memberMonths, month, hereWith);
		add(sums.earned, month, hereWith * earned);
		add(sums.redeemed, month, hereWith * redeemed);
		add(sums.expired, month, hereWith * expired);
		add(sums.forfeited, month, hereWith * leaving * balance);
		add(sums.outstanding, month, held);
		if (canReach) add(sums.owed, month, held);
		rewardedPoints += hereWith * redeemed;
		if (month === months - 1 && canReach) rewardedPoints += held;

		hereWithout *= 1 - churnPerMonth;
		hereWith *= 1 - leaving;
		add(sums.hereWithout, month, hereWithout);
		add(sums.hereWith, month, hereWith);
		if (tiered) add(sums.tierMembers, standing.level * months + month, hereWith);
	}
	return {
		revenueWithout: allWithout,
		revenueWith: allWith,
		rewardedPoints,
		hereWithout,
		hereWith,
	};
}
