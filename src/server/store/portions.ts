import type { Compilable, CompiledQuery } from 'kysely';
import type { Database } from './schema.ts';

/** How many rows one statement puts in; what is left over goes with the next smaller one. */
const portions = [64, 16, 4, 1] as const;

/**
 * Puts rows into a table with few statements of a few lengths. One statement of just as many rows as
 * there are would be another one each time, to be put together and prepared anew, which takes longer
 * than the rows themselves. `insert` builds the statement for some rows; their values must be all
 * its parameters, row by row, in the order of their keys.
 */
export function inPortions<Row extends object>(
	insert: (db: Database, rows: readonly Row[]) => Compilable,
): (db: Database, rows: readonly Row[]) => Promise<void> {
	const statements = new Map<number, CompiledQuery>();

	function statementFor(db: Database, rows: readonly Row[]): CompiledQuery {
		const known = statements.get(rows.length);
		if (known) return { ...known, parameters: rows.flatMap((row) => Object.values(row)) };
		const built = insert(db, rows).compile();
		statements.set(rows.length, built);
		return built;
	}

	return async (db, rows) => {
		let from = 0;
		for (const portion of portions)
			for (; rows.length - from >= portion; from += portion)
				await db.executeQuery(statementFor(db, rows.slice(from, from + portion)));
	};
}
