import { defineAction } from 'astro:actions';
import { z } from 'astro/zod';
import { services } from '#server/services.ts';
import { phases, type OpenPhase } from '#workflow/class.machine.ts';
import { asLecturer, asOwner, asSignedIn, id, key, version } from './asking.ts';
import { refusing } from './refusing.ts';

const openPhases = phases.filter((phase): phase is OpenPhase => phase !== 'closed');
const named = z.object({ key, classId: id });
const seen = named.extend({ version });

/** What a lecturer does with a class and the people in it. */
export const lecturing = {
	openClass: defineAction({
		input: z.object({
			key,
			title: z.string().max(200),
			caseId: id,
			teamCount: z.number().int(),
			asksStudentNumber: z.boolean().default(false),
		}),
		handler: ({ key, ...input }, context) =>
			refusing(async () => {
				const lecturer = asLecturer(context, 'openClass', { key });
				return services().classes.open(lecturer.id, input, lecturer.once);
			}),
	}),
	openPractice: defineAction({
		input: z.object({ key }),
		handler: ({ key }, context) =>
			refusing(async () => {
				const lecturer = asLecturer(context, 'openPractice', { key });
				return services().practice.open(lecturer.id, lecturer.once);
			}),
	}),
	openPhase: defineAction({
		input: seen.extend({
			phase: z.enum(openPhases),
			minutes: z.number().int().min(1).max(240).nullable(),
			opensNext: z.boolean().default(false),
		}),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'openPhase', input);
				await services().classes.openPhase(input.classId, input, once);
			}),
	}),
	undoPhase: defineAction({
		input: seen,
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'undoPhase', input);
				await services().classes.undoPhase(input.classId, input, once);
			}),
	}),
	moveDeadline: defineAction({
		input: seen.extend({ endsAt: z.number().int().positive().nullable() }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'moveDeadline', input);
				await services().classes.moveDeadline(input.classId, input, once);
			}),
	}),
	closeClass: defineAction({
		input: seen,
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'closeClass', input);
				await services().classes.close(input.classId, input, once);
			}),
	}),
	reopenClass: defineAction({
		input: seen,
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'reopenClass', input);
				await services().classes.reopen(input.classId, input, once);
			}),
	}),
	deleteClass: defineAction({
		input: named.extend({ title: z.string().max(200) }),
		handler: (input, context) =>
			refusing(async () => {
				const lecturer = asSignedIn(context, input);
				await services().classes.remove(lecturer.id, input, lecturer.once);
			}),
	}),
	lockJoining: defineAction({
		input: named.extend({ locked: z.boolean() }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'lockJoining', input);
				await services().classes.lockJoining(input.classId, input.locked, once);
			}),
	}),
	askStudentNumber: defineAction({
		input: named.extend({ asks: z.boolean() }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'askStudentNumber', input);
				await services().classes.askStudentNumber(input.classId, input.asks, once);
			}),
	}),
	answerSeat: defineAction({
		input: named.extend({ requestId: id.nullable(), isConfirmed: z.boolean() }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'answerSeat', input);
				await services().seats.answer(input.classId, input, once);
			}),
	}),
	releaseSeat: defineAction({
		input: named.extend({ memberId: id }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'releaseSeat', input);
				await services().seats.release(input.classId, input.memberId, once);
			}),
	}),
	sendMessage: defineAction({
		input: named.extend({ teamId: id.nullable(), text: z.string().max(1_000) }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'sendMessage', input);
				await services().classes.sendMessage(input.classId, input, once);
			}),
	}),
	withdrawMessage: defineAction({
		input: named.extend({ id: z.number().int().positive() }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'withdrawMessage', input);
				await services().classes.withdrawMessage(input.classId, input, once);
			}),
	}),
	placeMember: defineAction({
		input: named.extend({ memberId: id, teamId: id.nullable() }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'placeMember', input);
				await services().teams.place(input.classId, input.memberId, input.teamId, once);
			}),
	}),
	placeByList: defineAction({
		input: named.extend({ list: z.string().max(20_000).nullable() }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'placeByList', input);
				await services().teams.placeByList(input.classId, input.list, once);
			}),
	}),
	drawTeams: defineAction({
		input: named.extend({ teams: z.number().int().min(1).optional() }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'drawTeams', input);
				await services().teams.draw(input.classId, input, once);
			}),
	}),
	removeMember: defineAction({
		input: named.extend({ memberIds: z.array(id).min(1).max(300) }),
		handler: (input, context) =>
			refusing(async () => {
				const { once } = await asOwner(context, 'removeMember', input);
				await services().teams.remove(input.classId, input.memberIds, once);
			}),
	}),
};
