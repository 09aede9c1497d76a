import type { StarsInputs } from './inputs.ts';

/**
 * Earning stars and spending them. Money is US$, rates are shares of what the customer spends, 0–1.
 * Rules as published for the United States; prices, costs and people's behaviour are assumptions.
 */

export const steps = ['25', '100', '200', '300', '400'] as const;
export type Step = (typeof steps)[number];

/** Until April 2016: a star a visit, whatever was spent, and twelve for a drink. */
export const starsForDrinkBefore2016 = 12;
/** From April 2016: two stars a dollar, and 125 for a drink. */
export const starsForDrinkIn2016 = 125;

export const starsPerDollarBy: Readonly<Record<StarsInputs['payment'], number>> = {
	preload: 2,
	direct: 1,
};

export const priceOf = (inputs: StarsInputs, step: Step): number =>
	({
		'25': inputs.price25,
		'100': inputs.price100,
		'200': inputs.price200,
		'300': inputs.price300,
		'400': inputs.price400,
	})[step];

export interface StepRow {
	readonly step: Step;
	readonly price: number;
	/** US$ that a star is worth when it is spent here. */
	readonly perStar: number;
	/** US$ to be spent until there are enough stars. */
	readonly spendNeeded: number;
	/** Price over what has to be spent for it. */
	readonly faceReturn: number;
	/** At the present visits; null where stars expire before there are enough. */
	readonly months: number | null;
}

/** One step of the rewards for this customer. */
export function stepRow(inputs: StarsInputs, step: Step): StepRow {
	const stars = Number(step);
	const perDollar = starsPerDollarBy[inputs.payment];
	const price = priceOf(inputs, step);
	const starsPerMonth = perDollar * inputs.spendPerVisit * inputs.visitsPerMonth;
	const months = stars / starsPerMonth;
	return {
		step,
		price,
		perStar: price / stars,
		spendNeeded: stars / perDollar,
		faceReturn: (price / stars) * perDollar,
		// A crumb of a rounding must not keep anybody from what they have just reached.
		months: months <= inputs.expiryMonths + 1e-9 ? months : null,
	};
}

export interface RewardBurden {
	/** US$ that a reward takes from the shop if nobody would have bought it, and if everybody would. */
	readonly ownCost: number;
	readonly price: number;
	/** Between the two, by the share that replaces a paid purchase. */
	readonly burden: number;
}

/** What a reward given away costs: all of its price where it replaces a purchase, else its making. */
export function rewardBurden(inputs: StarsInputs, price: number): RewardBurden {
	const ownCost = inputs.costShare * price;
	return {
		ownCost,
		price,
		burden: inputs.displacedShare * price + (1 - inputs.displacedShare) * ownCost,
	};
}

/** Return of the old rule at a ticket: a twelfth of a drink for each visit, over what it cost. */
export const oldReturn = (inputs: StarsInputs, spendPerVisit: number): number =>
	inputs.price200 / starsForDrinkBefore2016 / spendPerVisit;

/** The ticket (US$) at which both rules return the same; null where stars are worth nothing. */
export function ticketAtPar(inputs: StarsInputs, faceReturn: number): number | null {
	return faceReturn > 0 ? inputs.price200 / starsForDrinkBefore2016 / faceReturn : null;
}
