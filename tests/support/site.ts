import type { Browser } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { startBrowser } from './devices.ts';
import { startSite, type Site } from './server.ts';

/** The built site and a browser beside it, as a file of tests shares them. */
export interface Served {
	readonly site: Site;
	/** Where the site answers; the same as `site.origin`. */
	readonly origin: string;
	readonly browser: Browser;
}

/** Call at the top of a file: both are there before its first test, and gone after its last. */
export function serveSite(): Served {
	let site: Site;
	let browser: Browser;
	beforeAll(async () => {
		[site, browser] = await Promise.all([startSite(), startBrowser()]);
	});
	afterAll(async () => {
		await browser.close();
		await site.stop();
	});
	return {
		get site() {
			return site;
		},
		get origin() {
			return site.origin;
		},
		get browser() {
			return browser;
		},
	};
}
