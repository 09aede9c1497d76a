import { Refusal } from '#workflow/refusals.ts';
import type { Database } from '../store/schema.ts';

/** Each has six connections of its own, and nobody rehearses more at a time. */
const mostOpen = 3;

/** Throws while a lecturer has as many practice classes open as he may. */
export async function requirePracticeRoom(tx: Database, lecturerId: string): Promise<void> {
	const { count } = await tx
		.selectFrom('class_event')
		.innerJoin('class', 'class.id', 'class_event.class_id')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('class_event.type', '=', 'practice.opened')
		.where('class.lecturer_id', '=', lecturerId)
		.where('class.phase', '!=', 'closed')
		.executeTakeFirstOrThrow();
	if (Number(count) >= mostOpen) throw new Refusal('PRACTICE_ENOUGH');
}

/** Whether a class is a practice class. */
export async function isPractice(tx: Database, classId: string): Promise<boolean> {
	const opened = await tx
		.selectFrom('class_event')
		.select('seq')
		.where('class_id', '=', classId)
		.where('type', '=', 'practice.opened')
		.executeTakeFirst();
	return opened !== undefined;
}
