import type { Cohort } from './triangle.ts';

/** One customer's subscription, in numbered periods (months, say). */
export interface Subscription {
	/** The first period they subscribed in; a whole number. */
	startedIn: number;
	/** The first period they no longer did, after `startedIn`; null for those still subscribed. */
	endedIn: number | null;
}

export interface SubscriptionReading {
	/** The cohort table as of the last period, oldest first; periods without a start are left out. */
	cohorts: Cohort[];
	/** Completed periods of each customer, and whether they left then: what Kaplan–Meier takes. */
	durations: Uint32Array;
	ended: Uint8Array;
}

/**
 * Turns subscriptions into the two forms that the rest works on, as known in period `asOf`: what
 * ends later counts as not ended, who starts later is left out. The curve of Kaplan & Meier over
 * `durations` is then the same as the pooled retentions of the table multiplied up. RangeError for
 * numbers that are not whole and for an end that does not come after its start.
 */
export function readSubscriptions(
	subscriptions: readonly Subscription[],
	asOf: number,
): SubscriptionReading {
	const known = subscriptions.filter(({ startedIn, endedIn }, index) => {
		if (!Number.isInteger(startedIn) || !(endedIn === null || Number.isInteger(endedIn))) {
			throw new RangeError(
				`periods must be whole numbers, got ${startedIn}, ${endedIn} at ${index}`,
			);
		}
		if (endedIn !== null && endedIn <= startedIn) {
			throw new RangeError(`endedIn must come after ${startedIn}, got ${endedIn} at ${index}`);
		}
		return startedIn <= asOf;
	});
	const durations = new Uint32Array(known.length);
	const ended = new Uint8Array(known.length);
	const leaving = new Map<number, Uint32Array>();
	const starting = new Map<number, number>();
	known.forEach(({ startedIn, endedIn }, index) => {
		const left = endedIn !== null && endedIn <= asOf;
		const held = (left ? endedIn : asOf) - startedIn;
		durations[index] = held;
		starting.set(startedIn, (starting.get(startedIn) ?? 0) + 1);
		if (!left) return;
		ended[index] = 1;
		const byAge = leaving.get(startedIn) ?? new Uint32Array(asOf - startedIn + 1);
		byAge[held] = (byAge[held] ?? 0) + 1;
		leaving.set(startedIn, byAge);
	});
	const cohorts = [...starting]
		.sort(([a], [b]) => a - b)
		.map(([startedIn, size]): Cohort => {
			let here = size;
			const byAge = leaving.get(startedIn);
			return {
				startedIn,
				survivors: Array.from({ length: asOf - startedIn + 1 }, (_, age) => {
					here -= byAge?.[age] ?? 0;
					return here;
				}),
			};
		});
	return { cohorts, durations, ended };
}
