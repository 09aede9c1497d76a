import { afterAll, expect, test } from 'vitest';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** From the points simulator to what is asked further of its setting, and back with a value to try. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

test('a question takes the setting along, and its answer brings a value back', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await page.goto(`${served.origin}/simulators/points?earn=2&sample=500`);
	const answer = page.locator('.answer b');
	const question = page.getByRole('region', { name: '再問四題' }).getByText('要怎樣才會賺？');
	// The link carries the setting once the simulator has read it from the address.
	await expect
		.poll(() => question.evaluate((words) => words.closest('a')?.href))
		.toContain('earn=2');
	await question.click();
	await page.waitForURL(/points-questions\?v=1&earn=2&sample=500#need$/);
	await expect(page.locator('.about').innerText()).resolves.not.toBe('');
	await expect.poll(() => page.locator('.about').innerText()).toContain('「每消費100元送」');

	await page.getByLabel('目標ROI').fill('40');
	await page.getByLabel('只動').selectOption({ label: '每月固定費' });
	await page.getByRole('button', { name: '找答案' }).click();
	await page.locator('#need .said').waitFor();
	const link = page.url();
	expect(link).toContain('target=0.4');
	await page.getByRole('link', { name: /^設成.*元試試/ }).click();
	await page.waitForURL(/\/simulators\/points\?/);
	await expect.poll(() => answer.innerText()).toMatch(/^\+(39|40|41)%$/);

	// The same link shows the same question and answer to somebody else.
	await page.goto(link);
	await expect.poll(() => page.locator('#need .said').innerText()).toContain('達到+40%');
	expect(await page.getByLabel('只動').inputValue()).toBe('fixedCostPerMonth');
	await page.context().close();
});

test.each([
	{ device: phone, asked: '#owed', heading: '#owed h3' },
	{ device: phone, asked: '&target=0.2&only=fixedCostPerMonth#need', heading: '#need h3' },
	{ device: laptop, asked: '&target=0.2&only=fixedCostPerMonth#need', heading: '#need h3' },
])(
	'a link to $asked shows it at the top ($device.viewport.width px)',
	async ({ device, asked, heading }) => {
		const page = await newDevice(served.browser, device, complaints);
		await page.goto(`${served.origin}/simulators/points-questions?v=1&earn=2&sample=500${asked}`);
		await expect.poll(() => page.locator('.about').innerText()).toContain('「每消費100元送」');
		if (asked.includes('target')) await page.locator('#need .said').waitFor();
		const top = () => page.locator(heading).evaluate((one) => one.getBoundingClientRect().top);
		await expect.poll(top).toBeLessThan(120);
		expect(await top()).toBeGreaterThanOrEqual(0);
		await page.context().close();
	},
);

test('without JavaScript it says what it cannot do, and where the simulator is', async () => {
	const page = await newDevice(served.browser, { ...phone, javaScriptEnabled: false }, complaints);
	await page.goto(`${served.origin}/simulators/points-questions`);
	const words = await page.locator('.about').innerText();
	expect(words).toContain('沒有JavaScript，前兩題算不了');
	expect(await page.getByRole('link', { name: '點數計畫模擬器' }).getAttribute('href')).toBe(
		'/simulators/points',
	);
	await expect(page.getByRole('button', { name: '找答案' }).isDisabled()).resolves.toBe(true);
	await page.context().close();
});

test('on paper stands what was asked, not the boxes', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await page.goto(`${served.origin}/simulators/points-questions?v=1&sample=500&most=decided`);
	await page.locator('.range-bars').waitFor();
	await page.emulateMedia({ media: 'print' });
	expect(await page.locator('#most .said').isVisible()).toBe(true);
	expect(await page.locator('#most form').isVisible()).toBe(false);
	expect(await page.locator('#need').isVisible()).toBe(false);
	expect(await page.locator('#owed .receipt').isVisible()).toBe(true);
	expect(await page.locator('[data-address]').innerText()).toContain('most=decided');
	await page.context().close();
});

test('the search finds it by what it answers', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	for (const word of ['反推', '龍捲風圖', '敏感度', '四種算法', '合約負債', 'IFRS 15']) {
		await page.goto(`${served.origin}/search?q=${encodeURIComponent(word)}`);
		await expect
			.poll(() => page.locator('.results h2').allInnerTexts(), { message: word })
			.toContain('點數計畫，再問四題');
	}
	await page.context().close();
});
