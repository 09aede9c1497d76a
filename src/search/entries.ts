/** What there is to find, as the index holds it. Built with the site, read by the browser. */

export const kinds = { lesson: '課文', term: '詞彙', simulator: '模擬器', case: '個案' } as const;
export type Kind = keyof typeof kinds;

/** A passage that has an address of its own inside a page. */
export interface Passage {
	/** Left out for what stands at the head of the page, before its first heading. */
	readonly heading?: string;
	/** The heading's id on the page. */
	readonly anchor?: string;
	readonly text: string;
}

/** A lesson, a term, a simulator or a case company. */
export interface Entry {
	readonly kind: Kind;
	/** Its page, with the anchor where the page holds more than one entry. */
	readonly address: string;
	readonly title: string;
	/** Where it stands in the course, in zh-TW: 第4課. Empty where that says nothing. */
	readonly where: string;
	/** Other names it goes by: aliases and English. */
	readonly names: readonly string[];
	readonly passages: readonly Passage[];
}

export interface SearchIndex {
	readonly entries: readonly Entry[];
}

/** Where a hit in this passage leads to. */
export const addressOf = (entry: Entry, { anchor }: Passage): string =>
	anchor ? `${entry.address}#${anchor}` : entry.address;
