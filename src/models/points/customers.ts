import { keyedUniform } from '#models/random.ts';
import type { PointsInputs } from './inputs.ts';
import { gammaQuantiles } from './quantiles.ts';

/** Everything about one customer that does not change from month to month. */
export interface Customer {
	/** Names the customer's draws; the order in which customers are looked at does not matter. */
	id: number;
	/** Purchases a month without the programme. */
	rate: number;
	/** Place among all customers by rate, 0 (lightest) to 1 (heaviest). */
	rank: number;
	/** What the customer spends on an order on average, NT$. */
	orderValue: number;
	/** Chance of leaving in any month without the programme, 0–1. */
	churnPerMonth: number;
	/** Whether the customer joins when there is a programme to join. */
	member: boolean;
	/** Whether the customer hurries when a reward is near. */
	goalSensitive: boolean;
}

/**
 * How much order values differ, around one customer's own mean and between customers: the shapes
 * p and q of the gamma-gamma model. Near those fitted to CDNOW's orders (6.25 and 3.74).
 */
export interface SpendShape {
	withinCustomer: number;
	/** Above 1, or customers' mean order value has no mean. */
	betweenCustomers: number;
}

export const usualSpendShape: SpendShape = { withinCustomer: 6, betweenCustomers: 4 };

// Powers of 1/g, where g is the root of x⁵ = x + 1: steps that spread points evenly in four
// dimensions; with the rank, five. The sample then resembles the population at any size.
const step = 1 / 1.167_303_978_261_418_7;
const spread = {
	churn: step,
	orderValue: step ** 2,
	enrolment: step ** 3,
	goal: step ** 4,
} as const;

/** Keys of the draws, so that no two purposes share one. */
export const channel = {
	rank: 1,
	churn: 2,
	orderValue: 3,
	enrolment: 4,
	goal: 5,
	purchases: 6,
	basket: 7,
	redemption: 8,
} as const;

/** Each customer's place in (0, 1) in one dimension: evenly spread, begun at a keyed point. */
function spreadUniform(seed: number, which: keyof typeof spread): (id: number) => number {
	const first = keyedUniform(seed, channel[which]);
	const stride = spread[which];
	return (id) => Math.min(1 - 1e-12, Math.max(1e-12, (first + (id + 1) * stride) % 1));
}

/** β of Beta(1, β) with which exactly this share is gone after a year: S(12) = β/(β+12). */
export function churnSpread(firstYearChurn: number): number {
	return firstYearChurn === 0
		? Number.POSITIVE_INFINITY
		: (12 * (1 - firstYearChurn)) / firstYearChurn;
}

/** Bisection halves a width of 100 log-odds until it is far below any share that can be seen. */
const halvings = 40;

/**
 * Each customer's chance of joining, by how much he buys over the mean: odds in proportion to
 * `rateOverMean ** selfSelection`, so heavier customers join more readily when it is above 0. The
 * odds' common factor is solved for, so that the mean chance over these customers is
 * `enrolmentRate` (0–1) whatever the self-selection.
 */
export function enrolmentChances(
	enrolmentRate: number,
	selfSelection: number,
	ratesOverMean: ArrayLike<number>,
): Float64Array {
	const size = ratesOverMean.length;
	const chances = new Float64Array(size);
	if (enrolmentRate <= 0 || enrolmentRate >= 1 || selfSelection === 0) {
		return chances.fill(enrolmentRate);
	}
	const pulls = new Float64Array(size);
	for (let i = 0; i < size; i++) pulls[i] = (ratesOverMean[i] as number) ** -selfSelection;
	const mean = (odds: number) => {
		let sum = 0;
		for (let i = 0; i < size; i++) sum += odds / (odds + (pulls[i] as number));
		return sum / size;
	};
	let low = -50;
	let high = 50;
	for (let step = 0; step < halvings; step++) {
		const middle = (low + high) / 2;
		if (mean(Math.exp(middle)) < enrolmentRate) low = middle;
		else high = middle;
	}
	const odds = Math.exp((low + high) / 2);
	for (let i = 0; i < size; i++) chances[i] = odds / (odds + (pulls[i] as number));
	return chances;
}

/**
 * Draws the sample: purchase rates are gamma with evenness κ, chances of leaving are Beta(1, β),
 * mean order values are inverse gamma, set so that the sample spends the given mean. The same seed
 * and size give the same people whatever the programme is.
 */
export function drawCustomers(
	inputs: PointsInputs,
	seed: number,
	shape: SpendShape = usualSpendShape,
): Customer[] {
	const size = inputs.simulatedCustomers;
	const rateQuantile = gammaQuantiles(inputs.purchaseEvenness);
	const orderQuantile = gammaQuantiles(shape.betweenCustomers);
	const beta = churnSpread(inputs.firstYearChurn);
	const placeIn = {
		churn: spreadUniform(seed, 'churn'),
		orderValue: spreadUniform(seed, 'orderValue'),
		enrolment: spreadUniform(seed, 'enrolment'),
		goal: spreadUniform(seed, 'goal'),
	};
	const ranks = new Float64Array(size);
	const ratesOverMean = new Float64Array(size);
	for (let id = 0; id < size; id++) {
		const rank = (id + keyedUniform(seed, id, channel.rank)) / size;
		ranks[id] = rank;
		ratesOverMean[id] = rateQuantile(rank) / inputs.purchaseEvenness;
	}
	const chances = enrolmentChances(inputs.enrolmentRate, inputs.selfSelection, ratesOverMean);
	const customers: Customer[] = [];
	let spend = 0;
	for (let id = 0; id < size; id++) {
		const rate = inputs.purchasesPerMonth * (ratesOverMean[id] as number);
		const level = orderQuantile(placeIn.orderValue(id));
		const orderValue = (inputs.orderValue * (shape.betweenCustomers - 1)) / level;
		spend += rate * orderValue;
		customers.push({
			id,
			rate,
			rank: ranks[id] as number,
			orderValue,
			churnPerMonth: 1 - (1 - placeIn.churn(id)) ** (1 / beta),
			member: placeIn.enrolment(id) < (chances[id] as number),
			goalSensitive: placeIn.goal(id) < inputs.goalSensitiveShare,
		});
	}
	// A few big spenders decide a small sample's mean, so the sample is set to the mean asked for.
	const exact = (inputs.purchasesPerMonth * inputs.orderValue * size) / spend;
	for (const customer of customers) customer.orderValue *= exact;
	return customers;
}
