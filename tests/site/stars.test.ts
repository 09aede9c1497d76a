import { afterAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** The stars lead on to the points simulator; the measures board is asked by keyboard. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

test('the rules that were set among the stars are those the points simulator opens with', async () => {
	const page = await newDevice(served.browser, phone, complaints);
	await page.goto(`${served.origin}/simulators/stars?spend=3&visits=20`);
	const link = page.getByRole('link', { name: '在點數模擬器裡打開' });
	await expect.poll(() => link.getAttribute('href')).toContain('aov=90');
	await expectNoSidewaysScroll(page);
	await link.tap();
	await page.waitForURL(/\/simulators\/points\?/);
	const box = (name: string) => page.getByRole('textbox', { name });
	await expect.poll(() => box('每消費100元送，點').inputValue()).toBe('6.67');
	expect(await box('滿多少點才能兌換，點').inputValue()).toBe('200');
	expect(await page.locator('.notices').innerText()).toBe('');
});

test('by keyboard: guess the month’s rate, then let a competitor open, and see who told', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await page.goto(`${served.origin}/lessons/review-improve`);
	const plate = page.locator('section.plate.embedded').first();
	const form = page.getByRole('form', { name: '先猜一猜' });
	await form.scrollIntoViewIfNeeded();
	await form.locator('fieldset:enabled').waitFor();
	await form.getByRole('slider').focus();
	await page.keyboard.press('ArrowLeft');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await form.waitFor({ state: 'detached' });
	expect(await plate.locator('.guess-told').innerText()).toBe('你猜49%，算出來是39%，你猜得太高。');
	expect(await plate.locator('svg.wide').textContent()).toContain('你猜49%');

	await plate.getByRole('radio', { name: '沒有事' }).focus();
	await page.keyboard.press('ArrowDown');
	const finding = plate.locator('.finding');
	await expect.poll(() => finding.innerText()).toContain('來過的人、營收');
	// The guess is about the rate; it has no place on another measure's axis.
	await plate.getByRole('radio', { name: '回購率' }).first().focus();
	await page.keyboard.press('ArrowDown');
	await expect.poll(() => plate.locator('svg.wide').textContent()).toContain('1,004人');
	expect(await plate.locator('svg.wide').textContent()).not.toContain('你猜');
	await expectAccessible(page);
});
