import { spawn } from 'node:child_process';
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
	PATH: `${binaries}${process.platform === 'win32' ? ';' : ':'}${process.env['PATH'] ?? ''}`,
};

function run(command: string, options: string[]): Promise<boolean> {
	const shell = process.platform === 'win32';
	const child = spawn(command, options, { cwd: root, env: environment, stdio: 'inherit', shell });
	return new Promise((resolve) => {
		child.on('error', () => resolve(false));
		child.on('exit', (code) => resolve(code === 0));
	});
}

let passed = 0;
let failed = 0;

async function check(name: string, command: string, options: string[]): Promise<boolean> {
	console.log(`\n── ${name}`);
	const good = await run(command, options);
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
	const good = await run('vitest', [
		'run',
		'--config',
		'tests/vitest.config.ts',
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${file}`,
	]);
	if (!existsSync(file)) {
		failed += 1;
		return;
	}
	const report: Report = JSON.parse(readFileSync(file, 'utf8'));
	passed += report.numPassedTests;
	failed += report.numFailedTests;
	// A file that did not even load counts as a failure of its own.
	if (!good && report.numFailedTests === 0) failed += Math.max(1, report.numFailedTestSuites);
	if (report.numPassedTests === 0) failed += 1;
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
try {
	environment['CHROMIUM_PATH'] = ensureChromium();
	await check('格式', 'prettier', [
		'--check',
		'--log-level=warn',
		'src/**/*.{ts,svelte,astro,css}',
		'tests/**/*.ts',
		'*.mjs',
	]);
	await check('型別：Astro 與 TypeScript', 'astro', ['check']);
	await check('型別：Svelte', 'svelte-check', [
		'--fail-on-warnings',
		'--tsconfig',
		'tsconfig.json',
	]);
	const built = await check('建置', 'astro', ['build']);
	if (built) await tests();
} catch (problem) {
	failed += 1;
	console.error(problem instanceof Error ? problem.message : problem);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
