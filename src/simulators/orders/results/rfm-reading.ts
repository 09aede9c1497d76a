import { risingOrder } from '#ui/rising-order.ts';
import type { CustomerColumns } from '../analysis.ts';

/** Customers whose grades add up to the same. */
export interface SumGroup {
	readonly sum: number;
	readonly customers: number;
	readonly meanAlive: number;
	/** Orders in the weeks ahead. */
	readonly meanOrders: number;
}

/** Two customers by number; the model expects less of the one who has bought more often. */
export interface ParadoxPair {
	readonly oftener: number;
	readonly rarer: number;
}

export interface RfmReading {
	/** Whether the model knows a chance to leave; without one nobody can be found to be gone. */
	readonly leaving: boolean;
	/** Lowest sum first; only sums that somebody has. */
	readonly groups: readonly SumGroup[];
	/** The highest sum there can be: 15, or 10 without amounts. */
	readonly best: number;
	/** From this sum on a customer counts as a good one. */
	readonly goodFrom: number;
	readonly good: number;
	/** Of the good ones, those whose chance of being a customer still is below one half. */
	readonly goodButGone: number;
	/** The same of those with the best grade for frequency. */
	readonly frequent: number;
	readonly frequentButGone: number;
	readonly paradox: ParadoxPair | null;
}

const grades = 5;
/** Four of five on average. */
const goodShare = 0.8;

export const sumOfGrades = ({ rfm }: Pick<CustomerColumns, 'rfm'>, row: number): number =>
	(rfm.recency[row] ?? 0) + (rfm.frequency[row] ?? 0) + (rfm.monetary?.[row] ?? 0);

/** RFM beside the model's answers; null without a prediction. */
export function readRfm(customers: CustomerColumns): RfmReading | null {
	const { prediction, rfm, count } = customers;
	if (!prediction || count === 0) return null;
	const best = (rfm.monetary ? 3 : 2) * grades;
	const goodFrom = goodShare * best;
	const people = new Float64Array(best + 1);
	const alive = new Float64Array(best + 1);
	const orders = new Float64Array(best + 1);
	let [good, goodButGone, frequent, frequentButGone] = [0, 0, 0, 0];
	for (let row = 0; row < count; row++) {
		const sum = sumOfGrades(customers, row);
		const chance = prediction.alive[row] as number;
		people[sum] = (people[sum] as number) + 1;
		alive[sum] = (alive[sum] as number) + chance;
		orders[sum] = (orders[sum] as number) + (prediction.expectedOrders[row] as number);
		const gone = chance < 0.5 ? 1 : 0;
		if (sum >= goodFrom) {
			good++;
			goodButGone += gone;
		}
		if (rfm.frequency[row] === grades) {
			frequent++;
			frequentButGone += gone;
		}
	}
	const groups = Array.from(people, (size, sum) => ({
		sum,
		customers: size,
		meanAlive: size > 0 ? (alive[sum] as number) / size : 0,
		meanOrders: size > 0 ? (orders[sum] as number) / size : 0,
	})).filter((group) => group.customers > 0);
	return {
		leaving: prediction.leaving,
		groups,
		best,
		goodFrom,
		good,
		goodButGone,
		frequent,
		frequentButGone,
		paradox: paradoxOf(customers, prediction),
	};
}

/** A smaller gap is not worth pointing at. */
const leastGap = 0.05;

/**
 * The increasing-frequency paradox in the reader's own data: of two repeaters last seen on the same
 * day, one has bought more often and is expected to order less. The pair whose chances of being
 * customers still lie furthest apart.
 */
function paradoxOf(
	{ daysSinceLast, repeatOrders }: CustomerColumns,
	{ alive, expectedOrders }: NonNullable<CustomerColumns['prediction']>,
): ParadoxPair | null {
	const byOrders = risingOrder(repeatOrders);
	/** Of those with fewer orders, by day last seen, the likeliest to be a customer still. */
	const likeliest = new Map<number, number>();
	let worst: ParadoxPair | null = null;
	let widest = leastGap;
	let waiting: number[] = [];
	const admit = (): void => {
		for (const row of waiting) {
			const day = daysSinceLast[row] as number;
			const other = likeliest.get(day);
			if (other === undefined || (alive[row] as number) > (alive[other] as number)) {
				likeliest.set(day, row);
			}
		}
		waiting = [];
	};
	for (const row of byOrders) {
		const orders = repeatOrders[row] as number;
		if (orders === 0) continue;
		if (waiting[0] !== undefined && repeatOrders[waiting[0]] !== orders) admit();
		waiting.push(row);
		const rarer = likeliest.get(daysSinceLast[row] as number);
		if (rarer === undefined) continue;
		const gap = (alive[rarer] as number) - (alive[row] as number);
		if (gap > widest && (expectedOrders[rarer] as number) > (expectedOrders[row] as number)) {
			widest = gap;
			worst = { oftener: row, rarer };
		}
	}
	return worst;
}
