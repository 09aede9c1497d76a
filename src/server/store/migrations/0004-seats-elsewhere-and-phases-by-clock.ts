import type { Migration } from './index.ts';

/**
 * Two ways back to a seat from another device: by a code of one's own, or by the lecturer's word.
 * And whether the next phase opens by itself, with what undo gives back of that.
 */
export const seatsElsewhereAndPhasesByClock: Migration = {
	name: 'seats elsewhere and phases by clock',
	statements: [
		// One code a member, the newest; only its hash, so that the file opens no seat.
		`create table recovery_code (
			member_id text primary key not null references member(id),
			class_id text not null references class(id),
			code_hash text not null unique,
			made_at integer not null
		) strict`,
		`create table seat_request (
			id text primary key not null,
			class_id text not null references class(id),
			member_id text not null references member(id),
			token_hash text not null unique,
			number text not null,
			status text not null,
			asked_at integer not null
		) strict`,
		`create index seat_request_by_class on seat_request (class_id, asked_at)`,
		`alter table class add column opens_next integer not null default 0`,
		`alter table class add column previous_opens_next integer not null default 0`,
	],
};
