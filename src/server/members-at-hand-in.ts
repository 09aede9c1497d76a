import { shownStudentNumber } from './names.ts';
import type { Database } from './store/schema.ts';
import type { HandInPeople } from './whose-score.ts';

const atHandIn = (db: Database, teamIds: readonly string[]) =>
	db
		.selectFrom('submission_member')
		.innerJoin('submission', 'submission.id', 'submission_member.submission_id')
		.innerJoin('member', 'member.id', 'submission_member.member_id')
		.select(['submission.id as submission', 'member.id', 'member.name'])
		.where('submission.team_id', 'in', teamIds);

/** Who was in the team at each hand-in: member ids by submission, of those teams. */
export async function membersAtHandIn(
	db: Database,
	teamIds: readonly string[],
): Promise<Map<string, Set<string>>> {
	const rows = await atHandIn(db, teamIds).orderBy('member.id').execute();
	const members = new Map<string, Set<string>>();
	for (const { submission, id } of rows)
		members.set(submission, (members.get(submission) ?? new Set()).add(id));
	return members;
}

/** What they are called, in the order in which they had come, also those put out of the class since. */
export async function namesAtHandIn(
	db: Database,
	teamIds: readonly string[],
): Promise<Map<string, string[]>> {
	const inOrder = atHandIn(db, teamIds).orderBy('member.joined_at').orderBy('member.id');
	const names = new Map<string, string[]>();
	for (const { submission, name } of await inOrder.execute())
		names.set(submission, [...(names.get(submission) ?? []), name]);
	return names;
}

/** Whom the lecturer has put out of a class, in the order in which they had come. */
async function removedMembers(db: Database, classId: string): Promise<HandInPeople['removed']> {
	const rows = await db
		.selectFrom('member')
		.select(['id', 'name', 'student_number'])
		.where('class_id', '=', classId)
		.where('removed_at', 'is not', null)
		.orderBy('joined_at')
		.orderBy('id')
		.execute();
	return rows.map(({ id, name, student_number: number }) => ({
		...{ id, name },
		studentNumber: shownStudentNumber(number),
	}));
}

/** Whose the versions of a class are. */
export const handInPeople = async (
	db: Database,
	classId: string,
	teamIds: readonly string[],
): Promise<HandInPeople> => ({
	membersAtHandIn: await membersAtHandIn(db, teamIds),
	removed: await removedMembers(db, classId),
});
