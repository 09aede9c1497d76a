import type { Locator, Page } from 'playwright';
import { expect, test } from 'vitest';
import { newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** On a phone the picture stands below all the controls; it is to be seen while they move it. */

const served = serveSite();

async function open(path: string, height: number) {
	const page = await newDevice(served.browser, { ...phone, viewport: { width: 360, height } }, []);
	await page.goto(served.origin + path);
	const plate = page.locator('section.plate').first();
	return { page, plate, chart: plate.locator('.plate-out .chart-box').first() };
}

const edges = (of: Locator) =>
	of.evaluate((node) => {
		const { top, bottom } = node.getBoundingClientRect();
		return { top, bottom };
	});

async function goToFirstSlider(page: Page, plate: Locator): Promise<void> {
	await plate.scrollIntoViewIfNeeded();
	const seeAtOnce = plate.getByRole('button', { name: '不猜，直接看' });
	if ((await seeAtOnce.count()) > 0) await seeAtOnce.click();
	await expect.poll(() => plate.getByRole('slider').first().isEnabled()).toBe(true);
	await page.evaluate(() => scrollTo(0, 0));
	await plate.getByRole('slider').first().focus();
}

test('picture and answer stand beside whichever control has the focus', async () => {
	const { page, plate, chart } = await open('/lessons/clv', 740);
	await goToFirstSlider(page, plate);
	const answer = plate.locator('.answer');
	const controls = plate.locator('.plate-in');
	for (let presses = 0; presses < 12; presses += 1) {
		const focused = controls.locator(':focus');
		if ((await focused.count()) === 0) break;
		const [above, at, below] = [await edges(answer), await edges(focused), await edges(chart)];
		expect(above.top).toBeGreaterThanOrEqual(-1);
		expect(at.top).toBeGreaterThanOrEqual(above.bottom - 1);
		expect(at.bottom).toBeLessThanOrEqual(below.top + 1);
		expect(below.bottom).toBeLessThanOrEqual(740 + 1);
		await page.keyboard.press('Tab');
	}
	await page.context().close();
});

test('the answer goes with its controls, and is not over what stands behind them', async () => {
	const { page, plate } = await open('/simulators/churn', 740);
	await goToFirstSlider(page, plate);
	const answer = plate.locator('.answer');
	const end = await plate.locator('.plate-in').evaluate((node) => {
		const { bottom } = node.getBoundingClientRect();
		return bottom + scrollY;
	});
	const at = async (height: number) => {
		await page.evaluate((top) => scrollTo({ top, behavior: 'instant' }), end - height);
		return edges(answer);
	};
	for (const height of [600, 400, 200]) {
		await expect.poll(async () => Math.round((await at(height)).top)).toBe(0);
	}
	for (const height of [0, -300, -1_200])
		await expect.poll(async () => (await at(height)).bottom).toBeLessThanOrEqual(0);
	await expect.poll(async () => Math.round((await at(400)).top)).toBe(0);
	await page.context().close();
});

test('who goes back by keyboard sees where he is, beneath the answer that stays', async () => {
	const { page, plate } = await open('/lessons/amazon-prime', 780);
	await goToFirstSlider(page, plate);
	const answer = plate.locator('.answer');
	await plate.locator('.plate-foot').getByRole('button').last().focus();
	const passed: string[] = [];
	for (let presses = 0; presses < 8; presses += 1) {
		await page.keyboard.press('Shift+Tab');
		const focused = plate.locator(':focus');
		const [above, at] = [await edges(answer), await edges(focused)];
		passed.push(await focused.innerText());
		expect(at.top, passed.at(-1)).toBeGreaterThanOrEqual(above.bottom - 1);
	}
	expect(passed.join()).toContain('看店家的帳');
	await page.context().close();
});

test('behind the last control it stands in its own place, above its caption', async () => {
	const { page, plate, chart } = await open('/simulators/nps', 740);
	await goToFirstSlider(page, plate);
	const caption = plate.locator('.plate-out figcaption').first();
	await caption.evaluate((node) => node.scrollIntoView({ block: 'end' }));
	const [picture, words] = [await edges(chart), await edges(caption)];
	expect(picture.bottom).toBeLessThanOrEqual(words.top + 1);
	await page.context().close();
});

test('where it would leave no room for a control it stays in its place', async () => {
	const { page, plate, chart } = await open('/simulators/nps', 560);
	await goToFirstSlider(page, plate);
	expect((await edges(chart)).top).toBeGreaterThan(560);
	await page.context().close();
});
