import Papa from 'papaparse';

/**
 * How a cell begins that a spreadsheet would run instead of show, in full width too: some read that
 * like the plain sign. `tabs: true` lets a leading tab be, with which an id stays one.
 */
const runs = {
	all: /^[\s;|]*[=+\-@＝＋－＠]|^[\t\r\n]/,
	butTabs: /^[\s;|]*[=+\-@＝＋－＠]|^[\r\n]/,
} as const;

/**
 * Rows as the text of a CSV file, the one way it is written here: CRLF after every row, and words
 * that would run as a formula told to stay words by a leading '. Numbers stay numbers.
 */
export function csvText(
	rows: readonly (readonly (string | number)[])[],
	{ tabs = false }: { tabs?: boolean } = {},
): string {
	const escapeFormulae = tabs ? runs.butTabs : runs.all;
	return `${Papa.unparse(rows as unknown[][], { newline: '\r\n', escapeFormulae })}\r\n`;
}

/** The mark at a file's start without which spreadsheets misread Chinese. */
export const byteOrderMark = '\uFEFF';
