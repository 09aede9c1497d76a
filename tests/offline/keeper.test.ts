import { expect, test } from 'vitest';
import { createKeeper } from '#offline/keeper.ts';
import { cacheNames } from '#offline/rules.ts';

/** As much of the browser's caches as is used: one map of answers each. */
function createCaches() {
	const shelves = new Map<string, Map<string, Response>>();
	const shelf = (name: string) => shelves.get(name) ?? new Map<string, Response>();
	return {
		names: (cache: keyof typeof cacheNames) => [...shelf(cacheNames[cache]).keys()].sort(),
		delete: async (name: string) => shelves.delete(name),
		match: async (path: RequestInfo | URL, from?: MultiCacheQueryOptions) =>
			shelf(from?.cacheName ?? '')
				.get(String(path))
				?.clone(),
		open: async (name: string) => {
			const answers = shelf(name);
			shelves.set(name, answers);
			return {
				match: async (path: string) => answers.get(path)?.clone(),
				matchAll: async () => [...answers.values()].map((answer) => answer.clone()),
				put: async (path: string, answer: Response) => void answers.set(path, answer),
				delete: async (path: string) => answers.delete(path),
				keys: async () => [...answers.keys()].map((path) => ({ url: `https://lab.test${path}` })),
			} as unknown as Cache;
		},
	};
}

type Files = Record<string, string>;

const page = (title: string, rest = '') =>
	`<title>${title}</title><meta property="og:site_name" content="忠誠實驗室">${rest}`;
const typeOf = (path: string): string =>
	({ js: 'text/javascript', svg: 'image/svg+xml' })[path.split('.').at(-1) ?? ''] ?? 'text/html';

/** A page and its script of one build; the script brings another on demand. */
const build = (mark: string): Files => ({
	'/': page(`map ${mark}`),
	'/favicon.svg': 'icon',
	'/offline': page('離線', mark),
	'/lessons/clv': page('clv', `<script src="/_astro/clv.${mark}.js">`),
	'/lessons/nps': page('nps', `<script src="/_astro/nps.${mark}.js">`),
	[`/_astro/clv.${mark}.js`]: `import("./late.${mark}.js")`,
	[`/_astro/nps.${mark}.js`]: 'nothing more',
	[`/_astro/late.${mark}.js`]: 'import"./common.js"',
	'/_astro/common.js': 'shared by all builds',
});

/** A device, and the site it fetches from; `site.files` is what the server has just now. */
function createDevice(files: Files) {
	const site = { files, fetched: [] as string[], missing: page('沒有這一頁') };
	const caches = createCaches();
	const keeper = createKeeper({
		caches,
		fetch: async (path) => {
			site.fetched.push(path);
			const body = site.files[path];
			const status = body === undefined ? 404 : 200;
			const answer = new Response(body ?? site.missing, {
				status,
				headers: { 'content-type': typeOf(path), etag: `"${body}"`.replace(/[^\x20-\x7e]/g, '?') },
			});
			Object.defineProperty(answer, 'type', { value: 'basic' });
			answer.clone = () => new Response(body ?? site.missing, { status, headers: answer.headers });
			return answer;
		},
	});
	return { site, caches, keeper };
}

test('a page is kept with all that it may load later, and the page for what is not kept', async () => {
	const { keeper, caches } = createDevice(build('one'));
	await keeper.keep('/lessons/clv');
	expect(caches.names('pages')).toEqual(['/lessons/clv', '/offline']);
	expect(caches.names('files')).toEqual([
		'/_astro/clv.one.js',
		'/_astro/common.js',
		'/_astro/late.one.js',
		'/favicon.svg',
	]);
	expect(await (await keeper.page('/lessons/clv'))?.text()).toContain('/_astro/clv.one.js');
});

test('a page that is kept already costs one question', async () => {
	const { keeper, site } = createDevice(build('one'));
	await keeper.keep('/lessons/clv');
	site.fetched = [];
	await keeper.keep('/lessons/clv');
	expect(site.fetched).toEqual(['/lessons/clv']);
});

test('after a new build a page takes its old files with it, and leaves those of other pages', async () => {
	const { keeper, caches, site } = createDevice(build('one'));
	await keeper.keep('/lessons/clv');
	await keeper.keep('/lessons/nps');
	site.files = build('two');
	site.fetched = [];
	await keeper.keep('/lessons/clv');
	expect(site.fetched).not.toContain('/_astro/common.js');
	expect(caches.names('files')).toEqual([
		'/_astro/clv.two.js',
		'/_astro/common.js',
		'/_astro/late.two.js',
		'/_astro/nps.one.js',
		'/favicon.svg',
	]);
	expect(await (await keeper.page('/offline'))?.text()).toContain('two');
});

test('a page whose files do not all come is not kept; the older copy stays whole', async () => {
	const { keeper, caches, site } = createDevice(build('one'));
	await keeper.keep('/lessons/clv');
	site.files = build('two');
	delete site.files['/_astro/late.two.js'];
	await expect(keeper.keep('/lessons/clv')).rejects.toThrow('/_astro/late.two.js did not come');
	expect(await (await keeper.page('/lessons/clv'))?.text()).toContain('/_astro/clv.one.js');
	const files = caches.names('files');
	expect(files).toEqual(expect.arrayContaining(['/_astro/clv.one.js', '/_astro/late.one.js']));
	expect(files, 'half of the new build').not.toContain('/_astro/clv.two.js');

	// The next visit finds everything.
	site.files = build('two');
	await keeper.keep('/lessons/clv');
	expect(await (await keeper.page('/lessons/clv'))?.text()).toContain('/_astro/clv.two.js');
});

test('a page of somebody else’s in a lesson’s place leaves the older copy', async () => {
	const { site, keeper } = createDevice(build('one'));
	await keeper.keep('/lessons/clv');
	site.files = { ...site.files, '/lessons/clv': '<title>Sign in to the hotel</title>' };
	await keeper.keep('/lessons/clv');
	expect(await (await keeper.page('/lessons/clv'))?.text()).toContain('<title>clv</title>');
});

test('a page that the course has no more goes with its files', async () => {
	const { keeper, caches, site } = createDevice(build('one'));
	await keeper.keep('/lessons/clv');
	await keeper.keep('/lessons/nps');
	delete site.files['/lessons/clv'];
	await keeper.keep('/lessons/clv');
	expect(caches.names('pages')).toEqual(['/lessons/nps', '/offline']);
	expect(caches.names('files')).not.toContain('/_astro/late.one.js');
});

test('a filter that says 404 in the site’s name takes nothing away', async () => {
	const { keeper, caches, site } = createDevice(build('one'));
	await keeper.keep('/lessons/clv');
	site.files = {};
	site.missing = 'blocked by the school';
	await keeper.keep('/lessons/clv');
	expect(caches.names('pages')).toEqual(['/lessons/clv', '/offline']);
});

test('what is thrown away stays away, though a page was just being kept', async () => {
	const { keeper, caches } = createDevice(build('one'));
	const keeping = keeper.keep('/lessons/clv');
	await keeper.clear();
	await keeping;
	expect([...caches.names('pages'), ...caches.names('files')]).toEqual([]);
});

test('pages that are read at the same time do not take one another’s files', async () => {
	const { keeper, caches } = createDevice(build('one'));
	await Promise.all([keeper.keep('/lessons/clv'), keeper.keep('/lessons/nps')]);
	expect(caches.names('files')).toEqual(
		expect.arrayContaining(['/_astro/clv.one.js', '/_astro/nps.one.js', '/_astro/late.one.js']),
	);
});
