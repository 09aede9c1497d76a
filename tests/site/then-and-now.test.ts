import type { Page } from 'playwright';
import { afterAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** The questions of lesson 1, asked again on lesson 22 beside what was answered then. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const question = (page: Page, id: string) => page.locator(`#check-${id}`);
const compared = (page: Page, id: string) => page.locator(`[data-compared="${id}"]`);
const all = (page: Page) => page.locator('[data-compared-all]');
async function open(page: Page, lesson: string): Promise<void> {
	await page.goto(`${served.origin}/lessons/${lesson}`);
	await page.locator('.question.is-live').first().waitFor();
}
async function estimate(page: Page, value: string): Promise<void> {
	const box = question(page, 'cost-per-kept').getByRole('textbox');
	await box.fill(value);
	await box.press('Enter');
	await expect
		.poll(() => question(page, 'cost-per-kept').locator('.verdict').innerText())
		.not.toBe('');
}
async function choose(page: Page, id: string, says: string): Promise<void> {
	await question(page, id).getByLabel(says, { exact: true }).focus();
	await page.keyboard.press('Space');
	await page.keyboard.press('Enter');
	await expect.poll(() => question(page, id).locator('.verdict').innerText()).not.toBe('');
}
const wrong = '贊成，五倍是研究的定論，照著分配就好';
const right = '先問這五倍算了哪些支出，再拿自家帳本重算一次';

test('the first answer of either time is compared, and only after the new one is given', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await open(page, 'goals');
	await choose(page, 'five-times', wrong);
	await choose(page, 'five-times', right);
	await estimate(page, '300');

	await open(page, 'references');
	expect(await all(page).innerText()).toContain('第1課那時你答了2題');
	expect(await page.locator('.then-and-now form.question').count()).toBe(5);
	expect(await page.locator('[data-compared]:visible').count()).toBe(0);
	await choose(page, 'five-times', right);
	await compared(page, 'five-times').waitFor();
	const told = await compared(page, 'five-times').innerText();
	expect(told).toContain(`「${wrong}」（不對）`);
	expect(told).toContain(`「${right}」（對）`);
	expect(told).toContain('當時沒答對，這次一次就對。');
	// Feedback and explanation come along from lesson 1.
	expect(await question(page, 'five-times').locator('.is-right .fb').innerText()).toContain(
		'公認的定義',
	);
	expect(await question(page, 'five-times').locator('.explained').innerText()).toContain(
		'最需要查證',
	);

	await estimate(page, '600');
	await estimate(page, '1500');
	const nearer = await compared(page, 'cost-per-kept').innerText();
	expect(nearer).toMatch(/當時\s*300元（不對）\s*現在\s*600元（不對）/);
	expect(nearer).toContain('比當時近了');
	expect(await all(page).innerText()).toBe(
		'5題裡兩次都答過的有2題；只看每次的第一個答案，當時對0題，現在對1題。有1題從不對變成對。',
	);
	await expectAccessible(page);

	// The seal of lesson 22 is its own questions' business.
	expect(await page.evaluate(() => localStorage.getItem('progress'))).not.toContain(
		'"references"]',
	);
	await page.reload();
	await compared(page, 'five-times').waitFor();
	await page.goto(`${served.origin}/mine`);
	await page.getByText('還沒答對，不過比當時近了。').waitFor();
});

test('without first answers a sentence says so, with the way to lesson 1', async () => {
	const page = await newDevice(served.browser, phone, complaints);
	await open(page, 'references');
	await expect.poll(() => all(page).innerText()).toContain('你還沒有答過');
	const link = page.locator('[data-compared-first] a');
	expect(await link.getAttribute('href')).toBe('/lessons/goals#check');
	await choose(page, 'five-times', right);
	expect(await compared(page, 'five-times').innerText()).toContain('第1課那時沒有作答');
	await expectNoSidewaysScroll(page);
	await expectAccessible(page);
});

test('an answer given in another tab is compared here at once', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await open(page, 'references');
	await choose(page, 'five-times', right);
	const other = await page.context().newPage();
	await open(other, 'goals');
	await choose(other, 'five-times', wrong);
	await expect.poll(() => compared(page, 'five-times').innerText()).toContain(`「${wrong}」`);
});

test('what there is to take away is counted on the page', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await open(page, 'references');
	expect(await page.locator('[data-take-away]').innerText()).toContain('之後那一頁會有');
	await page.getByRole('textbox', { name: '我的筆記' }).fill('想讀Kumar。');
	await page.reload();
	await expect
		.poll(() => page.locator('[data-take-away]').innerText())
		.toContain('現在可以帶走的有：1則筆記。');
});

test('without a script the questions stand with their solutions', async () => {
	const context = await served.browser.newContext({ ...laptop, javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${served.origin}/lessons/references`);
	expect(await page.locator('.then-and-now form.question').count()).toBe(5);
	await question(page, 'five-percent-a-month').getByText('看解答與說明').click();
	expect(await question(page, 'five-percent-a-month').locator('.solution').innerText()).toMatch(
		/答案：「大約16位」[\s\S]+說明/,
	);
	await context.close();
});
