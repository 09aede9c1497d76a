import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartProblem } from './settings.ts';

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

function build(root: string): Promise<{ code: number | null; output: string }> {
	const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
	if (!existsSync(astro)) throw new StartProblem('套件還沒有安裝；請先執行 npm ci。');
	const child = spawn(process.execPath, [astro, 'build'], {
		cwd: root,
		env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	const keep = (text: Buffer): void => {
		output = (output + text.toString()).slice(-4_000);
	};
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => resolve({ code, output }));
	});
}

/**
 * Builds the site when what it is built from has changed since the last time. The mark is written
 * last, so a build that was broken off is done again. One builds at a time.
 */
export async function buildIfChanged(root: string): Promise<void> {
	if (isBuilt(root)) return;
	const unlock = await takeTurn(root);
	try {
		// Whoever was before us may have built just this.
		if (!isBuilt(root)) await buildNow(root);
	} finally {
		unlock();
	}
}

const markOf = (root: string): string => join(root, 'dist', 'built-from.txt');

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

async function buildNow(root: string): Promise<void> {
	const now = fingerprint(root);
	const from = performance.now();
	const seconds = () => Math.round((performance.now() - from) / 1000);
	const isTerminal = process.stdout.isTTY;
	process.stdout.write('正在建置網站，第一次約一分鐘……');
	const ticking = setInterval(() => {
		if (isTerminal) process.stdout.write(`\r正在建置網站，第一次約一分鐘……已經${seconds()}秒`);
	}, 1_000);
	const { code, output } = await build(root).finally(() => clearInterval(ticking));
	process.stdout.write('\n');
	if (code !== 0) {
		console.error(output);
		throw new StartProblem('網站沒有建置成功，原因在上面；改好之後再執行一次 npm start。');
	}
	writeFileSync(markOf(root), now);
	console.log(`建置完成，用了${seconds()}秒。`);
}
