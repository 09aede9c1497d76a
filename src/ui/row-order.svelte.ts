import type { VirtualColumn } from './table.ts';

/** Row numbers that fit a text. */
export type FindRows = (text: string) => Uint32Array;

interface Given {
	readonly columns: readonly VirtualColumn[];
	readonly count: number;
	/** The column that the rows are first sorted by. */
	readonly sortedBy: string;
	readonly find: FindRows | undefined;
}

/** In which order the rows of a very long table stand, and which of them are looked for. */
export class RowOrder {
	/** The text that rows are looked for by; all rows stand where it is blank. */
	wanted = $state('');
	#chosen: { readonly by: string; readonly falling: boolean } | undefined = $state.raw();
	readonly #known = new WeakMap<VirtualColumn, Uint32Array>();
	readonly #given: () => Given;

	/** `given` is asked again whenever what it reads has changed. */
	constructor(given: () => Given) {
		this.#given = given;
	}

	/** The column sorted by, and whether its highest come first. */
	readonly sort = $derived.by(() => {
		const { columns, sortedBy } = this.#given();
		const by = columns.find(({ id }) => id === (this.#chosen?.by ?? sortedBy)) ?? columns[0];
		return { by, falling: this.#chosen?.falling ?? by?.look !== 'words' };
	});

	readonly #rising = $derived.by(() => {
		const { by } = this.sort;
		if (!by) return new Uint32Array(this.#given().count);
		const order = this.#known.get(by) ?? by.rising();
		this.#known.set(by, order);
		return order;
	});

	readonly #rows = $derived.by(() => {
		const { count, find } = this.#given();
		const text = this.wanted.trim();
		if (!find || text === '') return this.#rising;
		const fits = new Uint8Array(count);
		for (const row of find(text)) fits[row] = 1;
		return this.#rising.filter((row) => fits[row] === 1);
	});

	get count(): number {
		return this.#rows.length;
	}

	/** The row at a place from the top. */
	at(place: number): number {
		return this.#rows[this.sort.falling ? this.count - 1 - place : place] as number;
	}

	/** Sorts by a column, or the other way round by the same one. */
	sortBy(column: VirtualColumn): void {
		const { by, falling } = this.sort;
		this.#chosen = {
			by: column.id,
			falling: by?.id === column.id ? !falling : column.look !== 'words',
		};
	}
}
