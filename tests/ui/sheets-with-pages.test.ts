import { expect, test } from 'vitest';
import { sheetsWithPages } from '#ui/sheets-with-pages.ts';

/** One of the site's builds, in which every name is resolved to itself. */
const building = (name: string) => ({
	environment: { name },
	resolve: (source: string) => Promise.resolve({ id: source }),
});

test('a sheet that a page carries is not made again for the browser', async () => {
	const step = sheetsWithPages();
	step.transform.call(building('prerender'), '', '/src/Wall.svelte?svelte&lang.css');
	const found = await step.resolveId.call(
		building('client'),
		'/src/Wall.svelte?svelte&lang.css',
		undefined,
	);
	expect(step.load(found?.id ?? '')).toBe('export {};');
});

test('a sheet that no page carries stops the build', async () => {
	const step = sheetsWithPages();
	const asked = step.resolveId.call(building('client'), '/src/lost.css', undefined);
	await expect(asked).rejects.toThrow(/lost\.css is on no page/);
});

test('pages keep their sheets, and scripts stay as they are', async () => {
	const step = sheetsWithPages();
	expect(await step.resolveId.call(building('ssr'), '/src/a.css', undefined)).toBeNull();
	expect(await step.resolveId.call(building('client'), '/src/a.ts', undefined)).toBeNull();
});
