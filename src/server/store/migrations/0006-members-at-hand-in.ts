import type { Migration } from './index.ts';

/**
 * Who was in the team when a version was handed in, so that its score stays theirs wherever they go.
 * Of versions from before only today's members are known, and who handed it in.
 */
export const membersAtHandIn: Migration = {
	name: 'members at hand-in',
	statements: [
		`create table submission_member (
			submission_id text not null references submission(id),
			member_id text not null references member(id),
			primary key (submission_id, member_id)
		) strict`,
		`insert into submission_member (submission_id, member_id)
			select submission.id, member.id from submission
			join member on member.id = submission.submitted_by
				or (member.team_id = submission.team_id and member.removed_at is null)`,
	],
};
