import { kaplanMeier } from '#models/churn/kaplan-meier.ts';
import { fitShiftedBetaGeometric } from '#models/churn/shifted-beta-geometric-fit.ts';
import { mixSurvival } from '#models/churn/shifted-beta-geometric.ts';
import { readSubscriptions } from '#models/churn/subscriptions.ts';
import { readTriangle } from '#models/churn/triangle.ts';
import { monthNumber, wholeMonths } from '#models/orders/days.ts';
import type { ReadFacts } from '#models/orders/orders.ts';
import type { RejectedRows } from '#models/orders/rejected.ts';
import { subscriptionTimes, type SubscriptionsTable } from '#models/subscriptions/subscriptions.ts';
import type { SubscriptionsAnalysis } from './analysis.ts';
import type { FileShown } from './file-shown.ts';
import type { LabReport } from './job.ts';
import type { LabSettings } from './settings.ts';

/** A subscription file once read. */
export interface SubscriptionsAtHand {
	readonly kind: 'subscriptions';
	readonly file: FileShown;
	readonly facts: Pick<ReadFacts<string>, 'dataRows' | 'acceptedRows' | 'blankRows'>;
	readonly rejected: RejectedRows;
	readonly truth: SubscriptionsAnalysis['truth'];
	readonly table: SubscriptionsTable;
}

export function analyseSubscriptions(
	{ file, facts, rejected, truth, table }: SubscriptionsAtHand,
	settings: LabSettings,
	report: LabReport,
): SubscriptionsAnalysis {
	report({ stage: 'counting', share: 0.6 });
	const times = subscriptionTimes(table);
	const { asOf, ended } = times;
	// Whoever leaves within the first month has paid for it, and so leaves at the first renewal.
	const durations = times.durations.map((months, i) =>
		ended[i] === 1 ? Math.max(1, months) : months,
	);
	const { cohorts } = readSubscriptions(times.months, monthNumber(asOf));
	report({ stage: 'fitting', share: 0.75 });
	const curve = kaplanMeier(durations, ended);
	const fit = fitShiftedBetaGeometric(seenEquallyLong(table, durations, ended, asOf));
	const fees = (times.fees ?? []).filter((fee) => fee !== null);
	const months = curve.lastSeen ?? 0;
	return {
		kind: 'subscriptions',
		settings,
		file,
		rejected,
		facts: {
			...facts,
			subscriptions: durations.length,
			ended: curve.left,
			firstDay: table.start.reduce((first, day) => Math.min(first, day), asOf),
			lastDay: asOf,
			firstMonth: cohorts[0]?.startedIn ?? monthNumber(asOf),
			lastMonth: monthNumber(asOf),
			meanFee: fees.length > 0 ? fees.reduce((sum, fee) => sum + fee, 0) / fees.length : null,
		},
		curve,
		cohorts,
		triangle: readTriangle(cohorts),
		fit,
		fitted: fit.ok ? mixSurvival(fit.mix, months) : null,
		truth,
	};
}

/**
 * Survivors by month, in a row for each number of renewals that could be seen. By calendar month a
 * renewal that is due on the 20th would count as passed on the 5th.
 */
function seenEquallyLong(
	table: SubscriptionsTable,
	durations: Int32Array,
	ended: Uint8Array,
	asOf: number,
): number[][] {
	const left = new Map<number, { customers: number; leaving: Map<number, number> }>();
	let row = 0;
	for (const start of table.start) {
		if (start > asOf) continue;
		const duration = durations[row] as number;
		const seen = Math.max(wholeMonths(start, asOf), duration);
		const group = left.get(seen) ?? { customers: 0, leaving: new Map<number, number>() };
		left.set(seen, group);
		group.customers++;
		if (ended[row] === 1) {
			group.leaving.set(duration, (group.leaving.get(duration) ?? 0) + 1);
		}
		row++;
	}
	return [...left].map(([seen, { customers, leaving }]) => {
		let here = customers;
		return Array.from({ length: seen + 1 }, (_, age) => (here -= leaving.get(age) ?? 0));
	});
}
