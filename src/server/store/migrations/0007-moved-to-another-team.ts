import type { Migration } from './index.ts';

/** When the lecturer put a member on another team than the one he was in, so that he can be told. */
export const movedToAnotherTeam: Migration = {
	name: 'moved to another team',
	statements: [`alter table member add column moved_at integer`],
};
