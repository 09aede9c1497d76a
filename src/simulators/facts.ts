/** One figure by its name, as a list of such sets them. */
export interface Fact {
	readonly name: string;
	readonly figure: string;
	/** Set small after the figure. */
	readonly unit?: string;
	/** What it is, under the figure. */
	readonly note?: string;
}
