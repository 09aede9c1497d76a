import { expect, test } from 'vitest';
import { sheetsWithPages } from '#ui/sheets-with-pages.ts';

/** One of the site's builds, in which every name is resolved to itself. */
const building = (name: string) => ({
	environment: { name },
	resolve: (source: string) => Promise.resolve({ id: source }),
});

/** A file with a module of so many characters in it. */
const file = (id: string, renderedLength = 1) => ({
	'page.mjs': { modules: { [id]: { renderedLength } } },
});

test('a sheet that a page carries is not made again for the browser', async () => {
	const step = sheetsWithPages();
	step.transform.call(building('prerender'), '', '/src/Wall.svelte?svelte&lang.css');
	step.generateBundle.call(building('prerender'), {}, file('/src/Wall.svelte'));
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

test('a sheet whose component was left out of every page stops the build', async () => {
	const step = sheetsWithPages();
	const sheet = '/src/Reading.svelte?svelte&lang.css';
	step.transform.call(building('prerender'), '', sheet);
	step.generateBundle.call(building('prerender'), {}, file('/src/Reading.svelte', 0));
	const asked = step.resolveId.call(building('client'), sheet, undefined);
	await expect(asked).rejects.toThrow(/would be lost/);
});

test('pages keep their sheets, and scripts stay as they are', async () => {
	const step = sheetsWithPages();
	expect(await step.resolveId.call(building('ssr'), '/src/a.css', undefined)).toBeNull();
	expect(await step.resolveId.call(building('client'), '/src/a.ts', undefined)).toBeNull();
});
