import { teamStatusWords, type TeamStatus } from './team.machine.ts';

/** A team's state in one word; one that has never written is a team and no more. */
export const statusWordOf = (status: TeamStatus, editedAt: number | null): string =>
	status === 'drafting' && editedAt === null ? '已分組' : teamStatusWords[status];
