import { defineAction, type ActionAPIContext } from 'astro:actions';
import { z } from 'astro/zod';
import { cookieName, cookieOptions, readCookies, type CookieName } from '#server/cookies.ts';
import { services } from '#server/services.ts';
import { Refusal } from '#workflow/refusals.ts';
import { key } from './asking.ts';
import { refusing } from './refusing.ts';

const name = z.string().max(80);
const password = z.string().max(200);

function keep({ cookies, locals }: ActionAPIContext, cookie: CookieName, token: string): void {
	cookies.set(cookieName(cookie, locals.secure), token, cookieOptions(cookie, locals.secure));
}

function held({ cookies, locals }: ActionAPIContext) {
	return readCookies((cookie) => cookies.get(cookie)?.value, locals.secure);
}

function requireConfidential({ locals }: ActionAPIContext): void {
	if (!locals.visitor.confidential) throw new Refusal('SIGN_IN_ELSEWHERE');
}

/** Coming in and going out: lecturers by password, students by the class's code. */
export const visiting = {
	setUp: defineAction({
		input: z.object({ token: z.string().max(128), name, password }),
		handler: (input, context) =>
			refusing(async () => {
				requireConfidential(context);
				const { address } = context.locals.visitor;
				const { sessionToken } = await services().people.setUp({ ...input, address });
				keep(context, 'session', sessionToken);
			}),
	}),
	signIn: defineAction({
		input: z.object({ name, password }),
		handler: (input, context) =>
			refusing(async () => {
				requireConfidential(context);
				const { address } = context.locals.visitor;
				const { sessionToken } = await services().people.signIn({ ...input, address });
				keep(context, 'session', sessionToken);
			}),
	}),
	signOut: defineAction({
		handler: (_input, context) =>
			refusing(async () => {
				const { session } = held(context);
				if (session) await services().people.signOut(session);
				context.cookies.delete(cookieName('session', context.locals.secure), { path: '/' });
			}),
	}),
	joinClass: defineAction({
		input: z.object({
			key,
			code: z.string().max(40),
			name,
			studentNumber: z.string().max(80).optional(),
		}),
		handler: ({ key, ...input }, context) =>
			refusing(async () => {
				const { address } = context.locals.visitor;
				const asking = { ...input, address, seatToken: held(context).seat ?? null };
				const seat = await services().teams.join(asking, { actor: 'joining', key });
				keep(context, 'seat', seat.seatToken);
				return { classId: seat.classId };
			}),
	}),
	recoverSeat: defineAction({
		input: z.object({ key, code: z.string().max(40) }),
		handler: ({ key, code }, context) =>
			refusing(async () => {
				const { address } = context.locals.visitor;
				const asking = { code, address, seatToken: held(context).seat ?? null };
				const seat = await services().seats.recover(asking, { actor: 'recovering', key });
				keep(context, 'seat', seat.seatToken);
				return { classId: seat.classId };
			}),
	}),
	askForSeat: defineAction({
		input: z.object({ key, code: z.string().max(40), name }),
		handler: ({ key, ...input }, context) =>
			refusing(async () => {
				const { address } = context.locals.visitor;
				const asking = { ...input, address, seatToken: held(context).seat ?? null };
				const asked = await services().seats.ask(asking, { actor: 'asking', key });
				keep(context, 'seat', asked.seatToken);
				return { number: asked.number, classId: asked.classId };
			}),
	}),
	seatAnswer: defineAction({
		handler: (_input, context) =>
			refusing(() => services().seats.answerTo(held(context).seat ?? null)),
	}),
	askBeforeJoining: defineAction({
		input: z.object({ code: z.string().max(40) }),
		handler: ({ code }, context) =>
			refusing(() => {
				const { address } = context.locals.visitor;
				return services().teams.askBeforeJoining({ code, address });
			}),
	}),
};
