import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './support/browser.ts';

/**
 * `npm test`: everything, in the order in which a mistake is cheapest to find. Ends with one line,
 * `N passed, N failed`, in which every check and every single test counts once.
 */
const root = join(import.meta.dirname, '..');
const output = join(root, 'tests', '.output');
const binaries = join(root, 'node_modules', '.bin');

const environment: NodeJS.ProcessEnv = {
	...process.env,
	ASTRO_TELEMETRY_DISABLED: '1',
	// What is tested is the site as anybody has it, whatever this folder's .env says.
	PUBLIC_ORIGIN: '',
	// The site is started a hundred times, and each time the same modules would be compiled.
	NODE_COMPILE_CACHE: join(output, 'compiled'),
	PATH: `${binaries}${process.platform === 'win32' ? ';' : ':'}${process.env['PATH'] ?? ''}`,
};

function start(command: string, options: string[], stdio: 'inherit' | 'pipe') {
	return spawn(command, options, {
		cwd: root,
		env: environment,
		stdio: ['ignore', stdio, stdio],
		shell: process.platform === 'win32',
	});
}

const isGood = (child: ChildProcess): Promise<boolean> =>
	new Promise((resolve) => {
		child.on('error', () => resolve(false));
		child.on('close', (code) => resolve(code === 0));
	});

let passed = 0;
let failed = 0;

/** What a check says is kept until it is done: others may be under way beside it. */
async function check(name: string, command: string, options: string[]): Promise<boolean> {
	const child = start(command, options, 'pipe');
	const said: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on('data', (piece: Buffer) => said.push(piece));
	}
	const good = await isGood(child);
	console.log(`\n── ${name}\n${Buffer.concat(said).toString()}`);
	if (good) passed += 1;
	else {
		failed += 1;
		console.error(`✗ ${name}`);
	}
	return good;
}

interface Report {
	numPassedTests: number;
	numFailedTests: number;
	numFailedTestSuites: number;
	success: boolean;
}

async function tests(): Promise<void> {
	console.log('\n── 測試');
	const file = join(output, 'results.json');
	const options = ['run', '--config', 'tests/vitest.config.ts', '--reporter=default'];
	const report = ['--reporter=json', `--outputFile.json=${file}`];
	const good = await isGood(start('vitest', [...options, ...report], 'inherit'));
	if (!existsSync(file)) {
		failed += 1;
		return;
	}
	const counted: Report = JSON.parse(readFileSync(file, 'utf8'));
	passed += counted.numPassedTests;
	failed += counted.numFailedTests;
	// A file that did not even load counts as a failure of its own.
	if (!good && counted.numFailedTests === 0) failed += Math.max(1, counted.numFailedTestSuites);
	if (counted.numPassedTests === 0) failed += 1;
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
try {
	environment['CHROMIUM_PATH'] = ensureChromium();
	// Two at a time: the types of the pages must be written before Svelte's are looked at.
	await Promise.all([
		check('格式', 'prettier', [
			'--check',
			'--log-level=warn',
			'src/**/*.{ts,svelte,astro,css}',
			'tests/**/*.ts',
			'*.mjs',
		]),
		check('型別：Astro 與 TypeScript', 'astro', ['check']),
	]);
	const [built] = await Promise.all([
		check('建置', process.execPath, ['src/server/build.ts']),
		check('型別：Svelte', 'svelte-check', ['--fail-on-warnings', '--tsconfig', 'tsconfig.json']),
	]);
	if (built) await tests();
} catch (problem) {
	failed += 1;
	console.error(problem instanceof Error ? problem.message : problem);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
