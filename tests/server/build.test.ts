import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { mistakeIn } from '#server/build-site.ts';
import { buildIfChanged, takeTurn } from '#server/build.ts';
import { requireFree } from '#server/main.ts';
import { readSettings, StartProblem } from '#server/settings.ts';
import { holdLock } from '#server/store/lock.ts';
import { temporaryFolder } from '../support/server.ts';

let folder: string;
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => {
	vi.restoreAllMocks();
	rmSync(folder, { recursive: true, force: true });
});

test('two who build in one folder take turns, and the second is told what he waits for', async () => {
	mkdirSync(join(folder, 'node_modules'));
	const told = vi.spyOn(console, 'log').mockImplementation(() => undefined);
	const order: string[] = [];
	const first = await takeTurn(folder, 5);
	const second = takeTurn(folder, 5).then((unlock) => {
		order.push('second begins');
		unlock();
	});
	await vi.waitFor(() => expect(told).toHaveBeenCalledWith(expect.stringContaining('等它完成')));
	order.push('first ends');
	first();
	await second;
	expect(order).toEqual(['first ends', 'second begins']);
	expect(told).toHaveBeenCalledOnce();
});

test('without its packages it is told what to do first', async () => {
	await expect(takeTurn(folder)).rejects.toThrow('npm ci');
});

describe('in a folder with a site that is built', () => {
	/** Does with the folder it builds into what Astro does: empties it, fills it page by page. */
	const astro = `
		import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
		const at = process.argv.indexOf('--outDir');
		const folder = at < 0 ? 'dist' : process.argv[at + 1];
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder + '/server', { recursive: true });
		mkdirSync(folder + '/client', { recursive: true });
		const lesson = readFileSync('content/lesson.mdx', 'utf8');
		writeFileSync(folder + '/client/index.html', lesson);
		if (lesson.includes('mistake')) {
			process.stdout.write('├─ /index.html');
			console.error('content/lesson.mdx:1　這裡寫錯了');
			process.exit(1);
		}
		writeFileSync(folder + '/server/entry.mjs', lesson);
	`;
	const always = () => Promise.resolve();
	const lesson = (words: string) => writeFileSync(join(folder, 'content', 'lesson.mdx'), words);
	const home = () => readFileSync(join(folder, 'dist', 'client', 'index.html'), 'utf8');
	/** Every file of dist/ with what is in it and when it was written. */
	const everything = () =>
		readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
			.map((name) => join(folder, 'dist', name))
			.filter((path) => statSync(path).isFile())
			.map((path) => [path, readFileSync(path, 'utf8'), statSync(path).mtimeMs]);

	beforeEach(async () => {
		for (const spied of ['log', 'error'] as const)
			vi.spyOn(console, spied).mockImplementation(() => undefined);
		vi.spyOn(process.stdout, 'write').mockReturnValue(true);
		mkdirSync(join(folder, 'node_modules', 'astro', 'bin'), { recursive: true });
		mkdirSync(join(folder, 'content'));
		writeFileSync(join(folder, 'node_modules', 'astro', 'bin', 'astro.mjs'), astro);
		lesson('as it was');
		await buildIfChanged(folder, always);
		expect(home()).toBe('as it was');
	});

	test('a build that fails leaves it as it was, and ends with the line that names the mistake', async () => {
		const before = everything();
		lesson('a mistake');
		await expect(buildIfChanged(folder, always)).rejects.toThrow(
			/\ncontent\/lesson\.mdx:1　這裡寫錯了$/,
		);
		expect(everything()).toEqual(before);
		lesson('mended');
		await buildIfChanged(folder, always);
		expect(home()).toBe('mended');
		expect(readdirSync(folder).sort()).toEqual(['content', 'dist', 'node_modules']);
	});

	test('what a build that was broken off left beside it is in nobody’s way', async () => {
		for (const left of ['dist-next', 'dist-former']) {
			mkdirSync(join(folder, left));
			writeFileSync(join(folder, left, 'half'), '');
		}
		lesson('another');
		await buildIfChanged(folder, always);
		expect(home()).toBe('another');
		expect(existsSync(join(folder, 'dist', 'half'))).toBe(false);
	});

	test('a start while the site is running says so and changes nothing', async () => {
		const dataFolder = join(folder, 'data');
		const other = createServer();
		await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => void other.close());
		const { port } = other.address() as AddressInfo;
		const settings = (PORT: number) =>
			readSettings({ PORT: String(PORT), HOST: '127.0.0.1', DATA_DIR: dataFolder });
		const before = everything();
		lesson('another');
		const start = (PORT: number) => buildIfChanged(folder, () => requireFree(settings(PORT)));

		await expect(start(port)).rejects.toThrow(StartProblem);
		await expect(start(port)).rejects.toThrow(`連接埠 ${port} 已經有別的程式在用`);
		expect(everything()).toEqual(before);

		const unlock = holdLock(join(dataFolder, 'lock.db'), dataFolder);
		await expect(start(0)).rejects.toThrow('正由另一個忠誠實驗室使用');
		expect(everything()).toEqual(before);

		unlock();
		await start(0);
		expect(home()).toBe('another');
	});
});

test('the line about a mistake is found in whatever is printed around it', () => {
	const noise = fc.array(
		fc.constantFrom(
			'12:24:02 [vite] ✓ built in 3.62s',
			'12:24:08   ├─ /404.html (+17ms) ',
			'    at startingHere (file:///lab/dist-next/content/x.mjs:120:8)',
			'  Hint:',
		),
	);
	fc.assert(
		fc.property(noise, noise, fc.boolean(), (before, after, isColoured) => {
			const line = 'content/lessons/04-clv.mdx:91　要在 0 到 1 之間。';
			const printed = isColoured ? `\u001B[31m${line}\u001B[39m` : line;
			expect(mistakeIn([...before, printed, ...after].join('\n'))).toBe(line);
			expect(mistakeIn([...before, ...after].join('\n'))).toBeNull();
		}),
	);
});
