import { Refusal, type RefusalCode } from '#workflow/refusals.ts';
import { may, type Role, type Verb } from '#workflow/roles.ts';
import type { Phase } from '#workflow/class.machine.ts';
import type { TeamStatus } from '#workflow/team.machine.ts';

/** What to say when a team, or the class, stands where a verb does not apply. */
const wrongStatus: Partial<Record<Verb, RefusalCode>> = {
	beginRevision: 'NOTHING_TO_REVISE',
	answerComment: 'ANSWERS_CLOSED',
	openReview: 'NOT_IN_REVIEW',
	sendBack: 'NOT_IN_REVIEW',
	saveReview: 'NOT_IN_REVIEW',
	returnDesign: 'NOT_IN_REVIEW',
	approveDesign: 'NOT_IN_REVIEW',
	undoApproval: 'NOT_APPROVED',
	restoreSnapshot: 'DRAFT_LOCKED',
	deleteClass: 'CLASS_STILL_OPEN',
};

/**
 * Looks a verb up in the table of rights, inside the transaction that will act on it, and throws
 * the refusal that tells whose turn it is.
 */
export function requirePermission(
	role: Role,
	verb: Verb,
	now: { phase: Phase; status?: TeamStatus },
): void {
	if (may(role, verb, now)) return;
	if (!may(role, verb)) throw new Refusal('NOT_YOURS');
	if (now.phase === 'closed') throw new Refusal('CLASS_CLOSED');
	if (verb === 'submitDesign') {
		throw new Refusal(now.status === 'returned' ? 'REVISE_FIRST' : 'ALREADY_SUBMITTED');
	}
	if (verb === 'reopenClass') throw new Refusal('PHASE_MOVED');
	throw new Refusal(wrongStatus[verb] ?? 'NOT_IN_REVIEW');
}
