import { nameKey, readStudentNumber } from '#workflow/identity.ts';
import type { WhoseScore } from '#workflow/messages.ts';
import { namedOn } from '#workflow/roster.ts';
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

const idsOf = (members: readonly Member[]): string[] => members.map(({ id }) => id);

/**
 * What a member of a team, or of none, is told of whose scores are whose; undefined where the team's
 * own reviews say it all. Whoever may be somebody who was put out is not told that his version is
 * another's, nor left to believe that it is his; and his own is read by his seat alone, never by a
 * number that he gave.
 */
export function whoseScoreOf(
	me: Member,
	team: Team | undefined,
	teams: readonly Team[],
	people: HandInPeople,
): WhoseScore | undefined {
	const mineIds = [me.id, ...idsOf(people.removed.filter((gone) => isSame(gone, me)))];
	const alike = people.removed.filter((gone) => mayBeSame(gone, me));
	const without = (team?.history ?? []).filter(
		(version) => isGraded(version) && !wasThere(mineIds, version, people),
	);
	const isUnsure = (version: Submission) => wasThere(idsOf(alike), version, people);
	const numbersOf = (versions: readonly Submission[]) => versions.map(({ number }) => number);
	const unsure = numbersOf(without.filter(isUnsure));
	const notMine = numbersOf(without.filter((version) => !isUnsure(version)));

	const graded = gradedIn([me.id], teams, people);
	const version = graded?.versions.at(-1);
	const mine =
		graded && version?.review
			? { team: graded.team.number, number: version.number, scores: version.review.scores }
			: null;
	const isElsewhere = (one: Graded | undefined) => one !== undefined && one.team !== team;
	const known = gradedIn(mineIds, teams, people);
	const earlier =
		mine !== null
			? null
			: isElsewhere(known)
				? 'his'
				: known === undefined && isElsewhere(gradedIn(idsOf(alike), teams, people))
					? 'unsure'
					: null;
	const isPlain = notMine.length + unsure.length === 0 && earlier === null;
	if (isPlain && !isElsewhere(graded)) return undefined;
	const numberTells = alike.some(({ studentNumber }) => numberKey(studentNumber) !== null);
	return { notMine, unsure, mine, earlier, numberTells };
}

/** Whom the lecturer's list names and who has not come, by his number or, without one, by his name. */
export function expectedOn({ members, planned }: Pick<Picture, 'members' | 'planned'>) {
	const taken = new Set(members.map(({ studentNumber }) => numberKey(studentNumber)));
	return planned
		.map(({ who, team }) => ({ ...namedOn(who), team }))
		.filter(({ studentNumber }) => {
			const key = numberKey(studentNumber);
			const isFree = key === null || !taken.has(key);
			taken.add(key);
			return isFree;
		});
}

/** Members by student number, each with the times he came in; whoever has none stands alone. */
const byNumber = (members: readonly Member[]): Member[][] => [
	...Map.groupBy(
		members,
		({ studentNumber, id }) => numberKey(studentNumber) ?? `id ${id}`,
	).values(),
];

/**
 * Whoever was put out of the class with a score, and whose number nobody has who is there or expected:
 * as he was called last, where he was graded, and whether somebody of his name may be he.
 */
export function goneWithScore(
	{ members, teams, planned }: Picture,
	people: HandInPeople,
): { last: Member; graded: Graded; isAlike: boolean }[] {
	const here = [...members, ...expectedOn({ members, planned })];
	const taken = new Set(here.map(({ studentNumber }) => numberKey(studentNumber)));
	return byNumber(people.removed).flatMap((times) => {
		const last = times.at(-1);
		const key = numberKey(last?.studentNumber ?? null);
		const graded = gradedIn(idsOf(times), teams, people);
		if (!last || !graded || (key !== null && taken.has(key))) return [];
		const isAlike = here.some((other) => times.some((member) => mayBeSame(member, other)));
		return [{ last, graded, isAlike }];
	});
}
