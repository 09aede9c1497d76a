import { renderUnicodeCompact } from 'uqr';
import { studentOrigins } from './addresses.ts';
import { buildIfChanged } from './build.ts';
import type { Running } from './main.ts';
import { hintAbout, loadEnvironment, readSettings, StartProblem } from './settings.ts';

/** The first Node.js whose SQLite does not lose a commit and whose crypto has argon2id. */
const oldestNode = [24, 15] as const;

function requireNode(): void {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
	throw new StartProblem(
		`需要 Node.js ${oldestNode.join('.')} 以上的版本，現在是 ${process.versions.node}；請用 npm start 啟動，它會用專案附的那一份。`,
	);
}

function greet({ port, settings, setUpToken }: Running): void {
	const local = `http://localhost:${port}`;
	const origins = studentOrigins(settings, port).filter((origin) => origin !== local);
	console.log('\n忠誠實驗室\n');
	console.log(`  這台電腦      ${local}`);
	for (const origin of origins) console.log(`  學生的裝置    ${origin}`);
	if (origins.length === 0)
		console.log('  學生的裝置    連不上：現在的網址只有這台電腦打得開（沒有網路，或設定了HOST）');
	const [first] = origins;
	if (first) {
		const code = renderUnicodeCompact(`${first}/join`, { border: 2 });
		console.log(`\n${code.replace(/^/gm, '  ')}\n`);
	}
	console.log(`  資料放在      ${settings.dataFolder}`);
	const hint = hintAbout(settings);
	if (hint) console.log(`\n  提醒：${hint}`);
	if (setUpToken) {
		console.log('\n  第一次使用：老師用這個連結設定密碼，設好就失效。');
		console.log(`  ${local}/setup#${setUpToken}`);
		if (settings.publicOrigin) console.log(`  ${settings.publicOrigin}/setup#${setUpToken}`);
	}
	console.log('\n  按 Ctrl+C 結束。\n');
}

try {
	requireNode();
	// Loaded only now: an older Node.js could not even read it.
	const { requireFree, root, run } = await import('./main.ts');
	loadEnvironment(root);
	const settings = readSettings(process.env);
	await buildIfChanged(root, () => requireFree(settings));
	await run(greet);
} catch (error) {
	if (!(error instanceof StartProblem)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
