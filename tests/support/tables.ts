import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/**
 * A running site's database as it stood when this was opened: tells whether anything has been
 * written since, whoever wrote it, and puts everything back. Reads the tables from the file itself,
 * so a table that is new tomorrow is watched tomorrow.
 */
export class KeptTables {
	readonly #file: DatabaseSync;
	readonly #tables: string[];
	#version: number;

	constructor(dataFolder: string) {
		this.#file = new DatabaseSync(join(dataFolder, 'lab.db'), {
			enableForeignKeyConstraints: false,
		});
		this.#file.exec('pragma busy_timeout = 5000');
		// What is put back need not outlive a power cut.
		this.#file.exec('pragma synchronous = off');
		this.#file.exec(`attach ':memory:' as was`);
		const tables = this.#file
			.prepare(`select name from main.sqlite_master where type = 'table'`)
			.all();
		this.#tables = tables.map(({ name }) => String(name)).filter((name) => !/^sqlite_/.test(name));
		for (const table of this.#tables) {
			this.#file.exec(`create table was."${table}" as select * from main."${table}"`);
		}
		this.#version = this.#dataVersion();
	}

	/** Grows whenever another connection has committed a change. */
	#dataVersion(): number {
		return Number(this.#file.prepare('pragma main.data_version').get()?.['data_version']);
	}

	#isAsItWas(table: string): boolean {
		const asked = this.#file.prepare(
			`select (select count(*) from main."${table}") = (select count(*) from was."${table}")
			and not exists (select * from main."${table}" except select * from was."${table}") as same`,
		);
		return asked.get()?.['same'] === 1;
	}

	/** The tables that are not what they were, every byte of them looked at. */
	compared(): string[] {
		return this.#tables.filter((table) => !this.#isAsItWas(table));
	}

	/** The same, at once where nobody has committed anything. */
	changed(): string[] {
		return this.#dataVersion() === this.#version ? [] : this.compared();
	}

	/** Makes these tables what they were. */
	putBack(changed: readonly string[]): void {
		if (changed.length === 0) return;
		this.#file.exec('begin immediate');
		for (const table of changed) {
			this.#file.exec(`delete from main."${table}"`);
			this.#file.exec(`insert into main."${table}" select * from was."${table}"`);
		}
		this.#file.exec('commit');
		this.#version = this.#dataVersion();
	}

	/** Changes one table itself: `set` as SQL has it; that counts as how it was. */
	arrange(table: string, set: string, ...values: SQLInputValue[]): void {
		for (const schema of ['main', 'was']) {
			this.#file.prepare(`update ${schema}."${table}" set ${set}`).run(...values);
		}
	}

	close(): void {
		this.#file.close();
	}
}
