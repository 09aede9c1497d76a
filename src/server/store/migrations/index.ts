import { beginning } from './0001-beginning.ts';
import { commentAnswers } from './0002-comment-answers.ts';
import { studentNumbersAndPlannedTeams } from './0003-student-numbers-and-planned-teams.ts';
import { seatsElsewhereAndPhasesByClock } from './0004-seats-elsewhere-and-phases-by-clock.ts';
import { figuresOfKeptStates } from './0005-figures-of-kept-states.ts';
import { membersAtHandIn } from './0006-members-at-hand-in.ts';
import { movedToAnotherTeam } from './0007-moved-to-another-team.ts';

/** One step of the schema; steps are only ever added, never changed. */
export interface Migration {
	readonly name: string;
	readonly statements: readonly string[];
}

/** In order; a database's schema number is how many of these it has had. */
export const migrations: readonly Migration[] = [
	beginning,
	commentAnswers,
	studentNumbersAndPlannedTeams,
	seatsElsewhereAndPhasesByClock,
	figuresOfKeptStates,
	membersAtHandIn,
	movedToAnotherTeam,
];
