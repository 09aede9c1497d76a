import { defineMiddleware } from 'astro:middleware';
import { readCookies } from '#server/cookies.ts';
import { arrivalOf, mayChange } from '#server/origin.ts';
import { services } from '#server/services.ts';
import { readSettings } from '#server/settings.ts';

const settings = readSettings(process.env);

const strangerSentence = '這個請求不是從這個網站送出的，所以沒有照做；請回到原來的頁面再試一次。';

/** Actions read the body as their own error; everyone else reads the sentence. */
function turnAway(pathname: string): Response {
	const headers = { 'cache-control': 'no-store' };
	if (!pathname.startsWith('/_actions/'))
		return new Response(strangerSentence, { status: 403, headers });
	const body = {
		type: 'AstroActionError',
		code: 'FORBIDDEN',
		status: 403,
		message: strangerSentence,
	};
	return Response.json(body, { status: 403, headers });
}

export const onRequest = defineMiddleware(async (context, next) => {
	// Lessons are made once for everyone, at build time, when there is nobody to ask who it is.
	if (context.isPrerendered) return next();
	const header = (name: string) => context.request.headers.get(name);
	const arrival = arrivalOf(context.clientAddress, header, settings);
	if (!mayChange(context.request.method, header, arrival, settings)) {
		return turnAway(context.url.pathname);
	}
	const cookies = readCookies((name) => context.cookies.get(name)?.value, arrival.secure);
	const { address, confidential, secure } = arrival;
	context.locals.secure = secure;
	context.locals.visitor = {
		...(await services().people.visitor(cookies)),
		address,
		confidential: confidential || settings.allowHttpSignIn,
	};
	const response = await next();
	response.headers.set('cache-control', 'no-store');
	response.headers.append('vary', 'cookie');
	response.headers.append('content-security-policy', "frame-ancestors 'none'");
	return response;
});
