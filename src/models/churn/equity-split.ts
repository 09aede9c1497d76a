/**
 * How much to spend on winning and how much on keeping, after Blattberg & Deighton (1996), "Manage
 * marketing by the customer equity test", Harvard Business Review 74(4): rates that rise with
 * spending towards a ceiling, ever more slowly.
 */
export interface Response {
	/** The rate that no spending exceeds, between 0 and 1, both excluded. */
	ceiling: number;
	/** How fast it is approached, per NT$ (above 0): rate = ceiling·(1 − e^(−k·spend)). */
	steepness: number;
}

export interface EquityInputs {
	/** Margin per customer and period (NT$, ≥ 0). */
	marginPerPeriod: number;
	discountPerPeriod: number;
	/** Share of prospects won, by NT$ spent per prospect. */
	winning: Response;
	/** Share of customers who stay, by NT$ spent per customer and period. */
	keeping: Response;
}

export interface Equity {
	/** NT$ per prospect, and the share of prospects won. */
	winningSpend: number;
	winningRate: number;
	/** NT$ per customer and period, and the share of customers who stay. */
	keepingSpend: number;
	keepingRate: number;
	/** Worth of one prospect after all spending (NT$). */
	equityPerProspect: number;
	/** Worth of one customer once won (NT$): the first margin and what renewals bring. */
	valuePerCustomer: number;
}

const rateOf = ({ ceiling, steepness }: Response, spend: number) =>
	-ceiling * Math.expm1(-steepness * spend);

/**
 * The steepness at which `spend` (above 0) brings the observed `rate`, between 0 and `ceiling`:
 * the way the two questions of the paper, what it is now and what it could be at most, fix a curve.
 */
export function steepnessFor(ceiling: number, spend: number, rate: number): number {
	if (!(ceiling > 0 && ceiling < 1)) {
		throw new RangeError(`ceiling must lie between 0 and 1, got ${ceiling}`);
	}
	if (!(spend > 0 && Number.isFinite(spend))) {
		throw new RangeError(`spend must be above 0, got ${spend}`);
	}
	if (!(rate > 0 && rate < ceiling)) {
		throw new RangeError(`rate must lie between 0 and ceiling ${ceiling}, got ${rate}`);
	}
	return -Math.log1p(-rate / ceiling) / spend;
}

function requireInputs(inputs: EquityInputs): void {
	const { marginPerPeriod, discountPerPeriod, winning, keeping } = inputs;
	for (const [name, amount] of Object.entries({ marginPerPeriod, discountPerPeriod })) {
		if (!(amount >= 0 && Number.isFinite(amount))) {
			throw new RangeError(`${name} must be 0 or more, got ${amount}`);
		}
	}
	for (const { ceiling, steepness } of [winning, keeping]) {
		if (!(ceiling > 0 && ceiling < 1)) {
			throw new RangeError(`ceiling must lie between 0 and 1, got ${ceiling}`);
		}
		if (!(steepness > 0 && Number.isFinite(steepness))) {
			throw new RangeError(`steepness must be above 0, got ${steepness}`);
		}
	}
}

/**
 * What a prospect is worth at given spending (NT$, ≥ 0): a·m − A + a·(m − R/r)·r′/(1−r′) with
 * r′ = r/(1+d), written as a·[m + (m·r − R)/(1+d−r)] − A, which also holds at R = 0.
 */
export function equityAt(inputs: EquityInputs, winningSpend: number, keepingSpend: number): Equity {
	requireInputs(inputs);
	for (const [name, amount] of Object.entries({ winningSpend, keepingSpend })) {
		if (!(amount >= 0 && Number.isFinite(amount))) {
			throw new RangeError(`${name} must be 0 or more, got ${amount}`);
		}
	}
	const { marginPerPeriod, discountPerPeriod, winning, keeping } = inputs;
	const winningRate = rateOf(winning, winningSpend);
	const keepingRate = rateOf(keeping, keepingSpend);
	const valuePerCustomer =
		marginPerPeriod +
		(marginPerPeriod * keepingRate - keepingSpend) / (1 + discountPerPeriod - keepingRate);
	return {
		winningSpend,
		winningRate,
		keepingSpend,
		keepingRate,
		equityPerProspect: winningRate * valuePerCustomer - winningSpend,
		valuePerCustomer,
	};
}

/**
 * The spending that makes a prospect worth most. Keeping is settled first, since what a customer is
 * worth does not depend on how they were won: its slope r′(R)·(m(1+d) − R) − (1+d−r) falls
 * throughout, so halving finds where it is 0. Winning then stops where one more NT$ brings back
 * one: e^(−kA)·ceiling·k·value = 1. Either is 0 where even the first NT$ brings back less.
 */
export function bestEquity(inputs: EquityInputs): Equity {
	requireInputs(inputs);
	const { marginPerPeriod, discountPerPeriod, winning, keeping } = inputs;
	const growth = 1 + discountPerPeriod;
	const slope = (spend: number) =>
		keeping.ceiling *
			keeping.steepness *
			Math.exp(-keeping.steepness * spend) *
			(marginPerPeriod * growth - spend) -
		(growth - rateOf(keeping, spend));
	let [low, high] = [0, marginPerPeriod * growth];
	if (slope(0) <= 0) high = 0;
	for (let step = 0; step < 200 && high > low; step++) {
		const middle = (low + high) / 2;
		if (middle === low || middle === high) break;
		if (slope(middle) > 0) low = middle;
		else high = middle;
	}
	const { valuePerCustomer } = equityAt(inputs, 0, high);
	const first = winning.ceiling * winning.steepness * valuePerCustomer;
	const winningSpend = first > 1 ? Math.log(first) / winning.steepness : 0;
	return equityAt(inputs, winningSpend, high);
}
