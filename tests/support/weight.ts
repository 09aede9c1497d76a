import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page, Response } from 'playwright';

/** The scripts a page has loaded, each with its size as gzip sends it. */
export interface Weighing {
	readonly page: Page;
	/** Bytes of script so far; waits for what is under way. */
	bytes(): Promise<number>;
	/** The scripts by name, the heaviest first, for a message that helps. */
	list(): Promise<string[]>;
	close(): Promise<void>;
}

/** Opens a page and weighs every script it loads: modules, workers and what they import. */
export async function weigh(
	browser: Browser,
	address: string,
	options: BrowserContextOptions,
): Promise<Weighing> {
	const context = await browser.newContext({ ...options, locale: 'zh-TW' });
	const page = await context.newPage();
	const sizes = new Map<string, Promise<number>>();
	const hear = (response: Response): void => {
		// What stays on the device for later comes long after the page, and the page does not wait for it.
		if (response.request().serviceWorker()) return;
		const url = response.url();
		if (!/\.m?js(\?|$)/.test(new URL(url).pathname) || sizes.has(url)) return;
		sizes.set(
			url,
			response.body().then((body) => gzipSync(body).length),
		);
	};
	context.on('response', hear);
	await page.goto(address, { waitUntil: 'networkidle' });
	const weighed = async (): Promise<[string, number][]> => {
		await page.waitForLoadState('networkidle');
		return Promise.all(
			[...sizes].map(async ([url, size]) => [url, await size] as [string, number]),
		);
	};
	return {
		page,
		async bytes() {
			return (await weighed()).reduce((sum, [, size]) => sum + size, 0);
		},
		async list() {
			const all = await weighed();
			return all
				.sort(([, one], [, other]) => other - one)
				.map(([url, size]) => `${(size / 1024).toFixed(1)} KB ${new URL(url).pathname}`);
		},
		close: () => context.close(),
	};
}
