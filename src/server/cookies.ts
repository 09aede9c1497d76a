/**
 * Two cookies: `ll` says which lecturer this is, `seat` which seats this device holds. Over https
 * both carry the `__Host-` prefix and are Secure. Over the plain http of a lecture hall a Secure
 * cookie would silently never be kept, so there they go without.
 */
export type CookieName = 'session' | 'seat';

const plainNames = { session: 'll', seat: 'seat' } as const;

/**
 * Sessions end after a week at the latest. A seat is ended on the server, thirty days after its
 * class was closed, so its cookie is kept as long as browsers keep any: 400 days.
 */
export const keptDays = { session: 7, seat: 400 } as const;

export const cookieName = (cookie: CookieName, secure: boolean): string =>
	secure ? `__Host-${plainNames[cookie]}` : plainNames[cookie];

/** How Astro's `cookies.set` should write it. */
export const cookieOptions = (cookie: CookieName, secure: boolean) =>
	({
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure,
		maxAge: keptDays[cookie] * 24 * 3600,
	}) as const;

const isToken = (text: string | undefined): text is string =>
	text !== undefined && /^[\w-]{16,128}$/.test(text);

/** Reads both cookies with a getter; whatever is no token of ours is left out. */
export function readCookies(
	get: (name: string) => string | undefined,
	secure: boolean,
): { session?: string; seat?: string } {
	const session = get(cookieName('session', secure));
	const seat = get(cookieName('seat', secure));
	return { ...(isToken(session) && { session }), ...(isToken(seat) && { seat }) };
}

/** A getter over a raw Cookie header, for the socket's handshake. */
export function cookieGetter(header: string | null): (name: string) => string | undefined {
	const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('=', 2));
	return (name) => pairs.find(([key]) => key === name)?.[1];
}
