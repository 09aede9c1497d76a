import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import type { Tables } from './schema.ts';

/** Opens a file (or `:memory:`) so that what is committed is on the disk, also through a power cut. */
export function openFile(path: string): DatabaseSync {
	const file = new DatabaseSync(path, { enableForeignKeyConstraints: true });
	try {
		file.exec('pragma busy_timeout = 5000');
		file.exec('pragma journal_mode = wal');
		file.exec('pragma synchronous = full');
		// A class that is deleted must not be found in the file by whoever looks into its empty pages.
		file.exec('pragma secure_delete = on');
		// A Mac's disk keeps what it was told to flush in its own cache unless asked so.
		if (process.platform === 'darwin') file.exec('pragma fullfsync = 1');
		return file;
	} catch (error) {
		file.close();
		throw error;
	}
}

const asInput = (values: ReadonlyArray<unknown>) => values as SQLInputValue[];

/** Statements that stay prepared; more than the server has, but for lists of every length. */
const mostPrepared = 200;

/** What Kysely asks of a SQLite driver, over Node's own. */
function kyselyDriver(file: DatabaseSync): SqliteDatabase {
	type Prepared = ReturnType<SqliteDatabase['prepare']>;
	const prepared = new Map<string, Prepared>();

	function prepare(sql: string): Prepared {
		const statement = file.prepare(sql);
		return {
			reader: statement.columns().length > 0,
			all: (values) => statement.all(...asInput(values)),
			iterate: (values) => statement.iterate(...asInput(values)),
			run(values) {
				// When the disk is full SQLite has rolled back already, and asking again would
				// hide the real cause behind "no transaction is active".
				if (sql === 'rollback' && !file.isTransaction) return { changes: 0, lastInsertRowid: 0 };
				return statement.run(...asInput(values));
			},
		};
	}

	return {
		close: () => file.close(),
		/** The same few are asked for hundreds of times a second, so the latest stay prepared. */
		prepare(sql) {
			const known = prepared.get(sql) ?? prepare(sql);
			prepared.delete(sql);
			prepared.set(sql, known);
			const [oldest] = prepared.keys();
			if (prepared.size > mostPrepared && oldest !== undefined) prepared.delete(oldest);
			return known;
		},
	};
}

export function queriesOver(file: DatabaseSync): Kysely<Tables> {
	return new Kysely<Tables>({ dialect: new SqliteDialect({ database: kyselyDriver(file) }) });
}
