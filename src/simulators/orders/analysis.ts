import type { BgNbdRefusal } from '#models/customer-base/bg-nbd-fit.ts';
import type { BgNbd } from '#models/customer-base/bg-nbd.ts';
import type { BuyingFit } from '#models/customer-base/buying-fit.ts';
import type { GammaGammaFit } from '#models/customer-base/gamma-gamma-fit.ts';
import type { GammaGamma } from '#models/customer-base/gamma-gamma.ts';
import type { CountGroup, HoldOutGroup } from '#models/customer-base/hold-out.ts';
import type { KaplanMeier } from '#models/churn/kaplan-meier.ts';
import type { ShiftedBetaGeometricFit } from '#models/churn/shifted-beta-geometric-fit.ts';
import type { Cohort, TriangleReading } from '#models/churn/triangle.ts';
import type { ConcentrationAnswer } from '#models/concentration/lorenz.ts';
import type { RfmScores } from '#models/rfm/scoring.ts';
import type { CohortTable } from '#models/orders/cohorts.ts';
import type { Arrivals } from '#models/orders/newcomers.ts';
import type { OrderLines } from '#models/orders/order-lines.ts';
import type { RejectedRows } from '#models/orders/rejected.ts';
import type { FileShown } from './file-shown.ts';
import type { NameList } from './name-list.ts';
import type { AliveReading } from './results/alive-words.ts';
import type { RfmReading } from './results/rfm-reading.ts';
import type { LabSettings } from './settings.ts';

/**
 * What the worker finds in a file, as the page shows it. Everything about single customers stands
 * in columns of one length, so that buffers move from the worker to the page without being copied;
 * times are weeks where models speak and whole days where people do.
 */
export type Analysis = OrdersAnalysis | SubscriptionsAnalysis;

export interface OrdersAnalysis {
	readonly kind: 'orders';
	readonly settings: LabSettings;
	readonly file: FileShown;
	readonly rejected: RejectedRows;
	readonly facts: OrderFacts;
	/**
	 * BG/NBD on the whole period, or NBD where nobody is seen to leave: what the predictions stand on.
	 */
	readonly fit: BuyingFit | BgNbdRefusal;
	/** The fit beside what it was fitted to, by repeat orders; null without one. */
	readonly counts: readonly CountGroup[] | null;
	readonly spend: GammaGammaFit | { readonly ok: false; readonly reason: 'no amounts' };
	readonly holdOut: HoldOutAnswer;
	readonly customers: CustomerColumns;
	/** Of revenue over customers. */
	readonly concentration:
		ConcentrationAnswer | { readonly ok: false; readonly reason: 'no amounts' };
	readonly tiers: TiersAnswer;
	/**
	 * Who bought again, by when they first came. Buying in a period is not staying: one who skips a
	 * period and returns counts in the later one.
	 */
	readonly cohorts: CohortTable;
	/** At age 0, 1, …: share who bought, of all cohorts seen through it; null where none was. */
	readonly pooledCohorts: readonly (number | null)[];
	readonly readings: Readings;
	/** The parameters that made synthetic data; null for data of the reader's own. */
	readonly truth: { readonly orders: BgNbd; readonly spend: GammaGamma } | null;
}

export interface OrderFacts {
	/** Rows below the header that are not blank: accepted and rejected. */
	readonly dataRows: number;
	readonly acceptedRows: number;
	readonly blankRows: number;
	/** Orders left after those of one customer on one day are counted as one. */
	readonly orders: number;
	/** Orders that went into another one of the same day. */
	readonly mergedRows: number;
	/** How the rows of one order number became one order; null in a file without such numbers. */
	readonly lines: OrderLines | null;
	/** Rows of orders that were cancelled, returned or not paid. */
	readonly cancelledRows: number;
	readonly customers: number;
	/** Customers with a second order. */
	readonly repeaters: number;
	/** Days since 1970-01-01 (dayText of #models/orders/days.ts writes them). */
	readonly firstDay: number;
	/** The last order's day; everything is seen as of the end of it. */
	readonly lastDay: number;
	/** Null for a file without amounts. */
	readonly revenue: number | null;
	/** Customers of the file's first months, whom the reader has left out. */
	readonly customersLeftOut: number;
	/** Of all customers of the file. */
	readonly arrivals: Arrivals;
}

/** Fitted on the time up to a day, tried on the time after it. */
export type HoldOutAnswer =
	| {
			readonly ok: true;
			/** The last day that the fit has seen. */
			readonly splitDay: number;
			/** Weeks before and after the split. */
			readonly calibrationWeeks: number;
			readonly holdOutWeeks: number;
			/** Customers whose first order came up to the split; only they are in the test. */
			readonly customers: number;
			/** Customers who first came after it. */
			readonly newcomers: number;
			readonly fit: BuyingFit;
			readonly expectedTotal: number;
			readonly actualTotal: number;
			/** By repeat orders before the split: 0, 1, … 7 or more. */
			readonly groups: readonly HoldOutGroup[];
			readonly tracking: TrackingCurve;
	  }
	/** Less than four weeks on one side of the split. */
	| { readonly ok: false; readonly reason: 'too short' }
	/** The time before the split gave no fit. */
	| BgNbdRefusal;

/** Cumulative repeat orders of the customers in the test at the end of week 1, 2, … */
export interface TrackingCurve {
	readonly expected: Float64Array;
	readonly actual: Float64Array;
	/** Weeks up to the split, not always whole; entries after it are forecast. */
	readonly splitWeek: number;
}

/** A row for each customer, in the order in which the file first names them. */
export interface CustomerColumns {
	readonly count: number;
	readonly names: NameList;
	/** Orders, days merged, the first one included. */
	readonly orders: Int32Array;
	readonly firstDay: Int32Array;
	readonly lastDay: Int32Array;
	/** Days from the last order to the last day of the file. */
	readonly daysSinceLast: Int32Array;
	/** Everything paid; null for a file without amounts. */
	readonly total: Float64Array | null;
	/** The model's own terms: x, t_x and T, in weeks. */
	readonly repeatOrders: Int32Array;
	readonly lastOrderAt: Float64Array;
	readonly observedFor: Float64Array;
	/** Null where no model of buying could be fitted. */
	readonly prediction: {
		/** Whether the model knows a chance to leave; without one `alive` is 1 for everybody. */
		readonly leaving: boolean;
		/** 0–1. */
		readonly alive: Float64Array;
		/** Orders in the next `settings.horizonWeeks`. */
		readonly expectedOrders: Float64Array;
		/** All orders to come, discounted (DERT). */
		readonly discountedOrders: Float64Array;
	} | null;
	/** Null where there is no prediction, no gamma-gamma fit, or its mean does not exist. */
	readonly money: {
		/** What an order brings on average. */
		readonly expectedSpend: Float64Array;
		/** Margin share × expectedSpend × discountedOrders: value from today on. */
		readonly value: Float64Array;
	} | null;
	/** Each column on all customers, 5 best; `monetary` is null for a file without amounts. */
	readonly rfm: Omit<RfmScores, 'monetary'> & { readonly monetary: Uint8Array | null };
	/** Number into `tierNames`; null where there are no tiers. */
	readonly tier: Uint8Array | null;
}

/**
 * What the page says about all customers together. It takes a tenth of a second for very many, which
 * the worker has and the page has not.
 */
export interface Readings {
	readonly alive: AliveReading | null;
	readonly rfm: RfmReading | null;
	/** The rows of the customer table as it is sorted at first, lowest first. */
	readonly firstRising: Uint32Array;
}

export const tierNames = ['platinum', 'gold', 'iron', 'lead'] as const;
export type TierName = (typeof tierNames)[number];

/**
 * Where each tier ends, as a share of customers from the most valuable down (假設). Customers of
 * equal value are never parted: all of them stand in the better tier.
 */
export const tierEnds = { platinum: 0.1, gold: 0.3, iron: 0.7, lead: 1 } as const satisfies Record<
	TierName,
	number
>;

export type TiersAnswer =
	| {
			readonly ok: true;
			/** What the ranking goes by: value, or where that is not known the discounted orders to come. */
			readonly by: 'value' | 'discountedOrders';
			/** Why there is no value: no amounts, no fit of them, or a mean of all that does not exist. */
			readonly valueless: 'no amounts' | 'no spend fit' | 'no mean spend' | null;
			readonly tiers: readonly Tier[];
	  }
	| { readonly ok: false; readonly reason: 'no prediction' };

export interface Tier {
	readonly name: TierName;
	readonly customers: number;
	/** Shares of all customers' past revenue and of what is ranked by, 0–1; null of nothing. */
	readonly revenueShare: number | null;
	readonly worthShare: number | null;
	/** Mean chance of being a customer still; null for nobody, or where nobody can leave. */
	readonly meanAlive: number | null;
}

export interface SubscriptionsAnalysis {
	readonly kind: 'subscriptions';
	readonly settings: LabSettings;
	readonly file: FileShown;
	readonly rejected: RejectedRows;
	readonly facts: SubscriptionFacts;
	/** In whole months. */
	readonly curve: KaplanMeier;
	/** By month of start, survivors at month 0, 1, … */
	readonly cohorts: readonly Cohort[];
	readonly triangle: TriangleReading;
	readonly fit: ShiftedBetaGeometricFit;
	/** Share that the fitted mix expects still there after month 0, 1, …; null without a fit. */
	readonly fitted: readonly number[] | null;
	/** The mix that made synthetic data; null for data of the reader's own. */
	readonly truth: { readonly alpha: number; readonly beta: number } | null;
}

export interface SubscriptionFacts {
	readonly dataRows: number;
	readonly acceptedRows: number;
	readonly blankRows: number;
	readonly subscriptions: number;
	readonly ended: number;
	/** First start and the day as of which everything is seen (the last day in the file). */
	readonly firstDay: number;
	readonly lastDay: number;
	/** Months since January of year 0 of the cohorts' `startedIn` (monthNumber). */
	readonly firstMonth: number;
	readonly lastMonth: number;
	/** Mean monthly fee among subscriptions that tell one; null where none does. */
	readonly meanFee: number | null;
}
