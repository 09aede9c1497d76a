import type { Migration } from './index.ts';

export const beginning: Migration = {
	name: 'beginning',
	statements: [
		`create table setting (name text primary key not null, value text not null) strict`,
		`create table account (
			id text primary key not null,
			name text not null,
			name_key text not null unique,
			password text not null,
			created_at integer not null
		) strict`,
		`create table session (
			token_hash text primary key not null,
			account_id text not null references account(id),
			created_at integer not null,
			seen_at integer not null
		) strict`,
		`create table class (
			id text primary key not null,
			lecturer_id text not null references account(id),
			title text not null,
			case_id text not null,
			join_code text not null unique,
			joining_locked integer not null,
			phase text not null,
			version integer not null,
			previous text,
			changed_at integer not null,
			ends_at integer,
			previous_ends_at integer,
			opened_at integer not null
		) strict`,
		`create index class_by_lecturer on class (lecturer_id, opened_at)`,
		`create table team (
			id text primary key not null,
			class_id text not null references class(id),
			number integer not null,
			status text not null,
			submissions integer not null,
			unique (class_id, number)
		) strict`,
		`create table member (
			id text primary key not null,
			class_id text not null references class(id),
			team_id text references team(id),
			name text not null,
			name_key text not null,
			joined_at integer not null,
			removed_at integer
		) strict`,
		// A name is free again once its bearer has been removed.
		`create unique index member_name on member (class_id, name_key) where removed_at is null`,
		`create table seat (
			token_hash text not null,
			class_id text not null references class(id),
			member_id text not null references member(id),
			given_at integer not null,
			primary key (token_hash, class_id)
		) strict`,
		`create index seat_by_member on seat (member_id)`,
		`create table class_event (
			class_id text not null references class(id),
			seq integer not null,
			at integer not null,
			actor text not null,
			type text not null,
			body text not null,
			primary key (class_id, seq)
		) strict`,
		`create table document (
			room text primary key not null references team(id),
			epoch integer not null,
			version integer not null,
			bytes integer not null,
			edited_at integer,
			edited_by text references member(id),
			late_edits integer not null
		) strict`,
		`create table document_update (
			id integer primary key not null,
			room text not null references team(id),
			author integer not null,
			member_id text not null references member(id),
			at integer not null,
			late integer not null,
			body blob not null
		) strict`,
		`create index document_update_by_room on document_update (room, id)`,
		`create table document_snapshot (
			room text not null references team(id),
			label text not null,
			at integer not null,
			body blob not null,
			primary key (room, label)
		) strict`,
		`create table author_lease (
			room text not null references team(id),
			author integer not null,
			member_id text not null references member(id),
			leased_at integer not null,
			primary key (room, author)
		) strict`,
		`create table submission (
			id text primary key not null,
			team_id text not null references team(id),
			number integer not null,
			submitted_at integer not null,
			submitted_by text not null references member(id),
			design text not null,
			state text not null,
			document blob not null,
			hash text not null,
			unique (team_id, number)
		) strict`,
		`create table review (
			submission_id text primary key not null references submission(id),
			status text not null,
			rubric integer not null,
			scores text not null,
			comments text not null,
			summary text not null,
			updated_at integer not null
		) strict`,
		`create table idempotency (
			actor text not null,
			key text not null,
			verb text not null,
			answer text not null,
			at integer not null,
			primary key (actor, key)
		) strict`,
		`create index idempotency_by_age on idempotency (at)`,
	],
};
