import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';

/**
 * Who may import whom. The folders of src/ are the layers; this table is the plan of the house,
 * and a stray import fails here with its file and line.
 */
const mayImport: Record<string, readonly string[]> = {
	models: [],
	workflow: ['models'],
	ui: ['models'],
	simulators: ['models', 'ui'],
	exercises: ['models', 'ui'],
	lessons: ['models', 'ui', 'simulators', 'exercises', 'presentation'],
	search: ['ui'],
	offline: [],
	live: ['models', 'workflow', 'ui'],
	team: ['models', 'workflow', 'ui', 'simulators', 'search', 'live'],
	instructor: ['models', 'workflow', 'ui', 'simulators', 'live', 'team', 'presentation'],
	presentation: ['models', 'workflow', 'ui', 'simulators', 'live'],
	layouts: ['lessons', 'ui'],
	server: ['models', 'workflow', 'offline'],
	actions: ['server', 'workflow'],
	pages: [
		'models',
		'workflow',
		'ui',
		'simulators',
		'exercises',
		'lessons',
		'search',
		'live',
		'team',
		'instructor',
		'presentation',
		'offline',
		'layouts',
		'server',
	],
};

const source = join(import.meta.dirname, '..', 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
	.filter((file) => /\.(ts|svelte|astro)$/.test(file))
	.map((file) => file.split(sep).join('/'));

interface Import {
	file: string;
	line: number;
	what: string;
}

const imports: Import[] = files.flatMap((file) => {
	const text = readFileSync(join(source, file), 'utf8');
	return [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"\n]+)['"]/g)].map((match) => ({
		file,
		line: text.slice(0, match.index).split('\n').length,
		what: match[1] ?? '',
	}));
});

const folderOf = (file: string): string | null =>
	file.includes('/') ? (file.split('/')[0] ?? null) : null;

/** The folder of ours that an import reaches; null for packages and for its own folder. */
function target({ file, what }: Import): string | null {
	if (what.startsWith('#')) return what.slice(1).split('/')[0] ?? null;
	if (!what.startsWith('.')) return null;
	const reached = relative(source, join(source, file, '..', what))
		.split(sep)
		.join('/');
	return reached.startsWith('..') ? null : folderOf(reached);
}

const strays = (wrong: (entry: Import) => boolean) =>
	imports.filter(wrong).map(({ file, line, what }) => `src/${file}:${line} imports ${what}`);

test('every folder of src has its row in the table', () => {
	const folders = new Set(files.map(folderOf).filter((folder) => folder !== null));
	expect([...folders].filter((folder) => !(folder in mayImport))).toEqual([]);
});

test('imports point down only', () => {
	expect(
		strays((entry) => {
			const from = folderOf(entry.file);
			const to = target(entry);
			return from !== null && to !== null && to !== from && !mayImport[from]?.includes(to);
		}),
	).toEqual([]);
});

test('folders reach one another by their # names', () => {
	expect(
		strays((entry) => {
			const to = entry.what.startsWith('.') ? target(entry) : null;
			return to !== null && to !== folderOf(entry.file) && to in mayImport;
		}),
	).toEqual([]);
});

test('only ui draws charts, and never with everything registered', () => {
	expect(
		strays(({ file, what }) => what.startsWith('chart.js') && folderOf(file) !== 'ui'),
	).toEqual([]);
	expect(strays(({ what }) => what === 'chart.js/auto')).toEqual([]);
});

test('only workflow and server ask a state machine', () => {
	expect(
		strays(
			({ file, what }) =>
				what === 'xstate' && !['workflow', 'server'].includes(folderOf(file) ?? ''),
		),
	).toEqual([]);
});

test('the server knows no Astro but for the door it opens', () => {
	expect(
		strays(
			({ file, what }) =>
				file.startsWith('server/') && /^(astro|@astrojs)/.test(what) && file !== 'server/main.ts',
		),
	).toEqual([]);
});

test('what browsers run never reaches for Node', () => {
	const browser = [
		'models',
		'workflow',
		'ui',
		'simulators',
		'exercises',
		'search',
		'live',
		'team',
		'instructor',
		'presentation',
		'offline',
	];
	expect(
		strays(({ file, what }) => what.startsWith('node:') && browser.includes(folderOf(file) ?? '')),
	).toEqual([]);
});

test('models and workflow know no clock, chance, network or page', () => {
	const impure =
		/\b(Math\.random|Date\.now|new Date\(\)|performance\.now|fetch\(|window\.|document\.|localStorage)/;
	const withoutComments = (text: string) =>
		text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
	const found = files
		.filter((file) => ['models', 'workflow'].includes(folderOf(file) ?? ''))
		.filter((file) => impure.test(withoutComments(readFileSync(join(source, file), 'utf8'))));
	expect(found).toEqual([]);
});

test('text is never written as markup', () => {
	const markup = /\{@html|set:html|\.innerHTML|\.outerHTML|insertAdjacentHTML/;
	// The house's own script in the head, which the policy knows by its hash, is no text.
	const wearTheme = '<script is:inline set:html={wearTheme} />';
	const written = (file: string) => readFileSync(join(source, file), 'utf8').replace(wearTheme, '');
	expect(files.filter((file) => markup.test(written(file)))).toEqual([]);
});

test('no component writes a style attribute, which the content policy would drop', () => {
	const styled = /<[a-zA-Z][^>]*\sstyle(=|:)/;
	expect(
		files.filter(
			(file) =>
				/\.(svelte|astro)$/.test(file) && styled.test(readFileSync(join(source, file), 'utf8')),
		),
	).toEqual([]);
});
