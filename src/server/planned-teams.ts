import { nameKey } from '#workflow/identity.ts';
import { Refusal } from '#workflow/refusals.ts';
import { calledOn, matchRoster, readRoster, type RosterEntry } from '#workflow/roster.ts';
import type { Command, Step } from './commands.ts';
import { putOnTeam } from './moves.ts';
import { requirePermission } from './permit.ts';
import type { Teams } from './services.ts';
import type { Database } from './store/schema.ts';

async function classWithTeams({ tx }: Step, classId: string) {
	const found = await tx
		.selectFrom('class')
		.select(['phase', 'lecturer_id as lecturerId'])
		.where('id', '=', classId)
		.executeTakeFirst();
	if (!found) throw new Refusal('NOT_YOURS');
	const teams = await tx
		.selectFrom('team')
		.select(['id', 'number'])
		.where('class_id', '=', classId)
		.orderBy('number')
		.execute();
	return { ...found, teams, idOf: new Map(teams.map(({ id, number }) => [number, id])) };
}

const membersOf = (tx: Database, classId: string) =>
	tx
		.selectFrom('member')
		.select(['id', 'name', 'student_number as studentNumber', 'team_id as teamId'])
		.where('class_id', '=', classId)
		.where('removed_at', 'is', null)
		.execute();

const forgetPlans = (tx: Database, classId: string) =>
	tx.deleteFrom('planned_team').where('class_id', '=', classId).execute();

/** Keeps who goes where until he joins: a row for every name and number that he may come under. */
async function plan(
	tx: Database,
	classId: string,
	entries: readonly RosterEntry[],
	idOf: ReadonlyMap<number, string>,
): Promise<void> {
	const rows = new Map(
		entries.flatMap((entry) =>
			entry.who.map((called) => {
				const who_key = nameKey(called);
				const team_id = idOf.get(entry.team) ?? '';
				return [who_key, { class_id: classId, who_key, who: calledOn(entry), team_id }] as const;
			}),
		),
	);
	if (rows.size > 0)
		await tx
			.insertInto('planned_team')
			.values([...rows.values()])
			.execute();
}

/**
 * Puts somebody who has just joined on the team that the lecturer's list has for his name or number.
 * Where the two lead to different teams he is left to be placed by hand.
 */
export async function takePlannedTeam(
	{ tx, log }: Step,
	member: { classId: string; id: string; name: string; studentNumber: string | null },
): Promise<void> {
	const { classId, id, name, studentNumber } = member;
	const keys = [name, ...(studentNumber === null ? [] : [studentNumber])].map(nameKey);
	const plans = await tx
		.selectFrom('planned_team')
		.innerJoin('team', 'team.id', 'planned_team.team_id')
		.innerJoin('class', 'class.id', 'planned_team.class_id')
		.select(['planned_team.who', 'team.id', 'team.number', 'class.lecturer_id as lecturerId'])
		.where('planned_team.class_id', '=', classId)
		.where('who_key', 'in', keys)
		.execute();
	const [first] = plans;
	if (!first || plans.some((other) => other.id !== first.id)) return;
	const change = tx.updateTable('member').set({ team_id: first.id });
	await change.where('id', '=', id).execute();
	await tx
		.deleteFrom('planned_team')
		.where('class_id', '=', classId)
		.where(
			'who',
			'in',
			plans.map(({ who }) => who),
		)
		.execute();
	await log(classId, first.lecturerId, 'member.placed', { name, team: first.number });
}

/** Teams by a list that the lecturer pastes. */
export function createPlannedTeams({ command }: { command: Command }): Pick<Teams, 'placeByList'> {
	return {
		placeByList: (classId, list, once) =>
			command('placeByList', once, async (step) => {
				const found = await classWithTeams(step, classId);
				requirePermission('lecturer', 'placeByList', found);
				if (list === null) {
					await forgetPlans(step.tx, classId);
					await step.log(classId, found.lecturerId, 'teams.unlisted', {});
					step.announce({ classId, urgency: 'now' });
					return;
				}
				const roster = readRoster(list, found.teams.length);
				if (roster.problem !== undefined) throw new Refusal('LIST_UNREADABLE', roster.problem);
				const members = await membersOf(step.tx, classId);
				const { placed, planned } = matchRoster(roster.entries, members);
				const teamOf = new Map(members.map(({ id, teamId }) => [id, teamId]));
				for (const { memberId, team } of placed) {
					const teamId = found.idOf.get(team) ?? null;
					const from = teamOf.get(memberId) ?? null;
					if (from === teamId) continue;
					await putOnTeam(step, memberId, { from, to: teamId });
					step.announce({ classId, urgency: 'now', moved: { memberId, from } });
				}
				await forgetPlans(step.tx, classId);
				await plan(step.tx, classId, planned, found.idOf);
				const counts = { placed: placed.length, planned: planned.length };
				await step.log(classId, found.lecturerId, 'teams.listed', counts);
				step.announce({ classId, urgency: 'now' });
			}),
	};
}
