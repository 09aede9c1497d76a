import { spawn } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { StartProblem } from './settings.ts';

/** Where a site is built, beside the one that is served. */
const arriving = 'dist-next';
/** Where the former one lies for the moment in which the new one takes its place. */
const leaving = 'dist-former';

/** How much of what the builder prints is looked at, in characters. */
const mostOutput = 100_000;

/** Runs Astro's build into a folder; every line it prints goes to `show` as well. */
function runAstro(
	root: string,
	folder: string,
	show: (text: string) => void,
): Promise<{ code: number | null; output: string }> {
	const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
	if (!existsSync(astro)) throw new StartProblem('套件還沒有安裝；請先執行 npm ci。');
	const child = spawn(process.execPath, [astro, 'build', '--outDir', folder], {
		cwd: root,
		env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	const keep = (text: string): void => {
		const lines = onLinesOfTheirOwn(text);
		show(lines);
		output = (output + lines).slice(-mostOutput);
	};
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', keep);
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code) => resolve({ code, output }));
	});
}

/** Astro names a page before it is drawn and ends the line afterwards: a mistake would hang on to it. */
const onLinesOfTheirOwn = (text: string): string =>
	text
		.replace(/(\.html)(?=\d\d:|content\/)/g, '$1\n')
		.replace(/(\[ERROR\].{0,12} )(?:\w*Error: )?(?=content\/)/g, '$1\n')
		.replace(/^(?=content\/)/, '\n');

/** The line that names a mistake in `content/`, if that is why a build ended; null for any other end. */
export function mistakeIn(output: string): string | null {
	const lines = stripVTControlCharacters(output).split('\n');
	const begins = lines.find((line) => line.startsWith('content/'));
	const holds = lines.find(
		(line) => /content\/\S/.test(line) && !/node_modules|^\s+at /.test(line),
	);
	return (begins ?? holds)?.trim() ?? null;
}

/**
 * Puts a folder in another's place. No system exchanges two folders at one stroke by itself: between
 * the two renames there is none for less than a millisecond, and if the second fails the former
 * comes back.
 */
function putInPlace(next: string, place: string, former: string): void {
	rmSync(former, { recursive: true, force: true });
	const isThere = existsSync(place);
	if (isThere) renameSync(place, former);
	try {
		renameSync(next, place);
	} catch (error) {
		if (isThere) renameSync(former, place);
		throw error;
	}
	rmSync(former, { recursive: true, force: true });
}

/**
 * Builds the site beside the one that is there, and puts it in its place only once it is whole.
 * `finish` adds what belongs to it before that. Throws StartProblem when it was not built; what
 * was there is as it was then.
 */
export async function buildSite(
	root: string,
	{ show, finish }: { show: (text: string) => void; finish: (folder: string) => void },
): Promise<void> {
	const next = join(root, arriving);
	rmSync(next, { recursive: true, force: true });
	try {
		const { code, output } = await runAstro(root, next, show);
		if (code !== 0) throw new BuildFailed(output);
		finish(next);
		putInPlace(next, join(root, 'dist'), join(root, leaving));
	} finally {
		rmSync(next, { recursive: true, force: true });
	}
}

/** Astro has ended without a whole site; `output` is what it said. */
export class BuildFailed extends StartProblem {
	readonly output: string;

	constructor(output: string) {
		const mistake = mistakeIn(output);
		const next = mistake
			? `請改這裡，再執行一次：\n${mistake}`
			: '原因在上面，改好之後再執行一次。';
		super(`網站沒有建置成功，原來建好的沒有動；${next}`);
		this.output = output;
	}
}
