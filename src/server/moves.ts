import { decideTeam } from '#workflow/decide.ts';
import { Refusal, type RefusalCode } from '#workflow/refusals.ts';
import type { TeamEvent } from '#workflow/team.machine.ts';
import type { Step } from './commands.ts';
import type { requireTeam } from './standing.ts';

export type Team = Awaited<ReturnType<typeof requireTeam>>;

/**
 * Lets the machine decide and stores where the team went: only from where it was seen. Throws the
 * refusal `otherwise` when the event may not happen, or when the team has moved meanwhile.
 */
export async function moveTeam(
	step: Step,
	team: Team,
	event: TeamEvent,
	otherwise: RefusalCode,
): Promise<void> {
	const from = { value: team.status, context: { submissions: team.submissions } };
	const next = decideTeam(from, event);
	if (!next) throw new Refusal(otherwise);
	const { numUpdatedRows } = await step.tx
		.updateTable('team')
		.set({ status: next.value, submissions: next.context.submissions })
		.where('id', '=', team.id)
		.where('status', '=', team.status)
		.where('submissions', '=', team.submissions)
		.executeTakeFirstOrThrow();
	if (numUpdatedRows !== 1n) throw new Refusal(otherwise);
}

/** Puts a member on a team, or on none; whoever was in one before can be told so. */
export async function putOnTeam(
	{ tx, now }: Step,
	memberId: string,
	{ from, to }: { from: string | null; to: string | null },
): Promise<void> {
	const moved_at = from === null ? null : now;
	const change = tx.updateTable('member').set({ team_id: to, moved_at });
	await change.where('id', '=', memberId).execute();
}

/** Begins a returned team's revision, and tells the log who began it. */
export async function beginRevision(
	step: Step,
	team: Team,
	member: { id: string; classId: string; name: string },
): Promise<void> {
	await moveTeam(step, team, { type: 'revision.begun', phase: team.phase }, 'NOTHING_TO_REVISE');
	await step.log(member.classId, member.id, 'revision.begun', {
		team: team.number,
		name: member.name,
	});
}
