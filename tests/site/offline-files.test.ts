import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isCoursePage, namedIn } from '#offline/rules.ts';
import { everyPage } from '../support/built.ts';

/** The built site as the service worker will read it. */

const client = join(import.meta.dirname, '..', '..', 'dist', 'client');

test('every file that a page or script names is in the build, so a page can be kept whole', () => {
	const scripts = readdirSync(join(client, '_astro')).map((name) => ({
		file: `/_astro/${name}`,
		text: readFileSync(join(client, '_astro', name), 'utf8'),
	}));
	const pages = everyPage().map(({ file, html }) => ({ file, text: html }));
	const missing = [...pages, ...scripts].flatMap(({ file, text }) =>
		namedIn(text)
			.filter((name) => !existsSync(join(client, name)))
			.map((name) => `${file} names ${name}`),
	);
	expect(missing).toEqual([]);
});

test('every page that is made for everybody may be kept, and no page of a room', () => {
	const paths = everyPage().map(({ file }) => `/${file.replace(/(^|\/)index\.html$/, '')}`);
	const others = paths.filter((path) => !isCoursePage(path));
	expect(others.sort()).toEqual(['/404.html', '/500.html', '/offline']);
	expect(paths.length).toBeGreaterThan(60);
});

test('a page sends its word in half a kilobyte', () => {
	for (const { file, html } of everyPage()) {
		const [script] = html.match(/<script type="module">[^<]*\/offline\.js[^<]*<\/script>/) ?? [];
		expect(script?.length, file).toBeLessThan(512);
	}
});
