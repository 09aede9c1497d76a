import { fitBuying, type BuyingFit } from '#models/customer-base/buying-fit.ts';
import { weeklyDelta } from '#models/customer-base/discounting.ts';
import { fitGammaGamma } from '#models/customer-base/gamma-gamma-fit.ts';
import { expectedCumulative, fittedCounts, holdOutTest } from '#models/customer-base/hold-out.ts';
import { customerValues } from '#models/customer-base/value.ts';
import { concentrationOf } from '#models/concentration/lorenz.ts';
import { cohortTable, type CohortTable } from '#models/orders/cohorts.ts';
import {
	customerSummary,
	daysPerWeek,
	splitForHoldOut,
	type CustomerSummary,
	type HoldOutSplit,
} from '#models/orders/customer-summary.ts';
import {
	arrivalsOf,
	daysPerMonth,
	newcomersOnly,
	type Arrivals,
} from '#models/orders/newcomers.ts';
import { mergeSameDay, type OrderDays } from '#models/orders/order-days.ts';
import type { OrderLines } from '#models/orders/order-lines.ts';
import type { OrdersTable, ReadFacts } from '#models/orders/orders.ts';
import type { RejectedRows } from '#models/orders/rejected.ts';
import { scoreRfm } from '#models/rfm/scoring.ts';
import { risingOrder } from '#ui/rising-order.ts';
import type {
	CustomerColumns,
	HoldOutAnswer,
	OrdersAnalysis,
	TiersAnswer,
	TrackingCurve,
} from './analysis.ts';
import type { FileShown } from './file-shown.ts';
import type { LabReport } from './job.ts';
import { nameList, type NameList } from './name-list.ts';
import { readAlive } from './results/alive-words.ts';
import { readRfm } from './results/rfm-reading.ts';
import type { LabSettings } from './settings.ts';
import { tiersOf } from './tiers.ts';

/** An order file once read, with what does not depend on the settings worked out once. */
export interface OrdersAtHand {
	readonly kind: 'orders';
	readonly file: FileShown;
	readonly facts: Pick<ReadFacts<string>, 'dataRows' | 'acceptedRows' | 'blankRows'>;
	/** How rows became orders; null where each row is one. */
	readonly lines: OrderLines | null;
	readonly rejected: RejectedRows;
	readonly truth: OrdersAnalysis['truth'];
	/** All customers of the file. */
	readonly everyone: OrderDays;
	readonly arrivals: Arrivals;
	/** Those who are counted under a setting, with what is fitted to them; the last one is kept. */
	readonly counted: (monthsLeftOut: number, report: LabReport) => Counted;
}

interface Counted {
	readonly days: OrderDays;
	readonly summary: CustomerSummary;
	readonly names: NameList;
	readonly fit: OrdersAnalysis['fit'];
	readonly counts: OrdersAnalysis['counts'];
	readonly spend: OrdersAnalysis['spend'];
}

export function countOrders(
	read: Pick<OrdersAtHand, 'file' | 'lines' | 'rejected' | 'truth' | 'facts'> & {
		readonly table: OrdersTable;
	},
	report: LabReport,
): OrdersAtHand {
	report({ stage: 'counting', share: 0.55 });
	const { file, facts, lines, rejected, truth } = read;
	const everyone = mergeSameDay(read.table);
	let kept: { readonly months: number; readonly counted: Counted } | undefined;
	const counted: OrdersAtHand['counted'] = (months, reportOn) => {
		if (kept?.months !== months) kept = { months, counted: count(everyone, months, reportOn) };
		return kept.counted;
	};
	const arrivals = arrivalsOf(everyone);
	return { kind: 'orders', file, facts, lines, rejected, truth, everyone, arrivals, counted };
}

function count(everyone: OrderDays, months: number, report: LabReport): Counted {
	const days = newcomersOnly(everyone, everyone.firstDay + Math.round(months * daysPerMonth));
	const summary = customerSummary(days);
	const names = nameList(Array.from(summary.customer, (who) => days.names[who] ?? ''));
	report({ stage: 'fitting', share: 0.65 });
	const fit = fitBuying(summary);
	const spend = summary.hasAmounts
		? fitGammaGamma(summary)
		: ({ ok: false, reason: 'no amounts' } as const);
	const counts = fit.ok ? fittedCounts(fit.params, summary) : null;
	return { days, summary, names, fit, counts, spend };
}

export function analyseOrders(
	atHand: OrdersAtHand,
	settings: LabSettings,
	report: LabReport,
): OrdersAnalysis {
	const { file, rejected, truth, everyone, arrivals, lines } = atHand;
	const counted = atHand.counted(settings.monthsLeftOut, report);
	const { days, summary, fit, counts, spend } = counted;
	report({ stage: 'testing', share: 0.8 });
	const holdOut = testOn(days, settings.calibrationShare);
	report({ stage: 'predicting', share: 0.9 });
	const { customers, tiers } = customersOf(counted, settings);
	const cohorts = cohortTable(days);
	const repeaters = summary.repeatOrders.reduce((sum, x) => sum + Number(x > 0), 0);
	return {
		kind: 'orders',
		settings,
		file,
		rejected,
		facts: {
			...atHand.facts,
			orders: days.day.length,
			mergedRows: everyone.mergedOrders,
			lines,
			cancelledRows: rejected.byReason.cancelled,
			customers: customers.count,
			repeaters,
			firstDay: days.firstDay,
			lastDay: days.lastDay,
			revenue: days.revenue,
			customersLeftOut: customersIn(everyone) - customers.count,
			arrivals,
		},
		fit,
		counts,
		spend,
		holdOut,
		customers,
		concentration: summary.hasAmounts
			? concentrationOf(summary.total)
			: { ok: false, reason: 'no amounts' },
		tiers,
		cohorts,
		pooledCohorts: pooled(cohorts),
		readings: {
			alive: readAlive(customers),
			rfm: readRfm(customers),
			firstRising: risingOrder(firstSorting(customers)),
		},
		truth,
	};
}

function customersOf(
	{ summary, names, fit, spend }: Counted,
	settings: LabSettings,
): { readonly customers: CustomerColumns; readonly tiers: TiersAnswer } {
	const { total, orders, daysSinceLast, hasAmounts } = summary;
	const found = fit.ok
		? customerValues(fit.params, spend.ok ? spend.params : null, summary, {
				weeks: settings.horizonWeeks,
				deltaPerWeek: weeklyDelta(settings.discountPerYear),
				marginShare: settings.marginShare,
			})
		: null;
	const leaving = fit.ok && fit.model === 'bg-nbd';
	const money = found?.money.ok ? found.money : null;
	const ranking = found
		? tiersOf({
				by: money ? 'value' : 'discountedOrders',
				valueless: money
					? null
					: !hasAmounts
						? 'no amounts'
						: spend.ok
							? 'no mean spend'
							: 'no spend fit',
				worth: money?.value ?? found.discountedOrders,
				total: hasAmounts ? total : null,
				alive: leaving ? found.alive : null,
			})
		: null;
	// Without amounts the third grade would only repeat the second.
	const rfm = scoreRfm(
		{ daysSinceLast, orders, money: hasAmounts ? total : orders },
		{ best: 5, nested: false },
	);
	const customers: CustomerColumns = {
		count: names.count,
		// What is sent to the page is gone from here; what is needed again is sent as a copy.
		names: { ...names, starts: names.starts.slice() },
		orders: orders.slice(),
		firstDay: summary.firstDay.slice(),
		lastDay: summary.lastDay.slice(),
		daysSinceLast: daysSinceLast.slice(),
		total: hasAmounts ? total.slice() : null,
		repeatOrders: summary.repeatOrders.slice(),
		lastOrderAt: summary.lastOrderAt.slice(),
		observedFor: summary.observedFor.slice(),
		prediction: found && {
			leaving,
			alive: found.alive,
			expectedOrders: found.expectedOrders,
			discountedOrders: found.discountedOrders,
		},
		money: money && { expectedSpend: money.expectedSpend, value: money.value },
		rfm: { ...rfm, monetary: hasAmounts ? rfm.monetary : null },
		tier: ranking?.tier ?? null,
	};
	return { customers, tiers: ranking?.answer ?? { ok: false, reason: 'no prediction' } };
}

const customersIn = ({ starts }: OrderDays): number =>
	starts.reduce((sum, start, who) => sum + Number(who > 0 && start > (starts[who - 1] ?? 0)), 0);

/** What the table of customers is sorted by at first: the last thing that could be worked out. */
const firstSorting = ({ money, prediction, orders }: CustomerColumns): ArrayLike<number> =>
	money?.value ?? prediction?.expectedOrders ?? orders;

/** Learns from the time up to a day and is examined on the time after it. */
function testOn(days: OrderDays, calibrationShare: number): HoldOutAnswer {
	const { firstDay, lastDay } = days;
	const split = splitForHoldOut(
		days,
		firstDay + Math.floor(calibrationShare * (lastDay - firstDay)),
	);
	if (!split.ok) return { ok: false, reason: 'too short' };
	const { calibration, holdOutOrders, holdOutWeeks, splitDay } = split;
	const fit = fitBuying(calibration);
	if (!fit.ok) return fit;
	const test = holdOutTest(fit.params, calibration, holdOutOrders, holdOutWeeks);
	return {
		ok: true,
		splitDay,
		calibrationWeeks: (splitDay - firstDay) / daysPerWeek,
		holdOutWeeks,
		customers: test.customers,
		newcomers: split.customersAfterSplit,
		fit,
		expectedTotal: test.expectedTotal,
		actualTotal: test.actualTotal,
		groups: test.groups,
		tracking: track(days, split, fit),
	};
}

function track(days: OrderDays, split: HoldOutSplit, fit: BuyingFit): TrackingCurve {
	const { calibration, firstDay, lastDay, splitDay } = split;
	const weeks = Math.floor((lastDay - firstDay) / daysPerWeek);
	const firstOrderAt = Float64Array.from(
		calibration.firstDay,
		(day) => (day - firstDay) / daysPerWeek,
	);
	const actual = new Float64Array(weeks);
	for (const who of calibration.customer) {
		const end = days.starts[who + 1] as number;
		for (let at = (days.starts[who] as number) + 1; at < end; at++) {
			// Week w ends with day 7w after the first one, that day included, as T is counted.
			const week = Math.ceil(((days.day[at] as number) - firstDay) / daysPerWeek) - 1;
			if (week < weeks) actual[week] = (actual[week] as number) + 1;
		}
	}
	for (let week = 1; week < weeks; week++) {
		actual[week] = (actual[week] as number) + (actual[week - 1] as number);
	}
	return {
		expected: expectedCumulative(fit.params, firstOrderAt, weeks),
		actual,
		splitWeek: (splitDay - firstDay) / daysPerWeek,
	};
}

/** A last period that the file breaks off in would pull the pooled share down. */
function pooled({ cohorts, lastPeriodComplete }: CohortTable): (number | null)[] {
	const ages = Math.max(0, ...cohorts.map(({ buying }) => buying.length));
	return Array.from({ length: ages }, (_, age) => {
		let customers = 0;
		let buying = 0;
		for (const cohort of cohorts) {
			const seen = cohort.buying.length - (lastPeriodComplete ? 0 : 1);
			if (age >= seen) continue;
			customers += cohort.customers;
			buying += cohort.buying[age] ?? 0;
		}
		return customers > 0 ? buying / customers : null;
	});
}
