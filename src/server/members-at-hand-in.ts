import { shownStudentNumber } from './names.ts';
import type { Database } from './store/schema.ts';
import type { HandInPeople } from './whose-score.ts';

/** Who was in the team at each hand-in: member ids by submission, of those teams. */
export async function membersAtHandIn(
	db: Database,
	teamIds: readonly string[],
): Promise<Map<string, Set<string>>> {
	const rows = await db
		.selectFrom('submission_member')
		.innerJoin('submission', 'submission.id', 'submission_member.submission_id')
		.select(['submission_member.submission_id', 'submission_member.member_id'])
		.where('submission.team_id', 'in', teamIds)
		.orderBy('submission_member.member_id')
		.execute();
	const members = new Map<string, Set<string>>();
	for (const { submission_id: submission, member_id: member } of rows)
		members.set(submission, (members.get(submission) ?? new Set()).add(member));
	return members;
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
