import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import slides from './slides.json' with { type: 'json' };

/** The built lessons, held against the unit's own slides. */
const client = join(import.meta.dirname, '..', '..', 'dist', 'client');
const lessonFolders = readdirSync(join(client, 'lessons'));
const pages = new Map(
	lessonFolders.map((word) => [
		word,
		readFileSync(join(client, 'lessons', word, 'index.html'), 'utf8'),
	]),
);

const unescape = (html: string) =>
	html
		.replaceAll('&amp;', '&')
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&#38;', '&');
const textOf = (html: string) =>
	unescape(
		html
			.replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
			.replace(/<[^>]+>/g, '')
			.replace(/\s+/g, ' '),
	);
const numberOf = (html: string) =>
	Number(/<p class="opener-no[^>]*>[\s\S]*?<\/span>(\d+)<span/.exec(html)?.[1]);
const inOrder = [...pages.values()].sort((a, b) => numberOf(a) - numberOf(b));
/** The reading text alone: no slide, goals, terms, sources, speaker notes or simulators. */
const readingOf = (html: string) =>
	textOf(
		(
			/<section class="goals[\s\S]*?<\/section>([\s\S]*?)<section class="terms-box/.exec(
				html,
			)?.[1] ?? ''
		).replace(/<astro-island[\s\S]*?<\/astro-island>/g, ''),
	);

test('there are 22 lessons, numbered 1 to 22', () => {
	expect(inOrder.map(numberOf)).toEqual(slides.map(({ number }) => number));
});

describe.each(slides)('lesson $number, $title', ({ number, title, bullets }) => {
	const html = inOrder[number - 1] ?? '';

	test('carries the slide: title and every bullet', () => {
		const slide = textOf(/<section class="slide[\s\S]*?<\/section>/.exec(html)?.[0] ?? '');
		expect(slide).toContain(title);
		for (const bullet of bullets) expect(slide).toContain(bullet);
		expect(
			[...html.matchAll(/<section class="slide[\s\S]*?<\/section>/g)][0]?.[0].match(/<li/g),
		).toHaveLength(bullets.length);
	});

	test('has objectives, minutes, speaker notes, terms, sources and a text of its own', () => {
		expect(html).toMatch(/class="goals[\s\S]*?<li/);
		expect(textOf(html)).toMatch(/約\d+分鐘/);
		expect(html).toMatch(/class="speaker[\s\S]*?<li/);
		expect(html).toMatch(/class="terms"[\s\S]*?<dt/);
		expect(html).toMatch(/class="sources[\s\S]*?<li/);
		expect(readingOf(html).replace(/\s/g, '').length).toBeGreaterThanOrEqual(300);
	});
});

describe('the built pages', () => {
	const everyPage = readdirSync(client, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.html'))
		.map((file) => ({ file, html: readFileSync(join(client, file), 'utf8') }));
	const faults = (wrong: (html: string) => boolean) =>
		everyPage.filter(({ html }) => wrong(html)).map(({ file }) => file);

	test('hold no Markdown that was not read', () => {
		expect(
			faults((html) => /\*\*|~~|<del>/.test(textOf(html) + (html.match(/<del>/) ?? ''))),
		).toEqual([]);
	});

	test('hold no link that swallowed what follows it', () => {
		expect(faults((html) => /href="[^"]*(%EF%BC|[，。、；：！？」])/.test(html))).toEqual([]);
	});

	test('are in zh-Hant-TW, with one main heading and a title', () => {
		expect(faults((html) => !html.includes('lang="zh-Hant-TW"'))).toEqual([]);
		expect(faults((html) => !/<title>[^<]+<\/title>/.test(html))).toEqual([]);
	});

	test('ask nothing of any other host', () => {
		const foreign = /<(?:script|link|img|iframe|source)[^>]+(?:src|href)="(?:https?:)?\/\//;
		expect(faults((html) => foreign.test(html))).toEqual([]);
	});

	test('link only to pages that exist', () => {
		const built = new Set(
			everyPage.map(
				({ file }) => `/${file.replaceAll('\\', '/').replace(/(?:\/?index)?\.html$/, '')}`,
			),
		);
		const made = /^\/(join|desk|sign-in|setup|class|wall)(\/|$)/;
		const broken = everyPage.flatMap(({ file, html }) =>
			[...html.matchAll(/href="(\/[^"#?]*)/g)]
				.map((match) => match[1] ?? '/')
				.filter((path) => !/\.\w+$/.test(path) && !path.startsWith('/_astro'))
				.filter(
					(path) => !built.has(path === '/' ? '/' : path.replace(/\/$/, '')) && !made.test(path),
				)
				.map((path) => `${file} → ${path}`),
		);
		expect(broken).toEqual([]);
	});
});
