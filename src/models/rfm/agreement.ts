import { grades, type RfmScores } from './scoring.ts';

/** Customers who share all three grades. */
export interface RfmCell {
	readonly recency: number;
	readonly frequency: number;
	readonly monetary: number;
	/** Sum of the grades with 5 for the best, 3–15, whichever way they are told. */
	readonly sum: number;
	readonly customers: number;
	/** Mean of the value column over them. */
	readonly meanValue: number;
}

export interface RfmAgreement {
	/** Cells that have customers, best sum first. */
	readonly cells: readonly RfmCell[];
	/** Correlation of the sum of grades with the value, −1 to 1; null where either does not vary. */
	readonly correlation: number | null;
	/** Share of the value's variance between cells, and between sums, 0–1; null as above. */
	readonly explainedByCells: number | null;
	readonly explainedBySums: number | null;
}

/**
 * How far RFM agrees with a value worked out another way (expected purchases, value to come): the
 * cells' means, the correlation of the added-up score, and how much of the value either explains.
 * @throws RangeError unless there is one finite value a customer.
 */
export function rfmAgreement(scores: RfmScores, value: ArrayLike<number>): RfmAgreement {
	const n = scores.recency.length;
	if (value.length !== n) throw new RangeError('values must be of the same customers');
	const up = (grade: number) => (scores.best === 5 ? grade : grades + 1 - grade);
	const count = new Float64Array(grades ** 3);
	const total = new Float64Array(grades ** 3);
	const sumCount = new Float64Array(3 * grades + 1);
	const sumTotal = new Float64Array(3 * grades + 1);
	let mean = 0;
	for (let i = 0; i < n; i++) {
		const each = value[i] as number;
		if (!Number.isFinite(each)) throw new RangeError(`values must be finite, got ${each}`);
		mean += each / n;
	}
	let variance = 0;
	for (let i = 0; i < n; i++) {
		const [r, f, m] = [scores.recency, scores.frequency, scores.monetary].map((column) =>
			up(column[i] as number),
		) as [number, number, number];
		const gap = (value[i] as number) - mean;
		add(count, total, ((r - 1) * grades + f - 1) * grades + m - 1, gap);
		add(sumCount, sumTotal, r + f + m, gap);
		variance += gap * gap;
	}
	const explained = (counts: Float64Array, totals: Float64Array): number | null => {
		if (!(variance > 0)) return null;
		let between = 0;
		counts.forEach((size, i) => {
			if (size > 0) between += (totals[i] as number) ** 2 / size;
		});
		return Math.min(1, between / variance);
	};
	const cells: RfmCell[] = [];
	count.forEach((customers, cell) => {
		if (customers === 0) return;
		const [r, f, m] = [
			Math.floor(cell / grades ** 2),
			Math.floor(cell / grades) % grades,
			cell % grades,
		];
		cells.push({
			recency: up(r + 1),
			frequency: up(f + 1),
			monetary: up(m + 1),
			sum: r + f + m + 3,
			customers,
			meanValue: mean + (total[cell] as number) / customers,
		});
	});
	return {
		cells: cells.sort((a, b) => b.sum - a.sum || b.meanValue - a.meanValue),
		correlation: correlationOf(sumCount, sumTotal, variance, n),
		explainedByCells: explained(count, total),
		explainedBySums: explained(sumCount, sumTotal),
	};
}

function add(counts: Float64Array, totals: Float64Array, place: number, gap: number): void {
	counts[place] = (counts[place] as number) + 1;
	totals[place] = (totals[place] as number) + gap;
}

/** Correlation of the sum with the value, from counts and value gaps at each sum. */
function correlationOf(
	counts: Float64Array,
	gaps: Float64Array,
	variance: number,
	n: number,
): number | null {
	let mean = 0;
	counts.forEach((size, sum) => {
		mean += (size * sum) / Math.max(1, n);
	});
	let together = 0;
	let spread = 0;
	counts.forEach((size, sum) => {
		together += (sum - mean) * (gaps[sum] as number);
		spread += size * (sum - mean) ** 2;
	});
	// A trace left by rounding is no spread.
	if (!(spread > 1e-9 && variance > 0)) return null;
	return Math.min(1, Math.max(-1, together / Math.sqrt(spread * variance)));
}
