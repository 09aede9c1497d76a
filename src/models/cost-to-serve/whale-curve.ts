/**
 * The whale curve: profit added up from the best customer on. It rises above where it ends when
 * anybody loses money; the hump is what the losers give back (Kaplan and Narayanan).
 */
export interface WhaleCurve {
	readonly customers: number;
	/** Share of customers, best first, 0–1: at most 101 points and the peak. */
	readonly people: readonly number[];
	/** Their profit together (NT$). */
	readonly profit: readonly number[];
	readonly total: number;
	readonly peak: {
		readonly people: number;
		readonly profit: number;
		/** Peak by total, 1 or more; null where the total is not a gain. */
		readonly timesTotal: number | null;
	};
	readonly losers: number;
	/** What they lose together (NT$, 0 or less). */
	readonly losses: number;
}

export type WhaleAnswer =
	({ readonly ok: true } & WhaleCurve) | { readonly ok: false; readonly reason: 'nobody' };

/** @throws RangeError for a profit that is not a finite number. */
export function whaleCurve(profits: ArrayLike<number>): WhaleAnswer {
	const customers = profits.length;
	if (customers === 0) return { ok: false, reason: 'nobody' };
	const sorted = new Float64Array(profits);
	for (const profit of sorted) {
		if (!Number.isFinite(profit)) throw new RangeError(`profits must be finite, got ${profit}`);
	}
	sorted.sort().reverse();
	const running = new Float64Array(customers + 1);
	let losers = 0;
	let losses = 0;
	let earners = 0;
	sorted.forEach((profit, index) => {
		running[index + 1] = (running[index] as number) + profit;
		if (profit > 0) earners = index + 1;
		if (profit < 0) {
			losers++;
			losses += profit;
		}
	});
	const points = Math.min(100, customers);
	const places = new Set(
		Array.from({ length: points + 1 }, (_, index) => Math.round((index * customers) / points)),
	);
	places.add(earners);
	const shown = [...places].sort((a, b) => a - b);
	const total = running[customers] as number;
	const top = running[earners] as number;
	return {
		ok: true,
		customers,
		people: shown.map((place) => place / customers),
		profit: shown.map((place) => running[place] as number),
		total,
		peak: {
			people: earners / customers,
			profit: top,
			timesTotal: total > 0 ? Math.max(1, top / total) : null,
		},
		losers,
		losses,
	};
}
