import { randomInt } from 'node:crypto';
import { teamsInTurn } from '#workflow/lot.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { Command } from './commands.ts';
import { putOnTeam } from './moves.ts';
import { requirePermission } from './permit.ts';
import { ofASeat } from './seats.ts';
import type { Teams } from './services.ts';
import { requireMember, requireTeam } from './standing.ts';

interface Needs {
	command: Command;
	/** A whole number from 0 up to, not including, its argument: the lot. */
	lot?: (below: number) => number;
}

/** Who is on which team, and who leaves the class. */
export function createTeams({
	command,
	lot = randomInt,
}: Needs): Pick<Teams, 'choose' | 'place' | 'draw' | 'remove'> {
	return {
		choose: (memberId, teamId, once) =>
			command('chooseTeam', once, async (step) => {
				const member = await requireMember(step.tx, memberId);
				requirePermission('member', 'chooseTeam', member);
				if (member.teamId === teamId) return;
				if (member.teamId !== null) throw new Refusal('TEAM_CHOSEN');
				const team = await requireTeam(step.tx, member.classId, teamId);
				await putOnTeam(step, memberId, { from: null, to: teamId });
				await step.log(member.classId, memberId, 'member.chose', {
					name: member.name,
					team: team.number,
				});
				const moved = { memberId, from: null };
				step.announce({ classId: member.classId, urgency: 'soon', moved });
			}),

		place: (classId, memberId, teamId, once) =>
			command('placeMember', once, async (step) => {
				const member = await requireMember(step.tx, memberId, classId);
				requirePermission('lecturer', 'placeMember', member);
				if (member.teamId === teamId) return;
				const team = teamId === null ? null : await requireTeam(step.tx, classId, teamId);
				await putOnTeam(step, memberId, { from: member.teamId, to: teamId });
				await step.log(classId, member.lecturerId, 'member.placed', {
					name: member.name,
					team: team?.number ?? null,
				});
				step.announce({ classId, urgency: 'now', moved: { memberId, from: member.teamId } });
			}),

		draw: (classId, { teams: few } = {}, once) =>
			command('drawTeams', once, async (step) => {
				const found = await step.tx
					.selectFrom('class')
					.select(['phase', 'lecturer_id'])
					.where('id', '=', classId)
					.executeTakeFirst();
				if (!found) throw new Refusal('NOT_YOURS');
				requirePermission('lecturer', 'drawTeams', found);
				const members = await step.tx
					.selectFrom('member')
					.select(['id', 'team_id'])
					.where('class_id', '=', classId)
					.where('removed_at', 'is', null)
					.orderBy('joined_at')
					.orderBy('id')
					.execute();
				const all = await step.tx
					.selectFrom('team')
					.select('id')
					.where('class_id', '=', classId)
					.orderBy('number')
					.execute();
				const teams = all.slice(0, few);
				const sizes = teams.map(
					({ id }) => members.filter((member) => member.team_id === id).length,
				);
				const waiting = members.filter((member) => member.team_id === null);
				for (const place of teamsInTurn(sizes, waiting.length)) {
					const [drawn] = waiting.splice(lot(waiting.length), 1);
					const team = teams[place];
					if (!drawn || !team) break;
					await putOnTeam(step, drawn.id, { from: null, to: team.id });
					const moved = { memberId: drawn.id, from: null };
					step.announce({ classId, urgency: 'now', moved });
				}
				const drawnCount = members.filter((member) => member.team_id === null).length;
				if (drawnCount === 0) return;
				await step.log(classId, found.lecturer_id, 'teams.drawn', { members: drawnCount });
			}),

		remove: (classId, memberIds, once) =>
			command('removeMember', once, async (step) => {
				const members = await step.tx
					.selectFrom('member')
					.innerJoin('class', 'class.id', 'member.class_id')
					.select(['member.id', 'member.name', 'class.lecturer_id as lecturerId'])
					.where('class.id', '=', classId)
					.where('member.id', 'in', memberIds)
					.where('removed_at', 'is', null)
					.execute();
				const [first] = members;
				if (!first) throw new Refusal('NOT_YOURS');
				const ids = members.map(({ id }) => id);
				const change = step.tx.updateTable('member').set({ removed_at: step.now, team_id: null });
				await change.where('id', 'in', ids).execute();
				for (const table of ofASeat)
					await step.tx.deleteFrom(table).where('member_id', 'in', ids).execute();
				if (members.length === 1)
					await step.log(classId, first.lecturerId, 'member.removed', { name: first.name });
				else await step.log(classId, first.lecturerId, 'members.removed', { members: ids.length });
				for (const id of ids) step.announce({ classId, urgency: 'now', removed: id });
			}),
	};
}
