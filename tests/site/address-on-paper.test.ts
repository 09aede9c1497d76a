import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { laptop, moveHand, newDevice } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

const served = serveSite();

/** The site under a name that other devices know, too. */
const known = 'http://loyalty.test';

async function openKnown(path: string): Promise<Page> {
	const page = await newDevice(served.browser, laptop, []);
	await page.route(`${known}/**`, async (route) => {
		const { pathname, search } = new URL(route.request().url());
		await route.fulfill({
			response: await route.fetch({ url: served.origin + pathname + search }),
		});
	});
	// What a print shows is looked at while it is asked for.
	await page.addInitScript(() => {
		window.print = () => {
			const code = document.querySelector('[data-address] ~ .code svg');
			document.documentElement.dataset['printed'] = code ? 'with code' : 'without code';
		};
	});
	await page.goto(known + path);
	return page;
}

test.each(['/simulators/clv?v=1&keep=0.7', '/simulators/orders?sample=coffee'])(
	'%s goes on paper with its address, and with a code from its button',
	async (path) => {
		const page = await openKnown(path);
		const address = page.locator('.plate [data-address]');
		await expect.poll(() => address.textContent()).toMatch(known + path.split('&', 1)[0]);
		expect(await address.isVisible()).toBe(false);
		await page.getByRole('button', { name: '列印' }).click();
		await expect
			.poll(() => page.evaluate(() => document.documentElement.dataset['printed']))
			.toBe('with code');
		await page.emulateMedia({ media: 'print' });
		expect(await address.isVisible()).toBe(true);
		expect(await page.locator('[data-address] ~ .code svg').isVisible()).toBe(true);
		await page.context().close();
	},
);

test('a file of the reader’s own has no address, and goes on paper without', async () => {
	const page = await openKnown('/simulators/orders');
	await moveHand(page);
	await expect.poll(() => page.getByLabel('選一個檔案').isEnabled()).toBe(true);
	const rows = Array.from({ length: 90 }, (_, i) => `K${i % 30},2024-0${1 + (i % 9)}-11,100`);
	await page.getByLabel('選一個檔案').setInputFiles({
		name: '自己的.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(['會員,日期,金額', ...rows].join('\n')),
	});
	await page.getByRole('button', { name: '列印' }).click();
	await expect
		.poll(() => page.evaluate(() => document.documentElement.dataset['printed']))
		.toBe('without code');
	expect(await page.locator('[data-address]').count()).toBe(0);
	await page.context().close();
});
