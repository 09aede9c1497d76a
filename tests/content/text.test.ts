import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { mainlandIn, onlySimplified } from '../support/taiwan.ts';

/** What is written for people, held against the words and characters of Taiwan. */
const root = join(import.meta.dirname, '..', '..');

const filesBelow = (folder: string, pattern: RegExp) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => pattern.test(file))
		.map((file) => ({
			file: `${folder}/${file.replaceAll('\\', '/')}`,
			text: readFileSync(join(root, folder, file), 'utf8'),
		}));
const content = filesBelow('content', /\.(mdx|md|yaml|json)$/);
const source = filesBelow('src', /\.(ts|svelte|astro)$/);

test('no character is simplified only', () => {
	expect(onlySimplified('个個與')).toEqual(['个']);
	const found = [...content, ...source]
		.map(({ file, text }) => ({ file, characters: onlySimplified(text) }))
		.filter(({ characters }) => characters.length > 0);
	expect(found).toEqual([]);
});

/** The unit's own words: titles and bullets, quoted names, and glossary aliases that lead to ours. */
const withoutQuoted = (text: string) =>
	text
		.replace(/^title: .*$/m, '')
		.replace(/^bullets:\n(?:\s+- .*\n)+/m, '')
		.replace(/^aliases:.*(?:\n\s+- .*)*$/m, '')
		.replace(/^\s+- text: .*$/gm, '');

test('no word of the mainland outside the unit’s own slides and quotations', () => {
	const found = content
		.filter(({ file }) => !file.endsWith('points.json'))
		.flatMap(({ file, text }) =>
			mainlandIn(withoutQuoted(text)).map((advice) => `${file}：${advice}`),
		);
	expect(found).toEqual([]);
});

test('every lesson anchors supporting points that exist, and only its own', () => {
	const points: { id: string; lesson: number }[] = JSON.parse(
		readFileSync(join(root, 'content', 'points.json'), 'utf8'),
	);
	const known = new Map(points.map(({ id, lesson }) => [id, lesson]));
	const strays = content
		.filter(({ file }) => file.startsWith('content/lessons/'))
		.flatMap(({ file, text }) =>
			[...text.matchAll(/<Point id="([^"]+)"/g)]
				.map((match) => match[1] ?? '')
				.filter((id) => known.get(id) !== Number(/(\d+)-/.exec(file)?.[1]))
				.map((id) => `${file}：${id}`),
		);
	expect(strays).toEqual([]);
});

test('no word that only the makers know: a shallow customer, a rod that is pulled', () => {
	const found = [...content, ...source]
		.filter(({ text }) => /淺客|(?<![滑槓])桿/.test(text))
		.map(({ file }) => file);
	expect(found).toEqual([]);
});

test('a question that is asked again in the last lesson speaks of no lesson as still to come', () => {
	const asked = content
		.filter(({ file }) => file.startsWith('content/lessons/'))
		.flatMap(({ text }) => text.match(/<Question\n[^>]*\breturns\b[\s\S]*?<\/Question>/g) ?? []);
	expect(asked.length).toBeGreaterThan(0);
	for (const question of asked) expect(question).not.toMatch(/後面的課|接下來|第\d+課會/);
});

/** A file's head as data, and its text. */
function parted(text: string): { head: Record<string, unknown>; body: string } {
	const [, head = '', body = ''] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text) ?? [];
	return { head: parse(head) as Record<string, unknown>, body };
}

test('every term that a lesson lists stands in its text, under one of its names', () => {
	const names = new Map(
		content
			.filter(({ file }) => file.startsWith('content/glossary/'))
			.map(({ file, text }) => {
				const { term, english = [], aliases = [] } = parted(text).head;
				return [/([^/]+)\.md$/.exec(file)?.[1], [term, english, aliases].flat() as string[]];
			}),
	);
	const strays = content
		.filter(({ file }) => file.startsWith('content/lessons/'))
		.flatMap(({ file, text }) => {
			const { head, body } = parted(text);
			return (head['terms'] as string[])
				.filter((id) => !body.includes(`<Term id="${id}"`))
				.filter((id) => !names.get(id)?.some((name) => body.includes(name)))
				.map((id) => `${file}：${id}`);
		});
	expect(strays).toEqual([]);
});

test('what is reckoned stands in half-width brackets, or the formula falls apart', () => {
	const wide = /（[^（）\n]*[＋−×÷=][^（）\n]*）\s*[×÷]|[×÷]\s*（[^（）\n]*[＋−×÷+][^（）\n]*）/;
	const found = [...content, ...source]
		.filter(({ text }) => wide.test(text))
		.map(({ file, text }) => `${file}：${wide.exec(text)?.[0]}`);
	expect(found).toEqual([]);
});
