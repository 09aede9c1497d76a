import { keyedUniform } from '#models/random.ts';
import { channel, type Customer } from './customers.ts';
import type { Programme } from './programme.ts';
import { poissonQuantile, type GammaQuantile } from './quantiles.ts';
import type { Books } from './books.ts';

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
}

/**
 * Follows one customer through both worlds at once and enters what happens into the books.
 *
 * Orders and their size are drawn, for they decide when points suffice for a reward, when they
 * expire, and so how much the customer wants to buy next month. Money is booked at what that wish
 * comes to on average (rate × mean order), and leaving is carried as the chance of still being
 * here. So luck that both worlds share, or that favours neither, is left out of their difference.
 */
export function followCustomer(
	customer: Customer,
	programme: Programme,
	needs: PathNeeds,
	books: Books,
): CustomerTotals {
	const { seed, months } = needs;
	const { id, rate, member } = customer;
	const { threshold, expiryMonths } = programme;
	const basketUnit = customer.orderValue / needs.withinCustomer;

	const canReach = member && programme.canReach(customer);
	const response = member ? programme.responseOf(customer) : 0;
	const appeal = canReach ? programme.appeal : 0;
	const lift = programme.liftOf(customer.rank) * response;
	const goal = customer.goalSensitive ? programme.goalOf(customer.orderValue) * response : 0;
	const hazardWithout = customer.churnPerMonth;
	const hazardMember = hazardWithout * (1 - programme.churnReduction * response);
	const resentment = member ? programme.resentment : 0;

	const lots = member ? new Float64Array(months) : null;
	let oldest = 0;
	let balance = 0;
	let pulledForward = 0;
	let rewarded = 0;
	let rewardedUntil = -1;
	let hereWithout = 1;
	let hereWith = 1;
	const totals: CustomerTotals = {
		revenueWithout: 0,
		revenueWith: 0,
		rewardedPoints: 0,
		hereWithout: 1,
		hereWith: 1,
	};

	for (let month = 0; month < months; month++) {
		let expired = 0;
		let rateWith = rate;
		if (lots) {
			const old = month - expiryMonths;
			if (old >= 0) {
				expired = lots[old] as number;
				lots[old] = 0;
				balance = Math.max(0, balance - expired);
				if (oldest <= old) oldest = old + 1;
			}
			const steady =
				rate *
				(1 + lift * programme.freshness(month)) *
				(month <= rewardedUntil ? 1 + rewarded : 1);
			const hurry = steady * goal * ((balance % threshold) / threshold);
			// What was only bought early is missing afterwards, at most half a month's worth a month.
			const missing = Math.min(pulledForward, steady / 2);
			pulledForward += programme.shiftedShare * hurry - missing;
			rateWith = steady + hurry - missing;
		}

		const revenueWithout = hereWithout * rate * customer.orderValue;
		const revenueWith = hereWith * rateWith * customer.orderValue;
		totals.revenueWithout += revenueWithout;
		totals.revenueWith += revenueWith;
		books.sold(month, revenueWithout, revenueWith, member);

		let leavingWith = hazardWithout;
		if (lots) {
			const orders = poissonQuantile(keyedUniform(seed, id, month, channel.purchases), rateWith);
			let spend = 0;
			for (let order = 0; order < orders; order++) {
				spend += basketUnit * needs.basket(keyedUniform(seed, id, month, channel.basket, order));
			}
			const earned = spend * programme.pointsPerDollar;
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
				rewarded = appeal * programme.rewardedLiftOf(redeemed, customer.orderValue);
				rewardedUntil = month + programme.rewardedMonths;
				for (let left = redeemed; left > 0 && oldest <= month;) {
					const taken = Math.min(left, lots[oldest] as number);
					left -= taken;
					lots[oldest] = (lots[oldest] as number) - taken;
					if (left > 0) oldest++;
				}
			}
			leavingWith = Math.min(1, expired > 0 ? hazardMember * (1 + resentment) : hazardMember);
			const forfeited = hereWith * leavingWith * balance;
			const held = hereWith * (1 - leavingWith) * balance;
			books.points(month, hereWith, earned, redeemed, expired, forfeited, held, canReach);
			totals.rewardedPoints += hereWith * redeemed;
			if (month === months - 1 && canReach) totals.rewardedPoints += held;
		}
		hereWithout *= 1 - hazardWithout;
		hereWith *= 1 - leavingWith;
		books.stayed(month, hereWithout, hereWith);
	}
	totals.hereWithout = hereWithout;
	totals.hereWith = hereWith;
	return totals;
}
