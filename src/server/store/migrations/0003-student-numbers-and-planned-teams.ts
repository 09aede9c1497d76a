import type { Migration } from './index.ts';

export const studentNumbersAndPlannedTeams: Migration = {
	name: 'student numbers and planned teams',
	statements: [
		`alter table class add column asks_student_number integer not null default 0`,
		`alter table member add column student_number text`,
		`alter table member add column student_number_key text`,
		// A number, like a name, is free again once its bearer has been removed.
		`create unique index member_student_number on member (class_id, student_number_key)
			where removed_at is null and student_number_key is not null`,
		// Whom the lecturer's list puts on which team, until somebody joins under that name or number.
		`create table planned_team (
			class_id text not null references class(id),
			who_key text not null,
			who text not null,
			team_id text not null references team(id),
			primary key (class_id, who_key)
		) strict`,
	],
};
