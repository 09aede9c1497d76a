/** What a column of a file may be for. Readers of other files bring tables of their own. */
export interface RoleRow {
	/**
	 * A name that tells customers apart, a calendar day, an amount of money, a key that rows of one
	 * order share, or a state that tells which orders came to nothing.
	 */
	readonly kind: 'name' | 'day' | 'amount' | 'key' | 'state';
	/** Whether a file without such a column is no use. */
	readonly required: boolean;
	/** A row whose cell is blank is turned down, or kept with nothing in this place. */
	readonly blank: 'reject' | 'keep';
	/** For amounts: whether zero will do. Negative amounts never do. */
	readonly zero?: boolean;
	/** Header words and how sure they make one, 0–1. Compared without case, spaces and marks. */
	readonly words: Readonly<Record<string, number>>;
	/** Words in a header that speak against this role. */
	readonly against: readonly string[];
	/** Words in a header that make its column a poor one for this role, good only without better. */
	readonly poor?: readonly string[];
}

export type RoleTable = Readonly<Record<string, RoleRow>>;

/** A header as words are compared: one width, no case, no spaces, no marks. */
export const headerWord = (header: string): string =>
	header
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_\-./:()[\]#"'=*]+/g, '');

/** Whether a header says that its column serves the role only where there is no better one. */
export function isPoorFor(row: RoleRow, header: string): boolean {
	const word = headerWord(header);
	if (Object.hasOwn(row.words, word) && (row.words[word] ?? 0) > 0.5) return false;
	return row.poor?.some((each) => word.includes(each)) ?? false;
}

/** How sure a header makes one that its column has this role: −1 (against) to 1. */
export function headerScore(row: RoleRow, header: string): number {
	const word = headerWord(header);
	if (word === '') return 0;
	const exact = Object.hasOwn(row.words, word) ? row.words[word] : undefined;
	if (exact !== undefined) return exact;
	const poor = isPoorFor(row, header);
	let score = 0;
	for (const [known, sure] of Object.entries(row.words)) {
		// Short Latin words hide inside longer ones ("to" in "customer").
		if ((known.length > 4 || known.charCodeAt(0) > 127) && word.includes(known)) {
			score = Math.max(score, 0.8 * sure);
		}
	}
	const opposed = row.against.some((each) =>
		each.length <= 2 && each.charCodeAt(0) < 128 ? word.endsWith(each) : word.includes(each),
	);
	if (opposed) return -1;
	return poor ? Math.min(score, 0.45) : score;
}
