import type { Generated, Kysely } from 'kysely';
import type { Phase, OpenPhase } from '#workflow/class.machine.ts';
import type { AnswerKind } from '#workflow/comment.ts';
import type { ReviewStatus } from '#workflow/submission.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';

/**
 * The tables as the queries see them; `migrations/` makes them. Times are epoch milliseconds,
 * yes and no are 1 and 0, and JSON stands in text, so that SQLite and PostgreSQL agree.
 */
export interface Tables {
	setting: { name: string; value: string };
	account: { id: string; name: string; name_key: string; password: string; created_at: number };
	session: { token_hash: string; account_id: string; created_at: number; seen_at: number };
	class: {
		id: string;
		lecturer_id: string;
		title: string;
		case_id: string;
		join_code: string;
		joining_locked: number;
		phase: Phase;
		version: number;
		previous: OpenPhase | null;
		changed_at: number;
		ends_at: number | null;
		previous_ends_at: number | null;
		opened_at: number;
		asks_student_number: number;
		opens_next: number;
		previous_opens_next: number;
	};
	team: { id: string; class_id: string; number: number; status: TeamStatus; submissions: number };
	member: {
		id: string;
		class_id: string;
		team_id: string | null;
		name: string;
		name_key: string;
		joined_at: number;
		removed_at: number | null;
		student_number: string | null;
		student_number_key: string | null;
		/** When he was put where he is, on a team or on none, from another team; else null. */
		moved_at: number | null;
	};
	/** Who is put on which team once he joins under that name or student number. */
	planned_team: { class_id: string; who_key: string; who: string; team_id: string };
	seat: { token_hash: string; class_id: string; member_id: string; given_at: number };
	/** A member's own code for another device, as its hash. */
	recovery_code: { member_id: string; class_id: string; code_hash: string; made_at: number };
	/** A device that asks the lecturer to be let in to a seat; `number` is on both screens. */
	seat_request: {
		id: string;
		class_id: string;
		member_id: string;
		token_hash: string;
		number: string;
		status: 'waiting' | 'confirmed' | 'denied';
		asked_at: number;
	};
	class_event: {
		class_id: string;
		seq: number;
		at: number;
		actor: string;
		type: string;
		body: string;
	};
	/** One row a team once it is written in; `bytes` and `late_edits` count everything ever sent. */
	document: {
		room: string;
		epoch: number;
		version: number;
		bytes: number;
		edited_at: number | null;
		edited_by: string | null;
		late_edits: number;
	};
	document_update: {
		id: Generated<number>;
		room: string;
		author: number;
		member_id: string;
		at: number;
		late: number;
		body: Uint8Array;
	};
	/** `compacted` holds everything that is no longer in the log; other labels are kept states. */
	document_snapshot: {
		room: string;
		label: string;
		at: number;
		body: Uint8Array;
		characters: number | null;
		filled: number | null;
		plan_name: string | null;
		reading: string | null;
	};
	/** Who wrote what: every Yjs author id of a room belongs to one member, for good. */
	author_lease: { room: string; author: number; member_id: string; leased_at: number };
	submission: {
		id: string;
		team_id: string;
		number: number;
		submitted_at: number;
		submitted_by: string;
		design: string;
		state: string;
		document: Uint8Array;
		hash: string;
	};
	/** Who was in the team when a version was handed in: the score is theirs. */
	submission_member: { submission_id: string; member_id: string };
	review: {
		submission_id: string;
		status: ReviewStatus;
		rubric: number;
		scores: string;
		comments: string;
		summary: string;
		updated_at: number;
	};
	/** The last answer to each comment; one taken back stays as `withdrawn`, so that versions only grow. */
	comment_answer: {
		submission_id: string;
		comment_id: string;
		kind: AnswerKind | 'withdrawn';
		reason: string;
		member_id: string;
		at: number;
		version: number;
	};
	idempotency: { actor: string; key: string; verb: string; answer: string; at: number };
}

/** Something that queries can be put to: the database, or the transaction one is in. */
export type Database = Kysely<Tables>;
