import { transition, type AnyStateMachine } from 'xstate';
import { classMachine, type ClassContext, type ClassEvent, type Phase } from './class.machine.ts';
import { teamMachine, type TeamContext, type TeamEvent, type TeamStatus } from './team.machine.ts';

/** Where a machine stands, as it is stored. */
export interface Standing<Value extends string, Context> {
	value: Value;
	context: Context;
}
export type ClassStanding = Standing<Phase, ClassContext>;
export type TeamStanding = Standing<TeamStatus, TeamContext>;

/**
 * XState passes over an illegal event in silence; here it is told apart by `null`, so that the
 * server can answer with a refusal and leave version and log as they were.
 */
function ask(machine: AnyStateMachine, from: Standing<string, object>, event: { type: string }) {
	const snapshot = machine.resolveState({ value: from.value, context: from.context });
	if (!snapshot.can(event)) return null;
	const [next] = transition(machine, snapshot, event);
	return { value: next.value, context: next.context };
}

/** What an event does to a class; null when it may not happen now. Nothing is started or stored. */
export const decideClass = (from: ClassStanding, event: ClassEvent): ClassStanding | null =>
	ask(classMachine, from, event) as ClassStanding | null;

/** What an event does to a team; null when it may not happen now. Nothing is started or stored. */
export const decideTeam = (from: TeamStanding, event: TeamEvent): TeamStanding | null =>
	ask(teamMachine, from, event) as TeamStanding | null;

export const newClassStanding = (now: number): ClassStanding => ({
	value: 'lobby',
	context: {
		previous: null,
		changedAt: now,
		endsAt: null,
		opensNext: false,
		previousEndsAt: null,
		previousOpensNext: false,
	},
});
export const newTeamStanding = (): TeamStanding => ({
	value: 'drafting',
	context: { submissions: 0 },
});
