import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/accessible.ts';
import { laptop, moveHand, newDevice } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

const served = serveSite();

const word = (page: Page) =>
	page.getByRole('alert').filter({ hasText: '現在連不上網站，這一頁還不能用。' });
const again = (page: Page) => page.getByRole('button', { name: '再試一次' });

// The failed requests themselves are what the console complains of.
async function openCutOff(path: string, scripts: RegExp): Promise<Page> {
	const page = await newDevice(served.browser, laptop, []);
	await page.route(scripts, (route) => route.abort());
	await page.goto(served.origin + path);
	await moveHand(page);
	await word(page).waitFor();
	return page;
}

describe('a page whose script does not arrive says so, and comes to life when it does', () => {
	test.each([
		{ path: '/simulators/orders', scripts: /DataLab[^/]*\.js/, control: '選一個檔案' },
		{ path: '/simulators/orders', scripts: /_astro\/.*\.js/, control: '選一個檔案' },
		{ path: '/simulators/churn', scripts: /_astro\/.*\.js/, control: '每月流失率' },
	])('$path without $scripts', async ({ path, scripts, control }) => {
		const page = await openCutOff(path, scripts);
		expect(await page.getByText('準備中……').isVisible()).toBe(false);
		await expectAccessible(page);
		await again(page).click();
		await word(page).waitFor();
		await page.unroute(scripts);
		await again(page).click();
		await expect.poll(() => page.getByLabel(control).first().isEnabled()).toBe(true);
		await again(page).waitFor({ state: 'detached' });
		await page.context().close();
	});

	test('by itself when the network is back', async () => {
		const page = await openCutOff('/simulators/orders', /DataLab[^/]*\.js/);
		await page.unroute(/DataLab[^/]*\.js/);
		await page.evaluate(() => dispatchEvent(new Event('online')));
		await expect.poll(() => page.getByLabel('選一個檔案').isEnabled()).toBe(true);
		await again(page).waitFor({ state: 'detached' });
		await page.context().close();
	});
});
