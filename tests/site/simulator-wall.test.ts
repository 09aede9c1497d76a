import type { Page } from 'playwright';
import { afterAll, expect, test } from 'vitest';
import { simulators } from '#simulators/list.ts';
import { newDevice } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** A simulator on the wall of a classroom. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

async function openWall(id: string, width: number, height: number): Promise<Page> {
	const page = await newDevice(served.browser, { viewport: { width, height } }, complaints);
	await page.goto(`${served.origin}/simulators/${id}?view=projector`);
	await page.locator('.wall-key').first().waitFor({ state: 'attached' });
	return page;
}

test('? and its button say the keys valid now', async () => {
	const page = await openWall('clv', 1366, 768);
	const help = page.getByRole('dialog', { name: '現在能用的按鍵' });
	await page.keyboard.press('Shift+?');
	await help.waitFor();
	expect(await help.locator('dt').allTextContents()).toEqual(['A', 'C', 'F', 'B　.', 'T', '?']);
	await page.keyboard.press('Escape');
	await help.waitFor({ state: 'hidden' });
	await page.getByRole('button', { name: '按鍵?' }).click();
	await help.waitFor();
	await page.keyboard.press('Escape');
	await help.waitFor({ state: 'hidden' });
	// What is pressed on a dark screen only brings it back.
	await page.keyboard.press('b');
	await page.locator('.wall-blank').waitFor();
	await page.keyboard.press('a');
	await page.locator('.wall-blank').waitFor({ state: 'detached' });
	expect(await page.locator('.wall-compare').count()).toBe(0);
	await page.context().close();
});

test('the key that opens the search of a page does not lead out of the wall', async () => {
	const page = await openWall('clv', 1366, 768);
	await page.keyboard.press('/');
	await page.keyboard.press('b');
	await page.locator('.wall-blank').waitFor();
	expect(new URL(page.url()).pathname).toBe('/simulators/clv');
	await page.context().close();
});

test.each([
	{ width: 1366, height: 768 },
	{ width: 1920, height: 1080 },
])('at $width × $height what can be done stands clear of the question', async (screen) => {
	for (const { id } of simulators) {
		const page = await openWall(id, screen.width, screen.height);
		const over = await page.evaluate(() => {
			const question = document.querySelector('.wall-head h1');
			const buttons = [...document.querySelectorAll('.wall-acts button')];
			if (!question || buttons.length < 5) return Infinity;
			// A line of type has air over its characters: half of what its height is more than they.
			const style = getComputedStyle(question);
			const size = Number.parseFloat(style.fontSize);
			const air = (Number.parseFloat(style.lineHeight) - size) / 2;
			const bottom = Math.max(...buttons.map((each) => each.getBoundingClientRect().bottom));
			return bottom - (question.getBoundingClientRect().top + air);
		});
		expect(over, id).toBeLessThanOrEqual(0);
		await page.context().close();
	}
});

test.each([
	{ width: 1366, height: 768 },
	{ width: 1920, height: 1080 },
])('at $width × $height the ring of a handle covers no word of its row', async (screen) => {
	const page = await openWall('clv', screen.width, screen.height);
	await page.getByRole('button', { name: '顯示控制' }).click();
	const row = page.locator('.wall-controls .ctl').nth(1);
	const slider = row.locator('input[type="range"]');
	// At the left end the handle stands right under the name.
	await slider.focus();
	await page.keyboard.press('Home');
	await slider.blur();
	const name = row.locator('label');
	const unringed = await name.screenshot();
	await slider.focus();
	await page.keyboard.press('Home');
	expect((await name.screenshot()).equals(unringed)).toBe(true);
	await page.context().close();
});

test('in a deck the choices of a simulator stand under each other, as on its own wall', async () => {
	const page = await newDevice(
		served.browser,
		{ viewport: { width: 1920, height: 1080 } },
		complaints,
	);
	await page.goto(`${served.origin}/present/clv#5`);
	await page.getByRole('button', { name: '顯示控制' }).click();
	const choice = page.locator('.wall-controls fieldset:has(> legend)').filter({
		has: page.getByRole('radio'),
	});
	const lefts = await choice
		.first()
		.getByRole('radio')
		.evaluateAll((radios) => radios.map((each) => each.getBoundingClientRect().left));
	expect(lefts.length).toBeGreaterThan(2);
	expect(new Set(lefts).size).toBe(1);
	await page.context().close();
});

test.each(['nps', 'stars', 'cohorts'])(
	'while two settings are compared, the words of the chart are read from the last row: %s',
	async (id) => {
		const page = await openWall(id, 1920, 1080);
		await page.keyboard.press('a');
		await page.keyboard.press('c');
		await page.locator('.wall-controls').waitFor();
		const smallest = () =>
			page
				.locator('.wall-fig svg')
				.evaluateAll((charts) =>
					Math.min(
						...charts.flatMap((chart) =>
							[...chart.querySelectorAll('text')].map(
								(word) =>
									Number.parseFloat(getComputedStyle(word).fontSize) *
									((chart as SVGSVGElement).getScreenCTM()?.a ?? 0),
							),
						),
					),
				);
		await expect.poll(smallest).toBeGreaterThanOrEqual(24);
		await page.context().close();
	},
);

test('what is said of a comparison on the wall points at nothing that is not there', async () => {
	const page = await openWall('nps', 1920, 1080);
	await page.keyboard.press('a');
	await page.keyboard.press('c');
	// Who answered last time is no part of this time's score.
	await page.getByRole('slider', { name: '上次的推薦者' }).press('ArrowRight');
	await page.locator('.difference').getByText('這個答案').waitFor();
	expect(await page.locator('.difference').innerText()).not.toContain('看下面');
	await page.context().close();
});

test('on a phone held upright the chart is as wide as the screen', async () => {
	const page = await openWall('clv', 390, 844);
	const chart = page.locator('.wall-grid .chart-box').first();
	await expect.poll(async () => (await chart.boundingBox())?.width ?? 0).toBeGreaterThan(340);
	await page.context().close();
});
