import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { expect, test } from 'vitest';
import { leanChartJs, leanModule, leftOut } from '#ui/lean-chart-js.ts';
import type { Seen } from '../support/chart-scenes.ts';
import { startBrowser } from '../support/devices.ts';

// The library as it is installed: a new version that is written otherwise is noticed here first.
const dist = join(createRequire(import.meta.url).resolve('chart.js'), '..');
const modules = ['chart.js', 'chunks/index.js'].map((name) =>
	readFileSync(join(dist, name), 'utf8'),
);

test('everything that is to be left out is there to be left out, once', () => {
	const found = modules.flatMap((source) => leanModule(source).found);
	expect(found.toSorted()).toEqual([...leftOut].toSorted());
});

test('a method is cut whole, a function keeps its name, and nothing else is touched', () => {
	const source =
		'/* Chart.js v4.6.1 */ class Scale { a() { return 1; }\n drawGrid() { b(); }\n c() {} }\n' +
		'function barSign(x) { return x; }\nconst formatters = { values() {}, numeric() { d(); }, };';
	expect(leanModule(source).code).toBe(
		'/* Chart.js v4.6.1 */ class Scale { a() { return 1; }\n \n c() {} }\n' +
			'function barSign(x) {}\nconst formatters = { values() {},  };',
	);
});

test('a version that nobody has looked through stops the build', () => {
	expect(() => leanModule('/* Chart.js v4.6.2 */ class Scale {}')).toThrow(/look through/);
});

test('a name that is no longer there stops the build', () => {
	const { transform, buildEnd } = leanChartJs();
	transform('/* Chart.js v4.6.1 */ class Scale {}', '/x/chart.js/dist/chart.js');
	expect(buildEnd).toThrow(/no .*Scale\.drawGrid/);
});

/** The scenes as one script, with the library that the plugins leave. */
async function scenes(plugins: Plugin[]): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: 'error',
		plugins,
		build: {
			write: false,
			modulePreload: false,
			rolldownOptions: { input: 'tests/support/chart-scenes.ts', output: { format: 'iife' } },
		},
	});
	const [output] = Array.isArray(built) ? built : [built];
	if (!output || !('output' in output)) throw new Error('nothing was built');
	return output.output[0].code;
}

test('every chart looks and answers as with the whole library', { timeout: 120_000 }, async () => {
	const browser = await startBrowser();
	const play = async (plugins: Plugin[]): Promise<Seen> => {
		const page = await browser.newPage();
		await page.addScriptTag({ content: await scenes(plugins) });
		return page.evaluate('playAll()');
	};
	try {
		const [lean, whole] = await Promise.all([play([leanChartJs()]), play([])]);
		expect(Object.keys(whole).length).toBeGreaterThan(200);
		expect(new Set(Object.values(whole)).size).toBeGreaterThan(60);
		const differing = Object.keys(whole).filter((moment) => whole[moment] !== lean[moment]);
		expect(differing).toEqual([]);
	} finally {
		await browser.close();
	}
});
