import { requireInRange, type Model } from '#models/model.ts';
import { withBounded, type Bounded } from './bounded.ts';
import { baseOf, keepShareFor, withoutTrace, type Base } from './base.ts';
import { breakEvenSpend, gain, reducedChurn } from './five-points.ts';
import { churnInputs, churnPresets, observedSurvival, type ChurnInputs } from './inputs.ts';
import { monthlyChurn, monthlyDiscount, yearlyChurn } from './rates.ts';
import type { ChurnMix } from './shifted-beta-geometric.ts';

/** What becomes of the same starting customers under one of the two stories about them. */
export interface BaseOutcome {
	/** Share still here after 0, 1, … periods. */
	survival: number[];
	/** Share of those here before period 1, 2, … who stay; null once nobody can be left. */
	retention: (number | null)[];
	/** The first period after which at most half are left; null when it is beyond 1,200. */
	halfLife: number | null;
	/** Average number of periods that a customer pays. */
	lifetime: Bounded;
	/** Share lost in the first year, now and after the reduction. */
	firstYearChurn: number;
	firstYearChurnAfter: number;
	/** Churn of the first period after the reduction. */
	churnAfter: number;
	/** Value of one new customer, before acquisition cost (NT$, convention A). */
	value: Bounded;
	/**
	 * Share of it that is earned after the last period shown, where the model goes on by itself;
	 * null where the value is 0 or has no bound.
	 */
	beyondShare: number | null;
	/** Value after the reduction. */
	valueAfter: Bounded;
	/** Rise in value, after acquisition cost, as a share; null where there is nothing to count on. */
	gain: Bounded | null;
	/** The most that the reduction may cost per customer (NT$). */
	breakEvenSpend: Bounded | null;
	/** What a customer is still worth just before a renewal (NT$), in the order of `payments`. */
	residual: Bounded[];
}

export interface ChurnOutcome {
	/** Everybody has the same churn. */
	alike: BaseOutcome;
	/** Each has their own; the average of the first period is the same. */
	mixed: BaseOutcome;
	/** Spread of churn across customers; null when all are alike. */
	mix: ChurnMix | null;
	discountPerPeriod: number;
	/** A steady churn per month and what it comes to in a year, whichever of them was given. */
	perMonth: number;
	perYear: number;
	/** The yearly figure that adding twelve months would give; may exceed 1. */
	addedUp: number;
	/** Numbers of payments made, for which `residual` is told. */
	payments: number[];
	/** What was observed in the published segments; null for other inputs. */
	observed: readonly number[] | null;
}

const periodsSearched = 1_200;

/** After how many payments a residual value is told: yearly steps, at most eight. */
function paymentsFor({ period, periods }: ChurnInputs): number[] {
	const step = period === 'month' ? 12 : 1;
	const payments = [1];
	for (let paid = step === 1 ? 2 : step; paid <= periods && payments.length < 8; paid += step) {
		payments.push(paid);
	}
	return payments;
}

function tell(
	base: Base,
	inputs: ChurnInputs,
	discountPerPeriod: number,
	payments: readonly number[],
): BaseOutcome {
	const { periods, marginPerPeriod, acquisitionCost, reduction, reductionKind } = inputs;
	const long = base.survival(Math.max(periods, periodsSearched));
	const survival = long.slice(0, periods + 1);
	const yearLength = inputs.period === 'month' ? 12 : 1;
	const firstYearChurn = 1 - (long[yearLength] ?? 0);
	const firstYearChurnAfter = withoutTrace(reducedChurn(firstYearChurn, reduction, reductionKind));
	const keepShare = keepShareFor(base, yearLength, firstYearChurnAfter);
	const worth = (multiple: Bounded) =>
		marginPerPeriod === 0 ? 0 : withBounded(multiple, (each) => each * marginPerPeriod);
	const value = worth(base.value(discountPerPeriod));
	const valueAfter = worth(base.value(discountPerPeriod, keepShare));
	const half = long.findIndex((share) => share <= 0.5);
	return {
		survival,
		retention: survival.slice(1).map((share, index) => {
			const before = survival[index] ?? 0;
			return before > 0 ? share / before : null;
		}),
		halfLife: half === -1 ? null : half,
		lifetime: base.value(0),
		firstYearChurn,
		firstYearChurnAfter,
		churnAfter: (1 - (long[1] ?? 0)) * keepShare,
		value,
		beyondShare: beyond(value, survival, marginPerPeriod, discountPerPeriod),
		valueAfter,
		gain: gain(value, valueAfter, acquisitionCost),
		breakEvenSpend: breakEvenSpend(value, valueAfter),
		residual: payments.map((paid) => worth(base.residual(paid, discountPerPeriod))),
	};
}

/** What the periods shown leave out of a value, as a share of it. */
function beyond(
	value: Bounded,
	survival: readonly number[],
	marginPerPeriod: number,
	discountPerPeriod: number,
): number | null {
	if (value === 'unbounded' || value === 0) return null;
	const shown = survival.reduce(
		(sum, share, period) => sum + (share * marginPerPeriod) / (1 + discountPerPeriod) ** period,
		0,
	);
	return Math.min(1, Math.max(0, 1 - shown / value));
}

/**
 * The same first-period churn told twice: everybody alike, and everybody different. Value per
 * customer under convention A. The reduction is taken off what each of the two bases itself loses
 * in its first year, by cutting every customer's own churn in the same proportion.
 */
function run(inputs: ChurnInputs): ChurnOutcome {
	requireInRange(churnInputs, inputs);
	const { period } = inputs;
	const churnPerPeriod = withoutTrace(inputs.churnPerPeriod);
	const heterogeneity = withoutTrace(inputs.heterogeneity);
	const monthly = period === 'month';
	const perYear = monthly ? yearlyChurn(churnPerPeriod) : churnPerPeriod;
	const discountPerPeriod = withoutTrace(
		monthly ? monthlyDiscount(inputs.discountPerYear) : inputs.discountPerYear,
	);
	const perMonth = monthly ? churnPerPeriod : monthlyChurn(churnPerPeriod);
	const payments = paymentsFor(inputs);
	const alike = baseOf(churnPerPeriod, 0);
	const mixed = baseOf(churnPerPeriod, heterogeneity);
	return {
		alike: tell(alike, inputs, discountPerPeriod, payments),
		mixed: tell(mixed, inputs, discountPerPeriod, payments),
		mix: mixed.mix,
		discountPerPeriod,
		perMonth,
		perYear,
		addedUp: 12 * perMonth,
		payments,
		observed: observedSurvival(inputs),
	};
}

export const churnModel: Model<typeof churnInputs, ChurnOutcome> = {
	id: 'churn',
	version: 1,
	title: '流失模擬器',
	inputs: churnInputs,
	presets: churnPresets,
	run,
};
