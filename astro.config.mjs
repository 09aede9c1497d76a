import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import node from '@astrojs/node';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import rehypeKatex from 'rehype-katex';
import remarkCjk from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { workerFile } from './src/offline/worker-file.ts';
import { wordlessWorker } from './src/simulators/wordless-worker.ts';
import { leanChartJs } from './src/ui/lean-chart-js.ts';
import { rehypeWholeFigures } from './src/ui/rehype-whole-figures.ts';
import { withoutIdleSheets } from './src/ui/sheets-for-lessons.ts';
import { sheetsWithPages } from './src/ui/sheets-with-pages.ts';

const building = process.argv.includes('build');

// Astro's own Markdown engine loses bold beside 「」, so remark does the reading; one tilde stays
// a tilde (2020~2025), and a single dollar stays money.
const markdown = {
	processor: unified({
		gfm: false,
		smartypants: false,
		remarkPlugins: [
			[remarkGfm, { singleTilde: false }],
			remarkCjk,
			[remarkMath, { singleDollarTextMath: false }],
		],
		rehypePlugins: [[rehypeKatex, { output: 'mathml' }], rehypeWholeFigures],
		remarkRehype: {
			footnoteLabel: '註腳',
			footnoteBackLabel: (/** @type {number} */ index) => `回到第 ${index + 1} 處`,
		},
	}),
	syntaxHighlight: /** @type {const} */ (false),
};

// In development the same services and socket run beside Vite that src/server/main.ts runs.
/** @type {import('astro').AstroIntegration} */
const services = {
	name: 'loyalty-lab-services',
	hooks: {
		'astro:server:setup': async ({ server }) => {
			const { startDevelopment } = await import('./src/server/development.ts');
			await startDevelopment(server);
		},
	},
};

// What is drawn at build time need not run before somebody touches it.
/** @type {import('astro').AstroIntegration} */
const onTouch = {
	name: 'loyalty-lab-client-touch',
	hooks: {
		'astro:config:setup': ({ addClientDirective }) =>
			addClientDirective({ name: 'touch', entrypoint: './src/ui/client-touch.ts' }),
	},
};

// A lesson brings the sheets of its own figures only.
/** @type {import('astro').AstroIntegration} */
const lessonSheets = {
	name: 'loyalty-lab-lesson-sheets',
	hooks: {
		'astro:build:done': ({ dir }) => {
			const lessons = new URL('lessons/', dir);
			for (const lesson of readdirSync(lessons)) {
				const file = new URL(`${lesson}/index.html`, lessons);
				const html = withoutIdleSheets(readFileSync(file, 'utf8'), (address) =>
					readFileSync(new URL(`.${address}`, dir), 'utf8'),
				);
				writeFileSync(file, html);
			}
		},
	},
};

// What every page with a simulator loads comes in a few scripts instead of a dozen: scripts that are
// packed together pack better. Parts that are loaded on demand stay out of them.
const groups = [
	{
		name: 'runtime',
		// With how numbers are written and how words leave a page. Bound fields stand in forms, and no
		// simulator has one.
		test: /src\/ui\/(format|save|copy|address|whole-figures)\.ts|node_modules\/(svelte|@astrojs\/svelte)\/(?!.*\/bindings\/(input|select)\.)|vite\/preload-helper|src\/ui\/(Phrases|Sentence)\.svelte/,
	},
	// What a page with numbers needs: how they are moved, drawn, listed and passed on.
	{
		name: 'common',
		test: /src\/(ui\/((Slider|Chart|ChartSvg|ChartReading|DataTable|Formula)\.svelte|(text-width|table|when-still)\.ts|paper\.|chart-(?!js|image|paint|reading))|models\/model\.ts|simulators\/(SimulatorShare|AddressOnPaper|Block|Facts|facts|compare|address|at-rest|digits)\.)/,
	},
	// What a team's design, the simulator of points and the page of its further questions share.
	{
		name: 'points-inputs',
		test: /src\/models\/points\/(inputs|decisions|tier-decisions|response|about|presets|number-inputs|costs|tiers)\.ts|src\/simulators\/points\/(roi-words|further-questions|points-worker)\.ts|src\/simulators\/points\/Receipt\.svelte/,
	},
	// What every lesson needs: its check, and what its reader's browser keeps.
	{
		name: 'lesson',
		test: /src\/lessons\/(progress|stamp|check\/(live-\w+|answering|question)|own\/(storage|entries|own-words|notes|kept-note|live-note|follow-reading|begin-reading))\.ts/,
	},
	// The frame that a simulator stands in.
	{
		name: 'frame',
		test: /src\/simulators\/((?!SimulatorWall|SimulatorCompare)Simulator\w*|Assumptions|compare-charts|late|hand|follow-in-address)\.|src\/ui\/(Choice|Fraction)\./,
	},
	// Of simulators whose model runs beside the page.
	{
		name: 'runs',
		test: /src\/simulators\/((compared-runs|model-runs)\.|worker-(?!listen))/,
	},
	{ name: 'guess', test: /src\/simulators\/guess\./ },
	// What a mix of customers is reckoned with.
	{ name: 'mixes', test: /src\/models\/(numerics\/quadrature|churn\/shifted-beta-geometric)\.ts/ },
	// The view of the points with its words, which its parts on demand use too.
	{ name: 'points', test: /src\/simulators\/points\/PointsSimulator\.svelte/ },
];

/** @type {`sha256-${string}`} What the policy knows a script by that stands in every page as it is. */
const wearThemeHash = `sha256-${createHash('sha256')
	.update(readFileSync(new URL('./src/layouts/wear-theme.js', import.meta.url)))
	.digest('base64')}`;

export default defineConfig({
	output: 'static',
	adapter: node({ mode: 'standalone', bodySizeLimit: 1024 * 1024 }),
	integrations: [
		svelte({ compilerOptions: { runes: true } }),
		mdx(),
		services,
		onTouch,
		lessonSheets,
	],
	markdown,
	image: { endpoint: { route: '/_image', entrypoint: './src/pages/_no-pictures.ts' } },
	vite: {
		plugins: [leanChartJs(), sheetsWithPages(), workerFile()],
		build: {
			rolldownOptions: {
				// Astro marks every lesson with a directive of its own. What it says of that would bury the
				// one line that names a mistake in a lesson.
				onLog(level, log, say) {
					if (log.code !== 'MODULE_LEVEL_DIRECTIVE') say(level, log);
				},
			},
		},
		worker: { format: 'es', plugins: () => [wordlessWorker()] },
		environments: {
			client: { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } },
		},
	},
	server: { port: Number(process.env['PORT']) || 4321 },
	trailingSlash: 'never',
	devToolbar: { enabled: false },
	security: {
		// src/server/origin.ts looks at every unsafe request, JSON too, and knows PUBLIC_ORIGIN.
		checkOrigin: false,
		// In development the header would stop hydration, so the policy is for the built site.
		csp: building
			? {
					directives: [
						"default-src 'self'",
						"img-src 'self' data: blob:",
						"connect-src 'self'",
						"worker-src 'self'",
						"object-src 'none'",
						"base-uri 'none'",
						"form-action 'self'",
					],
					scriptDirective: { hashes: [wearThemeHash] },
				}
			: false,
	},
});
