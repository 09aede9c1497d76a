import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible } from '../support/accessible.ts';
import { newDevice } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** What the speaker holds back stays in a window of his own, and both windows stay on one slide. */
let wall: Page;
let speaker: Page;
const complaints: string[] = [];
const shown = (page: Page) => page.locator('.deck-slide:not([hidden]) h1').innerText();

const served = serveSite();
beforeAll(async () => {
	wall = await newDevice(served.browser, { viewport: { width: 1920, height: 1080 } }, complaints);
	await wall.goto(`${served.origin}/present/goals`);
	await wall.getByRole('button', { name: '下一張' }).waitFor();
});

test('S opens a window with the notes, and the hall sees none of them', async () => {
	const opening = wall.waitForEvent('popup');
	await wall.keyboard.press('s');
	speaker = await opening;
	await speaker.locator('.deck-foot').waitFor();
	expect(await shown(speaker)).toBe(await shown(wall));
	const note = await speaker.locator('.deck-slide:not([hidden]) .say li').first().innerText();
	expect(await wall.locator('body').innerText()).not.toContain(note.split('\n').at(-1));
	await expectAccessible(speaker);
});

test('turning the page in either window turns the other', async () => {
	const first = await shown(wall);
	await speaker.getByRole('button', { name: /下一張\s*→/ }).click();
	await expect.poll(() => shown(wall)).not.toBe(first);
	expect(await shown(speaker)).toBe(await shown(wall));
	await wall.keyboard.press('PageDown');
	await wall.keyboard.press('PageDown');
	await expect.poll(() => wall.locator('.deck-page b').innerText()).toBe('4');
	await expect.poll(() => shown(speaker)).toBe(await shown(wall));
	await speaker.keyboard.press('PageUp');
	await expect.poll(() => wall.locator('.deck-page b').innerText()).toBe('3');
});

test('B in the speaker window darkens the hall and leaves the speaker his notes', async () => {
	await speaker.keyboard.press('b');
	await wall.locator('.deck-blank').waitFor();
	expect(await speaker.locator('.deck-blank').count()).toBe(0);
	await speaker.keyboard.press('b');
	await wall.locator('.deck-blank').waitFor({ state: 'detached' });
});

test('notes laid over the slide by N say that the hall can read them', async () => {
	await wall.keyboard.press('n');
	await wall.getByText('這份講稿全場看得到').waitFor();
	await wall.keyboard.press('n');
});

test('a projected window that closes is told, and one that is reloaded is found again', async () => {
	await wall.reload();
	await wall.getByRole('button', { name: '下一張' }).waitFor();
	await wall.keyboard.press('PageDown');
	await expect.poll(() => shown(speaker)).toBe(await shown(wall));
	await wall.goto('about:blank');
	await speaker.getByText('投影的視窗關掉了').first().waitFor();
});

test('where the browser opens no window, one sentence leads to it', async () => {
	const page = await newDevice(
		served.browser,
		{ viewport: { width: 1920, height: 1080 } },
		complaints,
	);
	await page.goto(`${served.origin}/present/goals`);
	await page.getByRole('button', { name: '下一張' }).waitFor();
	await page.evaluate(() => {
		window.open = () => null;
	});
	await page.keyboard.press('s');
	await page.getByText('瀏覽器擋下了講者視窗').waitFor();
	const link = page.getByRole('link', { name: '按這裡打開' });
	expect(await link.getAttribute('href')).toMatch(/^\/present\/speaker\?deck=.+#1$/);
});

test('the key that opens the overview closes it, a clicker turns on from it, and past a slider', async () => {
	const page = await newDevice(
		served.browser,
		{ viewport: { width: 1920, height: 1080 } },
		complaints,
	);
	await page.goto(`${served.origin}/present/clv`);
	await page.getByRole('button', { name: '下一張' }).waitFor();
	const overview = page.getByRole('dialog', { name: '總覽' });
	const pageNumber = async () => Number(await page.locator('.deck-page b').innerText());
	const opened = await pageNumber();
	await page.keyboard.press('o');
	await overview.waitFor();
	await page.keyboard.press('o');
	await overview.waitFor({ state: 'hidden' });
	await page.keyboard.press('o');
	await overview.waitFor();
	await page.keyboard.press('PageDown');
	await overview.waitFor({ state: 'hidden' });
	await expect.poll(pageNumber).toBe(opened + 1);
	await page.goto(`${served.origin}/present/clv#5`);
	await page.reload();
	await page.getByRole('button', { name: '顯示控制' }).click();
	const slider = page.locator('.wall-controls input[type="range"]').first();
	await slider.focus();
	const before = await slider.inputValue();
	await page.keyboard.press('ArrowRight');
	await expect.poll(() => slider.inputValue()).not.toBe(before);
	expect(await pageNumber()).toBe(5);
	await page.keyboard.press('c');
	await slider.waitFor({ state: 'detached' });
	await page.keyboard.press('a');
	await page.getByText('釘住了').first().waitFor({ state: 'attached' });
	expect(await pageNumber()).toBe(5);
	await page.keyboard.press('PageUp');
	await expect.poll(pageNumber).toBe(4);
});

test('on the wall five sliders stand in sight with their numbers, at sizes a hall can read', async () => {
	const page = await newDevice(
		served.browser,
		{ viewport: { width: 1920, height: 1080 } },
		complaints,
	);
	for (const path of ['/simulators/clv?view=projector', '/present/clv#5']) {
		await page.goto('about:blank');
		await page.goto(served.origin + path);
		await page.getByRole('button', { name: '顯示控制' }).click();
		const fifth = page.locator('.wall-controls input[type="range"]').nth(4);
		await fifth.waitFor();
		const seen = await fifth.evaluate((slider) => {
			const box = slider.closest('.wall-controls')?.getBoundingClientRect();
			const label = slider.closest('.ctl')?.querySelector('label')?.getBoundingClientRect();
			const { bottom } = slider.getBoundingClientRect();
			return { over: bottom - (box?.bottom ?? 0), label: label?.height ?? 0 };
		});
		expect(seen.over, path).toBeLessThanOrEqual(0);
		expect(seen.label, path).toBeGreaterThanOrEqual(28);
		// This address leads nowhere from a phone, so the hall is offered none.
		expect(await page.locator('.wall-take').count()).toBe(0);
	}
	await page.goto(`${served.origin}/simulators/clv?view=projector`);
	await page.locator('.wall-key').first().waitFor({ state: 'attached' });
	const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
	await page.keyboard.press('t');
	const first = await theme();
	await page.keyboard.press('t');
	expect([first, await theme()].sort()).toEqual(['ink', 'paper']);
	await page.keyboard.press('b');
	await page.locator('.wall-blank').waitFor();
	await page.keyboard.press('b');
	await page.locator('.wall-blank').waitFor({ state: 'detached' });
});

test('no page complained in the console', () => {
	expect(complaints).toEqual([]);
});

test('the overview opens on the slide that is shown, with its way back in sight', async () => {
	for (const viewport of [
		{ width: 1920, height: 1080 },
		{ width: 1366, height: 768 },
	]) {
		const page = await newDevice(served.browser, { viewport }, complaints);
		await page.goto(`${served.origin}/present/cases`);
		await page.getByRole('button', { name: '下一張' }).waitFor();
		await page.keyboard.press('o');
		const overview = page.getByRole('dialog', { name: '總覽' });
		await overview.waitFor();
		const current = overview.locator('[aria-current]');
		expect(await current.evaluate((row) => row === document.activeElement)).toBe(true);
		const dialog = await overview.boundingBox();
		for (const row of [current, overview.getByRole('button', { name: '回到投影片' })]) {
			const box = await row.boundingBox();
			expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(
				(dialog?.y ?? 0) + (dialog?.height ?? 0),
			);
		}
		await page.context().close();
	}
});

test('notes that go on below the window say so until their end is reached', async () => {
	const page = await newDevice(
		served.browser,
		{ viewport: { width: 1366, height: 560 } },
		complaints,
	);
	await page.goto(`${served.origin}/present/speaker#4`);
	await page.locator('.deck-foot').waitFor();
	const cue = page.locator('.deck-slide:not([hidden])').getByText('下面還有↓');
	await cue.waitFor();
	await page
		.locator('.deck-slide:not([hidden])')
		.getByRole('list', { name: '講稿' })
		.evaluate((notes) => notes.scrollTo(0, notes.scrollHeight));
	await cue.waitFor({ state: 'hidden' });
	await page.context().close();
});

test('E leads from a lesson’s slide to its simulator on the wall, and back again to that slide', async () => {
	const page = await newDevice(
		served.browser,
		{ viewport: { width: 1920, height: 1080 } },
		complaints,
	);
	await page.goto(`${served.origin}/present/satisfaction`);
	await page.getByRole('button', { name: '下一張' }).waitFor();
	await page.keyboard.press('PageDown');
	await page.keyboard.press('PageUp');
	const title = await shown(page);
	await page.keyboard.press('e');
	await page.locator('.wall-grid').waitFor();
	expect(new URL(page.url()).pathname).toBe('/simulators/nps');
	await page.goBack();
	await expect.poll(() => shown(page)).toBe(title);
	await page.context().close();
});
