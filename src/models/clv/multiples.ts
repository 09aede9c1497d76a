import { timings, type TimingCode } from './timing.ts';
import { worthOf, type Stream } from './stream.ts';

/**
 * Gupta & Lehmann's margin multiple r/(1+i−r): the value of one NT$ of yearly margin under
 * convention B. Throws RangeError where it has no bound.
 */
export function marginMultiple(retention: number, discount: number): number {
	const worth = worthOf(
		{ marginPerPeriod: 1, retentionPerPeriod: retention, discountPerPeriod: discount },
		'B',
	);
	if (!worth.bounded)
		throw new RangeError('margin multiple has no bound at retention 1, discount 0');
	return worth.value;
}

export interface MultipleTable {
	/** Rows: 10–16 % a year. */
	readonly discounts: readonly number[];
	/** Columns: 60–90 % a year. */
	readonly retentions: readonly number[];
	/** A list for each row. */
	readonly multiples: readonly (readonly number[])[];
	/** The present setting's own multiple; absent where it has no bound. */
	readonly present?: number;
	/** The cell whose rates are nearest to the present ones; absent when none is near. */
	readonly cell?: {
		readonly row: number;
		readonly column: number;
		/** Whether the present rates are the cell's own. */
		readonly exact: boolean;
	};
}

const tableDiscounts = [0.1, 0.12, 0.14, 0.16] as const;
const tableRetentions = [0.6, 0.7, 0.8, 0.9] as const;

/** Margin multiples in the layout of Gupta & Lehmann (2005), the present setting's cell marked. */
export function multipleTable(retention: number, discount: number): MultipleTable {
	const row = nearest(tableDiscounts, discount, 0.01);
	const column = nearest(tableRetentions, retention, 0.05);
	const bounded = 1 + discount - retention > 0;
	return {
		discounts: tableDiscounts,
		retentions: tableRetentions,
		multiples: tableDiscounts.map((each) =>
			tableRetentions.map((kept) => marginMultiple(kept, each)),
		),
		...(bounded ? { present: marginMultiple(retention, discount) } : {}),
		...(row >= 0 && column >= 0
			? {
					cell: {
						row,
						column,
						exact:
							Math.abs((tableDiscounts[row] ?? 0) - discount) < 1e-9 &&
							Math.abs((tableRetentions[column] ?? 0) - retention) < 1e-9,
					},
				}
			: {}),
	};
}

/** Index of the value nearest to `wanted`, −1 when even that is more than `reach` away. */
function nearest(values: readonly number[], wanted: number, reach: number): number {
	const distances = values.map((value) => Math.abs(value - wanted));
	const least = Math.min(...distances);
	return least <= reach + 1e-9 ? distances.indexOf(least) : -1;
}

/** By how many percent the worth moves when one of its causes moves by one percent. */
export interface Elasticities {
	readonly margin: number;
	readonly retention: number;
	/** Never above 0: dearer waiting takes value away. */
	readonly discount: number;
}

/**
 * Elasticities at constant retention. Where only renewals count (B) that of retention is
 * (1+i)/(1+i−r) and that of the discount rate −i/(1+i−r); a certain first payment dampens both.
 * Gupta, Lehmann & Stuart (2004) find 3 to 7 for retention over whole firms. Absent where the worth
 * has no bound or is 0 whatever moves.
 */
export function elasticities(stream: Stream, timing: TimingCode): Elasticities | undefined {
	const { retentionPerPeriod: retention, discountPerPeriod: discount } = stream;
	const worth = worthOf(stream, timing);
	if (!worth.bounded || worth.value === 0) return undefined;
	const { delay, firstIsCertain } = timings[timing];
	const spread = 1 + discount - retention;
	return {
		margin: 1,
		retention: (firstIsCertain ? retention : 1 + discount) / spread,
		discount: ((1 - delay) * discount) / (1 + discount) - discount / spread,
	};
}
