import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	isAnswer,
	isCoursePage,
	isOurPage,
	isSame,
	markedAsKept,
	mayKeep,
	namedIn,
	patienceAt,
	titleOf,
	treatmentOf,
	unneeded,
} from '#offline/rules.ts';

const origin = 'https://lab.test';
const asked = (path: string, given: { method?: string; mode?: string } = {}) =>
	treatmentOf({ method: 'GET', mode: 'navigate', url: origin + path, ...given }, origin);

describe('what is answered for', () => {
	test.each([
		'/',
		'/lessons/clv',
		'/simulators',
		'/simulators/orders?view=projector',
		'/present/clv',
		'/present/check/clv',
		'/glossary',
		'/references',
		'/privacy',
		'/cases',
		'/search?q=點數',
		'/solo',
		'/solo/slides?case=tea',
		'/mine#what-somebody-carries-here',
	])('the page %s', (path) => expect(asked(path)).toBe('page'));

	test.each([
		'/desk',
		'/desk/abc',
		'/desk/abc/red',
		'/class/abc',
		'/class/abc/stage/red',
		'/join',
		'/wall/abc',
		'/sign-in',
		'/setup',
		'/_actions/signIn',
		'/live',
		'/offline.js',
		'/lessons/clv/secret',
		'/lessons',
		'/share.png',
	])('%s is never kept, and what it fetches goes its way untouched', (path) => {
		expect(asked(path)).toBe('door');
		expect(asked(path, { mode: 'cors' })).toBe('leave');
		expect(asked(path, { method: 'POST' })).toBe('leave');
	});

	test('a room that is added later stays out by itself', () => {
		const word = fc.string({ unit: fc.constantFrom(...'abmw019-'), minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
				fc.pre(!['lessons', 'simulators', 'present'].includes(words[0] ?? ''));
				expect(isCoursePage(`/${words.join('/')}`)).toBe(false);
			}),
		);
	});

	test('only what is asked for with GET, from this site', () => {
		for (const method of ['POST', 'HEAD', 'PUT', 'DELETE']) {
			expect(asked('/lessons/clv', { method })).toBe('leave');
			expect(asked('/_astro/frame.js', { method })).toBe('leave');
		}
		const url = 'https://elsewhere.test/_astro/frame.js';
		expect(treatmentOf({ method: 'GET', mode: 'cors', url }, origin)).toBe('leave');
	});

	test('files by their kind', () => {
		expect(asked('/_astro/frame.Ab_1-x.js', { mode: 'cors' })).toBe('asset');
		expect(asked('/search.json', { mode: 'cors' })).toBe('file');
		expect(asked('/favicon.svg', { mode: 'no-cors' })).toBe('file');
	});
});

interface Given {
	status?: number;
	type?: string;
	redirected?: boolean;
	headers?: Record<string, string>;
}

const answer = (given: Given) => ({
	status: 200,
	type: 'basic',
	redirected: false,
	...given,
	headers: new Headers({ 'content-type': 'text/html; charset=utf-8', ...given.headers }),
});

test('an answer is kept when it is whole, ours and the same for everybody', () => {
	const file = { 'cache-control': 'public, max-age=0', vary: 'Accept-Encoding' };
	expect(mayKeep('/lessons/clv', answer({ headers: file }))).toBe(true);
	expect(mayKeep('/lessons/clv', answer({}))).toBe(true);
});

test.each<Given>([
	{ headers: { 'cache-control': 'no-store' } },
	{ headers: { 'cache-control': 'max-age=0, Private' } },
	{ headers: { vary: 'cookie, Accept-Encoding' } },
	{ headers: { vary: '*' } },
	{ status: 404 },
	{ status: 206 },
	{ status: 503 },
	{ type: 'opaque' },
	{ type: 'opaqueredirect' },
	{ redirected: true },
])('an answer with %j is not kept', (given) => expect(mayKeep('/', answer(given))).toBe(false));

test.each([
	['/_astro/frame.js', 'text/javascript'],
	['/_astro/frame.css', 'text/css'],
	['/search.json', 'application/json'],
	['/favicon.svg', 'image/svg+xml'],
])('%s is kept as %s; a page in its place is somebody else’s', (path, type) => {
	expect(mayKeep(path, answer({ headers: { 'content-type': type } }))).toBe(true);
	expect(mayKeep(path, answer({}))).toBe(false);
});

test('a page of this site says so in its head', () => {
	expect(isOurPage('<meta property="og:site_name" content="忠誠實驗室">')).toBe(true);
	expect(isOurPage('<title>Sign in to the hotel</title>')).toBe(false);
});

test('a copy is the same only when the server says so', () => {
	const marked = (etag: string) => answer({ headers: { etag } });
	expect(isSame(marked('W/"1"'), marked('W/"1"'))).toBe(true);
	expect(isSame(marked('W/"1"'), marked('W/"2"'))).toBe(false);
	expect(isSame(answer({}), answer({}))).toBe(false);
});

const ours = '<meta property="og:site_name" content="忠誠實驗室">';
test.each([
	[200, '', true],
	[304, '', true],
	[410, '', true],
	[404, ours, true],
	[404, 'blocked by the school', false],
	[403, 'blocked by the school', false],
	[429, '', false],
	[503, 'bad gateway', false],
])('%i with 「%s」 is an answer for whoever has a copy: %s', async (status, body, is) => {
	const answer = new Response(status === 304 ? null : body, { status });
	expect(await isAnswer(answer)).toBe(is);
	if (status !== 304) expect(await answer.text()).toBe(body);
});

test('the files that a page, a script, a sheet and a worker name', () => {
	expect(
		namedIn(
			[
				'<link rel="stylesheet" href="/_astro/Page.BFb9vTDR.css">',
				'<astro-island component-url="/_astro/Points.xNE-4-up.js">',
				'import{a}from"./runtime.D3gOHwWP.js";import(`./chart-js.BnqURGCA.js`);',
				'd=(m.f||(m.f=["_astro/rejected.CQhmfH7B.js"]))',
				'new Worker(new URL(`/_astro/lab.worker-7N6olR-h.js`,``+import.meta.url))',
				'import"./runtime.D3gOHwWP.js"; "./a.json" href="/favicon.svg"',
			].join('\n'),
		),
	).toEqual([
		'/_astro/Page.BFb9vTDR.css',
		'/_astro/Points.xNE-4-up.js',
		'/_astro/runtime.D3gOHwWP.js',
		'/_astro/chart-js.BnqURGCA.js',
		'/_astro/rejected.CQhmfH7B.js',
		'/_astro/lab.worker-7N6olR-h.js',
	]);
});

test('files go exactly when no kept page needs them', () => {
	const file = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
	const list = fc.uniqueArray(file);
	fc.assert(
		fc.property(list, fc.array(list), (kept, needs) => {
			const going = unneeded(kept, needs);
			for (const each of kept) {
				expect(going.includes(each)).toBe(!needs.some((need) => need.includes(each)));
			}
		}),
	);
});

test('a kept page says so once, in its head; a wall says nothing', () => {
	const page =
		'<body><header class="head"><a>忠</a></header><main><header>x</header></main></body>';
	expect(markedAsKept(page)).toMatch(/<p class="kept-line wrap">離線：[^<]+<\/p><\/header><main>/);
	expect(markedAsKept(page).split('kept-line')).toHaveLength(2);
	expect(markedAsKept('<body><main><header>x</header></main></body>')).not.toContain('離線');
});

test('a page is listed by its own name', () => {
	expect(titleOf('<title>第12課　價格 &amp; 價值｜忠誠實驗室</title>')).toBe('第12課　價格 & 價值');
	expect(titleOf('<p>nothing</p>')).toBe('');
});

test('nobody waits twice in a row for a network that does not answer', () => {
	expect(patienceAt(100_000, null)).toBe(3_000);
	expect(patienceAt(100_000, 90_000)).toBe(0);
	expect(patienceAt(200_000, 90_000)).toBe(3_000);
});
