import { nameKey, readStudentNumber } from '#workflow/identity.ts';
import type { NotMine } from '#workflow/messages.ts';
import type { Submission } from '#workflow/submission.ts';
import type { Picture } from './picture.ts';

/** Whose a score is: told by who was in the team when the version was handed in. */

export type Team = Picture['teams'][number];
export type Member = Pick<Picture['members'][number], 'id' | 'name' | 'studentNumber'>;

/** Whose the versions are, and who is in the class no more. */
export interface HandInPeople {
	/** Member ids by submission: who was in the team when it was handed in. */
	membersAtHandIn: ReadonlyMap<string, ReadonlySet<string>>;
	removed: readonly Member[];
}

const isGraded = ({ review }: Submission): boolean => review !== null && review.status !== 'draft';

const wasThere = (
	memberIds: readonly string[],
	{ id: submission }: Submission,
	{ membersAtHandIn }: HandInPeople,
): boolean => memberIds.some((id) => membersAtHandIn.get(submission)?.has(id));

/** The team that somebody was last graded in, and its graded versions that are his, oldest first. */
export interface Graded {
	team: Team;
	versions: Submission[];
}

/**
 * Where somebody was last graded; undefined for whoever never was. Whoever left and came in again has
 * a member id of each time.
 */
export function gradedIn(
	memberIds: readonly string[],
	teams: readonly Team[],
	people: HandInPeople,
): Graded | undefined {
	const handedInAt = ({ versions }: Graded) => versions.at(-1)?.submittedAt ?? 0;
	return teams
		.map((team) => ({
			team,
			versions: team.history.filter(
				(version) => isGraded(version) && wasThere(memberIds, version, people),
			),
		}))
		.filter(({ versions }) => versions.length > 0)
		.toSorted((one, other) => handedInAt(one) - handedInAt(other))
		.at(-1);
}

/** What two rows may not share; null where there is no student number. */
export const numberKey = (studentNumber: string | null): string | null =>
	nameKey(readStudentNumber(studentNumber ?? '') ?? '') || null;

/** Whether two are one person, as their student number tells. */
export function isSame(
	one: Pick<Member, 'studentNumber'>,
	other: Pick<Member, 'studentNumber'>,
): boolean {
	const key = numberKey(one.studentNumber);
	return key !== null && key === numberKey(other.studentNumber);
}

/** Whether two may be one person, of which a student number of both would tell. */
export const mayBeSame = (one: Omit<Member, 'id'>, other: Omit<Member, 'id'>): boolean =>
	nameKey(one.name) === nameKey(other.name) &&
	(numberKey(one.studentNumber) === null || numberKey(other.studentNumber) === null);

/**
 * The graded versions of a team that are not a member's, for they were handed in without him, and
 * which one is; undefined where every one is his. Whoever may be somebody who was put out is not told
 * that his version is another's; and his own is read by his seat alone, never by a number that he gave.
 */
export function notMineOf(
	me: Member,
	team: Team,
	teams: readonly Team[],
	people: HandInPeople,
): NotMine | undefined {
	const earlier = people.removed.filter((gone) => isSame(gone, me) || mayBeSame(gone, me));
	const ids = [me.id, ...earlier.map(({ id }) => id)];
	const versions = team.history
		.filter((version) => isGraded(version) && !wasThere(ids, version, people))
		.map(({ number }) => number);
	if (versions.length === 0) return undefined;
	const graded = gradedIn([me.id], teams, people);
	const version = graded?.versions.at(-1);
	return {
		versions,
		mine:
			graded && version?.review
				? { team: graded.team.number, number: version.number, scores: version.review.scores }
				: null,
	};
}
