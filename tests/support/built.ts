import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pages as they were built, read as text: what a reader gets, before any script. */

const client = join(import.meta.dirname, '..', '..', 'dist', 'client');

export const isBuilt = (): boolean => existsSync(join(client, 'lessons'));
export const readBuilt = (file: string): string => readFileSync(join(client, file), 'utf8');

export interface BuiltPage {
	/** Inside dist/client, with forward slashes. */
	readonly file: string;
	readonly html: string;
}

export const everyPage = (): BuiltPage[] =>
	readdirSync(client, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.html'))
		.map((file) => ({ file: file.replaceAll('\\', '/'), html: readBuilt(file) }));

const unescaped = (html: string): string =>
	html
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replace(/&#0?3[49];/g, (entity) => (entity.includes('39') ? "'" : '"'))
		.replace(/&(amp|#38);/g, '&');

/** What can be read on the page. */
export const textOf = (html: string): string =>
	unescaped(
		html
			.replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
			.replace(/<[^>]+>/g, '')
			.replace(/\s+/g, ' '),
	);

/** What is read out, or shown in a search result, without standing on the page. */
export const spokenIn = (html: string): string[] =>
	[...html.matchAll(/\s(?:aria-label|alt|title|placeholder|content)="([^"]*)"/g)].map((match) =>
		unescaped(match[1] ?? ''),
	);

/** The page without every element whose opening tag matches; elements may hold more of their kind. */
export function without(html: string, opening: RegExp): string {
	const match = opening.exec(html);
	if (!match) return html;
	const name = /^<([\w-]+)/.exec(match[0])?.[1] ?? '';
	const tags = new RegExp(`<(/?)${name}(?=[\\s>])[^>]*>`, 'g');
	tags.lastIndex = match.index;
	let depth = 0;
	for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
		depth += tag[1] ? -1 : 1;
		if (depth === 0) {
			return html.slice(0, match.index) + without(html.slice(tags.lastIndex), opening);
		}
	}
	throw new Error(`an element ${match[0]} never ends`);
}

export const numberOf = (html: string): number =>
	Number(/<p class="opener-no[^>]*>[\s\S]*?<\/span>(\d+)<span/.exec(html)?.[1]);

/** The lessons in the order of their numbers. */
export const lessonPages = (): { word: string; html: string }[] =>
	readdirSync(join(client, 'lessons'))
		.map((word) => ({ word, html: readBuilt(`lessons/${word}/index.html`) }))
		.sort((one, other) => numberOf(one.html) - numberOf(other.html));

/** The slide as it stands at the head of a lesson. */
export const slideOf = (html: string): string =>
	/<section class="slide[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';

/** The reading text: no slide, goals, terms, sources, speaker notes, simulators, checks or notes. */
export function readingOf(html: string): string {
	const body =
		/<section class="goals[\s\S]*?<\/section>([\s\S]*?)<section class="terms-box/.exec(html)?.[1] ??
		'';
	const aside = [
		/<astro-island\b/,
		/<[\w-]+(?=[^>]*\sdata-(?:figure|check|question)\b)[^>]*>/,
		/<[\w-]+ class="(?:[^"]* )?(?:plate|check)(?: [^"]*)?"/,
		/<div class="note"/,
		/<section class="own-note/,
	];
	return textOf(aside.reduce(without, body));
}
