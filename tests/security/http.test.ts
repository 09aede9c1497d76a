import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { refusals } from '#workflow/refusals.ts';
import { seatClass } from '../support/class.ts';
import { act, prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';
import { Device } from '../support/socket.ts';

let site: Site;
beforeAll(async () => {
	site = await startSite();
});
afterAll(async () => {
	await site?.stop();
});

/** A request with any header and body, which fetch would not send. */
function ask(
	path: string,
	given: { method?: string; headers?: Record<string, string>; body?: Buffer } = {},
): Promise<{ status: number; body: string }> {
	return new Promise((resolve, reject) => {
		const asked = request(
			{
				host: '127.0.0.1',
				port: site.port,
				path,
				method: given.method ?? 'GET',
				headers: given.headers,
			},
			(response) => {
				let body = '';
				response.on('data', (text: Buffer) => (body += text.toString()));
				response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
			},
		);
		// An answer that comes before the whole body was sent also ends the sending.
		asked.on('error', (error: NodeJS.ErrnoException) => error.code !== 'EPIPE' && reject(error));
		asked.end(given.body);
	});
}

test.each(['/', '/no-such-page', '/join', '/favicon.svg', '/_actions/no-such-action', '/desk'])(
	'%s carries the security headers',
	async (path) => {
		const { headers } = await fetch(site.origin + path, { redirect: 'manual' });
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('x-frame-options')).toBe('DENY');
		expect(headers.get('referrer-policy')).toBe('same-origin');
	},
);

test('what is no command is not there, however it is asked for, and the log hears nothing of it', async () => {
	const before = site.output.length;
	for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'POST']) {
		const headers = { origin: site.origin, 'content-length': '0' };
		for (const path of ['/_actions/no-such-action', '/_actions/', '/_actions/joinClass/more']) {
			const { status, body } = await ask(path, { method, headers });
			expect([method, path, status]).toEqual([method, path, 404]);
			if (method !== 'HEAD') expect(body).toContain(refusals.NOT_FOUND.message);
		}
	}
	expect((await ask('/_actions/seatAnswer')).status).toBe(404);
	expect(site.output.slice(before)).toBe('');
});

const picture = '?href=/share.png&w=1200&h=600&f=avif&q=100&fit=fill';
test.each([
	`/_image${picture}`,
	`/%5Fimage${picture}`,
	`/./_image${picture}`,
	`/x/../_image${picture}`,
	`//_image${picture}`,
	'/_image',
	'/_server-islands/x',
])('%s, which the framework would answer by itself, is not there', async (path) => {
	const { status, body } = await ask(path);
	expect(status).toBe(404);
	expect(body).toBe('找不到這一頁；請從課程地圖重新進來。\n');
});

test('no door of the framework turns pictures, whatever path its address comes to', async () => {
	for (const path of [
		`/%255Fimage${picture}`,
		`/_image/${picture}`,
		`/lessons/../%5fimage${picture}`,
	]) {
		const { status } = await ask(path);
		expect(status, path).toBe(404);
	}
});

/** A long command of which only the first byte comes. */
function begin(at: Site, cookie: string | null, action = 'placeByList') {
	const half = request({
		host: '127.0.0.1',
		port: at.port,
		path: `/_actions/${action}`,
		method: 'POST',
		headers: {
			...{ origin: at.origin, host: new URL(at.origin).host, ...(cookie !== null && { cookie }) },
			...{ 'content-length': '70000', 'content-type': 'application/json' },
		},
	});
	const answered = new Promise<number | null>((resolve) => {
		half.on('response', ({ statusCode = 0 }) => resolve(statusCode));
		half.on('error', () => resolve(null));
	});
	half.write('{');
	return { half, answered };
}

test('what is long is taken of those who belong here only: so much at once, and not for long', async () => {
	const dataFolder = temporaryFolder();
	const seated = await prepareData(dataFolder, (host) =>
		seatClass(host, { teams: { red: ['王小明', '陳小美'] } }),
	);
	const taught = await startSite({ dataFolder });
	const lecturer = `ll=${seated.lecturer.sessionToken}`;
	const [member, mate] = seated.teams.red.members.map(({ seatToken }) => `seat=${seatToken}`);
	// Strangers and those who only look like somebody take nobody's place.
	for (const cookie of [null, `ll=${'x'.repeat(43)}`, `seat=${'y'.repeat(43)}`]) {
		const strangers = Array.from({ length: 33 }, () => begin(taught, cookie, 'joinClass'));
		for (const { answered } of strangers) expect(await answered).toBe(413);
	}
	const slow = Array.from({ length: 5 }, () => begin(taught, member ?? null));
	expect(await slow.at(-1)?.answered).toBe(503);
	const list = { key: 'list-00001', classId: seated.classId, pad: 'x'.repeat(70_000) };
	const placed = await act(taught, 'placeByList', list, { cookie: lecturer });
	expect(placed.status).toBe(400);
	// The slow ones are shown the door, and then there is room again.
	for (const { answered } of slow.slice(0, 4)) expect(await answered).toBeNull();
	const again = await act(taught, 'placeByList', list, { cookie: member });
	expect(again.status).not.toBe(503);
	// What one member asks for in a row comes to an end as well, long or short.
	const inARow = async (count: number, action: string, more: object, cookie = member) => {
		const asked = { key: 'flood-0001', classId: seated.classId, ...more };
		const asking = () => act(taught, action, asked, { cookie });
		const answers = await Promise.all(Array.from({ length: count }, asking));
		return answers.map(({ status }) => status);
	};
	const codes = await inARow(90, 'makeRecoveryCode', {});
	expect([codes.includes(200), codes.includes(429)]).toEqual([true, true]);
	// Sooner where the whole design is read each time.
	expect(await inARow(40, 'submitDesign', {}, mate)).toContain(429);
	const long: number[] = [];
	for (let round = 0; round < 10; round++)
		long.push(...(await inARow(3, 'placeByList', { pad: 'x'.repeat(70_000) })));
	expect(long).toContain(429);
	expect((await act(taught, 'placeByList', list, { cookie: lecturer })).status).toBe(400);
	expect(taught.output).not.toMatch(/error/i);
	expect(await taught.stop()).toBe(0);
	rmSync(dataFolder, { recursive: true, force: true });
}, 40_000);

test('a long command from a foreign page is refused before it has been read', async () => {
	const headers = { origin: 'http://evil.example', 'content-length': '70000' };
	const half = request({
		...{ host: '127.0.0.1', port: site.port, path: '/_actions/placeByList', method: 'POST' },
		headers,
	});
	const status = new Promise<number>((resolve) =>
		half.on('response', ({ statusCode = 0 }) => resolve(statusCode)),
	);
	half.on('error', () => undefined);
	half.write('{');
	expect(await status).toBe(403);
	half.destroy();
});

test('a method that this site has no use for is a 405, and nothing in the log', async () => {
	const before = site.output.length;
	for (const method of ['TRACE', 'PROPFIND']) {
		for (const path of ['/desk', '/', '/_actions/joinClass']) {
			const { status, body } = await ask(path, { method });
			expect([method, path, status]).toEqual([method, path, 405]);
			expect(body).toBe('這個網站不接受這樣的請求。\n');
		}
	}
	expect(site.output.slice(before)).toBe('');
});

test.each(['/simulators/churn?v=1&%E0%A4%A', '/%', '//evil.example/%E0%A4%A'])(
	'%s, whose percent signs lead nowhere, is told so in one sentence',
	async (path) => {
		const { status, body } = await ask(path);
		expect(status).toBe(400);
		expect(body).toMatch(/^這個網址寫得不完整，.+。\n$/);
	},
);

test.each([
	['a foreign page', 'http://evil.example'],
	['a sandboxed frame', 'null'],
	['nobody who says where he is', null],
])('a change asked for by %s is not made, whatever its content type', async (_who, origin) => {
	const answer = await act(site, 'signIn', { name: 'a', password: 'b' }, { origin });
	expect(answer.status).toBe(403);
	for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
		const headers = { 'content-type': type, ...(origin && { origin }) };
		const body = Buffer.from('name=a&password=b');
		const { status } = await ask('/_actions/signIn', { method: 'POST', headers, body });
		expect(status).toBe(403);
	}
});

test('a name that is not this machine’s is turned away', async () => {
	expect((await ask('/', { headers: { host: 'evil.example' } })).status).toBe(421);
});

test('more than one megabyte is refused, with and without a length', async () => {
	const headers = { origin: site.origin, 'content-type': 'application/json' };
	const body = Buffer.alloc(1_100_000, 'x');
	const measured = { ...headers, 'content-length': String(body.length) };
	const known = await ask('/_actions/signIn', { method: 'POST', headers: measured, body });
	expect(known.status).toBe(413);
	const chunked = { ...headers, 'transfer-encoding': 'chunked' };
	const unknown = await ask('/_actions/signIn', { method: 'POST', headers: chunked, body });
	expect(unknown.status).toBe(411);
});

test('a bad input is a 400 with no word about the inside', async () => {
	for (const input of [
		{},
		{ key: 1 },
		{ key: 'x'.repeat(99) },
		[],
		{ __proto__: { key: 'aaaaaaaa' } },
	]) {
		const { status } = await act(site, 'joinClass', input);
		expect(status).toBe(400);
	}
});

test('JSON that cannot be read is a 400, and no fault in the log', async () => {
	const body = Buffer.from('{"key":');
	const headers = { origin: site.origin, 'content-type': 'application/json' };
	const measured = { ...headers, 'content-length': String(body.length) };
	const answer = await ask('/_actions/joinClass', { method: 'POST', headers: measured, body });
	expect(answer).toMatchObject({ status: 400, body: expect.not.stringContaining('SyntaxError') });
	expect(site.output).not.toContain('SyntaxError');
});

test('upgrades to other paths are dropped', async () => {
	const socket = new WebSocket(`ws://127.0.0.1:${site.port}/other`, { origin: site.origin });
	await new Promise((resolve) => socket.on('error', resolve));
	expect(socket.readyState).toBe(WebSocket.CLOSED);
});

test('the first-run link sets the password; cookies are http-only and lax', async () => {
	const input = { token: site.setUpToken, name: '陳老師', password: 'tea-and-rain-9' };
	const response = await fetch(`${site.origin}/_actions/setUp`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', origin: site.origin },
		body: JSON.stringify(input),
	});
	expect(response.status).toBe(204);
	const [cookie = ''] = response.headers.getSetCookie();
	expect(cookie).toMatch(/^ll=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
	expect(cookie).not.toContain('Secure');
	expect((await act(site, 'setUp', input)).status).toBe(403);
	for (const [next, place] of [
		['/desk/abc', '/desk/abc'],
		['/%09/evil.example', '/desk'],
		['/%0a/evil.example', '/desk'],
	]) {
		const signedIn = await fetch(`${site.origin}/sign-in?next=${next}`, {
			headers: { cookie },
			redirect: 'manual',
		});
		expect([signedIn.status, signedIn.headers.get('location')]).toEqual([302, place]);
	}
	const opened = { key: 'open-00001', title: '星期三', caseId: 'river-books', teamCount: 4 };
	const first = await act(site, 'openClass', opened, { cookie });
	expect(first.data?.['classId']).toMatch(/^\w{12}$/);
	expect((await act(site, 'openClass', opened, { cookie })).data).toEqual(first.data);
});

test('behind a trusted proxy that speaks https the cookies are Secure and prefixed', async () => {
	const dataFolder = temporaryFolder();
	const seated = await prepareData(dataFolder, (host) => seatClass(host, { teams: { red: [] } }));
	const environment = { TRUSTED_PROXY: '127.0.0.1', PUBLIC_ORIGIN: 'https://lab.example.edu.tw' };
	const proxied = await startSite({ dataFolder, environment });
	const input = { key: 'join-00001', code: seated.joinCode, name: '林小美' };
	const answer = await act(proxied, 'joinClass', input, {
		origin: 'https://lab.example.edu.tw',
		headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.5' },
	});
	expect(answer.status).toBe(200);
	expect(answer.cookie).toMatch(/^__Host-seat=/);
	expect(await proxied.stop()).toBe(0);
	rmSync(dataFolder, { recursive: true, force: true });
});

function start(environment: Record<string, string>) {
	const main = join(import.meta.dirname, '..', '..', 'src', 'server', 'main.ts');
	const { status, stderr } = spawnSync(process.execPath, [main], {
		env: { ...process.env, NODE_OPTIONS: '', HOST: '127.0.0.1', ...environment },
		encoding: 'utf8',
		timeout: 30_000,
	});
	return { status, sentence: stderr.trim() };
}

test('a second process on the same data ends with one sentence', () => {
	const { status, sentence } = start({ PORT: '0', DATA_DIR: site.dataFolder });
	expect(status).toBe(1);
	expect(sentence).toMatch(/^資料夾「.*」正由另一個忠誠實驗室使用；.*$/);
});

test('a port in use ends with one sentence, and other settings too', async () => {
	const other = createServer();
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const port = String((other.address() as AddressInfo).port);
	const dataFolder = temporaryFolder();
	expect(start({ PORT: port, DATA_DIR: dataFolder })).toEqual({
		status: 1,
		sentence: expect.stringMatching(/^連接埠 \d+ 已經有別的程式在用；.*$/),
	});
	other.close();
	const bad = start({ PORT: 'abc', DATA_DIR: dataFolder });
	expect(bad).toEqual({ status: 1, sentence: expect.stringMatching(/^PORT .*$/) });
	rmSync(dataFolder, { recursive: true, force: true });
});

test('a signal ends it in order: devices are told, and what was typed is there on the next start', async () => {
	const dataFolder = temporaryFolder();
	const { classId, teams } = await prepareData(dataFolder, (host) =>
		seatClass(host, { teams: { red: ['王小明'] } }),
	);
	const cookie = `seat=${teams.red.members[0]?.seatToken}`;
	const deviceOf = ({ port, origin }: Site) => new Device({ port, origin, classId, cookie });
	const first = await startSite({ dataFolder });
	const device = deviceOf(first);
	await device.ready();
	device.type('risks', '關機前的字');
	await device.saved();
	expect(await first.stop('SIGINT')).toBe(0);
	await device.until('the end', () => device.closed !== null);
	expect(device.closed?.code).toBe(1012);

	const second = await startSite({ dataFolder });
	expect(second.setUpToken).toBeNull();
	const again = deviceOf(second);
	await again.ready();
	expect(again.read('risks')).toBe('關機前的字');
	expect(await second.stop('SIGTERM')).toBe(0);
	expect(readdirSync(join(dataFolder, 'backups')).length).toBeGreaterThan(0);
	rmSync(dataFolder, { recursive: true, force: true });
});

test('a password typed where others could read along is refused before it is looked at', async () => {
	const input = { name: '陳老師', password: 'tea-and-rain-9' };
	const headers = { 'x-forwarded-for': '203.0.113.5' };
	const answer = await act(site, 'signIn', input, { headers });
	expect(answer).toMatchObject({ status: 403, message: refusals.SIGN_IN_ELSEWHERE.message });
});

test('behind a proxy that nobody has declared the page says which setting it lacks', async () => {
	const dataFolder = temporaryFolder();
	await prepareData(dataFolder, (host) => seatClass(host, { teams: { red: [] } }));
	const own = await startSite({ dataFolder });
	const page = async (headers: Record<string, string>) =>
		(await fetch(`${own.origin}/sign-in`, { headers })).text();
	const forwarded = { 'x-forwarded-for': '203.0.113.5' };
	const http = await page({ ...forwarded, 'x-forwarded-proto': 'http' });
	expect(http).toContain('這一頁沒有加密');
	expect(http).not.toContain('TRUSTED_PROXY');
	const https = await page({ ...forwarded, 'x-forwarded-proto': 'https' });
	expect(https).toContain('TRUSTED_PROXY=127.0.0.1');
	expect(https).not.toContain('<p class="need">這一頁沒有加密');
	expect(await own.stop()).toBe(0);
	rmSync(dataFolder, { recursive: true, force: true });
});

test('the health page tells a stranger that all is well, and nothing else', async () => {
	const answer = await fetch(`${site.origin}/health`);
	expect(answer.status).toBe(200);
	expect(answer.headers.get('cache-control')).toBe('no-store');
	expect(answer.headers.getSetCookie()).toEqual([]);
	expect(await answer.json()).toEqual({
		ok: true,
		schema: expect.any(Number),
		uptimeMinutes: expect.any(Number),
	});
});
