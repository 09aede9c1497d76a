import { expect, test } from 'vitest';
import { arrivalOf, isOwnHost, mayChange, ownPath, type HeaderReader } from '#server/origin.ts';
import { hintAbout, readSettings } from '#server/settings.ts';

const headers =
	(given: Record<string, string>): HeaderReader =>
	(name) =>
		given[name] ?? null;

const plain = readSettings({});
const behindProxy = readSettings({
	PUBLIC_ORIGIN: 'https://lab.example.edu.tw',
	TRUSTED_PROXY: '10.0.0.2',
});

test('forwarding headers count only from a trusted proxy, and only its own entry', () => {
	const forged = headers({
		host: '10.0.0.5:4321',
		'x-forwarded-for': '9.9.9.9',
		'x-forwarded-proto': 'https',
	});
	expect(arrivalOf('10.0.0.7', forged, behindProxy)).toMatchObject({
		address: '10.0.0.7',
		secure: false,
		confidential: false,
		undeclaredProxy: '10.0.0.7',
	});
	const real = headers({
		host: 'inner:4321',
		'x-forwarded-for': '9.9.9.9, 203.0.113.5',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'lab.example.edu.tw',
	});
	expect(arrivalOf('::ffff:10.0.0.2', real, behindProxy)).toEqual({
		address: '203.0.113.5',
		secure: true,
		confidential: true,
		host: 'lab.example.edu.tw',
		undeclaredProxy: null,
	});
});

test('what a site behind https still lacks is said at its start, and nothing of one that lacks nothing', () => {
	const PUBLIC_ORIGIN = 'https://lab.example.edu.tw';
	const TRUSTED_PROXY = '127.0.0.1';
	expect(hintAbout(readSettings({ PUBLIC_ORIGIN }))).toContain('TRUSTED_PROXY');
	expect(hintAbout(readSettings({ TRUSTED_PROXY }))).toContain('PUBLIC_ORIGIN');
	expect(hintAbout(readSettings({ PUBLIC_ORIGIN, TRUSTED_PROXY }))).toBeNull();
	expect(hintAbout(readSettings({ PUBLIC_ORIGIN: 'http://192.168.1.5:4321' }))).toBeNull();
	expect(hintAbout(plain)).toBeNull();
});

test('a password may be typed on this machine, not through a proxy nobody declared', () => {
	const here = headers({ host: 'localhost:4321' });
	expect(arrivalOf('::1', here, plain).confidential).toBe(true);
	expect(arrivalOf('127.0.0.1', here, plain).confidential).toBe(true);
	expect(arrivalOf('192.168.1.9', here, plain).confidential).toBe(false);
	const proxied = headers({ host: 'lab.example', 'x-forwarded-for': '203.0.113.5' });
	expect(arrivalOf('127.0.0.1', proxied, plain).confidential).toBe(false);
});

test.each([
	['same origin', { origin: 'http://192.168.1.5:4321' }, true],
	[
		'same origin, said by the browser too',
		{ origin: 'http://192.168.1.5:4321', 'sec-fetch-site': 'same-origin' },
		true,
	],
	['the public origin', { origin: 'https://lab.example.edu.tw' }, true],
	['another site', { origin: 'http://evil.example' }, false],
	['another port', { origin: 'http://192.168.1.5:8080' }, false],
	['a sandboxed frame', { origin: 'null' }, false],
	['no origin', {}, false],
	[
		'same site but another origin',
		{ origin: 'http://192.168.1.5:4321', 'sec-fetch-site': 'same-site' },
		false,
	],
])('a change asked for by %s: %s', (_who, given, allowed) => {
	const read = headers({ host: '192.168.1.5:4321', ...(given as Record<string, string>) });
	const arrival = arrivalOf('192.168.1.9', read, behindProxy);
	expect(mayChange('POST', read, arrival, behindProxy)).toBe(allowed);
	expect(mayChange('DELETE', read, arrival, behindProxy)).toBe(allowed);
	expect(mayChange('GET', read, arrival, behindProxy)).toBe(true);
});

test('a site that is reached by https takes no change from a page that came over plain http', () => {
	const read = headers({
		host: 'inner:4321',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'lab.example.edu.tw',
		origin: 'http://lab.example.edu.tw',
	});
	const arrival = arrivalOf('10.0.0.2', read, behindProxy);
	expect(mayChange('POST', read, arrival, behindProxy)).toBe(false);
	const safe = headers({ origin: 'https://lab.example.edu.tw' });
	expect(mayChange('POST', safe, arrival, behindProxy)).toBe(true);
});

test('only names of this machine are answered', () => {
	for (const own of ['localhost:4321', '127.0.0.1', '[::1]:4321', '192.168.1.5:4321']) {
		expect(isOwnHost(own, plain)).toBe(true);
	}
	expect(isOwnHost('lab.example.edu.tw', behindProxy)).toBe(true);
	for (const foreign of [
		'evil.example',
		'lab.example.edu.tw',
		'',
		'a b',
		'localhost.evil.example',
		'localhost/_image?f=avif&q=',
		'localhost#x',
		'a@localhost',
	]) {
		expect(isOwnHost(foreign, plain)).toBe(false);
	}
});

test.each([
	['/desk/abc?x=1#y', '/desk/abc?x=1#y'],
	['/desk/課', '/desk/%E8%AA%B2'],
	['desk', '/desk'],
	[null, '/desk'],
	['//evil.example', '/desk'],
	['/\\evil.example', '/desk'],
	['/\t/evil.example', '/desk'],
	['/\n/evil.example', '/desk'],
	['\t//evil.example', '/desk'],
	['/.//evil.example', '/desk'],
	['/..//evil.example', '/desk'],
	['https://evil.example/', '/desk'],
	['javascript:alert(1)', '/desk'],
	['blob:http://localhost/x', '/desk'],
	['/\r\nset-cookie: a=b', '/set-cookie:%20a=b'],
])('after signing in, %j leads to %s', (asked, place) => {
	expect(ownPath(asked, '/desk')).toBe(place);
});
