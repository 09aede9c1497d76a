import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulators } from '#simulators/list.ts';
import { smallSimulators } from '#simulators/small-list.ts';
import { laptop, startBrowser } from '../support/devices.ts';
import { startSite, type Site } from '../support/server.ts';
import { weigh } from '../support/weight.ts';

/** What a phone on a bad network has to fetch before it can read, and before it can play. */
const kilobyte = 1_024;
const untouched = 25 * kilobyte;
/** In all: after playing with it, when Chart.js and the workers have come too. */
const whole = 95 * kilobyte;

/**
 * The page of the points simulator when everything on it has been opened and asked. 95 KB are not
 * enough for that: frame, runtime, Chart.js and the view itself take 86 KB, the simulation beside
 * the page 8 KB, and the questions 16 KB: their sums 4 KB, their boxes 4 KB, and 8 KB for what is
 * said and shown in answer. Each of them comes once, and none before somebody asks for it.
 */
const everythingAsked = 111 * kilobyte;

let site: Site;
let browser: Browser;

beforeAll(async () => {
	site = await startSite();
	browser = await startBrowser();
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});

const addresses = [
	...[...simulators, ...smallSimulators].map(({ id }) => ({
		address: `/simulators/${id}`,
		simulator: true,
	})),
	{ address: '/lessons/clv', simulator: true },
	{ address: '/lessons/outline', simulator: false },
];

test.each(addresses)(
	'$address is light until it is touched, and not heavy after',
	async ({ address, simulator }) => {
		const weighing = await weigh(browser, site.origin + address, laptop);
		const before = await weighing.bytes();
		expect(before, (await weighing.list()).join('\n')).toBeLessThanOrEqual(untouched);

		if (simulator) {
			const { page } = weighing;
			const plate = page.locator('.plate').first();
			await plate.scrollIntoViewIfNeeded();
			await page.mouse.move(4, 4);
			// A lesson may ask for a guess first.
			const seeAtOnce = plate.getByRole('button', { name: '不猜，直接看' });
			if ((await seeAtOnce.count()) > 0) await seeAtOnce.click();
			const slider = plate.locator('input[type=range]').first();
			await expect
				.poll(() => plate.evaluate((node) => node.closest('astro-island[ssr]')))
				.toBeNull();
			await slider.focus();
			for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
			// A model that runs beside the page brings its worker with the first move; it counts too.
			if (address === '/simulators/points') {
				await expect.poll(async () => (await weighing.list()).join()).toContain('worker');
			}
		}
		const after = await weighing.bytes();

		let all = after;
		if (simulator) {
			const plate = weighing.page.locator('.plate').first();
			await plate.locator('.chart-box').first().hover();
			await expect.poll(() => plate.locator('.chart-box.live').count()).toBeGreaterThan(0);
			all = await weighing.bytes();
		}
		expect(all, (await weighing.list()).join('\n')).toBeLessThanOrEqual(whole);
		const [one, two, three] = [before, after, all].map((size) => (size / kilobyte).toFixed(1));
		console.log(`${address}: ${one} KB untouched, ${two} KB played, ${three} KB with Chart.js`);
		await weighing.close();
	},
);

test('what the points simulator is asked comes when it is asked, and the model once', async () => {
	const weighing = await weigh(browser, `${site.origin}/simulators/points`, laptop);
	const { page } = weighing;
	const loaded = async () => (await weighing.list()).join('\n');
	const plate = page.locator('.plate').first();
	await plate.scrollIntoViewIfNeeded();
	await page.mouse.move(4, 4);
	const slider = plate.locator('input[type=range]').first();
	await expect.poll(() => slider.isEnabled()).toBe(true);
	await slider.focus();
	for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
	await expect.poll(loaded).toContain('points.worker');
	await plate.locator('.chart-box').first().hover();
	await expect.poll(() => plate.locator('.chart-box.live').count()).toBeGreaterThan(0);

	// Coming near brings the boxes; sums and sentences wait until somebody asks.
	await page.locator('[id$="-sure"]').scrollIntoViewIfNeeded();
	await page.locator('[id$="-need"]').scrollIntoViewIfNeeded();
	const most = page.getByRole('button', { name: '找出最重要的' });
	const target = page.getByRole('button', { name: '找答案' });
	await most.waitFor();
	await target.waitFor();
	expect(await loaded()).toContain('/forms.');
	expect(await loaded()).not.toMatch(/\/(asked|questions)[.-]/);

	await most.click();
	await expect.poll(() => page.locator('.range-bars').count()).toBe(1);
	await target.click();
	await expect.poll(() => page.locator('[id$="-need"] .said').count()).toBe(1);
	await page.getByText('四種算法並列，看差在哪一行').click();
	await expect.poll(() => page.locator('[id$="-ways"] ol li').count()).toBe(4);
	await page.getByText('看合約負債怎麼滾動（IFRS 15）').click();
	await expect.poll(() => page.locator('[id$="-owed"] .receipt').count()).toBe(1);
	// Whatever else is folded.
	await page.evaluate(() => {
		for (const folded of document.querySelectorAll('main details')) folded.setAttribute('open', '');
	});

	const all = await weighing.bytes();
	expect(all, await loaded()).toBeLessThanOrEqual(everythingAsked);
	const scripts = (await weighing.list()).filter((each) => each.includes('worker'));
	expect(scripts, 'the model comes once').toHaveLength(1);
	console.log(`points, everything asked: ${(all / kilobyte).toFixed(1)} KB`);
	await weighing.close();
});
