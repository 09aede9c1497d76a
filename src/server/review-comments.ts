import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import {
	mostPatches,
	patchedState,
	readComments,
	readPatch,
	type Comment,
	type CommentDraft,
} from '#workflow/comment.ts';
import type { Design } from '#workflow/design.ts';
import { Refusal } from '#workflow/refusals.ts';
import type { Effects } from './effects.ts';
import type { Database } from './store/schema.ts';

/** A version as it was handed in, as far as comments on it need it. */
export interface Frozen {
	design: Design;
	state: ModelState<PointsInputs>;
}

/** A team's version by its number; null when there is none. */
export async function readFrozen(
	db: Database,
	teamId: string,
	number: number,
): Promise<Frozen | null> {
	const row = await db
		.selectFrom('submission')
		.select(['design', 'state'])
		.where('team_id', '=', teamId)
		.where('number', '=', number)
		.executeTakeFirst();
	if (!row) return null;
	return {
		design: JSON.parse(row.design) as Design,
		state: JSON.parse(row.state) as ModelState<PointsInputs>,
	};
}

/**
 * Comments as they may be stored: each with a name of its own, patches within the sliders' ranges and
 * away from where the team left them. Throws BAD_INPUT for more patches than one review may carry.
 */
export function settleComments(
	given: readonly CommentDraft[],
	{ design }: Pick<Frozen, 'design'>,
): Comment[] {
	const comments = readComments(
		given.map(({ id, field, text, patch }) => ({
			id,
			field,
			text,
			patch: readPatch(patch, design),
		})),
	);
	const patches = comments.filter(({ patch }) => patch !== null);
	if (patches.length > mostPatches) throw new Refusal('BAD_INPUT');
	return comments;
}

/**
 * Runs what the comments ask for: each patch with what the frozen version comes to, before and after.
 * Whatever a browser showed its lecturer, these are the server's own figures.
 */
export async function runComments(
	comments: readonly Comment[],
	{ state }: Frozen,
	effects: Effects,
): Promise<Comment[]> {
	const patched = comments.filter(({ patch }) => patch !== null);
	if (patched.length === 0) return [...comments];
	const [before, ...after] = await effects.of([
		patchedState(state, null),
		...patched.map(({ patch }) => patchedState(state, patch)),
	]);
	return comments.map((comment) => {
		const effect = after[patched.indexOf(comment)];
		return before && effect ? { ...comment, result: { before, after: effect } } : comment;
	});
}
