import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
	everyPage,
	lessonPages,
	numberOf,
	readBuilt,
	readingOf,
	slideOf,
	spokenIn,
	textOf,
	without,
} from '../support/built.ts';
import { mainlandIn, onlySimplified } from '../support/taiwan.ts';
import slides from './slides.json' with { type: 'json' };

/** The built pages, held against the unit's own slides and against Taiwan's language. */
const inOrder = lessonPages().map(({ html }) => html);

test('there are 22 lessons, numbered 1 to 22', () => {
	expect(inOrder.map(numberOf)).toEqual(slides.map(({ number }) => number));
});

describe.each(slides)('lesson $number, $title', ({ number, title, bullets }) => {
	const html = inOrder[number - 1] ?? '';

	test('carries the slide: title and every bullet', () => {
		const slide = textOf(slideOf(html));
		expect(slide).toContain(title);
		for (const bullet of bullets) expect(slide).toContain(bullet);
		expect(slideOf(html).match(/<li/g)).toHaveLength(bullets.length);
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

test('every simulator that the way through the course promises is there, or linked, in its lesson’s text', () => {
	const way = readBuilt('lessons/outline/index.html');
	const promised = [...way.matchAll(/<li data-lesson="([\w-]+)"[\s\S]*?<\/li>/g)].flatMap(
		([row, lesson]) =>
			[...row.matchAll(/href="(\/simulators\/[\w-]+)"/g)].map(([, address]) => ({
				lesson,
				address,
			})),
	);
	expect(promised.length).toBeGreaterThan(20);
	const missing = promised.filter(({ lesson, address }) => {
		const html = readBuilt(`lessons/${lesson}/index.html`);
		const text = html.slice(html.indexOf('class="goals'), html.indexOf('class="terms-box'));
		return !new RegExp(`${address}["?]`).test(text);
	});
	expect(missing).toEqual([]);
	// The map is one page, whatever leads to it.
	const maps = [...way.matchAll(/<a\b[^>]*href="([^"]*)"[^>]*>\s*課程地圖\s*<\/a>/g)];
	expect(new Set(maps.map(([, address]) => address))).toEqual(new Set(['/']));
});

describe('the built pages', () => {
	const pages = everyPage();
	const faults = (wrong: (html: string) => boolean) =>
		pages.filter(({ html }) => wrong(html)).map(({ file }) => file);

	test('hold no Markdown that was not read', () => {
		expect(
			faults((html) => /\*\*|~~|<del>/.test(textOf(html) + (html.match(/<del>/) ?? ''))),
		).toEqual([]);
	});

	test('hold no character that is only simplified, in what is read, read out or searched', () => {
		expect(onlySimplified('個个')).toEqual(['个']);
		const found = [...pages, { file: 'search.json', html: readBuilt('search.json') }]
			.map(({ file, html }) => ({ file, characters: onlySimplified(html) }))
			.filter(({ characters }) => characters.length > 0);
		expect(found).toEqual([]);
	});

	test('hold no word of the mainland outside the unit’s own slides and quotations', () => {
		const unitWords = slides
			.flatMap(({ title, bullets }) => [title, ...bullets])
			.sort((one, other) => other.length - one.length);
		const withoutUnit = (text: string) =>
			unitWords.reduce((rest, words) => rest.replaceAll(words, ''), text);
		// Aliases are there so that the other word finds ours; sources are cited as they are.
		const own = (html: string) =>
			[/<p class="hint">也寫作/, /<section class="sources/].reduce(without, html);
		expect(mainlandIn(withoutUnit('提供個性化服務的質量'))).toHaveLength(1);
		const found = pages.flatMap(({ file, html }) =>
			[textOf(own(html)), ...spokenIn(html)]
				.flatMap((text) => mainlandIn(withoutUnit(text)))
				.map((advice) => `${file}：${advice}`),
		);
		expect([...new Set(found)]).toEqual([]);
	});

	test('give every id once', () => {
		const twice = pages.flatMap(({ file, html }) => {
			const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '');
			return ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `${file} #${id}`);
		});
		expect(twice).toEqual([]);
	});

	test('say what a link to them looks like', () => {
		expect(faults((html) => !/property="og:title" content="[^"]+"/.test(html))).toEqual([]);
		expect(faults((html) => !/property="og:description" content="[^"]+"/.test(html))).toEqual([]);
		expect(faults((html) => !html.includes('property="og:image"'))).toEqual([]);
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
		const built = new Set(pages.map(({ file }) => `/${file.replace(/(?:\/?index)?\.html$/, '')}`));
		const made = /^\/(join|desk|sign-in|setup|class|wall)(\/|$)/;
		const broken = pages.flatMap(({ file, html }) =>
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

test('no lesson brings more than 14 KB of sheets, nor one of a figure that is not in it', () => {
	const weights = lessonPages().map(({ word, html }) => ({
		word,
		sheets: [...html.matchAll(/<link rel="stylesheet" href="\/([^"]+)"/g)].map(
			(match) => match[1] ?? '',
		),
	}));
	const heavy = weights
		.map(({ word, sheets }) => ({
			word,
			bytes: sheets.reduce((sum, file) => sum + gzipSync(readBuilt(file)).length, 0),
		}))
		.filter(({ bytes }) => bytes > 14 * 1_024);
	expect(heavy).toEqual([]);
	const withSort = weights.filter(({ sheets }) => sheets.some((file) => file.includes('Sorting')));
	expect(withSort.map(({ word }) => word)).toEqual(['loyalty-factors']);
});
