import Papa from 'papaparse';

/**
 * Rows of a delimited text that arrives in pieces. The quoting rules are Papa Parse's; this file
 * adds what a file from a shop needs besides: line numbers, mixed line ends, and a stray quotation
 * mark that must cost a line or two instead of the rest of the file.
 */

/** One row's cells and the line of the file where it begins, counted from 1. */
export type OnRow = (cells: readonly string[], line: number) => void;

export interface TextRows {
	/** Reads on; `last` when nothing follows. */
	read(text: string, last: boolean): void;
	/** The line that the next row begins on. */
	readonly line: number;
}

interface Parsed {
	readonly data: string[][];
	readonly errors: readonly { readonly code: string; readonly row?: number }[];
	readonly meta: { readonly cursor: number };
}

/** No honest cell is longer than this; a quotation mark left open is. */
const longestRow = 65_536;
/** What a line holds beyond this is let go, or a file of one line would be read over and over. */
const longestLine = 1_048_576;
/** After so many open marks the file does not use quotation marks for quoting. */
const patience = 20;

const newlines = (cell: string): number => {
	let count = 0;
	for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count++;
	return count;
};

/** Splits one piece of text into rows; all of it when `last`, else up to the last finished row. */
function split(text: string, delimiter: string, last: boolean, quoting: boolean): Parsed {
	const settings = { delimiter, newline: '\n', ...(quoting ? {} : { fastMode: true }) } as const;
	return new Papa.Parser(settings).parse(text, 0, !last) as Parsed;
}

/** A row's cells as one line of text again, as they stood but for needless quotation marks. */
export function rowText(cells: readonly string[], delimiter: string): string {
	return Papa.unparse([[...cells]], { delimiter, newline: '\n' });
}

/**
 * Reads rows as the text comes and calls `onRow` for each, blank lines included (one empty cell).
 * A quotation mark that never closes, or closes in the middle of a cell some lines on, ends where
 * its line ends: the lines are then read one by one.
 */
export function textRows(delimiter: string, onRow: OnRow): TextRows {
	let kept = '';
	let line = 1;
	let quoting = true;
	let strays = 0;
	let endsInReturn = false;

	const single = (text: string): void => {
		const read = split(text, delimiter, true, quoting);
		const open = read.errors.some(({ code }) => code === 'MissingQuotes');
		const cells = open
			? split(text.replaceAll('"', ''), delimiter, true, false).data[0]
			: read.data[0];
		onRow(cells ?? [''], line);
		line++;
	};

	const emit = ({ data, errors }: Parsed, quoted: boolean): void => {
		if (!quoted) {
			for (const cells of data) onRow(cells, line++);
			return;
		}
		const broken = new Set(errors.map(({ row }) => row));
		for (const [index, cells] of data.entries()) {
			let inside = 0;
			for (const cell of cells) inside += newlines(cell);
			if (inside > 0 && broken.has(index)) {
				for (const each of cells.join(delimiter).split('\n')) single(each);
			} else {
				onRow(cells, line);
				line += 1 + inside;
			}
		}
	};

	/** Takes finished rows off `kept`. */
	const advance = (last: boolean): void => {
		for (;;) {
			const quoted = quoting && kept.includes('"');
			const parsed = split(kept, delimiter, last, quoting);
			emit(parsed, quoted);
			kept = last ? '' : kept.slice(parsed.meta.cursor);
			const lineEnd = kept.indexOf('\n');
			if (last || kept.length < longestRow || lineEnd === -1) return;
			strays++;
			if (strays > patience) quoting = false;
			single(kept.slice(0, lineEnd));
			kept = kept.slice(lineEnd + 1);
		}
	};

	return {
		read(text, last) {
			let piece = endsInReturn ? `\r${text}` : text;
			// A return at the end may be the first half of a line end.
			endsInReturn = !last && piece.endsWith('\r');
			if (endsInReturn) piece = piece.slice(0, -1);
			if (piece.includes('\r')) piece = piece.replace(/\r\n?/g, '\n');
			const lineEnds = piece.includes('\n');
			if (!lineEnds && kept.length + piece.length > longestLine) {
				piece = piece.slice(0, Math.max(0, longestLine - kept.length));
			}
			kept += piece;
			if (last && kept.endsWith('\n')) kept = kept.slice(0, -1);
			if (last ? kept !== '' : lineEnds) advance(last);
		},
		get line() {
			return line;
		},
	};
}

/** Splits a short text, such as the beginning of a file, in one go. */
export function splitText(text: string, delimiter: string): string[][] {
	const rows: string[][] = [];
	textRows(delimiter, (cells) => rows.push([...cells])).read(text, true);
	return rows;
}
