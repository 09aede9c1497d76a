import {
	chromium,
	type Browser,
	type BrowserContextOptions,
	type LaunchOptions,
	type Page,
} from 'playwright';
import { chromiumArguments, findChromium } from './browser.ts';

export function startBrowser(options: LaunchOptions = {}): Promise<Browser> {
	const executablePath = findChromium();
	return chromium.launch({
		...(executablePath ? { executablePath } : {}),
		args: chromiumArguments,
		...options,
	});
}

export const phone: BrowserContextOptions = {
	viewport: { width: 360, height: 740 },
	isMobile: true,
	hasTouch: true,
	deviceScaleFactor: 2,
};
export const laptop: BrowserContextOptions = { viewport: { width: 1366, height: 800 } };

/** A page on a device of its own; what it complains about in the console is collected. */
export async function newDevice(
	browser: Browser,
	options: BrowserContextOptions,
	complaints: string[],
): Promise<Page> {
	const context = await browser.newContext({ ...options, locale: 'zh-TW' });
	const page = await context.newPage();
	page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
	});
	return page;
}

/**
 * Moves the mouse as a hand does. Of its first place Chromium says that it has not moved there, and
 * what waits for a hand would sleep on until its rest is over.
 */
export async function moveHand(page: Page): Promise<void> {
	await page.mouse.move(4, 4);
	await page.mouse.move(8, 8);
}
