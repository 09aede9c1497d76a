import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { simulators } from '#simulators/list.ts';
import { smallSimulators } from '#simulators/small-list.ts';
import { laptop, moveHand } from '../support/devices.ts';
import { slid } from '../bench/sliders.ts';
import { readBuilt } from '../support/built.ts';
import { weigh } from '../support/weight.ts';
import { serveSite } from '../support/site.ts';

/** What a phone on a bad network has to fetch before it can read, and before it can play. */
const kilobyte = 1_024;
const untouched = 25 * kilobyte;
/** In all: after playing with it, when Chart.js and the workers have come too. */
const whole = 95 * kilobyte;

const served = serveSite();

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
		const weighing = await weigh(served.browser, served.origin + address, laptop);
		const before = await weighing.bytes();
		expect(before, (await weighing.list()).join('\n')).toBeLessThanOrEqual(untouched);

		if (simulator) {
			const { page } = weighing;
			const plate = page.locator('.plate').first();
			await plate.scrollIntoViewIfNeeded();
			await moveHand(page);
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

/** Every fold, as somebody does who wants to see all there is. */
const unfold = (page: Page): Promise<void> =>
	page.evaluate(() => {
		for (const folded of document.querySelectorAll('main details')) folded.setAttribute('open', '');
	});
const workersIn = (list: readonly string[]) => list.filter((each) => each.includes('worker'));

test('the points simulator with everything opened is no heavier, and the model comes once', async () => {
	const weighing = await weigh(served.browser, `${served.origin}/simulators/points`, laptop);
	const { page } = weighing;
	const plate = page.locator('.plate').first();
	await plate.scrollIntoViewIfNeeded();
	await moveHand(page);
	const slider = plate.locator('input[type=range]').first();
	await expect.poll(() => slider.isEnabled()).toBe(true);
	await slider.focus();
	for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
	await expect.poll(async () => (await weighing.list()).join()).toContain('points.worker');
	await plate.getByRole('button', { name: '分三級' }).click();
	await expect.poll(() => page.locator('[id$="-tiers"]').count()).toBe(1);
	await plate.locator('.chart-box').first().hover();
	await expect.poll(() => plate.locator('.chart-box.live').count()).toBeGreaterThan(0);
	await unfold(page);

	const all = await weighing.bytes();
	const list = await weighing.list();
	expect(all, list.join('\n')).toBeLessThanOrEqual(whole);
	expect(workersIn(list)).toHaveLength(1);
	console.log(`points, everything opened: ${(all / kilobyte).toFixed(1)} KB`);
	await weighing.close();
});

test('the further questions are light until touched, and not heavy when all are asked', async () => {
	const weighing = await weigh(
		served.browser,
		`${served.origin}/simulators/points-questions`,
		laptop,
	);
	const { page } = weighing;
	const before = await weighing.bytes();
	expect(before, (await weighing.list()).join('\n')).toBeLessThanOrEqual(untouched);

	await moveHand(page);
	await page.getByRole('button', { name: '找出最重要的' }).click();
	await expect.poll(() => page.locator('.range-bars').count()).toBe(1);
	await page.getByRole('button', { name: '找答案' }).click();
	await expect.poll(() => page.locator('#need .said').count()).toBe(1);
	await page.locator('#need .chart-box').hover();
	await expect.poll(() => page.locator('.chart-box.live').count()).toBe(1);
	await unfold(page);
	expect(await page.locator('#ways ol > li').count()).toBe(4);
	expect(await page.locator('#owed .receipt').count()).toBe(1);

	const all = await weighing.bytes();
	const list = await weighing.list();
	expect(all, list.join('\n')).toBeLessThanOrEqual(whole);
	expect(list.join('\n'), 'a simulator is on its own page').not.toContain('/frame.');
	console.log(`points, everything asked: ${(all / kilobyte).toFixed(1)} KB`);
	await weighing.close();
});

test('a page that is only read loads no script at all, and wears the chosen paper', async () => {
	const page = await served.browser.newPage();
	const scripts: string[] = [];
	page.on('request', (request) => {
		if (request.resourceType() === 'script') scripts.push(request.url());
	});
	await page.goto(`${served.origin}/glossary`);
	await page.getByRole('radio', { name: '墨' }).check({ force: true });
	await page.reload({ waitUntil: 'networkidle' });
	expect(await page.locator('html').getAttribute('data-theme')).toBe('ink');
	expect(scripts).toEqual([]);
	await page.close();
});

test.each(slid)('what the benchmark moves on $path is there: $slider', ({ path, slider }) => {
	expect(readBuilt(`simulators/${path}/index.html`)).toContain(slider);
});
