import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
