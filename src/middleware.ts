import { defineMiddleware } from 'astro:middleware';
import { readCookies } from '#server/cookies.ts';
import { arrivalOf, mayChange } from '#server/origin.ts';
import { services } from '#server/services.ts';
import { readSettings } from '#server/settings.ts';
import { refusals } from '#workflow/refusals.ts';

const settings = readSettings(process.env);

const strangerSentence = '這個請求不是從這個網站送出的，所以沒有照做；請回到原來的頁面再試一次。';

const isAction = (pathname: string): boolean => pathname.startsWith('/_actions/');

/** Actions read the body as their own error; everyone else reads the sentence. */
function turnAway(
	pathname: string,
	code: 'FORBIDDEN' | 'BAD_REQUEST' | 'NOT_FOUND',
	message: string,
): Response {
	const status = { FORBIDDEN: 403, BAD_REQUEST: 400, NOT_FOUND: 404 }[code];
	const headers = { 'cache-control': 'no-store' };
	if (!isAction(pathname)) return new Response(message, { status, headers });
	return Response.json({ type: 'AstroActionError', code, status, message }, { status, headers });
}

const chinese = /\p{Script=Han}/u;

/**
 * What Astro itself says about an input that does not fit, or a command that does not exist, is
 * English, and lists what the inside of the command looks like. Our refusals pass as they are.
 */
async function inOurWords(response: Response): Promise<Response> {
	const { status } = response;
	if (status < 400) return response;
	const told = (await response.json().catch(() => null)) as Record<string, unknown> | null;
	const own = typeof told?.['message'] === 'string' && chinese.test(told['message']);
	const otherwise = status === 404 ? refusals.NOT_FOUND.message : refusals.BAD_INPUT.message;
	return Response.json(
		{
			type: 'AstroActionError',
			code: told?.['code'] ?? 'BAD_REQUEST',
			status,
			message: own ? told['message'] : otherwise,
		},
		{ status },
	);
}

/** Astro would take JSON that cannot be read for a fault of ours: a 500, and a trace in the log. */
async function hasReadableBody(request: Request): Promise<boolean> {
	const type = request.headers.get('content-type') ?? '';
	if (!type.toLowerCase().startsWith('application/json')) return true;
	try {
		const text = await request.clone().text();
		if (text !== '') JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

export const onRequest = defineMiddleware(async (context, next) => {
	// Lessons are made once for everyone, at build time, when there is nobody to ask who it is.
	if (context.isPrerendered) return next();
	const header = (name: string) => context.request.headers.get(name);
	const arrival = arrivalOf(context.clientAddress, header, settings);
	if (!mayChange(context.request.method, header, arrival, settings)) {
		return turnAway(context.url.pathname, 'FORBIDDEN', strangerSentence);
	}
	// Commands are posted. Whatever else comes, Astro would write into the log, as often as one likes.
	if (isAction(context.url.pathname) && context.request.method !== 'POST') {
		return turnAway(context.url.pathname, 'NOT_FOUND', refusals.NOT_FOUND.message);
	}
	if (isAction(context.url.pathname) && !(await hasReadableBody(context.request))) {
		return turnAway(context.url.pathname, 'BAD_REQUEST', refusals.BAD_INPUT.message);
	}
	const cookies = readCookies((name) => context.cookies.get(name)?.value, arrival.secure);
	const { address, confidential, secure, undeclaredProxy } = arrival;
	context.locals.secure = secure;
	context.locals.visitor = {
		...(await services().people.visitor(cookies)),
		address,
		confidential: confidential || settings.allowHttpSignIn,
		undeclaredProxy,
	};
	const answer = await next();
	const response = isAction(context.url.pathname) ? await inOurWords(answer) : answer;
	response.headers.set('cache-control', 'no-store');
	response.headers.append('vary', 'cookie');
	response.headers.append('content-security-policy', "frame-ancestors 'none'");
	return response;
});
