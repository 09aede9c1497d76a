import type { UnboundedReason } from './worth.ts';

/** The value of starting in each state, or why there is none. */
export type MigrationWorth =
	| { readonly bounded: true; readonly values: readonly number[] }
	| { readonly bounded: false; readonly reason: UnboundedReason };

/**
 * Customers who wander between states (months since the last order, tiers, lost): what one is
 * worth who stands in each today, the first payment now. V = R + P·V/(1+i), that is
 * V = (I − P/(1+i))⁻¹R (Pfeifer & Carraway 2000). `moves[s]` holds the chances of going from state
 * s to each in one period, 0–1 and adding up to 1; `margins[s]` is the NT$ of a period in s, maybe
 * below 0; `discount` is a period's, 0 or more. Constant retention under convention A is the case
 * of two states, here and lost.
 */
export function migrationWorth(
	moves: readonly (readonly number[])[],
	margins: readonly number[],
	discount: number,
): MigrationWorth {
	requireChain(moves, margins, discount);
	const states = margins.map((_, state) => state);
	const paying = states.filter((state) => margins[state] !== 0);
	const alive = states.filter((state) => reaches(moves, state, paying));
	const silent = states.filter((state) => !alive.includes(state));
	// Without discounting a sum ends only for those who one day get where nothing is paid any more.
	if (discount === 0 && alive.some((state) => !reaches(moves, state, silent))) {
		return { bounded: false, reason: 'nobody leaves and waiting costs nothing' };
	}
	const solved = solve(
		alive.map((state) =>
			alive.map((to) => (to === state ? 1 : 0) - (moves[state]?.[to] as number) / (1 + discount)),
		),
		alive.map((state) => margins[state] as number),
	);
	return { bounded: true, values: states.map((state) => solved[alive.indexOf(state)] ?? 0) };
}

/** Whether one who starts in `from` can ever be in one of `goals`; staying counts as being there. */
function reaches(
	moves: readonly (readonly number[])[],
	from: number,
	goals: readonly number[],
): boolean {
	const seen = new Set([from]);
	for (const state of seen) {
		if (goals.includes(state)) return true;
		moves[state]?.forEach((chance, to) => chance > 0 && seen.add(to));
	}
	return false;
}

/** Gauss–Jordan; the matrix is diagonally dominant, so no row need change its place. */
function solve(matrix: number[][], right: readonly number[]): number[] {
	const size = right.length;
	const rows = matrix.map((row, index) => [...row, right[index] as number]);
	rows.forEach((top, pivot) => {
		const head = top[pivot] as number;
		rows.forEach((row, index) => {
			if (index === pivot) return;
			const share = (row[pivot] as number) / head;
			for (let column = pivot; column <= size; column++) {
				row[column] = (row[column] as number) - share * (top[column] as number);
			}
		});
	});
	return rows.map((row, index) => (row[size] as number) / (row[index] as number));
}

function requireChain(
	moves: readonly (readonly number[])[],
	margins: readonly number[],
	discount: number,
): void {
	if (!(discount >= 0 && discount < Infinity)) {
		throw new RangeError(`discount must be 0 or more, got ${discount}`);
	}
	if (moves.length !== margins.length || moves.some((row) => row.length !== margins.length)) {
		throw new RangeError(`moves must be a square of ${margins.length} states`);
	}
	for (const [state, row] of moves.entries()) {
		const total = row.reduce((sum, chance) => sum + chance, 0);
		if (row.some((chance) => !(chance >= 0)) || !(Math.abs(total - 1) < 1e-9)) {
			throw new RangeError(`chances from state ${state} must be 0 or more and add up to 1`);
		}
	}
	if (margins.some((margin) => !Number.isFinite(margin))) {
		throw new RangeError('margins must be numbers');
	}
}
