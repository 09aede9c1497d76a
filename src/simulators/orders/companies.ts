/** The made-up companies that are there to try; what they are called comes with the page. */
export type CompanyId = 'coffee' | 'shop' | 'gym';

export interface CompanyCard {
	readonly id: CompanyId;
	/** zh-TW, saying that the data are synthetic. */
	readonly title: string;
	readonly note: string;
	/** Where the data come from: 假設 and the model they are drawn from. */
	readonly source: string;
}
