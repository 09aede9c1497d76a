import { requireInRange, type Model } from '#models/model.ts';
import {
	branchPayments,
	branchWorth,
	branchWorths,
	constantPayments,
	constantWorth,
	firstMarginOf,
	paybackYears,
	shopOf,
	streamOf,
} from './branch.ts';
import { worthByTenure, type Tenure } from './contractual.ts';
import { existingCustomer, type Existing } from './existing-customer.ts';
import { clvInputs, type ClvInputs } from './inputs.ts';
import { ladderOf, type Rung } from './ladder.ts';
import { leversOf, type Lever } from './levers.ts';
import { clvPresets } from './presets.ts';
import type { Payment } from './stream.ts';
import { byTimingCode, timings, type TimingCode } from './timing.ts';
import { withWorth, type Worth } from './worth.ts';

export type { Lever } from './levers.ts';

/** One payment of the customer's story, money under the chosen convention. */
export interface ClvYear {
	/**
	 * Number of the payment, from 1; where only renewals count (B), of the renewal. Without a
	 * contract the first is the order that wins the customer (not under B), each later one a year's
	 * orders.
	 */
	readonly payment: number;
	/** Years from today until it comes: 0 is now. A year's orders stand at its end. */
	readonly time: number;
	/** Chance of still being there; without a contract weighted by how often one buys. */
	readonly survival: number;
	readonly expectedMargin: number;
	/** Of a year's orders, the average over the days on which they come. */
	readonly discountFactor: number;
	readonly presentValue: number;
	/** Present values so far, acquisition cost not taken off (NT$). */
	readonly cumulative: number;
	/** The same without discounting (NT$). */
	readonly cumulativeUndiscounted: number;
}

export interface ClvOutcome {
	/** NT$ a customer spends in a year. */
	readonly revenuePerYear: number;
	/** NT$ of it left after serving the customer. */
	readonly marginPerYear: number;
	/** Rung 0: order value × frequency × years kept, revenue, undiscounted (NT$). */
	readonly revenue: number;
	/** Rung 1: the same in margin (NT$). */
	readonly margin: number;
	/** Present value of the margin at constant retention, under the chosen timing (NT$). */
	readonly constantWorth: Worth;
	/**
	 * The end of the branch that the business decides, under the chosen timing (NT$): with a
	 * contract sBG, without one BG/NBD. Equals {@link constantWorth} with a contract where all
	 * customers are alike.
	 */
	readonly worth: Worth;
	/** Every rung of the chosen branch with its worth and its change; the waterfall. */
	readonly ladder: readonly Rung[];
	/**
	 * Margin that comes with winning the customer but that the convention leaves out (NT$): under B,
	 * which counts from the first renewal, one year's with a contract and one order's without;
	 * otherwise 0.
	 */
	readonly firstMargin: number;
	/** The most that winning the customer may cost: the worth and the first margin (NT$). */
	readonly breakEvenCost: Worth;
	/** That, less what it cost to win the customer; may be negative (NT$). */
	readonly net: Worth;
	/** Break-even cost ÷ acquisition cost; absent where that is 0 or the worth has no bound. */
	readonly worthToCost?: number;
	/** The branch's end under each convention. */
	readonly byTiming: Readonly<Record<TimingCode, Worth>>;
	/** The branch's end without discounting; at constant retention m/(1−r), under B m·r/(1−r). */
	readonly undiscounted: Worth;
	readonly years: readonly ClvYear[];
	/** The same at constant retention, to lay beside the branch's; as many payments. */
	readonly constantYears: readonly ClvYear[];
	/**
	 * Share of the worth that the first three payments bring, without a contract the orders of the
	 * first three years; absent when it has no bound or is 0.
	 */
	readonly firstThreeShare?: number;
	/**
	 * Years until the first margin and the present values cover the acquisition cost, at the time of
	 * the payment that does it; 'never' when they do not within a thousand years.
	 */
	readonly paybackYears: number | 'never';
	readonly levers: readonly Lever[];
	/** With a contract: a customer's worth after 1, 2, … 10 payments. */
	readonly byTenure?: readonly Tenure[];
	/** Without one: the customer whose history the inputs tell. */
	readonly existing?: Existing;
}

const monthsPerYear = 12;
const tenures = 10;
/** A cost below a cent has no ratio worth telling. */
const leastCost = 0.01;

/**
 * Customer lifetime value as a ladder of questions: revenue → margin → present value at constant
 * retention → what the business's own model says → less acquisition cost. Rungs 0 and 1 use years
 * kept, the later ones retention or the chance of leaving after an order. Formulas: Gupta & Lehmann
 * (2005); Fader & Hardie (2010) for the first, certain payment and customers who differ; Fader,
 * Hardie & Lee (2005) without a contract.
 */
export function runClv(inputs: ClvInputs): ClvOutcome {
	requireInRange(clvInputs, inputs);
	const revenuePerYear = inputs.orderValue * inputs.purchasesPerYear;
	const marginPerYear = revenuePerYear * inputs.marginRate;
	const worths = branchWorths(inputs);
	const worth = worths(inputs.timing);
	const firstMargin = firstMarginOf(inputs);
	// Where only renewals count, the first margin still came, and pays its part of the cost.
	const breakEvenCost = withWorth(worth, (value) => value + firstMargin);
	const count = paymentsToShow(inputs);
	const early = firstThreeRows(inputs);
	const years = yearsOf(branchPayments(inputs, Math.max(count, early)));
	const firstThree = years[early - 1]?.cumulative ?? 0;
	return {
		revenuePerYear,
		marginPerYear,
		revenue: revenuePerYear * inputs.yearsKept,
		margin: marginPerYear * inputs.yearsKept,
		constantWorth: constantWorth(inputs),
		worth,
		ladder: ladderOf(inputs, worth),
		firstMargin,
		breakEvenCost,
		net: withWorth(breakEvenCost, (value) => value - inputs.acquisitionCost),
		...(breakEvenCost.bounded && inputs.acquisitionCost >= leastCost
			? { worthToCost: breakEvenCost.value / inputs.acquisitionCost }
			: {}),
		byTiming: byTimingCode(worths),
		undiscounted: branchWorth({ ...inputs, discountPerYear: 0 }),
		years: years.slice(0, count),
		constantYears: yearsOf(constantPayments(inputs, count)),
		...(worth.bounded && worth.value > 0 ? { firstThreeShare: firstThree / worth.value } : {}),
		paybackYears: paybackYears(inputs, worth),
		levers: leversOf(inputs),
		...(inputs.business === 'contractual'
			? { byTenure: worthByTenure(streamOf(inputs), inputs.differences, inputs.timing, tenures) }
			: { existing: existingOf(inputs) }),
	};
}

/** The payments that come within the horizon; the first three of them always among them. */
function paymentsToShow({ timing, horizonYears }: ClvInputs): number {
	return Math.floor(Math.round(horizonYears) - timings[timing].delay) + 1;
}

/** The winning order and three years' orders make four rows; under B there is no winning order. */
function firstThreeRows({ business, timing }: ClvInputs): number {
	return business === 'nonContractual' && timings[timing].firstIsCertain ? 4 : 3;
}

function yearsOf(payments: readonly Payment[]): ClvYear[] {
	let cumulative = 0;
	let cumulativeUndiscounted = 0;
	return payments.map((payment) => {
		cumulative += payment.presentValue;
		cumulativeUndiscounted += payment.expected;
		return {
			payment: payment.period + 1,
			time: payment.time,
			survival: payment.survival,
			expectedMargin: payment.expected,
			discountFactor: payment.discountFactor,
			presentValue: payment.presentValue,
			cumulative,
			cumulativeUndiscounted,
		};
	});
}

function existingOf(inputs: ClvInputs): Existing {
	return existingCustomer(shopOf(inputs), inputs, {
		repeatOrders: Math.round(inputs.repeatOrders),
		lastOrderAt: (inputs.monthsSinceFirst - inputs.monthsSinceLast) / monthsPerYear,
		observedFor: inputs.monthsSinceFirst / monthsPerYear,
		meanSpend: inputs.meanSpend,
	});
}

export const clvModel: Model<typeof clvInputs, ClvOutcome> = {
	id: 'clv',
	version: 1,
	title: 'CLV模擬器',
	inputs: clvInputs,
	presets: clvPresets,
	run: runClv,
};
