import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { weigh } from '../support/weight.ts';
import { serveSite } from '../support/site.ts';

/** The complaint of lesson 13, as a reader answers it. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const open = async (options: BrowserContextOptions = laptop): Promise<Page> => {
	const page = await newDevice(served.browser, options, complaints);
	await page.goto(`${served.origin}/lessons/excellent-service`);
	return page;
};
const exercise = (page: Page) => page.locator('.exercise');
const choices = (page: Page) => exercise(page).locator('.choices button');
const choose = (page: Page, says: string) => choices(page).filter({ hasText: says }).click();
const present = (page: Page) => exercise(page).locator('.present');
/** Where the reader stands: the name of the present step, or 結局. */
const standsAt = (page: Page, name: string) =>
	expect.poll(() => present(page).innerText()).toContain(name);
/** It wakes for a hand, and by itself only after a while. */
const alive = async (page: Page) => {
	await exercise(page).scrollIntoViewIfNeeded();
	await expect.poll(() => choices(page).first().isEnabled()).toBe(true);
};

test('a path is chosen, told what each choice cost, and ended with what another turn would have done', async () => {
	const page = await open();
	await alive(page);
	await choose(page, '放音樂請她等');
	await standsAt(page, '她已經等過一輪');
	const turns = exercise(page).getByRole('list', { name: '走過的路' });
	await expect.poll(() => turns.innerText()).toContain('阿珠花的時間3分、程序−1');
	await choose(page, '兩件都是我們的不是');
	await choose(page, '檢修要七到十天');
	await choose(page, '還在走流程');
	await standsAt(page, '離開，改買別家');
	const end = await present(page).innerText();
	expect(end).toContain('進得來：失手');
	expect(end).toContain('接得住：守住了');
	expect(end).toContain('收得好：失手');
	expect(end).toContain('從這裡，最好的結局是「離開，改買別家」');
	// Where every choice of a step still leads there, it is said once.
	expect(end).toContain('這一步選哪一句，最好的結局都是「流程修好，下一位不必打」');
	expect(end).toMatch(/第4步　第六天，她又打來\s*轉折在這一步/);
	expect(await exercise(page).locator('.finding').innerText()).toContain('走到第4步的時候');
	// The best that another last turn can do: in one step.
	await exercise(page)
		.getByRole('button', { name: /換成這個.*第4步，翻出紀錄/ })
		.click();
	await standsAt(page, '機器到了');
	await page.context().close();
});

test('a step is undone, the path is kept over a reload, and a choice once gone to its end is marked', async () => {
	const page = await open();
	await alive(page);
	for (const says of ['放音樂請她等', '可是今天線上', '照規定退款', '不回，過幾天'])
		await choose(page, says);
	await standsAt(page, '公開評論');
	await exercise(page).getByRole('button', { name: '復原' }).click();
	await standsAt(page, '一週後，一顆星');
	expect(await choices(page).filter({ hasText: '不回' }).innerText()).toContain('走過');
	expect(await choices(page).filter({ hasText: '公開道歉' }).innerText()).not.toContain('走過');
	await page.reload();
	await standsAt(page, '一週後，一顆星');
	await alive(page);
	await exercise(page).getByRole('button', { name: '重來' }).click();
	await standsAt(page, '電話響了');
	expect(await choices(page).first().innerText()).toContain('走過');
	await page.context().close();
});

test('on a phone the accounts stay in view, above what comes next', async () => {
	const page = await open(phone);
	await alive(page);
	for (const [says, next] of [
		['說好十分鐘內回撥', '回撥的第一句話'],
		['今天早上沒咖啡喝', '機器怎麼辦'],
		['今天寄一台新的', '機器到了'],
	] as const) {
		await choose(page, says);
		await standsAt(page, next);
		const [accounts, step] = await Promise.all([
			exercise(page).locator('dl').first().boundingBox(),
			present(page).boundingBox(),
		]);
		expect(accounts?.y).toBeGreaterThanOrEqual(-1);
		expect(accounts?.height).toBeLessThan(110);
		expect(step?.y).toBeGreaterThanOrEqual((accounts?.y ?? 0) + (accounts?.height ?? 0));
	}
	await page.context().close();
});

test('by keyboard alone, with the focus on what comes next', async () => {
	const page = await open();
	await alive(page);
	await choices(page).filter({ hasText: '說好十分鐘內回撥' }).focus();
	for (const next of ['回撥的第一句話', '機器怎麼辦']) {
		await page.keyboard.press('Enter');
		await standsAt(page, next);
		await expect.poll(() => page.locator(':focus').innerText()).toContain(next);
		// Three choices down from where the step is named.
		for (let press = 0; press < 3; press += 1) await page.keyboard.press('Tab');
		expect(await page.locator(':focus').evaluate((one) => one.tagName)).toBe('BUTTON');
	}
	await page.context().close();
});

test('fits a phone and offends nobody, at the start and at the end', async () => {
	for (const device of [phone, { ...phone, viewport: { width: 320, height: 640 } }, laptop]) {
		const page = await open({ ...device, colorScheme: 'dark' });
		await alive(page);
		await expectNoSidewaysScroll(page);
		for (const says of ['說好十分鐘內回撥', '我先把機器處理好', '今天寄一台新的', '結案'])
			await choices(page).filter({ hasText: says }).first().click();
		await standsAt(page, '留下來，不說話');
		await expectNoSidewaysScroll(page);
		if (device.viewport?.width === 360) await expectAccessible(page);
		const small = await exercise(page)
			.locator('button:visible, summary:visible')
			.evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 43.5).length);
		expect(small).toBe(0);
		await page.context().close();
	}
});

test('without JavaScript and on paper the whole case can be read, step by numbered step', async () => {
	const page = await open({ ...laptop, javaScriptEnabled: false });
	expect(await exercise(page).locator('.case').isVisible()).toBe(false);
	await exercise(page).locator('summary').click();
	const tree = await exercise(page).locator('details').innerText();
	expect(tree).toMatch(/3\s*她已經等過一輪/);
	expect(tree).toContain('到第3步');
	expect(tree).toContain('流程修好，下一位不必打');
	await page.context().close();

	const paper = await open();
	await paper.emulateMedia({ media: 'print' });
	const printed = exercise(paper).locator('details');
	await expect.poll(() => printed.innerText()).toContain('第1步');
	expect(await printed.locator('.tree > li').count()).toBe(10);
	expect(await printed.locator('.tree > li').last().isVisible()).toBe(true);
	await paper.context().close();
});

test('its page is light until it is touched, and light after', async () => {
	const kilobyte = 1_024;
	const weighing = await weigh(
		served.browser,
		`${served.origin}/lessons/excellent-service`,
		laptop,
	);
	expect(await weighing.bytes(), (await weighing.list()).join('\n')).toBeLessThanOrEqual(
		30 * kilobyte,
	);
	await weighing.page.mouse.move(40, 40);
	const first = weighing.page.locator('.exercise .choices button').first();
	await expect.poll(() => first.isEnabled()).toBe(true);
	await first.click();
	expect(await weighing.bytes(), (await weighing.list()).join('\n')).toBeLessThanOrEqual(
		45 * kilobyte,
	);
	await weighing.close();
});
