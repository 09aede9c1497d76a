import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import { compile, type CaseInputs, type Design } from '#workflow/design.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { Step } from './commands.ts';
import { stateOf } from './live/readable.ts';
import type { Team } from './moves.ts';
import { newId } from './tokens.ts';

/** The fingerprint printed on the stub: of the design and the state as they are stored. */
export const designHash = (design: string, state: string): string =>
	createHash('sha256').update(design).update('\n').update(state).digest('hex');

/** Keeps a version of a design as it is handed in, and who was in the team; answers its number. */
export async function freeze(
	step: Step,
	team: Team,
	memberId: string,
	doc: Y.Doc,
	design: Design,
	company: CaseInputs,
) {
	const designText = JSON.stringify(design);
	const stateText = JSON.stringify(compile(design, company));
	const number = team.submissions + 1;
	const document = stateOf(doc);
	if (document === null) throw new Refusal('DRAFT_DAMAGED');
	const id = newId();
	await step.tx
		.insertInto('submission')
		.values({
			id,
			team_id: team.id,
			number,
			submitted_at: step.now,
			submitted_by: memberId,
			design: designText,
			state: stateText,
			document,
			hash: designHash(designText, stateText),
		})
		.execute();
	await step.tx
		.insertInto('submission_member')
		.columns(['submission_id', 'member_id'])
		.expression((rows) =>
			rows
				.selectFrom('member')
				.select((row) => [row.val(id).as('submission_id'), 'member.id'])
				.where('team_id', '=', team.id)
				.where('removed_at', 'is', null),
		)
		.execute();
	return { number };
}
