import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { cacheNames } from '#offline/rules.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, moveHand, newDevice, phone, startBrowser } from '../support/devices.ts';
import { startSite, type Site } from '../support/server.ts';

/** The course as it is read when the network has gone, on a device that has been there before. */

let browser: Browser;
let site: Site;
let complaints: string[];

beforeAll(async () => {
	browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
	complaints = [];
	site = await startSite();
});
afterEach(() => site.stop());

const open = (options: BrowserContextOptions = laptop): Promise<Page> =>
	newDevice(browser, options, complaints);

const keptPages = (page: Page): Promise<string[]> =>
	page.evaluate(
		async (cache) =>
			(await (await caches.open(cache)).keys()).map(({ url }) => new URL(url).pathname).sort(),
		cacheNames.pages,
	);

/** Reads a page until the device has kept it. */
async function read(page: Page, path: string): Promise<void> {
	await page.goto(site.origin + path);
	await expect.poll(() => keptPages(page), { timeout: 60_000 }).toContain(path);
}

/** No network on the device, and nobody there who would answer. */
async function cutOff(page: Page): Promise<void> {
	await page.context().setOffline(true);
	await site.stop();
	// Requests that fail are what the console speaks of from here on.
	complaints = [];
}

test('a simulator that was opened once moves without a network, charts and worker too', async () => {
	const page = await open();
	await read(page, '/simulators/points');
	await cutOff(page);

	await page.reload();
	await page.getByText('離線：這是你上次看的版本。').waitFor();
	const plate = page.locator('.plate').first();
	const finding = plate.locator('.finding-h').first();
	const before = await finding.textContent();
	await moveHand(page);
	const slider = plate.locator('input[type=range]').first();
	await expect.poll(() => slider.isEnabled()).toBe(true);
	await slider.focus();
	const working = page.waitForEvent('worker');
	for (let press = 0; press < 8; press += 1) await page.keyboard.press('ArrowRight');
	await working;
	await expect.poll(() => finding.textContent()).not.toBe(before);
	await plate.locator('.chart-box').first().hover();
	await expect.poll(() => plate.locator('.chart-box.live').count()).toBeGreaterThan(0);
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('a lesson that was read can be read again; one that was not says so and lists what is there', async () => {
	const page = await open(phone);
	await read(page, '/lessons/clv');
	await read(page, '/');
	await cutOff(page);

	await page.goto(`${site.origin}/lessons/clv`);
	await page.getByText('離線：這是你上次看的版本。').waitFor();
	await expectNoSidewaysScroll(page);
	await expectAccessible(page);

	await page.goto(`${site.origin}/lessons/satisfaction`);
	await page.getByRole('heading', { level: 1, name: '現在連不上網站' }).waitFor();
	await page.getByRole('heading', { name: '這台裝置上留著的頁' }).waitFor();
	const links = page.locator('main li a');
	expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
		'/',
		'/lessons/clv',
	]);
	await expectNoSidewaysScroll(page);
	await expectAccessible(page);
	// The page that tries again looks like the one before it, so it is waited for by its arrival.
	const again = page.waitForEvent('load');
	await page.getByRole('button', { name: '再試一次' }).click();
	await again;
	await page.getByRole('heading', { level: 1, name: '現在連不上網站' }).waitFor();
	// The browser may say that it is online for a moment, and the page then tries once more by itself.
	const map = page.getByRole('heading', { name: '課程地圖：二十四格集點卡' });
	await expect
		.poll(async () => {
			const link = page.locator('main li a').filter({ hasText: '課程地圖' });
			if ((await map.count()) === 0) await link.click({ timeout: 3_000 }).catch(() => undefined);
			return map.count();
		})
		.toBe(1);
	await page.context().close();
});

test('search finds without a network once its page was opened', async () => {
	const page = await open();
	await read(page, '/search');
	await cutOff(page);
	await page.goto(`${site.origin}/search?q=${encodeURIComponent('點數負債')}`);
	await expect.poll(() => page.locator('.results li').count()).toBeGreaterThan(0);
	await page.context().close();
});

test('when the server is back, trying again brings the page as it is now', async () => {
	const page = await open();
	await read(page, '/lessons/clv');
	await site.stop();
	await page.goto(`${site.origin}/lessons/nps-is-no-lesson`);
	await page.getByRole('heading', { level: 1, name: '現在連不上網站' }).waitFor();
	site = await startSite({ environment: { PORT: String(site.port) } });
	await page.getByRole('button', { name: '再試一次' }).click();
	await page.getByRole('heading', { level: 1, name: '找不到這一頁' }).waitFor();
	await page.goto(`${site.origin}/lessons/clv`);
	expect(await page.locator('.kept-line').count()).toBe(0);
	await page.context().close();
});

test('nothing personal or live is kept, whatever is opened', async () => {
	const page = await open();
	await read(page, '/');
	for (const path of ['/desk', '/join', '/sign-in', '/setup', '/class/none', '/wall/none']) {
		await page.goto(site.origin + path);
		// Even a page that asks for it.
		await page.evaluate(async () =>
			(await navigator.serviceWorker.ready).active?.postMessage('keep'),
		);
	}
	// Words are taken in turn: when this page is there, the others have been refused.
	await read(page, '/glossary');
	expect(await keptPages(page)).toEqual(['/', '/glossary', '/offline']);
	const kept = await page.evaluate(async () => {
		const names = await caches.keys();
		const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return lists.flat().map(({ url }) => new URL(url).pathname);
	});
	expect(
		kept.filter((path) => /^\/(desk|join|sign-in|setup|class|wall|_actions)/.test(path)),
	).toEqual([]);
	await cutOff(page);
	await page.goto(`${site.origin}/desk`);
	await page.getByRole('heading', { level: 1, name: '現在連不上網站' }).waitFor();
	await page.context().close();
});

test('without offline copies the server says good-bye, and devices throw away what they kept', async () => {
	const page = await open();
	await read(page, '/lessons/clv');
	await site.stop();
	site = await startSite({ environment: { PORT: String(site.port), OFFLINE_COPIES: '0' } });
	await page.goto(`${site.origin}/lessons/clv`);
	await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
	await expect
		.poll(() =>
			page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
		)
		.toBe(0);
	await page.context().close();
});

test('whoever pays for every byte is not given more than the page', async () => {
	const page = await open();
	await page.addInitScript(() =>
		Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
	);
	await page.clock.install();
	await page.goto(`${site.origin}/lessons/clv`);
	await page.clock.runFor(60_000);
	expect(await page.evaluate(() => caches.keys())).toEqual([]);
	expect(
		await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
	).toBe(0);
	await page.context().close();
});

test('over plain http to another machine there is no worker, and no complaint about it', async () => {
	const page = await open();
	await page.route('http://lab.test/**', (route) =>
		route.continue({ url: route.request().url().replace('http://lab.test', site.origin) }),
	);
	await page.clock.install();
	await page.goto('http://lab.test/lessons/clv');
	await page.clock.runFor(60_000);
	expect(await page.evaluate(() => 'serviceWorker' in navigator || isSecureContext)).toBe(false);
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('the worker is asked for anew each time, and may fetch from this site only', async () => {
	const { status, headers } = await fetch(`${site.origin}/offline.js`);
	expect(status).toBe(200);
	expect(headers.get('content-type')).toContain('javascript');
	expect(headers.get('cache-control')).toBe('no-cache');
	expect(headers.get('content-security-policy')).toBe(
		"default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
	);
});
