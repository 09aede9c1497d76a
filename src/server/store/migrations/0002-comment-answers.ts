import type { Migration } from './index.ts';

/** A team answers each comment of a review; one row a comment, the last answer standing in it. */
export const commentAnswers: Migration = {
	name: 'comment answers',
	statements: [
		`create table comment_answer (
			submission_id text not null references submission(id),
			comment_id text not null,
			kind text not null,
			reason text not null,
			member_id text not null references member(id),
			at integer not null,
			version integer not null,
			primary key (submission_id, comment_id)
		) strict`,
	],
};
