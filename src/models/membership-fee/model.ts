import { requireInRange, type Model } from '#models/model.ts';
import { membershipFeeInputs, membershipFeePresets, type MembershipFeeInputs } from './inputs.ts';
import { membership, membershipByFee, type MembershipResult } from './membership.ts';
import {
	benefitPerOrder,
	breakEvenOrders,
	marginPerOrder,
	personAccount,
	type PersonAccount,
} from './terms.ts';

/** The shop's year at one fee. */
export interface FeeRow {
	readonly fee: number;
	readonly joinShare: number;
	/** NT$ over all customers, fixed cost taken off. */
	readonly shopChange: number;
	readonly belowBreakEven: number | null;
}

/** A person of the curve 「對誰划算」. */
export interface PersonRow {
	readonly ordersBefore: number;
	readonly ordersAfter: number;
	/** What joining is worth to them over the fee, half the saving counted on extra orders. */
	readonly gain: number;
	readonly account: PersonAccount;
}

export interface MembershipFeeOutcome {
	/** Per customer; see {@link MembershipResult}. */
	readonly perCustomer: MembershipResult;
	readonly members: number;
	/** What the shop earns in a year without the membership, and with it (NT$). */
	readonly shopWithout: number;
	readonly shopWith: number;
	readonly shopChange: number;
	/** Orders a year that cover the fee; null where no order saves anything. */
	readonly breakEvenOrders: number | null;
	/** Members at the present mix that would cover the fixed cost; null where each loses money. */
	readonly breakEvenMembers: number | null;
	/** Fees at which the change of profit passes through 0 among those tried, rising. */
	readonly breakEvenFees: readonly number[];
	/** The fee that earns most, to NT$25; `inside` when it is neither the lowest nor the highest. */
	readonly bestFee: FeeRow & { readonly inside: boolean };
	readonly byFee: readonly FeeRow[];
	readonly people: readonly PersonRow[];
}

/** Fine enough that where the curve is steep it shows no corners. */
const feeSteps = 100;
const fineStep = 25;
const peopleShown = 40;

/** When a yearly fee pays, and for whom. */
function run(inputs: MembershipFeeInputs): MembershipFeeOutcome {
	requireInRange(membershipFeeInputs, inputs);
	const { customers, fixedCost } = inputs;
	const perCustomer = membership(inputs, inputs, inputs);
	const change = (result: MembershipResult) => customers * result.shopChange - fixedCost;
	const { max } = membershipFeeInputs.fee;
	const fees = Array.from({ length: feeSteps + 1 }, (_, step) => (max * step) / feeSteps);
	const rowsAt = (fees: readonly number[]): FeeRow[] =>
		membershipByFee(fees, inputs, inputs, inputs).map(({ fee, result }) => ({
			fee,
			joinShare: result.joinShare,
			shopChange: change(result),
			belowBreakEven: result.belowBreakEven,
		}));
	const bestOf = (rows: readonly FeeRow[]): FeeRow =>
		rows.reduce((top, row) => (row.shopChange > top.shopChange ? row : top));
	const byFee = rowsAt(fees);
	const coarse = bestOf(byFee);
	const best = bestOf([coarse, ...rowsAt(finelyAround(coarse.fee, max / feeSteps, max))]);
	const benefit = benefitPerOrder(inputs, inputs);
	const most = Math.max(1, Math.round(inputs.ordersPerYear * 4));
	const netPerMember =
		perCustomer.joinShare > 0 ? perCustomer.shopChange / perCustomer.joinShare : 0;
	const shopWithout = customers * inputs.ordersPerYear * marginPerOrder(false, inputs, inputs);
	return {
		perCustomer,
		members: customers * perCustomer.joinShare,
		shopWithout,
		shopWith: shopWithout + change(perCustomer),
		shopChange: change(perCustomer),
		breakEvenOrders: breakEvenOrders(inputs, inputs),
		breakEvenMembers: netPerMember > 0 ? fixedCost / netPerMember : null,
		breakEvenFees: crossings(byFee),
		bestFee: { ...best, inside: best.fee > 0 && best.fee < max },
		byFee,
		people: Array.from({ length: peopleShown + 1 }, (_, step): PersonRow => {
			const ordersBefore = (most * step) / peopleShown;
			const ordersAfter = ordersBefore * perCustomer.causalRatio;
			return {
				ordersBefore,
				ordersAfter,
				gain: (benefit * (ordersBefore + ordersAfter)) / 2 - inputs.fee,
				account: personAccount(ordersBefore, ordersAfter, inputs, inputs),
			};
		}),
	};
}

/** The fees that end in 25 and lie less than `reach` from this one. */
function finelyAround(fee: number, reach: number, max: number): number[] {
	const first = Math.floor((fee - reach) / fineStep) + 1;
	const count = Math.ceil((2 * reach) / fineStep) - 1;
	return Array.from({ length: Math.max(0, count) }, (_, step) => (first + step) * fineStep).filter(
		(each) => each >= 0 && each <= max,
	);
}

/** Where the curve passes through 0, read off straight between two fees. */
function crossings(rows: readonly FeeRow[]): number[] {
	return rows.slice(1).flatMap((row, index) => {
		const before = rows[index] as FeeRow;
		if (Math.sign(before.shopChange) * Math.sign(row.shopChange) >= 0) return [];
		const part = before.shopChange / (before.shopChange - row.shopChange);
		return [before.fee + part * (row.fee - before.fee)];
	});
}

export const membershipFeeModel: Model<typeof membershipFeeInputs, MembershipFeeOutcome> = {
	id: 'membership-fee',
	version: 1,
	title: '會費：什麼時候划算，對誰划算',
	inputs: membershipFeeInputs,
	presets: membershipFeePresets,
	run,
};
