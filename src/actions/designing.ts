import { defineAction } from 'astro:actions';
import { z } from 'astro/zod';
import { services } from '#server/services.ts';
import { assumptionPlaces, longestReason, type CommentPlace } from '#workflow/comment.ts';
import { choiceFields, numberFields, textFields, type NumberField } from '#workflow/design.ts';
import { asMember, asOwner, id, key, version } from './asking.ts';
import { refusing } from './refusing.ts';

const fields = [
	...Object.keys(textFields),
	...Object.keys(choiceFields),
	...Object.keys(numberFields),
	'chosenStrategies',
	...assumptionPlaces,
] as CommentPlace[];

const sliders = Object.keys(numberFields) as NumberField[];
const comment = z.object({
	id,
	field: z.enum(fields).nullable(),
	text: z.string().max(2_000),
	patch: z.partialRecord(z.enum(sliders), z.number()).nullable(),
});

const mine = z.object({ key, classId: id });
const theirs = z.object({ key, classId: id, teamId: id });
const snapshot = theirs.extend({ label: z.string().min(1).max(60) });
const written = z.object({
	scores: z.record(z.string().max(60), z.number().int().min(1).max(5)),
	comments: z.array(comment).max(60),
	summary: z.string().max(4_000),
});
const reviewed = theirs.extend({
	number: z.number().int().min(1),
	...written.shape,
	base: written,
});

/** A design's way: chosen, handed in, reviewed, returned, revised, approved. */
export const designing = {
	chooseTeam: defineAction({
		input: mine.extend({ teamId: id }),
		handler: (input, context) =>
			refusing(async () => {
				const member = asMember(context, 'chooseTeam', input);
				await services().teams.choose(member.id, input.teamId, member.once);
			}),
	}),
	giveStudentNumber: defineAction({
		input: mine.extend({ studentNumber: z.string().max(80) }),
		handler: (input, context) =>
			refusing(async () => {
				const member = asMember(context, 'giveStudentNumber', input);
				await services().teams.giveStudentNumber(member.id, input.studentNumber, member.once);
			}),
	}),
	makeRecoveryCode: defineAction({
		input: mine,
		handler: (input, context) =>
			refusing(async () => {
				const member = asMember(context, 'makeRecoveryCode', input);
				return services().seats.makeRecoveryCode(member.id);
			}),
	}),
	submitDesign: defineAction({
		input: mine,
		handler: (input, context) =>
			refusing(async () => {
				const member = asMember(context, 'submitDesign', input);
				return services().submissions.submit(member.id, member.once);
			}),
	}),
	beginRevision: defineAction({
		input: mine,
		handler: (input, context) =>
			refusing(async () => {
				const member = asMember(context, 'beginRevision', input);
				await services().submissions.beginRevision(member.id, member.once);
			}),
	}),
	answerComment: defineAction({
		input: mine.extend({
			number: z.number().int().min(1),
			commentId: id,
			kind: z.enum(['adopted', 'rebutted', 'withdrawn']),
			reason: z.string().max(longestReason),
			version,
		}),
		handler: (input, context) =>
			refusing(async () => {
				const member = asMember(context, 'answerComment', input);
				return services().answers.answer(member.id, input, member.once);
			}),
	}),
	openReview: defineAction({
		input: theirs,
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'openReview', input);
				await services().submissions.openReview(input.classId, input.teamId, once);
			}),
	}),
	sendBack: defineAction({
		input: theirs,
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'sendBack', input);
				await services().submissions.sendBack(input.classId, input.teamId, once);
			}),
	}),
	saveReview: defineAction({
		input: reviewed,
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'saveReview', input);
				return services().submissions.saveReview(input.classId, input.teamId, input, once);
			}),
	}),
	returnDesign: defineAction({
		input: reviewed,
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'returnDesign', input);
				await services().submissions.returnDesign(input.classId, input.teamId, input, once);
			}),
	}),
	approveDesign: defineAction({
		input: reviewed,
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'approveDesign', input);
				await services().submissions.approve(input.classId, input.teamId, input, once);
			}),
	}),
	whoWrote: defineAction({
		input: theirs,
		handler: (input, context) =>
			refusing(async () => {
				await asOwner(context, 'whoWrote', input);
				return services().papers.whoWrote(input.classId, input.teamId);
			}),
	}),
	listSnapshots: defineAction({
		input: theirs,
		handler: (input, context) =>
			refusing(async () => {
				await asOwner(context, 'listSnapshots', input);
				return services().snapshots.list(input.classId, input.teamId);
			}),
	}),
	readSnapshot: defineAction({
		input: snapshot,
		handler: (input, context) =>
			refusing(async () => {
				await asOwner(context, 'readSnapshot', input);
				return services().snapshots.read(input.classId, input);
			}),
	}),
	restoreSnapshot: defineAction({
		input: snapshot,
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'restoreSnapshot', input);
				await services().snapshots.restore(input.classId, input, once);
			}),
	}),
	undoApproval: defineAction({
		input: theirs,
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'undoApproval', input);
				await services().submissions.undoApproval(input.classId, input.teamId, once);
			}),
	}),
};
