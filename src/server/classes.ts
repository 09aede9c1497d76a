import { decideClass, newClassStanding, type ClassStanding } from '#workflow/decide.ts';
import { mayOpen, phaseAfter, type ClassEvent } from '#workflow/class.machine.ts';
import { Refusal, type RefusalCode } from '#workflow/refusals.ts';
import type { PhaseWords } from '#workflow/words.ts';
import type { Command, Step } from './commands.ts';
import { keepPhase } from './live/snapshots.ts';
import { cleanLine } from './names.ts';
import { requirePermission } from './permit.ts';
import { isPractice, requirePracticeRoom } from './practice/room.ts';
import type { Classes } from './services.ts';
import type { Database, Tables } from './store/schema.ts';
import { newId, newJoinCode } from './tokens.ts';

interface Needs {
	db: Database;
	command: Command;
	cases: ReadonlyMap<string, unknown>;
	/** How long each phase is planned to take. */
	phases: PhaseWords;
}

type ClassRow = Tables['class'];

const minuteMilliseconds = 60_000;
const furthestEndMilliseconds = 24 * 60 * minuteMilliseconds;

const standingOf = (row: ClassRow): ClassStanding => ({
	value: row.phase,
	context: {
		previous: row.previous,
		changedAt: row.changed_at,
		endsAt: row.ends_at,
		opensNext: row.opens_next === 1,
		previousEndsAt: row.previous_ends_at,
		previousOpensNext: row.previous_opens_next === 1,
	},
});

/** The class as the lecturer saw it; PHASE_MOVED when it has moved on since. */
async function seenClass({ tx }: Step, classId: string, version: number): Promise<ClassRow> {
	const row = await tx.selectFrom('class').selectAll().where('id', '=', classId).executeTakeFirst();
	if (!row) throw new Refusal('NOT_YOURS');
	if (row.version !== version) throw new Refusal('PHASE_MOVED');
	return row;
}

/** Lets the machine decide and stores where it went: only from the version that was seen. */
async function move(
	step: Step,
	row: ClassRow,
	event: ClassEvent,
	otherwise: RefusalCode,
	versionsOn = 1,
): Promise<ClassStanding> {
	const next = decideClass(standingOf(row), event);
	if (!next) throw new Refusal(otherwise);
	const { numUpdatedRows } = await step.tx
		.updateTable('class')
		.set({
			phase: next.value,
			version: row.version + versionsOn,
			previous: next.context.previous,
			changed_at: next.context.changedAt,
			ends_at: next.context.endsAt,
			opens_next: next.context.opensNext ? 1 : 0,
			previous_ends_at: next.context.previousEndsAt,
			previous_opens_next: next.context.previousOpensNext ? 1 : 0,
		})
		.where('id', '=', row.id)
		.where('version', '=', row.version)
		.executeTakeFirstOrThrow();
	if (numUpdatedRows !== 1n) throw new Refusal('PHASE_MOVED');
	const phase = { from: row.phase, to: next.value };
	const isMoved = phase.from !== phase.to;
	if (isMoved) await keepPhase(step.tx, row.id, phase.from, step.now);
	step.announce({ classId: row.id, urgency: 'now', ...(isMoved && { phase }) });
	return next;
}

/** Throws BAD_INPUT for a planned end that no class hour has. */
function requireLikelyEnd(now: number, endsAt: number | null): void {
	if (endsAt === null) return;
	if (endsAt < now - minuteMilliseconds || endsAt > now + furthestEndMilliseconds) {
		throw new Refusal('BAD_INPUT');
	}
}

function readTitle(typed: string): string {
	const title = cleanLine(typed);
	if (title === '' || [...title].length > 60) throw new Refusal('BAD_INPUT');
	return title;
}

/** Opening classes and moving them through their phases. */
export function createClasses({ db, command, cases, phases }: Needs): Omit<
	Classes,
	'remove' | 'sendMessage' | 'withdrawMessage'
> & {
	/** Opens the next phase of a class whose planned end has come, as its lecturer asked for. */
	timePassed(classId: string): Promise<void>;
} {
	return {
		open: (lecturerId, { title, caseId, teamCount, asksStudentNumber = false }, once) =>
			command('openClass', once, async (step) => {
				const isCount = Number.isInteger(teamCount) && teamCount >= 1 && teamCount <= 15;
				if (!isCount || !cases.has(caseId)) throw new Refusal('BAD_INPUT');
				const { value, context } = newClassStanding(step.now);
				const classId = newId();
				const named = readTitle(title);
				await step.tx
					.insertInto('class')
					.values({
						id: classId,
						lecturer_id: lecturerId,
						title: named,
						case_id: caseId,
						join_code: newJoinCode(),
						joining_locked: 0,
						phase: value,
						version: 0,
						previous: context.previous,
						changed_at: context.changedAt,
						ends_at: context.endsAt,
						previous_ends_at: context.previousEndsAt,
						opened_at: step.now,
						asks_student_number: asksStudentNumber ? 1 : 0,
						opens_next: 0,
						previous_opens_next: 0,
					})
					.execute();
				const teams = Array.from({ length: teamCount }, (_, index) => ({
					id: newId(),
					class_id: classId,
					number: index + 1,
					status: 'drafting' as const,
					submissions: 0,
				}));
				await step.tx.insertInto('team').values(teams).execute();
				await step.log(classId, lecturerId, 'class.opened', { title: named });
				return { classId };
			}),

		async listFor(lecturerId) {
			const rows = await db
				.selectFrom('class')
				.select((row) => [
					'id',
					'title',
					'phase',
					'opened_at as openedAt',
					row
						.selectFrom('member')
						.whereRef('member.class_id', '=', 'class.id')
						.where('removed_at', 'is', null)
						.select(({ fn }) => fn.countAll<number>().as('count'))
						.as('members'),
				])
				.where('lecturer_id', '=', lecturerId)
				.orderBy('opened_at', 'desc')
				.orderBy('id')
				.execute();
			return rows.map((row) => ({ ...row, members: Number(row.members) }));
		},

		async ownerOf(classId) {
			const query = db.selectFrom('class').select('lecturer_id').where('id', '=', classId);
			return (await query.executeTakeFirst())?.lecturer_id ?? null;
		},

		openPhase: (classId, { phase, version, minutes, opensNext = false }, once) =>
			command('openPhase', once, async (step) => {
				const row = await seenClass(step, classId, version);
				const endsAt = minutes === null ? null : step.now + minutes * minuteMilliseconds;
				requireLikelyEnd(step.now, endsAt);
				const otherwise = row.phase === 'closed' ? 'CLASS_CLOSED' : 'PHASE_NOT_OPEN';
				if (!mayOpen(row.phase, phase)) throw new Refusal(otherwise);
				const event = { type: 'phase.opened', phase, endsAt, opensNext, now: step.now } as const;
				const { context } = await move(step, row, event, otherwise);
				await step.log(classId, row.lecturer_id, 'phase.opened', {
					phase,
					minutes,
					...(context.opensNext && { opensNext: true }),
				});
			}),

		timePassed: (classId) =>
			command('openPhase', undefined, async (step) => {
				const query = step.tx.selectFrom('class').selectAll().where('id', '=', classId);
				const row = await query.executeTakeFirst();
				const phase = row && phaseAfter(row.phase);
				// The lecturer may have been quicker, and there is nothing to do any more.
				if (!row || !phase) return;
				const { now } = step;
				const { minutes } = phases[phase];
				const endsAt = minutes === null ? null : now + minutes * minuteMilliseconds;
				if (decideClass(standingOf(row), { type: 'time.passed', endsAt, now })) {
					await move(step, row, { type: 'time.passed', endsAt, now }, 'PHASE_MOVED');
					const body = { phase, minutes, byClock: true } as const;
					await step.log(classId, row.lecturer_id, 'phase.opened', body);
				} else if (decideClass(standingOf(row), { type: 'time.missed', now })) {
					await move(step, row, { type: 'time.missed', now }, 'PHASE_MOVED', 0);
					await step.log(classId, row.lecturer_id, 'phase.missed', { phase });
				}
			}),

		undoPhase: (classId, { version }, once) =>
			command('undoPhase', once, async (step) => {
				const row = await seenClass(step, classId, version);
				const event = { type: 'phase.undone', now: step.now } as const;
				const { value } = await move(step, row, event, 'NOTHING_TO_UNDO');
				await step.log(classId, row.lecturer_id, 'phase.undone', { phase: value });
			}),

		moveDeadline: (classId, { version, endsAt }, once) =>
			command('moveDeadline', once, async (step) => {
				const row = await seenClass(step, classId, version);
				requirePermission('lecturer', 'moveDeadline', row);
				requireLikelyEnd(step.now, endsAt);
				// The phase stays, so the version does: another five minutes must not be refused.
				await move(step, row, { type: 'deadline.moved', endsAt, now: step.now }, 'CLASS_CLOSED', 0);
				await step.log(classId, row.lecturer_id, 'deadline.moved', { endsAt });
			}),

		close: (classId, { version }, once) =>
			command('closeClass', once, async (step) => {
				const row = await seenClass(step, classId, version);
				requirePermission('lecturer', 'closeClass', row);
				await move(step, row, { type: 'class.closed', now: step.now }, 'CLASS_CLOSED');
				await step.log(classId, row.lecturer_id, 'class.closed', {});
			}),

		reopen: (classId, { version }, once) =>
			command('reopenClass', once, async (step) => {
				const row = await seenClass(step, classId, version);
				requirePermission('lecturer', 'reopenClass', row);
				if (await isPractice(step.tx, classId)) await requirePracticeRoom(step.tx, row.lecturer_id);
				await move(step, row, { type: 'class.reopened', now: step.now }, 'PHASE_MOVED');
				await step.log(classId, row.lecturer_id, 'class.reopened', {});
			}),

		lockJoining: (classId, locked, once) =>
			command('lockJoining', once, async (step) => {
				const row = await step.tx
					.updateTable('class')
					.set({ joining_locked: locked ? 1 : 0 })
					.where('id', '=', classId)
					.returning('lecturer_id')
					.executeTakeFirst();
				if (!row) throw new Refusal('NOT_YOURS');
				const type = locked ? 'joining.locked' : 'joining.unlocked';
				await step.log(classId, row.lecturer_id, type, {});
				step.announce({ classId, urgency: 'now' });
			}),

		askStudentNumber: (classId, asks, once) =>
			command('askStudentNumber', once, async (step) => {
				const row = await step.tx
					.updateTable('class')
					.set({ asks_student_number: asks ? 1 : 0 })
					.where('id', '=', classId)
					.returning('lecturer_id')
					.executeTakeFirst();
				if (!row) throw new Refusal('NOT_YOURS');
				const type = asks ? 'studentNumber.asked' : 'studentNumber.unasked';
				await step.log(classId, row.lecturer_id, type, {});
				step.announce({ classId, urgency: 'now' });
			}),
	};
}
