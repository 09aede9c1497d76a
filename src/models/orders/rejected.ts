import { byteOrderMark, csvText } from '#models/csv.ts';

/** Why a row is not used. */
export const rejectionReasons = [
	'tooFewCells',
	'tooManyCells',
	'cancelled',
	'noCustomer',
	'noDate',
	'notADate',
	'impossibleDate',
	'afterToday',
	'longBefore',
	'noAmount',
	'notAnAmount',
	'zeroAmount',
	'negativeAmount',
	'endBeforeStart',
] as const;

export type RejectionReason = (typeof rejectionReasons)[number];

export interface RejectedRow {
	/** The line of the file where the row begins, counted from 1. */
	readonly line: number;
	readonly reason: RejectionReason;
	/** The row as it stood, at most 500 characters. */
	readonly text: string;
}

export interface RejectedRows {
	readonly count: number;
	readonly byReason: Readonly<Record<RejectionReason, number>>;
	/** The first 1,000; all are counted. */
	readonly rows: readonly RejectedRow[];
}

export const rejectedRowsKept = 1_000;
export const rejectedTextKept = 500;

export interface RejectedCollector {
	add(line: number, reason: RejectionReason, text: () => string): void;
	readonly result: RejectedRows;
}

export function collectRejected(): RejectedCollector {
	const byReason = Object.fromEntries(rejectionReasons.map((reason) => [reason, 0])) as Record<
		RejectionReason,
		number
	>;
	const rows: RejectedRow[] = [];
	let count = 0;
	return {
		add(line, reason, text) {
			count++;
			byReason[reason]++;
			if (rows.length < rejectedRowsKept) {
				rows.push({ line, reason, text: text().slice(0, rejectedTextKept) });
			}
		},
		get result() {
			return { count, byReason, rows };
		},
	};
}

/**
 * The rejected rows as a CSV file to download: line, reason, the row itself. Begins with a
 * byte-order mark, without which spreadsheets misread Chinese, and disarms cells that a spreadsheet
 * would run as formulas.
 */
export function rejectedCsv(
	rows: readonly RejectedRow[],
	words: {
		readonly line: string;
		readonly reason: string;
		readonly text: string;
		readonly reasons: Readonly<Record<RejectionReason, string>>;
	},
): string {
	const table = [
		[words.line, words.reason, words.text],
		...rows.map(({ line, reason, text }) => [String(line), words.reasons[reason], text]),
	];
	return byteOrderMark + csvText(table);
}
