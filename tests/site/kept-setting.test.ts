import type { Page } from 'playwright';
import { afterAll, expect, test } from 'vitest';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** What a reader has set in a lesson is there again when the phone loads the page anew. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const plates = (page: Page) => page.locator('section.plate.embedded');
/** A plate that lives, and its first slider. */
async function sliderOf(page: Page, place: number) {
	const plate = plates(page).nth(place);
	await plate.scrollIntoViewIfNeeded();
	await expect.poll(() => plate.evaluate((node) => node.closest('astro-island[ssr]'))).toBeNull();
	return plate.locator('input[type=range]').first();
}
async function openLesson(page: Page, lesson: string): Promise<void> {
	await page.goto(`${served.origin}/lessons/${lesson}`);
	await plates(page).first().waitFor();
}
const kept = (page: Page) => page.evaluate(() => Object.keys(sessionStorage));
/** The setting has been written as it now stands: a hand that moves on is followed when it pauses. */
const written = (page: Page, value: string) =>
	expect
		.poll(() => page.evaluate(() => Object.values(sessionStorage).join(' ')))
		.toContain(`=${value}&`);

test('on a phone: after a reload it stands as it was left, and 全部還原 leaves nothing behind', async () => {
	const page = await newDevice(served.browser, phone, complaints);
	await openLesson(page, 'customer-value');
	const slider = await sliderOf(page, 0);
	const usual = await slider.inputValue();
	await slider.focus();
	for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowRight');
	const moved = await slider.inputValue();
	expect(moved).not.toBe(usual);
	const answer = plates(page).locator('.answer b');
	const told = await answer.innerText();
	await written(page, moved);

	await page.reload();
	await expect.poll(async () => (await sliderOf(page, 0)).inputValue()).toBe(moved);
	expect(await answer.innerText()).toBe(told);
	expect(new URL(page.url()).search).toBe('');

	// Another tab begins as the lesson has it.
	const tab = await page.context().newPage();
	await openLesson(tab, 'customer-value');
	expect(await (await sliderOf(tab, 0)).inputValue()).toBe(usual);

	await plates(page).getByRole('button', { name: '全部還原' }).tap();
	await expect.poll(() => kept(page)).toEqual([]);
	await page.reload();
	expect(await (await sliderOf(page, 0)).inputValue()).toBe(usual);
	await page.context().close();
});

test('two simulators of one kind on a page keep each its own', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await openLesson(page, 'experience');
	expect(await plates(page).count()).toBe(2);
	// The first asks for a guess, and stays as it opens until there is one.
	const second = await sliderOf(page, 1);
	const first = await (await sliderOf(page, 0)).inputValue();
	await second.focus();
	await page.keyboard.press('End');
	const moved = await second.inputValue();
	await expect.poll(() => kept(page)).toHaveLength(1);
	await page.reload();
	await expect.poll(async () => (await sliderOf(page, 1)).inputValue()).toBe(moved);
	expect(await (await sliderOf(page, 0)).inputValue()).toBe(first);
	await page.context().close();
});

test('a guess is about the figure as it opens, whatever was set in it before', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await openLesson(page, 'contribution');
	const plate = plates(page).first();
	await sliderOf(page, 0);
	await plate.getByRole('button', { name: '不猜，直接看' }).click();
	const slider = plate.locator('.plate-in input[type=range]').first();
	await slider.focus();
	await page.keyboard.press('End');
	const moved = await slider.inputValue();
	await expect.poll(async () => (await kept(page)).join()).toContain('setting/');
	await page.reload();
	await sliderOf(page, 0);
	await expect.poll(() => slider.inputValue()).toBe(moved);

	// Asked again, because the pass was forgotten: the setting must not give another truth.
	await page.evaluate(() => {
		for (const key of Object.keys(sessionStorage))
			if (key.startsWith('guess/')) sessionStorage.removeItem(key);
	});
	await page.reload();
	await sliderOf(page, 0);
	await plate.getByRole('button', { name: '不猜，直接看' }).waitFor();
	expect(await slider.inputValue()).not.toBe(moved);
	await page.context().close();
});

test('where the tab keeps nothing, everything else works', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await page.addInitScript(() =>
		Object.defineProperty(globalThis, 'sessionStorage', {
			get: () => {
				throw new DOMException('denied', 'SecurityError');
			},
		}),
	);
	await openLesson(page, 'customer-value');
	const slider = await sliderOf(page, 0);
	const usual = await slider.inputValue();
	await slider.focus();
	await page.keyboard.press('End');
	expect(await slider.inputValue()).not.toBe(usual);
	await plates(page).getByRole('button', { name: '全部還原' }).click();
	await expect.poll(() => slider.inputValue()).toBe(usual);
	await page.context().close();
});
