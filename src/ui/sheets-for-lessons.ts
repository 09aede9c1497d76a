/**
 * All lessons are drawn by one page, so each would bring the sheets of every figure there is. This
 * takes out of a lesson the sheets of components of which nothing stands in it; the wall, which no
 * lesson turns into, goes too. Sheets that hold more than components' own rules stay.
 */
export const withoutIdleSheets = (html: string, sheetAt: (address: string) => string): string =>
	html.replace(/<link rel="stylesheet" href="([^"]+)">/g, (whole: string, address: string) =>
		isIdle(sheetAt(address), html) ? '' : whole,
	);

/** Whether a sheet is about nothing on the page: each rule of a component names the component's class. */
function isIdle(sheet: string, html: string): boolean {
	const scopes = new Set(sheet.match(/svelte-[\w-]+/g) ?? []);
	const saysMore = /astro-|@layer/.test(sheet);
	return scopes.size > 0 && !saysMore && ![...scopes].some((scope) => html.includes(scope));
}
