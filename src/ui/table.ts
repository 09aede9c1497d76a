/** A number as a table shows it, with the number itself for whoever takes the table away. */
export interface NumberCell {
	readonly text: string;
	readonly value: number;
}
/** A bare string may be words or a written number; which one a downloaded file finds out. */
export type Cell = string | NumberCell;

/** A table as plain data: what the page shows and what a downloaded file holds are the same rows. */
export interface NamedTable {
	/** zh-TW; what the table shows, with its unit. */
	readonly caption: string;
	readonly columns: readonly string[];
	/** The first cell of each row names the row. */
	readonly rows: readonly (readonly Cell[])[];
	/** A closing row: a total or a limit. */
	readonly foot?: readonly Cell[];
}

/** A column of a very long table: its texts are made only for the rows that are seen. */
export interface VirtualColumn {
	readonly id: string;
	/** zh-TW. */
	readonly head: string;
	readonly text: (row: number) => string;
	/** Row numbers from the lowest to the highest; asked for when first sorted by. */
	readonly rising: () => Uint32Array;
	/** Words are sorted from their first at first, figures (some of them short) from their highest. */
	readonly look: 'words' | 'figures' | 'narrow';
}

export const cellText = (cell: Cell | undefined): string =>
	cell === undefined || typeof cell === 'string' ? (cell ?? '') : cell.text;

const written = /^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;

/** A cell for a file: its number where it has one, or where its words are nothing but a number. */
export function cellValue(cell: Cell | undefined): string | number {
	if (cell === undefined) return '';
	if (typeof cell !== 'string') return Number.isFinite(cell.value) ? cell.value : cell.text;
	const plain = cell.replace('−', '-');
	return written.test(plain) ? Number(plain.replaceAll(',', '')) : cell;
}
