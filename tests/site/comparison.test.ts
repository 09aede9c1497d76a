import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { weigh } from '../support/weight.ts';
import { serveSite } from '../support/site.ts';

/** The cases of lesson 18, as a reader compares them. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const open = async (options: BrowserContextOptions = laptop): Promise<Page> => {
	const page = await newDevice(served.browser, options, complaints);
	await page.goto(`${served.origin}/lessons/cases`);
	return page;
};
const exercise = (page: Page) => page.locator('.exercise');
const ranks = (page: Page) => exercise(page).locator('.ranks button');
/** It wakes for a hand, and by itself only after a while. */
const alive = async (page: Page) => {
	await exercise(page).scrollIntoViewIfNeeded();
	await expect.poll(() => ranks(page).first().isEnabled()).toBe(true);
};
const finds = (page: Page, words: string) =>
	expect.poll(() => exercise(page).locator('.finding').innerText()).toContain(words);
const rank = async (page: Page, names: readonly string[]) => {
	for (const name of names) await ranks(page).filter({ hasText: name }).click();
};

test('a guess is judged pair by pair, told why, and can be put right', async () => {
	const page = await open();
	await alive(page);
	await rank(page, ['Apple', 'Netflix', 'Costco', '星巴克']);
	await finds(page, '能判定的5對裡，排對3對');
	// Right under the buttons: on a phone the finding is far below.
	expect(await exercise(page).locator('.ranks + p').innerText()).toBe(
		'能判定的5對裡，你排對3對（星巴克和Costco分不出先後，不比）。',
	);
	await finds(page, 'Netflix不該在Costco前面');
	// Taken back and put at the end.
	await rank(page, ['Netflix', 'Netflix']);
	await finds(page, '能判定的5對全排對了');
	expect(await ranks(page).filter({ hasText: 'Netflix' }).innerText()).toMatch(/^4/);
	await page.context().close();
});

test('two cases stand side by side, on a phone too, and never one beside itself', async () => {
	const page = await open(phone);
	await alive(page);
	await exercise(page).getByLabel('左邊').selectOption('netflix');
	await exercise(page).getByLabel('右邊').selectOption('prime');
	const cells = exercise(page).locator('tbody').filter({ hasText: '有什麼證據' }).locator('td');
	await expect.poll(() => cells.nth(0).innerText()).toMatch(/^無/);
	await expect.poll(() => cells.nth(1).innerText()).toMatch(/^公司自述/);
	const [left, right] = await Promise.all([cells.nth(0).boundingBox(), cells.nth(1).boundingBox()]);
	expect(left?.y).toBe(right?.y);
	expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual((right?.x ?? 0) + 1);
	await exercise(page).getByLabel('左邊').selectOption('prime');
	await expect.poll(() => exercise(page).getByLabel('右邊').inputValue()).toBe('netflix');
	await page.context().close();
});

test('conditions are ticked, then held against the story of the case company', async () => {
	const page = await open();
	await alive(page);
	await exercise(page).getByLabel('個案公司').selectOption('square-market');
	await expect.poll(() => exercise(page).innerText()).toContain('附近三萬位住戶當它是冰箱');
	await exercise(page).getByLabel('來得夠勤').check();
	await exercise(page).getByLabel('毛利夠厚').check();
	await finds(page, '照你勾的，「點數」行得通');
	await exercise(page).getByRole('button', { name: '看故事怎麼說' }).click();
	await finds(page, '你多勾了「毛利夠厚，送得起」');
	await finds(page, '大埕超市：「預付」要先試');
	const points = exercise(page).locator('.levers li').filter({ hasText: '點數' }).first();
	expect(await points.innerText()).toContain('薄利送點數，送的是自己的利潤');
	// Kept over a reload; another company starts afresh, and that can be undone.
	await page.reload();
	await finds(page, '大埕超市：「預付」要先試');
	await alive(page);
	await exercise(page).getByLabel('個案公司').selectOption('half-hill-tea');
	await finds(page, '還沒有一招行得通');
	await exercise(page).getByRole('button', { name: '復原' }).click();
	await expect.poll(() => exercise(page).getByLabel('個案公司').inputValue()).toBe('square-market');
	await page.context().close();
});

test('by keyboard: rank, choose and tick', async () => {
	const page = await open();
	await alive(page);
	await ranks(page).nth(1).focus();
	await page.keyboard.press('Space');
	await expect.poll(() => page.locator(':focus').getAttribute('aria-pressed')).toBe('true');
	await expect
		.poll(() => exercise(page).locator('[role="status"]').innerText())
		.toBe('Apple排第1。');
	await exercise(page).getByLabel('右邊').focus();
	await page.keyboard.press('ArrowDown');
	await expect.poll(() => exercise(page).getByLabel('右邊').inputValue()).toBe('costco');
	await exercise(page).getByLabel('來得夠勤').focus();
	await page.keyboard.press('Space');
	await expect.poll(() => exercise(page).getByLabel('來得夠勤').isChecked()).toBe(true);
	await page.context().close();
});

test('fits a phone and offends nobody, with everything asked', async () => {
	for (const device of [phone, { ...phone, viewport: { width: 320, height: 640 } }, laptop]) {
		const page = await open({ ...device, colorScheme: 'dark' });
		await alive(page);
		await rank(page, ['Apple', '星巴克', 'Costco', 'Netflix']);
		await exercise(page).getByRole('button', { name: '看故事怎麼說' }).click();
		await finds(page, '半山茶行：「點數」行得通，但只對常來的人');
		await expectNoSidewaysScroll(page);
		if (device.viewport?.width === 360) await expectAccessible(page);
		await page.context().close();
	}
});

test('without JavaScript and on paper everything can be read', async () => {
	const page = await open({ ...laptop, javaScriptEnabled: false });
	await exercise(page).locator('summary').click();
	const sheet = await exercise(page).locator('details').innerText();
	for (const words of [
		'巷口咖啡店',
		'亞馬遜Prime',
		'大埕超市有哪些條件',
		'點數行得通，但只對常來的人',
	])
		expect(sheet).toContain(words);
	await page.context().close();

	const paper = await open();
	await paper.emulateMedia({ media: 'print' });
	await expect
		.poll(() => exercise(paper).locator('details').innerText())
		.toContain('沿河書店有哪些條件');
	expect(await exercise(paper).locator('.parts').isVisible()).toBe(false);
	await paper.context().close();
});

test('its page is light until it is touched, and light after', async () => {
	const kilobyte = 1_024;
	const weighing = await weigh(served.browser, `${served.origin}/lessons/cases`, laptop);
	expect(await weighing.bytes(), (await weighing.list()).join('\n')).toBeLessThanOrEqual(
		30 * kilobyte,
	);
	await weighing.page.mouse.move(40, 40);
	const first = weighing.page.locator('.exercise .ranks button').first();
	await expect.poll(() => first.isEnabled()).toBe(true);
	await first.click();
	expect(await weighing.bytes(), (await weighing.list()).join('\n')).toBeLessThanOrEqual(
		45 * kilobyte,
	);
	await weighing.close();
});
