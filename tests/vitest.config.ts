import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { chromiumArguments, findChromium } from './support/browser.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const executablePath = findChromium();

/** What takes longest begins first, or it is all that runs at the end. */
class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		const isLong = ({ moduleId }: TestSpecification) =>
			/(accessible-\w+|class-hour)\.test\.ts$/.test(moduleId);
		return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
	}
}

/** A loaded machine is slow, not wrong: what is waited for may take its time. */
const patient = { poll: { timeout: 15_000 } };

/** One core is not kept free: a laptop of two would do its tests one after another. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** Each kind of test by its folder; `npm test` runs them all, after a build. */
export default defineConfig({
	root,
	test: {
		reporters: ['default'],
		sequence: { sequencer: LongestFirst },
		projects: [
			{
				root,
				test: {
					name: 'unit',
					include: [
						'tests/*.test.ts',
						'tests/{models,workflow,ui,simulators,exercises,lessons,search,live,team,instructor,presentation,offline,content}/**/*.test.ts',
					],
					environment: 'node',
					setupFiles: ['tests/support/seed.ts'],
					testTimeout: 30_000,
					// A hundred and fifty small files: to load the same modules for each took half of the time.
					isolate: false,
					maxWorkers,
				},
			},
			{
				root,
				test: {
					expect: patient,
					name: 'server',
					include: ['tests/{server,faults}/**/*.test.ts'],
					maxWorkers,
					environment: 'node',
					setupFiles: ['tests/support/seed.ts'],
					testTimeout: 30_000,
				},
			},
			{
				root,
				plugins: [svelte({ configFile: false })],
				resolve: { conditions: ['browser'] },
				test: {
					expect: patient,
					name: 'components',
					testTimeout: 30_000,
					include: ['tests/components/**/*.test.ts'],
					// With one of its own it would wait until all the others are through.
					maxWorkers,
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: {
								...(executablePath ? { executablePath } : {}),
								args: chromiumArguments,
							},
						}),
						instances: [{ browser: 'chromium' }],
					},
				},
			},
			{
				// Against the built site in dist/: pages, journeys in a real browser, who may do what.
				root,
				// The commands as they are defined, for tests that try every one there is.
				resolve: { alias: { 'astro:actions': join(root, 'tests/support/astro-actions.ts') } },
				test: {
					expect: patient,
					name: 'site',
					include: ['tests/{site,journeys,security}/**/*.test.ts'],
					environment: 'node',
					setupFiles: ['tests/support/seed.ts'],
					testTimeout: 120_000,
					hookTimeout: 120_000,
					// Each file has a server and a browser of its own, and waits for them most of the time.
					maxWorkers: 2,
					sequence: { groupOrder: 1 },
				},
			},
		],
	},
});
