import type { Page } from 'playwright';
import { afterAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** Guess first, then see: nothing is given away before, and the guess stays beside the truth. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const plate = (page: Page) => page.locator('section.plate.embedded').first();
const form = (page: Page) => plate(page).getByRole('form', { name: '先猜一猜' });
async function openLesson(page: Page, lesson: string): Promise<void> {
	await page.goto(`${served.origin}/lessons/${lesson}`);
	await form(page).scrollIntoViewIfNeeded();
	await form(page).locator('fieldset:enabled').waitFor();
}

test('by keyboard: answer, chart and controls wait for the guess, which then stays on the chart', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await openLesson(page, 'contribution');
	await expectAccessible(page);
	expect(await plate(page).locator('svg.wide').isVisible()).toBe(false);
	expect(await plate(page).locator('.finding').isVisible()).toBe(false);
	expect(await plate(page).locator('.plate-in').isVisible()).toBe(false);

	await form(page).getByRole('slider').focus();
	for (let step = 0; step < 30; step += 1) await page.keyboard.press('ArrowRight');
	expect(await form(page).getByRole('status').innerText()).toBe('80%');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await form(page).waitFor({ state: 'detached' });

	const told = plate(page).locator('.guess-told');
	expect(await told.innerText()).toBe('你猜80%，算出來是58.3%，你猜得太高。');
	expect(await plate(page).locator('svg.wide').textContent()).toContain('你猜80%');
	expect(await page.evaluate(() => document.activeElement?.className)).toContain('means');
	await expectAccessible(page);

	// It is about the figure as it opened, whatever is moved afterwards and whenever one comes back.
	await plate(page)
		.getByRole('slider', { name: /看幾個月/ })
		.focus();
	await page.keyboard.press('Home');
	await expect.poll(() => told.innerText()).toMatch(/算出來是58\.3%.*這是一開始的設定/s);
	await page.reload();
	await plate(page).scrollIntoViewIfNeeded();
	await told.filter({ hasText: '你猜80%' }).waitFor();
	expect(await form(page).count()).toBe(0);
});

test('on a phone one may see without a guess, and nothing scrolls sideways', async () => {
	const page = await newDevice(served.browser, phone, complaints);
	await openLesson(page, 'goals');
	await expectNoSidewaysScroll(page);
	await form(page).getByRole('button', { name: '不猜，直接看' }).tap();
	await plate(page).locator('svg.narrow').first().waitFor();
	expect(await plate(page).locator('.answer b').innerText()).toBe('1.67元');
	expect(await plate(page).locator('.guess-told').innerText()).toBe('');
	// A phone that loads the page again is not asked again; another visit is.
	await page.reload();
	await plate(page).locator('.answer b').waitFor();
	await expect.poll(() => form(page).count()).toBe(0);
	const another = await page.context().newPage();
	await openLesson(another, 'goals');
	await page.context().close();
});

test('a guess of how many times lies that many times higher than the worth', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await openLesson(page, 'clv');
	await form(page).getByRole('button', { name: '就猜2.5倍' }).click();
	// What is pressed before the script is here counts as soon as it is.
	await expect
		.poll(() => plate(page).locator('.guess-told').innerText())
		.toBe('你猜2.5倍，算出來是1.5倍（3,667元變成5,500元），你猜得太高。');
	expect(await plate(page).locator('figure').first().locator('canvas').getAttribute('role')).toBe(
		'img',
	);
	const drawn = plate(page).locator('svg.wide').first();
	expect(await drawn.textContent()).toContain('你猜2.5倍');
	expect(await drawn.textContent()).toContain('留存90%：1.5倍');
	// On the chart of another setting it is left out, and comes back with its own.
	await plate(page)
		.getByRole('button', { name: /兩極的客戶/ })
		.click();
	await expect.poll(() => drawn.textContent()).not.toContain('你猜2.5倍');
	await plate(page).getByRole('button', { name: '全部還原' }).click();
	await expect.poll(() => drawn.textContent()).toContain('你猜2.5倍');
});

test.each([
	{
		lesson: 'price-value',
		button: '就猜12,000元',
		told: '你猜12,000元，算出來是11,940元，猜中了。',
	},
	{ lesson: 'brand-trust', button: '就猜80分', told: '你猜80分，算出來是50分，你猜得太高。' },
])('in the lesson $lesson the guess lies on the axis of the answer', async (asked) => {
	const page = await newDevice(served.browser, phone, complaints);
	await openLesson(page, asked.lesson);
	await expectAccessible(page);
	await form(page).getByRole('button', { name: asked.button }).tap();
	await expect.poll(() => plate(page).locator('.guess-told').innerText()).toBe(asked.told);
	const drawn = plate(page).locator('svg.narrow').first();
	expect(await drawn.textContent()).toContain(asked.button.replace('就猜', '你猜'));
	await expectNoSidewaysScroll(page);
	await expectAccessible(page);
});

test.each([
	{ lesson: 'starbucks', answer: '分界 8.3美元' },
	{ lesson: 'amazon-prime', answer: '最高1,825元' },
])(
	'in $lesson what was guessed stays on the chart beside the guess, and how it did is in view',
	async (asked) => {
		const page = await newDevice(served.browser, phone, complaints);
		await openLesson(page, asked.lesson);
		await form(page).evaluate((node) => scrollBy(0, node.getBoundingClientRect().top - 120));
		await form(page).getByRole('button', { name: /^就猜/ }).tap();
		const drawn = plate(page).locator('svg.narrow').first();
		await expect.poll(() => drawn.textContent()).toContain('你猜');
		expect(await drawn.textContent()).toContain(asked.answer);
		// Under the answer that stays at the top, and over the chart that stays at the foot.
		const [answer, told, chart] = await Promise.all(
			['.answer', '.guess-told', '.chart-box'].map((each) =>
				plate(page).locator(each).first().boundingBox(),
			),
		);
		if (!answer || !told || !chart) throw new Error('what a guess opens has no place on the page');
		expect(told.y).toBeGreaterThanOrEqual(answer.y + answer.height - 1);
		expect(told.y + told.height).toBeLessThanOrEqual(chart.y);
		expect(told.y).toBeGreaterThan(0);
	},
);

test('without scripts, and on paper, everything is there', async () => {
	const context = await served.browser.newContext({ ...laptop, javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${served.origin}/lessons/contribution`);
	expect(await plate(page).locator('svg.wide').isVisible()).toBe(true);
	expect(await plate(page).locator('.finding').isVisible()).toBe(true);
	expect(await form(page).isVisible()).toBe(false);
	await context.close();

	const printed = await newDevice(served.browser, laptop, complaints);
	await printed.goto(`${served.origin}/lessons/contribution`);
	await printed.emulateMedia({ media: 'print' });
	expect(await plate(printed).locator('svg.wide').isVisible()).toBe(true);
	expect(await form(printed).isVisible()).toBe(false);
});
