import type { ActionAPIContext } from 'astro:actions';
import { z } from 'astro/zod';
import { services, type Once } from '#server/services.ts';
import { Refusal } from '#workflow/refusals.ts';
import { hasDoor, type Verb } from '#workflow/roles.ts';

export const id = z.string().min(1).max(40);
export const version = z.number().int().min(0);
/** Names one command, so that sending it again does not do it again. */
export const key = z.string().min(8).max(64);

/** The asker once his right to the door has been looked at, and how he names this command. */
interface Asker {
	id: string;
	once: Once;
}

/** Any lecturer who is signed in. */
export function asLecturer(context: ActionAPIContext, verb: Verb, command: { key: string }): Asker {
	const { lecturer } = context.locals.visitor;
	if (!lecturer) throw new Refusal('NOT_SIGNED_IN');
	if (!hasDoor('otherLecturer', verb)) throw new Refusal('NOT_YOURS');
	return { id: lecturer.id, once: { actor: lecturer.id, key: command.key } };
}

/** A signed-in lecturer, for a command that looks itself whose class it is: it may be gone by then. */
export function asSignedIn(context: ActionAPIContext, command: { key: string }): Asker {
	const { lecturer } = context.locals.visitor;
	if (!lecturer) throw new Refusal('NOT_SIGNED_IN');
	return { id: lecturer.id, once: { actor: lecturer.id, key: command.key } };
}

/** The lecturer whose class it is; another lecturer's class looks as if it were not there. */
export async function asOwner(
	context: ActionAPIContext,
	verb: Verb,
	command: { key: string; classId: string },
): Promise<Asker> {
	const { lecturer } = context.locals.visitor;
	if (!lecturer) throw new Refusal('NOT_SIGNED_IN');
	const owner = await services().classes.ownerOf(command.classId);
	const role = owner === lecturer.id ? 'lecturer' : 'otherLecturer';
	if (owner === null || !hasDoor(role, verb)) throw new Refusal('NOT_YOURS');
	return { id: lecturer.id, once: { actor: lecturer.id, key: command.key } };
}

/** What counts for more than one: the whole design is read for it, while others read a row or two. */
const heavy: Partial<Record<Verb, number>> = { submitDesign: 4 };

/** The member whose seat in this class the asking device holds. */
export function asMember(
	context: ActionAPIContext,
	verb: Verb,
	command: { key: string; classId: string },
): Asker {
	const seat = context.locals.visitor.seats.find(({ classId }) => classId === command.classId);
	if (!seat) throw new Refusal('NOT_A_MEMBER');
	if (!hasDoor('member', verb)) throw new Refusal('NOT_YOURS');
	if (!services().askingPace.take(seat.memberId, heavy[verb])) throw new Refusal('TOO_MANY_TRIES');
	return { id: seat.memberId, once: { actor: seat.memberId, key: command.key } };
}
