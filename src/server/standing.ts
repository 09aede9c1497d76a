import { Refusal } from '#workflow/refusals.ts';
import type { Database } from './store/schema.ts';

/** A member with the class he sits in; NOT_YOURS when there is none, or not in that class. */
export async function requireMember(db: Database, memberId: string, classId?: string) {
	const row = await db
		.selectFrom('member')
		.innerJoin('class', 'class.id', 'member.class_id')
		.select([
			'member.id',
			'member.name',
			'member.team_id as teamId',
			'class.id as classId',
			'class.phase',
			'class.lecturer_id as lecturerId',
			'class.case_id as caseId',
			'class.asks_student_number as asksStudentNumber',
		])
		.where('member.id', '=', memberId)
		.where('member.removed_at', 'is', null)
		.executeTakeFirst();
	if (!row || (classId !== undefined && row.classId !== classId)) throw new Refusal('NOT_YOURS');
	return row;
}

/** A team of that class; NO_SUCH_TEAM for any other. */
export async function requireTeam(db: Database, classId: string, teamId: string) {
	const row = await db
		.selectFrom('team')
		.innerJoin('class', 'class.id', 'team.class_id')
		.select([
			'team.id',
			'team.number',
			'team.status',
			'team.submissions',
			'class.phase',
			'class.lecturer_id as lecturerId',
			'class.case_id as caseId',
		])
		.where('team.id', '=', teamId)
		.where('team.class_id', '=', classId)
		.executeTakeFirst();
	if (!row) throw new Refusal('NO_SUCH_TEAM');
	return row;
}
