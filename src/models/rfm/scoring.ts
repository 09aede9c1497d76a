/**
 * RFM: recency, frequency and monetary value, each in five grades. Two conventions are about: 5 for
 * the best (most tools) and 1 for the best (Hughes). Two ways of grading, too: each column on all
 * customers, or nested, F within R and M within R and F. Lists must say which before they are swapped.
 */
export interface RfmColumns {
	/** Days since the last order at the day of looking; fewer is better. */
	readonly daysSinceLast: ArrayLike<number>;
	readonly orders: ArrayLike<number>;
	/** Total or mean spend. The total goes hand in hand with orders, the mean less so. */
	readonly money: ArrayLike<number>;
}

export interface RfmWay {
	/** Which figure stands for the best grade. */
	readonly best: 5 | 1;
	readonly nested: boolean;
}

export interface RfmScores {
	readonly recency: Uint8Array;
	readonly frequency: Uint8Array;
	readonly monetary: Uint8Array;
	readonly best: 5 | 1;
	/** How many of the five grades each column really has: ties and short lists leave some out. */
	readonly gradesUsed: {
		readonly recency: number;
		readonly frequency: number;
		readonly monetary: number;
	};
}

export const grades = 5;

/**
 * Grades by fifths, ⌈5·rank/n⌉ with equal values together at the highest of their ranks: equal
 * customers are never parted, so grades can be of unequal size, or missing. Same list, same grades.
 * @throws RangeError for lists of different length or a value that is not finite.
 */
export function scoreRfm(columns: RfmColumns, way: RfmWay): RfmScores {
	const { daysSinceLast, orders, money } = columns;
	const n = daysSinceLast.length;
	if (orders.length !== n || money.length !== n) {
		throw new RangeError('all three columns must be of the same customers');
	}
	// Turned round, so that more is better in every column.
	const freshness = finite(daysSinceLast).map((days) => -days);
	const everybody = new Uint8Array(n);
	const recency = gradesWithin(freshness, everybody, 1);
	const frequency = gradesWithin(
		finite(orders),
		way.nested ? recency : everybody,
		way.nested ? grades + 1 : 1,
	);
	const cells = recency.map((grade, i) => (grade - 1) * grades + (frequency[i] as number) - 1);
	const monetary = gradesWithin(
		finite(money),
		way.nested ? cells : everybody,
		way.nested ? grades * grades : 1,
	);
	const told = (column: Uint8Array) =>
		way.best === 5 ? column : column.map((grade) => grades + 1 - grade);
	return {
		recency: told(recency),
		frequency: told(frequency),
		monetary: told(monetary),
		best: way.best,
		gradesUsed: {
			recency: new Set(recency).size,
			frequency: new Set(frequency).size,
			monetary: new Set(monetary).size,
		},
	};
}

/**
 * Grades by fixed cut-points instead: 1 below the first, one more from each cut-point on.
 * @throws RangeError unless cut-points rise.
 */
export function gradeByCutPoints(
	values: ArrayLike<number>,
	cutPoints: readonly number[],
): Uint8Array {
	cutPoints.forEach((cut, index) => {
		if (!(cut > (cutPoints[index - 1] ?? -Infinity))) {
			throw new RangeError(`cut-points must rise, got ${cutPoints.join(', ')}`);
		}
	});
	return Uint8Array.from(finite(values), (value) => {
		let grade = 1;
		for (const cut of cutPoints) if (value >= cut) grade++;
		return grade;
	});
}

function finite(values: ArrayLike<number>): Float64Array {
	const column = new Float64Array(values);
	column.forEach((value) => {
		if (!Number.isFinite(value)) throw new RangeError(`values must be finite, got ${value}`);
	});
	return column;
}

/** Fifths within each group (numbered from 0), 1 for the lowest values to 5 for the highest. */
function gradesWithin(values: Float64Array, groupOf: Uint8Array, groups: number): Uint8Array {
	const sizes = new Uint32Array(groups);
	groupOf.forEach((group) => {
		sizes[group] = (sizes[group] as number) + 1;
	});
	const parts = Array.from(sizes, (size) => new Float64Array(size));
	const filled = new Uint32Array(groups);
	values.forEach((value, i) => {
		const group = groupOf[i] as number;
		const at = filled[group] as number;
		(parts[group] as Float64Array)[at] = value;
		filled[group] = at + 1;
	});
	// A value is above grade b when more than b fifths of its group are no larger than it, and that
	// is when it reaches the value standing at that place.
	const cuts = parts.map((part) => {
		part.sort();
		return Array.from(
			{ length: grades - 1 },
			(_, b) => part[Math.floor(((b + 1) * part.length) / grades)] ?? Infinity,
		);
	});
	const graded = new Uint8Array(values.length);
	values.forEach((value, i) => {
		let grade = 1;
		for (const cut of cuts[groupOf[i] as number] as number[]) if (value >= cut) grade++;
		graded[i] = grade;
	});
	return graded;
}
