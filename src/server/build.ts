import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
 * last, so a build that was broken off is done again.
 */
export async function buildIfChanged(root: string): Promise<void> {
	const mark = join(root, 'dist', 'built-from.txt');
	const now = fingerprint(root);
	const isBuilt = existsSync(join(root, 'dist', 'server', 'entry.mjs')) && existsSync(mark);
	if (isBuilt && readFileSync(mark, 'utf8') === now) return;
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
	writeFileSync(mark, now);
	console.log(`建置完成，用了${seconds()}秒。`);
}
