import type { Migration } from './index.ts';

/**
 * What the list of a team's kept states tells of each, beside its body. Empty for one that was kept
 * before, and for the row of the document itself.
 */
export const figuresOfKeptStates: Migration = {
	name: 'figures of kept states',
	statements: [
		`alter table document_snapshot add column characters integer`,
		`alter table document_snapshot add column filled integer`,
		`alter table document_snapshot add column plan_name text`,
		`alter table document_snapshot add column reading text`,
	],
};
