import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { Settings } from './settings.ts';

/** Reads one request header; null when it was not sent. */
export type HeaderReader = (name: string) => string | null;

/** Where a request came from, after looking through a proxy that is trusted. */
export interface Arrival {
	/** Address of the asking device. */
	address: string;
	/** The browser's own connection is https. */
	secure: boolean;
	/** Nobody on the way can read along: https, or the same machine. */
	confidential: boolean;
	/** Host and port as the browser typed them. */
	host: string;
	/**
	 * Address that says it passes on what came by https, while nobody has declared it; null for any
	 * other. Anybody may say so: it is worth a hint to whoever set the site up, and no right.
	 */
	undeclaredProxy: string | null;
}

const plain = (address: string): string => address.replace(/^::ffff:/, '');
const isLoopback = (address: string): boolean => address === '::1' || /^127\./.test(address);
/** The nearest hop is the last entry, the only one the trusted proxy itself wrote. */
const lastOf = (list: string | null): string | null => list?.split(',').at(-1)?.trim() || null;

/**
 * Finds out who is asking. Forwarding headers count only when the socket itself belongs to a
 * trusted proxy; anybody may write them otherwise.
 */
export function arrivalOf(
	socketAddress: string,
	header: HeaderReader,
	settings: Settings,
): Arrival {
	const nearest = plain(socketAddress);
	const trusted = settings.trustedProxies.includes(nearest);
	const forwardedFor = lastOf(header('x-forwarded-for'));
	const address = plain((trusted && forwardedFor) || nearest);
	const saysHttps = lastOf(header('x-forwarded-proto')) === 'https';
	const secure = trusted && saysHttps;
	// An undeclared proxy on this machine would make the whole world look like this machine.
	const fromHere = isLoopback(address) && (trusted || forwardedFor === null);
	const host = (trusted && lastOf(header('x-forwarded-host'))) || header('host') || '';
	const undeclaredProxy = saysHttps && !trusted ? nearest : null;
	return { address, secure, confidential: secure || fromHere, host, undeclaredProxy };
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Whether an Origin header names this site: the host that was asked, or the public one. */
export function isOwnOrigin(origin: string | null, arrival: Arrival, settings: Settings): boolean {
	if (!origin || !URL.canParse(origin)) return false;
	const { host, protocol, origin: whole } = new URL(origin);
	if (whole === settings.publicOrigin) return true;
	// A page that came over plain http may be anybody's on the way, and this site is reached by https.
	if (arrival.secure && protocol !== 'https:') return false;
	return host !== '' && host === arrival.host.toLowerCase();
}

/**
 * Whether a request may change something: every unsafe method, whatever its content type, has to
 * come from a page of this site. Browsers always send Origin with those, so none is a no.
 */
export function mayChange(
	method: string,
	header: HeaderReader,
	arrival: Arrival,
	settings: Settings,
): boolean {
	if (safeMethods.includes(method)) return true;
	const site = header('sec-fetch-site');
	if (site !== null && site !== 'same-origin') return false;
	return isOwnOrigin(header('origin'), arrival, settings);
}

/**
 * Whether the Host header is a name of this machine. A page elsewhere can point its own name at
 * our address and would then count as same-origin; an unknown name is therefore turned away.
 */
export function isOwnHost(host: string, settings: Settings): boolean {
	// A name, or an address in brackets, and a port: no path that would be taken for the one asked for.
	if (!/^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host)) return false;
	if (!URL.canParse(`http://${host}`)) return false;
	const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
	if (isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost')) return true;
	if (settings.publicOrigin && new URL(settings.publicOrigin).hostname === name) return true;
	const machine = hostname().toLowerCase();
	const short = machine.split('.')[0];
	return [machine, `${short}.local`, `${short}.lan`, short].includes(name);
}

/**
 * Where somebody goes on to after signing in: the page he asked for, as long as it is one of this
 * site; otherwise the usual one. Read as a browser would, which skips tabs and takes \ for /.
 */
export function ownPath(asked: string | null, otherwise: string): string {
	const here = 'http://localhost';
	if (asked === null || !URL.canParse(asked, here)) return otherwise;
	const { origin, pathname, search, hash } = new URL(asked, here);
	// '/.//elsewhere' comes out as a path that begins with two slashes.
	if (origin !== here || !/^\/(?!\/)/.test(pathname)) return otherwise;
	return pathname + search + hash;
}
