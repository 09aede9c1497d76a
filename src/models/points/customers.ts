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

/** A place in (0, 1) for the customer in one dimension: evenly spread, begun at a keyed point. */
function spreadUniform(seed: number, id: number, which: keyof typeof spread): number {
	const place = (keyedUniform(seed, channel[which]) + (id + 1) * spread[which]) % 1;
	return Math.min(1 - 1e-12, Math.max(1e-12, place));
}

/** β of Beta(1, β) with which exactly this share is gone after a year: S(12) = β/(β+12). */
export function churnSpread(firstYearChurn: number): number {
	return firstYearChurn === 0
		? Number.POSITIVE_INFINITY
		: (12 * (1 - firstYearChurn)) / firstYearChurn;
}

/**
 * Who joins: the usual chance moved by how much the customer buys, on the log-odds scale.
 * Heavier customers join more readily when `selfSelection` is above 0.
 */
export function enrolmentChance(
	enrolmentRate: number,
	selfSelection: number,
	rateOverMean: number,
): number {
	if (enrolmentRate <= 0 || enrolmentRate >= 1) return enrolmentRate;
	const odds = (enrolmentRate / (1 - enrolmentRate)) * rateOverMean ** selfSelection;
	return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
}

/**
 * Draws the sample: purchase rates are gamma with evenness κ, chances of leaving are Beta(1, β),
 * mean order values are inverse gamma, set so that the sample spends the given mean. The same seed and size give the same
 * people whatever the programme is.
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
	const customers: Customer[] = [];
	for (let id = 0; id < size; id++) {
		const rank = (id + keyedUniform(seed, id, channel.rank)) / size;
		const rateOverMean = rateQuantile(rank) / inputs.purchaseEvenness;
		const level = orderQuantile(spreadUniform(seed, id, 'orderValue'));
		const stays = 1 - spreadUniform(seed, id, 'churn');
		const chance = enrolmentChance(inputs.enrolmentRate, inputs.selfSelection, rateOverMean);
		customers.push({
			id,
			rate: inputs.purchasesPerMonth * rateOverMean,
			rank,
			orderValue: (inputs.orderValue * (shape.betweenCustomers - 1)) / level,
			churnPerMonth: 1 - stays ** (1 / beta),
			member: spreadUniform(seed, id, 'enrolment') < chance,
			goalSensitive: spreadUniform(seed, id, 'goal') < inputs.goalSensitiveShare,
		});
	}
	// A few big spenders decide a small sample's mean, so the sample is set to the mean asked for.
	const spend = customers.reduce((sum, { rate, orderValue }) => sum + rate * orderValue, 0);
	const exact = (inputs.purchasesPerMonth * inputs.orderValue * size) / spend;
	for (const customer of customers) customer.orderValue *= exact;
	return customers;
}
