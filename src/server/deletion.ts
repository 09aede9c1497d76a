import { Refusal } from '#workflow/refusals.ts';
import type { Command } from './commands.ts';
import { cleanLine, nameKey } from './names.ts';
import { requirePermission } from './permit.ts';
import type { Classes } from './services.ts';
import type { Database, Tables } from './store/schema.ts';

interface Needs {
	command: Command;
	/** Puts whatever has been sent so far on the disk, so that nothing comes in behind. */
	settle: () => Promise<void>;
	/** Told once a class is gone, so that nothing of it stays in memory or in the file's log. */
	forget: (teamIds: readonly string[]) => Promise<void>;
}

/**
 * Where a class stands in the tables, children before what they refer to. A test reads the database's
 * own list of tables and fails for one that is named neither here nor in `notOfAClass`.
 */
export const ofAClass = [
	'comment_answer',
	'review',
	'submission_member',
	'submission',
	'author_lease',
	'document_snapshot',
	'document_update',
	'document',
	'seat',
	'recovery_code',
	'seat_request',
	'class_event',
	'planned_team',
	'member',
	'team',
	'class',
	'idempotency',
] as const satisfies (keyof Tables)[];
export const notOfAClass = ['setting', 'account', 'session'] as const satisfies (keyof Tables)[];

interface Parts {
	classId: string;
	teamIds: string[];
	memberIds: string[];
}

async function partsOf(tx: Database, classId: string): Promise<Parts> {
	const teams = tx.selectFrom('team').select('id').where('class_id', '=', classId);
	const members = tx.selectFrom('member').select('id').where('class_id', '=', classId);
	return {
		classId,
		teamIds: (await teams.execute()).map(({ id }) => id),
		memberIds: (await members.execute()).map(({ id }) => id),
	};
}

type Erase = (tx: Database, parts: Parts) => Promise<unknown>;

const ofTeams =
	(table: 'author_lease' | 'document_snapshot' | 'document_update' | 'document'): Erase =>
	(tx, { teamIds }) =>
		tx.deleteFrom(table).where('room', 'in', teamIds).execute();

const ofClass =
	(
		table:
			| 'seat'
			| 'recovery_code'
			| 'seat_request'
			| 'class_event'
			| 'planned_team'
			| 'member'
			| 'team',
	): Erase =>
	(tx, { classId }) =>
		tx.deleteFrom(table).where('class_id', '=', classId).execute();

/** Answers to repeated commands name what they made, and their askers. */
const eraseAnswers: Erase = async (tx, { classId, teamIds, memberIds }) => {
	const gone = new Set([classId, ...teamIds, ...memberIds]);
	const kept = await tx.selectFrom('idempotency').select(['actor', 'key', 'answer']).execute();
	for (const { actor, key, answer } of kept) {
		const named = [actor, ...[...answer.matchAll(/"([^"]*)"/g)].map(([, text]) => text)];
		if (!named.some((name) => name !== undefined && gone.has(name))) continue;
		const asked = tx.deleteFrom('idempotency').where('actor', '=', actor).where('key', '=', key);
		await asked.execute();
	}
};

const ofSubmissions =
	(table: 'comment_answer' | 'review' | 'submission_member'): Erase =>
	(tx, { teamIds }) =>
		tx
			.deleteFrom(table)
			.where('submission_id', 'in', (rows) =>
				rows.selectFrom('submission').select('id').where('team_id', 'in', teamIds),
			)
			.execute();

const erasers: Record<(typeof ofAClass)[number], Erase> = {
	comment_answer: ofSubmissions('comment_answer'),
	review: ofSubmissions('review'),
	submission_member: ofSubmissions('submission_member'),
	submission: (tx, { teamIds }) =>
		tx.deleteFrom('submission').where('team_id', 'in', teamIds).execute(),
	author_lease: ofTeams('author_lease'),
	document_snapshot: ofTeams('document_snapshot'),
	document_update: ofTeams('document_update'),
	document: ofTeams('document'),
	seat: ofClass('seat'),
	recovery_code: ofClass('recovery_code'),
	seat_request: ofClass('seat_request'),
	class_event: ofClass('class_event'),
	planned_team: ofClass('planned_team'),
	member: ofClass('member'),
	team: ofClass('team'),
	class: (tx, { classId }) => tx.deleteFrom('class').where('id', '=', classId).execute(),
	idempotency: eraseAnswers,
};

/**
 * Takes a closed class out of the database for good, in one transaction, once its lecturer has typed
 * its title. Whoever has it open is told; what backups hold of it goes as they are replaced.
 */
export function createDeletion({ command, settle, forget }: Needs): Classes['remove'] {
	return async function remove(lecturerId, { classId, title }, once) {
		await settle();
		let teamIds: readonly string[] = [];
		await command('deleteClass', once, async (step) => {
			const row = await step.tx
				.selectFrom('class')
				.select(['lecturer_id', 'title', 'phase'])
				.where('id', '=', classId)
				.executeTakeFirst();
			// Looked at here, since a second sending comes when there is no class to ask about.
			if (row?.lecturer_id !== lecturerId) throw new Refusal('NOT_YOURS');
			requirePermission('lecturer', 'deleteClass', row);
			// Brackets, case and spaces are how a title is typed, not what it is.
			if (nameKey(cleanLine(title)) !== nameKey(row.title))
				throw new Refusal(
					'TITLE_DIFFERS',
					`打的和課堂名稱不一樣，所以沒有刪除；要打的是「${row.title}」。`,
				);
			const parts = await partsOf(step.tx, classId);
			for (const table of ofAClass) await erasers[table](step.tx, parts);
			step.announce({ classId, urgency: 'now', isDeleted: true });
			({ teamIds } = parts);
		});
		await forget(teamIds);
	};
}
