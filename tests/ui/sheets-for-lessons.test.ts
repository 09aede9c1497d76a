import { expect, test } from 'vitest';
import { withoutIdleSheets } from '#ui/sheets-for-lessons.ts';

const sheets: Readonly<Record<string, string>> = {
	'/a.css': '.bin.svelte-one{color:red}.card.svelte-two{color:blue}',
	'/b.css': '.wall.svelte-three{color:red}',
	'/c.css': '@layer base{.wall.svelte-three{color:red}}',
	'/d.css': 'p{color:red}',
};
const page = (body: string): string =>
	`${Object.keys(sheets)
		.map((address) => `<link rel="stylesheet" href="${address}">`)
		.join('')}<body>${body}</body>`;
const left = (body: string): string[] =>
	[
		...withoutIdleSheets(page(body), (address) => sheets[address] ?? '').matchAll(
			/href="([^"]+)"/g,
		),
	].map((match) => match[1] ?? '');

test('a sheet goes when nothing of its components stands on the page', () => {
	expect(left('<p class="svelte-two">')).toEqual(['/a.css', '/c.css', '/d.css']);
});

test('a sheet stays for one of its components, and when it says more than about components', () => {
	expect(left('<p class="svelte-three">')).toEqual(['/b.css', '/c.css', '/d.css']);
	expect(left('<p>')).toEqual(['/c.css', '/d.css']);
});
