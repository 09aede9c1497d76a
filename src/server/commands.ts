import type { Phase } from '#workflow/class.machine.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { Verb } from '#workflow/roles.ts';
import type { EventBody, EventType } from './events.ts';
import type { Once } from './services.ts';
import type { Database } from './store/schema.ts';

/** How soon others need to see a change: a phase at once, the twentieth joiner within a second. */
export type Urgency = 'now' | 'soon';

/** What happened, told to the live side once it is on the disk and not before. */
export interface Announcement {
	classId: string;
	urgency: Urgency;
	/** Members whose seat is no longer what it was; their connections end. */
	removed?: string;
	/** A member whose devices have been signed out of his seat. */
	released?: string;
	moved?: { memberId: string; from: string | null };
	phase?: { from: Phase; to: Phase };
	/** The class is gone: everybody's connection ends. */
	isDeleted?: true;
}

/** A command on its way: its transaction, its one clock reading, and what it leaves behind. */
export interface Step {
	tx: Database;
	now: number;
	/** Writes what happened into the class's log. */
	log<Type extends EventType>(
		classId: string,
		actor: string,
		type: Type,
		body: EventBody<Type>,
	): Promise<void>;
	announce(announcement: Announcement): void;
}

export interface CommandNeeds {
	db: Database;
	clock: () => number;
	announce: (announcement: Announcement) => void;
}

const keptMilliseconds = 24 * 3600 * 1000;

async function writeEvent(
	tx: Database,
	classId: string,
	at: number,
	actor: string,
	type: string,
	body: object,
) {
	const last = await tx
		.selectFrom('class_event')
		.select(({ fn }) => fn.max('seq').as('seq'))
		.where('class_id', '=', classId)
		.executeTakeFirst();
	const seq = Number(last?.seq ?? 0) + 1;
	await tx
		.insertInto('class_event')
		.values({ class_id: classId, seq, at, actor, type, body: JSON.stringify(body) })
		.execute();
}

/**
 * Runs commands: each in one transaction, each once for its key, told to others after the commit.
 * A command that throws leaves the database exactly as it was.
 */
export function createCommands({ db, clock, announce }: CommandNeeds) {
	return async function command<Answer>(
		verb: Verb,
		once: Once | undefined,
		body: (step: Step) => Promise<Answer>,
	): Promise<Answer> {
		const announcements: Announcement[] = [];
		const answer = await db.transaction().execute(async (tx) => {
			const now = clock();
			if (once) {
				const before = await tx
					.selectFrom('idempotency')
					.select(['verb', 'answer'])
					.where('actor', '=', once.actor)
					.where('key', '=', once.key)
					.executeTakeFirst();
				if (before && before.verb !== verb) throw new Refusal('BAD_INPUT');
				if (before) return (JSON.parse(before.answer) as { answer: Answer }).answer;
			}
			const given = await body({
				tx,
				now,
				log: (classId, actor, type, eventBody) =>
					writeEvent(tx, classId, now, actor, type, eventBody),
				announce: (announcement) => announcements.push(announcement),
			});
			if (once) {
				await tx
					.deleteFrom('idempotency')
					.where('at', '<', now - keptMilliseconds)
					.execute();
				await tx
					.insertInto('idempotency')
					.values({ ...once, verb, answer: JSON.stringify({ answer: given }), at: now })
					.execute();
			}
			return given;
		});
		announcements.forEach(announce);
		return answer;
	};
}
export type Command = ReturnType<typeof createCommands>;
