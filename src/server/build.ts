import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BuildFailed, buildSite } from './build-site.ts';
import { loadEnvironment, StartProblem } from './settings.ts';

/** How much of a failed build is shown, in characters from its end. */
const mostShown = 4_000;

const builtFrom = ['src', 'content', 'public', 'package-lock.json', 'astro.config.mjs'];

function filesUnder(root: string, path: string): string[] {
	const whole = join(root, path);
	if (!existsSync(whole)) return [];
	if (statSync(whole).isFile()) return [path];
	return readdirSync(whole).flatMap((name) => filesUnder(root, `${path}/${name}`));
}

/** A fingerprint of everything the site is built from. */
function fingerprint(root: string): string {
	const hash = createHash('sha256');
	// Pages carry the address they are known by, for the picture beside a link to them.
	hash.update(`PUBLIC_ORIGIN=${process.env['PUBLIC_ORIGIN'] ?? ''}\n`);
	for (const path of builtFrom.flatMap((part) => filesUnder(root, part)).sort()) {
		hash.update(`${path}\n`).update(
			createHash('sha256')
				.update(readFileSync(join(root, path)))
				.digest(),
		);
	}
	return hash.digest('hex');
}

/**
 * Builds the site when what it is built from has changed since the last time; the mark comes with a
 * whole site only. One builds at a time. `requireFree` throws where a site is running already: the
 * pages that it serves are left alone.
 */
export async function buildIfChanged(
	root: string,
	requireFree: () => Promise<void>,
): Promise<void> {
	if (isBuilt(root)) return;
	const unlock = await takeTurn(root);
	try {
		// Whoever was before us may have built just this.
		if (isBuilt(root)) return;
		await requireFree();
		await buildQuietly(root);
	} finally {
		unlock();
	}
}

const mark = 'built-from.txt';
const markOf = (root: string): string => join(root, 'dist', mark);

function isBuilt(root: string): boolean {
	const isThere = existsSync(join(root, 'dist', 'server', 'entry.mjs')) && existsSync(markOf(root));
	return isThere && readFileSync(markOf(root), 'utf8') === fingerprint(root);
}

/**
 * Waits until nobody else builds in this folder: two at once would write over each other's files.
 * The lock is one that the system frees by itself when a build is killed.
 */
export async function takeTurn(root: string, pollMilliseconds = 500): Promise<() => void> {
	const packages = join(root, 'node_modules');
	if (!existsSync(packages)) throw new StartProblem('套件還沒有安裝；請先執行 npm ci。');
	// Loaded only now: whether this Node.js has it is looked at before.
	const { DatabaseSync } = await import('node:sqlite');
	const file = new DatabaseSync(join(packages, '.loyalty-lab-build.db'));
	for (let isTold = false; ; isTold = true) {
		try {
			file.exec('begin exclusive');
			return () => file.close();
		} catch (error) {
			if (!(error instanceof Error && /locked|busy/i.test(error.message))) {
				file.close();
				throw error;
			}
		}
		if (!isTold) console.log('同一個資料夾裡已經有人在建置網站，等它完成……');
		await sleep(pollMilliseconds);
	}
}

/** Builds, with all that is printed meanwhile going to `show`; the mark says from what. */
function buildMarked(root: string, show: (text: string) => void): Promise<void> {
	const now = fingerprint(root);
	return buildSite(root, { show, finish: (folder) => writeFileSync(join(folder, mark), now) });
}

async function buildQuietly(root: string): Promise<void> {
	const from = performance.now();
	const seconds = () => Math.round((performance.now() - from) / 1000);
	const isTerminal = process.stdout.isTTY;
	process.stdout.write('正在建置網站，第一次約一分鐘……');
	const ticking = setInterval(() => {
		if (isTerminal) process.stdout.write(`\r正在建置網站，第一次約一分鐘……已經${seconds()}秒`);
	}, 1_000);
	try {
		await buildMarked(root, () => undefined);
	} catch (error) {
		process.stdout.write('\n');
		if (error instanceof BuildFailed) console.error(error.output.slice(-mostShown));
		throw error;
	} finally {
		clearInterval(ticking);
	}
	process.stdout.write('\n');
	console.log(`建置完成，用了${seconds()}秒。`);
}

/** `npm run build`: builds whether or not anything has changed, and shows how. */
if (import.meta.main) {
	const root = join(import.meta.dirname, '..', '..');
	try {
		loadEnvironment(root);
		const unlock = await takeTurn(root);
		try {
			await buildMarked(root, (text) => process.stdout.write(text));
		} finally {
			unlock();
		}
	} catch (error) {
		if (!(error instanceof StartProblem)) throw error;
		console.error(`\n${error.message}`);
		process.exitCode = 1;
	}
}
