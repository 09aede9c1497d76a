import type { Page } from 'playwright';

export const scripts = /_astro\/.*\.js/;

/** Holds a page's scripts on their way until they are let through, or end there. */
export async function holdScripts(page: Page) {
	const arrival = Promise.withResolvers<'here' | 'lost'>();
	await page.route(scripts, async (route) => {
		if ((await arrival.promise) === 'here') await route.continue();
		else await route.abort();
	});
	return arrival.resolve;
}
