import { monthlyDiscount } from '#models/churn/rates.ts';
import { netPresentValue } from './closed-form.ts';
import { returnOnCost } from './costs.ts';
import type { PointsInputs } from './inputs.ts';
import type {
	CostByKind,
	DecileOutcome,
	PointsOutcome,
	TierFlows,
	WorldOutcome,
} from './outcome.ts';
import { rewardRateOf, type Programme } from './programme.ts';
import { only, type Sums } from './sums.ts';

/**
 * Reads the outcome off the sample's sums. The sample's flows are scaled to the firm's `customers`;
 * set-up and fixed costs are the firm's and are not.
 */
export function readSums(
	sums: Sums,
	inputs: PointsInputs,
	programme: Programme,
	sample: number,
): PointsOutcome {
	const { months, customers, marginRate, discountPerYear } = inputs;
	const scale = customers / sample;
	const members = only(sums.members);
	const scaled = (column: Float64Array) => Array.from(column, (amount) => amount * scale);

	const marginWithout = scaled(sums.revenueWithout).map((revenue) => revenue * marginRate);
	const marginWith = scaled(sums.revenueWith).map((revenue) => revenue * marginRate);
	const flows = {
		earned: scaled(sums.earned),
		redeemed: scaled(sums.redeemed),
		expired: scaled(sums.expired),
		forfeited: scaled(sums.forfeited),
		outstanding: scaled(sums.outstanding),
	};
	const owed = scaled(sums.owed);
	const tierCost = scaled(sums.tierCost);

	// Points are charged when they are given, as far as their owner can come to redeem them;
	// a programme cannot look better by ending the count before its points come home.
	const redeemedCost = flows.redeemed.map((points) => points * programme.costPerPoint);
	const owedCost = owed.map(
		(points, month) => (points - (owed[month - 1] ?? 0)) * programme.costPerPoint,
	);
	const serviceCost = scaled(sums.memberMonths).map(
		(memberMonths) => memberMonths * inputs.costPerMemberMonth,
	);
	const cost: CostByKind = {
		setup: inputs.setupCost,
		fixed: inputs.fixedCostPerMonth * months,
		service: sum(serviceCost),
		tiers: sum(tierCost),
		redeemed: sum(redeemedCost),
		owed: sum(owedCost),
	};
	const totalCost = cost.setup + cost.fixed + cost.service + cost.tiers + cost.redeemed + cost.owed;
	const extraMargin = sum(marginWith) - sum(marginWithout);
	const net = extraMargin - totalCost;

	const customerProfit = marginWith.map(
		(margin, month) =>
			margin -
			(redeemedCost[month] as number) -
			(owedCost[month] as number) -
			(serviceCost[month] as number) -
			(tierCost[month] as number),
	);
	const netByMonth = customerProfit.map(
		(profit, month) => profit - (marginWithout[month] as number) - inputs.fixedCostPerMonth,
	);
	const difference = cumulative(netByMonth, -inputs.setupCost);
	const profitWithout = cumulative(marginWithout, 0);

	const world = (margin: number[], profit: number[], here: Float64Array): WorldOutcome => ({
		margin: sum(margin),
		clv: valueToday(profit, discountPerYear) / customers,
		churn12: months >= 12 ? 1 - (here[11] as number) / sample : null,
		customersLeft: (here[months - 1] as number) * scale,
	});
	const total = {
		earned: sum(flows.earned),
		redeemed: sum(flows.redeemed),
		expired: sum(flows.expired),
		forfeited: sum(flows.forfeited),
		outstanding: flows.outstanding[months - 1] as number,
	};
	const gone = total.expired + total.forfeited;
	const memberRevenue = {
		without: only(sums.memberRevenueWithout),
		with: only(sums.memberRevenueWith),
	};
	const others = sample - members;
	const othersRevenue = sum(sums.revenueWith) - memberRevenue.with;
	// Nothing changes for those who do not join.
	const othersAlike = only(sums.otherRevenue) * scale;
	return {
		roi: returnOnCost(net, totalCost),
		net,
		extraMargin,
		cost: { ...cost, total: totalCost },
		npv: netPresentValue(inputs.setupCost, netByMonth, discountPerYear),
		paybackMonth: totalCost === 0 ? null : paybackMonth(difference),
		members: members * scale,
		canReachShare: members > 0 ? only(sums.canReach) / members : null,
		rewardRate: rewardRateOf(inputs),
		response: members > 0 ? only(sums.responses) / members : 0,
		causalLift: memberRevenue.without > 0 ? memberRevenue.with / memberRevenue.without - 1 : null,
		naiveGap:
			members > 0 && others > 0 && othersRevenue > 0
				? memberRevenue.with / members / (othersRevenue / others) - 1
				: null,
		deadweightShare: shareOf(only(sums.deadweightPoints), only(sums.rewardedPoints)),
		deciles: decilesOf(sums, scale, inputs.marginRate, programme.costPerPoint),
		revenue: {
			members: { without: memberRevenue.without * scale, with: memberRevenue.with * scale },
			others: { without: othersAlike, with: othersAlike },
		},
		tiers: programme.tiers.length > 1 ? tierFlows(sums, scaled, inputs.months) : null,
		points: { ...total, outstandingFace: total.outstanding * inputs.pointValue },
		burn: total.earned > 0 ? total.redeemed / total.earned : null,
		breakage: total.redeemed + gone > 0 ? gone / (total.redeemed + gone) : null,
		without: world(marginWithout, marginWithout, sums.hereWithout),
		with: world(marginWith, customerProfit, sums.hereWith),
		months: {
			profitWithout,
			profitWith: profitWithout.map((profit, month) => profit + (difference[month] as number)),
			difference,
			...flows,
			owed,
			sales: scaled(sums.sales),
		},
	};
}

const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

function decilesOf(
	sums: Sums,
	scale: number,
	marginRate: number,
	costPerPoint: number,
): DecileOutcome[] {
	return Array.from(sums.tenthMembers, (members, tenth) => {
		const at = (column: Float64Array) => column[tenth] as number;
		const rewarded = at(sums.tenthRewarded);
		return {
			members: members * scale,
			rewardCost: rewarded * scale * costPerPoint,
			extraMargin: (at(sums.tenthWith) - at(sums.tenthWithout)) * scale * marginRate,
			deadweightShare: shareOf(at(sums.tenthDeadweight), rewarded),
		};
	});
}

function tierFlows(
	{ tierMembers, up, down }: Sums,
	scaled: (column: Float64Array) => number[],
	months: number,
): TierFlows {
	const members = Array.from({ length: tierMembers.length / months }, (_, level) =>
		scaled(tierMembers.subarray(level * months, (level + 1) * months)),
	);
	return { members, up: scaled(up), down: scaled(down) };
}

const sum = (amounts: ArrayLike<number>): number => {
	let total = 0;
	for (let i = 0; i < amounts.length; i++) total += amounts[i] as number;
	return total;
};

function cumulative(amounts: readonly number[], start: number): number[] {
	let total = start;
	return amounts.map((amount) => (total += amount));
}

/** Present value of monthly amounts, each counted at its month's end, NT$. */
function valueToday(amounts: readonly number[], discountPerYear: number): number {
	const discount = monthlyDiscount(discountPerYear);
	let value = 0;
	for (const [month, amount] of amounts.entries()) value += amount / (1 + discount) ** (month + 1);
	return value;
}

/** The first month (from 1) from which the cumulative net stays at or above zero; null if none. */
function paybackMonth(difference: readonly number[]): number | null {
	let month = difference.length;
	while (month > 0 && (difference[month - 1] as number) >= 0) month--;
	return month === difference.length ? null : month + 1;
}
