import type { Analysis } from './analysis.ts';
import type { LabAnswer, LabJob, LabReport } from './job.ts';
import { analyseOrders } from './orders-analysis.ts';
import { readSource, type AtHand } from './read-source.ts';
import { analyseSubscriptions } from './subscriptions-analysis.ts';

/**
 * Someone who does the lab's jobs one after another, and keeps the file last read: a moved slider
 * must not cost a second reading.
 */
export function labWorker(): (job: LabJob, report: LabReport) => Promise<LabAnswer> {
	let kept: { readonly key: string; readonly atHand: AtHand } | undefined;
	return async ({ source, sourceNumber, choices, today, settings }, report) => {
		const key = JSON.stringify([sourceNumber, choices, today]);
		if (kept?.key !== key) {
			kept = undefined;
			const read = await readSource(source, choices, today, report);
			if (!read.ok) return read;
			kept = { key, atHand: read.atHand };
		}
		const { atHand } = kept;
		const analysis: Analysis =
			atHand.kind === 'orders'
				? analyseOrders(atHand, settings, report)
				: analyseSubscriptions(atHand, settings, report);
		return { ok: true, analysis };
	};
}

/** The buffers of an answer, which move to the page instead of being copied. */
export function buffersOf(answer: LabAnswer): ArrayBuffer[] {
	if (!answer.ok || answer.analysis.kind !== 'orders') return [];
	const { customers, holdOut, readings } = answer.analysis;
	const { names, rfm, prediction, money } = customers;
	const columns: (ArrayBufferView | null | undefined)[] = [
		names.starts,
		customers.orders,
		customers.firstDay,
		customers.lastDay,
		customers.daysSinceLast,
		customers.total,
		customers.repeatOrders,
		customers.lastOrderAt,
		customers.observedFor,
		prediction?.alive,
		prediction?.expectedOrders,
		prediction?.discountedOrders,
		money?.expectedSpend,
		money?.value,
		rfm.recency,
		rfm.frequency,
		rfm.monetary,
		customers.tier,
		readings.firstRising,
		holdOut.ok ? holdOut.tracking.expected : null,
		holdOut.ok ? holdOut.tracking.actual : null,
	];
	return [
		...new Set(
			columns.flatMap((column) => (column?.buffer instanceof ArrayBuffer ? [column.buffer] : [])),
		),
	];
}
