import type { TeamOutline } from '#workflow/messages.ts';

/** Whatever the lecturer projects goes to one window: the one that stands before the hall. */
export const stageWindow = 'loyalty-stage';

type Shown = Pick<TeamOutline, 'id' | 'number' | 'planName' | 'submissions' | 'members'>;

/** Whose turn comes after a team's, in the order of the teams; null after the last. */
export function nextTeam<Team extends Shown>(
	teams: readonly Team[],
	teamId: string,
	isShown: (team: Team) => boolean,
): Team | null {
	const here = teams.findIndex(({ id }) => id === teamId);
	return teams.slice(here + 1).find(isShown) ?? null;
}

/**
 * Closes this window when the page that it leads back to is the one that opened it, and still there:
 * a link would make a second one. False where the link is the way.
 */
export function closedToOpener(home: string, here: Window = window): boolean {
	try {
		const { opener } = here;
		if (!opener || opener.closed || !opener.location.pathname.startsWith(home)) return false;
		here.close();
		return here.closed;
	} catch {
		// Another site's page, which may not be looked at.
		return false;
	}
}
