import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { newDevice } from './devices.ts';

declare global {
	interface Window {
		/** What a payload sets once it runs. */
		struck?: unknown;
		/** Called by the page's watcher for everything the content policy stops. */
		tellViolation?: (told: string) => void;
	}
}

/** A page that notices whatever written text does to it; each is one line in `alarms`. */
export async function watchedPage(
	browser: Browser,
	options: BrowserContextOptions,
	alarms: string[],
): Promise<Page> {
	const page = await newDevice(browser, options, alarms);
	page.on('dialog', (dialog) => {
		alarms.push(`${page.url()}: a dialog, ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on('request', (request) => {
		if (request.url().includes('struck')) alarms.push(`${page.url()}: asked ${request.url()}`);
	});
	page.on('console', (message) => {
		if (message.type() === 'warning') alarms.push(`${page.url()}: ${message.text()}`);
	});
	await page.exposeFunction('tellViolation', (told: string) =>
		alarms.push(`${page.url()}: stopped by the policy, ${told}`),
	);
	await page.addInitScript(() => {
		addEventListener('securitypolicyviolation', (event) =>
			window.tellViolation?.(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
		);
	});
	return page;
}

/** Whether anything that was written has run on this page. */
export const isStruck = (page: Page): Promise<boolean> =>
	page.evaluate(
		() => window.struck !== undefined || document.querySelector('[src*=struck]') !== null,
	);
