import { monthlyDiscount } from '#models/churn/rates.ts';
import { returnOnCost, rewardUnitCost } from './costs.ts';

/**
 * The points programme on the back of an envelope: everyone alike, nobody leaves, one lift.
 * It is the first calculator a reader meets, and the simulation must agree with it when the
 * simulation's customers are made alike.
 */

export interface ClosedFormInputs {
	members: number;
	/** What one member would spend without the programme over the whole time, NT$. */
	spendPerMember: number;
	/** Gross margin, 0–1. */
	marginRate: number;
	/** How much more a member buys because of the programme, 0.05 = 5 %. */
	lift: number;
	/** Face value handed back for each NT$ spent, 0.01 = one per cent. */
	rewardRate: number;
	/** Share of points that are ever redeemed, 0–1 (one minus breakage). */
	redemptionRate: number;
	/** Share of redemptions that replace a purchase that would have been paid for, 0–1. */
	displacedShare: number;
	/** Cost of serving one member over the whole time, NT$. */
	costPerMember: number;
	/** Set-up and fixed cost over the whole time, NT$. */
	fixedCost: number;
}

export interface ClosedForm {
	extraMargin: number;
	rewardCost: number;
	cost: number;
	net: number;
	/** Net over cost; null when nothing is spent, because then there is nothing to return on. */
	roi: number | null;
	/** The lift at which net is zero; 'never' when a sale earns less than the points it gives away. */
	breakEvenLift: number | 'never';
	/** Share of the reward cost that goes to sales which would have happened anyway, 1/(1+lift). */
	deadweightShare: number;
}

/** ΔM = n·g·S0·ℓ; C = n·S0(1+ℓ)fρk + n·u + F; net = ΔM − C; ROI = net/C. All NT$. */
export function closedForm(inputs: ClosedFormInputs): ClosedForm {
	const { members, spendPerMember, marginRate, lift, rewardRate, redemptionRate } = inputs;
	const unitCost = rewardUnitCost(marginRate, inputs.displacedShare);
	const spend = members * spendPerMember;
	const costPerSale = rewardRate * redemptionRate * unitCost;
	const otherCost = members * inputs.costPerMember + inputs.fixedCost;
	const extraMargin = spend * marginRate * lift;
	const rewardCost = spend * (1 + lift) * costPerSale;
	const cost = rewardCost + otherCost;
	const net = extraMargin - cost;
	return {
		extraMargin,
		rewardCost,
		cost,
		net,
		roi: returnOnCost(net, cost),
		breakEvenLift:
			marginRate > costPerSale && spend > 0
				? (spend * costPerSale + otherCost) / (spend * (marginRate - costPerSale))
				: 'never',
		deadweightShare: 1 / (1 + lift),
	};
}

/**
 * Net present value (NT$): what is spent at the very start, less, each month's net counted at that
 * month's end. `net[0]` is the first month.
 */
export function netPresentValue(
	spentAtStart: number,
	net: readonly number[],
	discountPerYear: number,
): number {
	const discount = monthlyDiscount(discountPerYear);
	let value = -spentAtStart;
	for (const [month, amount] of net.entries()) value += amount / (1 + discount) ** (month + 1);
	return value;
}
