import { readAmount } from './amounts.ts';
import { type DateDecision, decideDateFormat } from './dates.ts';
import { headerScore, type RoleRow, type RoleTable } from './roles.ts';
import { cameToNothing } from './states.ts';

/** What some of a column's cells tell about it. Shares are of its filled cells, 0–1. */
export interface ColumnProfile {
	readonly filled: number;
	readonly date: DateDecision | null;
	readonly amountShare: number;
	/** Different values among the filled cells. */
	readonly distinctShare: number;
	/** Share whose words say that an order came to nothing (cancelled, returned, not paid). */
	readonly nothingShare: number;
	/** Few short texts that come again and again, as states do. */
	readonly fewWords: boolean;
}

/** One column of the file as found. */
export interface FileColumn {
	/** Its header, or '' where the file has none. */
	readonly header: string;
	readonly profile: ColumnProfile;
	/** How well it fits each role, −1 to 1. */
	readonly scores: Readonly<Record<string, number>>;
}

/** Leading zeros and nine digits on end are how card and telephone numbers look, not amounts. */
const looksLikeAnId = (cell: string): boolean => /^0\d|^\d{9,}$|^\d+-\d/.test(cell);

/** More different texts than this are remarks, not states. */
const mostStates = 20;
const looksLikeAState = (cell: string): boolean => cell.length <= 24 && !/^[\d.,]+$/.test(cell);

export function profileColumn(cells: readonly string[]): ColumnProfile {
	const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
	if (filled.length === 0) {
		const nothing = { amountShare: 0, distinctShare: 0, nothingShare: 0, fewWords: false };
		return { filled: 0, date: null, ...nothing };
	}
	const amounts = filled.filter((cell) => !looksLikeAnId(cell) && !Number.isNaN(readAmount(cell)));
	const distinct = new Set(filled);
	const nothing = filled.filter(cameToNothing);
	return {
		filled: filled.length / cells.length,
		date: decideDateFormat(filled),
		amountShare: amounts.length / filled.length,
		distinctShare: distinct.size / filled.length,
		nothingShare: nothing.length / filled.length,
		fewWords: distinct.size <= mostStates && [...distinct].every(looksLikeAState),
	};
}

/** Bare five-digit or ten-digit numbers may be days, but are amounts or ids far more often. */
function dayContent({ date }: ColumnProfile): number {
	if (date === null) return 0;
	const numeric = date.format === 'spreadsheetSerial' || date.format.startsWith('epoch');
	return numeric ? 0.3 * date.share : date.share;
}

const certainDay = (profile: ColumnProfile): boolean => dayContent(profile) > 0.8;

/** How well a column's cells fit a kind, 0–1. */
function contentScore(row: RoleRow, profile: ColumnProfile): number {
	if (row.kind === 'day') return dayContent(profile);
	if (certainDay(profile)) return 0;
	if (row.kind === 'amount') return profile.amountShare;
	if (row.kind === 'key') return profile.filled;
	// Of several states (of the order, the payment, the parcel) the one that tells of cancelling.
	if (row.kind === 'state') return profile.nothingShare > 0 ? 1 : 0.2;
	// Customers come back: neither a new name in every row nor a handful of names in all of them.
	const comesBack = profile.distinctShare < 0.999 ? 1 : 0.6;
	const manyOf = profile.distinctShare > 0.01 ? 1 : 0.5;
	return profile.filled * comesBack * manyOf;
}

/** Whether the cells can serve the role at all, whatever the header says. */
function possible(row: RoleRow, profile: ColumnProfile): boolean {
	if (row.kind === 'name') return profile.filled > 0.3;
	if (row.kind === 'key') return profile.filled > 0.3 && profile.distinctShare > 0.05;
	if (row.kind === 'state') return profile.fewWords && profile.nothingShare < 0.5;
	if (row.kind === 'day') return (profile.date?.share ?? 0) > 0.3 && profile.date !== null;
	return profile.amountShare > 0.3 || (row.blank === 'keep' && profile.filled === 0);
}

export function scoreColumn(
	roles: RoleTable,
	header: string,
	profile: ColumnProfile,
): Record<string, number> {
	return Object.fromEntries(
		Object.entries(roles).map(([role, row]) => {
			const word = headerScore(row, header);
			// Nothing but its header tells an order's number from other numbers, or an idle state.
			const named = row.kind !== 'key' && !(row.kind === 'state' && profile.nothingShare === 0);
			if (!named && word <= 0) return [role, word < 0 ? -1 : 0];
			// Remarks may be few and short too, and speak of returns.
			if (row.kind === 'state' && word < 0) return [role, -1];
			const blankEnd =
				row.kind !== 'key' &&
				row.kind !== 'state' &&
				row.blank === 'keep' &&
				profile.filled === 0 &&
				word > 0.6;
			if (!blankEnd && !possible(row, profile)) return [role, word < 0 ? -1 : 0];
			const content = blankEnd ? 0.5 : contentScore(row, profile);
			return [role, Math.max(-1, Math.min(1, 0.6 * word + 0.4 * content))];
		}),
	);
}

/** A column whose words say nothing must fit by its cells at least so well. */
const leastScore = 0.1;

/**
 * Gives each role the column that fits best, the surest first; between equals the column further
 * left, but further right for amounts, which people put last. A role that nothing fits stays null.
 */
export function guessRoles(
	roles: RoleTable,
	columns: readonly FileColumn[],
): Record<string, number | null> {
	const wanted = Object.entries(roles);
	const guess: Record<string, number | null> = {};
	for (const [role] of wanted) guess[role] = null;
	const taken = new Set<number>();
	const settle = (required: boolean): void => {
		const pairs = wanted.flatMap(([role, row], order) =>
			columns.map((column, index) => {
				const place = (row.kind === 'amount' ? index : -index) / Math.max(1, columns.length);
				const score = column.scores[role] ?? 0;
				// Days are told apart most surely, then amounts; what is left names the customer.
				const kindFirst = row.kind === 'day' ? 0.002 : row.kind === 'amount' ? 0.001 : 0;
				const rank = score + place / 1_000 + kindFirst - order / 1e6;
				return { role, index, score, rank, required: row.required };
			}),
		);
		for (const each of pairs.sort((one, other) => other.rank - one.rank)) {
			if (each.required !== required || each.score < leastScore) continue;
			if (guess[each.role] !== null || taken.has(each.index)) continue;
			guess[each.role] = each.index;
			taken.add(each.index);
		}
	};
	// A file without amounts must not lose its customer numbers to them.
	settle(true);
	settle(false);
	return guess;
}
