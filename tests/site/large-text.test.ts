import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { expectNoSidewaysScroll } from '../support/accessible.ts';
import { newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** Readers who double the text, turn the phone, or meet a table wider than it. */

const served = serveSite();

async function open(address: string, options: BrowserContextOptions): Promise<Page> {
	const page = await newDevice(served.browser, options, []);
	await page.goto(served.origin + address);
	return page;
}

const doubleText = (page: Page): Promise<void> =>
	page.evaluate(() => {
		document.documentElement.style.fontSize = '32px';
	});

describe('with the text doubled on 320 pixels', () => {
	const narrow = { viewport: { width: 320, height: 640 } };
	const simulators = ['/simulators/clv', '/simulators/points', '/simulators/churn'];

	test.each([
		...simulators,
		'/simulators/points-questions',
		'/lessons/clv',
		'/lessons/loyalty-factors',
		'/lessons/emotional-bond',
		'/',
		'/search',
		'/glossary',
		'/solo',
	])('%s does not scroll sideways, folds open too', async (address) => {
		const page = await open(address, narrow);
		await doubleText(page);
		await expectNoSidewaysScroll(page);
		await page.evaluate(() => {
			for (const fold of document.querySelectorAll('details')) fold.open = true;
		});
		await expectNoSidewaysScroll(page);
		await page.context().close();
	});

	test.each(simulators)('the answer of %s is one line and scrolls away', async (address) => {
		const page = await open(address, narrow);
		await doubleText(page);
		const figure = page.locator('.answer b');
		const lines = await figure.evaluate(
			(one) => one.clientHeight / Number.parseFloat(getComputedStyle(one).fontSize),
		);
		expect(lines).toBeLessThan(1.5);
		const below = page.locator('.plate-in input[type="range"]').nth(2);
		await below.evaluate((one) => one.scrollIntoView({ block: 'start' }));
		const bottom = await page
			.locator('.answer')
			.evaluate((one) => one.getBoundingClientRect().bottom);
		expect(bottom).toBeLessThanOrEqual(0);
		await page.context().close();
	});
});

test('steps to be put in order have the line to themselves where the buttons leave no room', async () => {
	const page = await open('/lessons/quality', { viewport: { width: 480, height: 740 } });
	const steps = page.locator('.order-says');
	await page.locator('.question.is-live').first().waitFor();
	const beside = () =>
		steps.first().evaluate((says) => {
			const moves = says.parentElement?.querySelector('.moves');
			return moves && moves.getBoundingClientRect().top < says.getBoundingClientRect().bottom;
		});
	const leastShare = async () => {
		const shares = await steps.evaluateAll((all) =>
			all.map((says) => says.clientWidth / (says.parentElement?.clientWidth ?? 1)),
		);
		return Math.min(...shares);
	};
	expect(await beside()).toBe(true);
	await page.setViewportSize({ width: 360, height: 740 });
	expect(await beside()).toBe(false);
	expect(await leastShare()).toBeGreaterThan(0.8);
	await doubleText(page);
	expect(await leastShare()).toBeGreaterThan(0.6);
	await page.context().close();
});

test.each(['clv', 'points', 'churn'])(
	'on a phone turned on its side the answer of %s stays in view and leaves the page room',
	async (id) => {
		const page = await open(`/simulators/${id}`, { viewport: { width: 740, height: 360 } });
		await page
			.locator('.plate-in input[type="range"]')
			.nth(2)
			.evaluate((one) => one.scrollIntoView({ block: 'center' }));
		const answer = await page.locator('.answer').boundingBox();
		expect(answer?.y).toBe(0);
		expect(answer?.height).toBeLessThan(360 / 5);
		await page.context().close();
	},
);

test('on a phone the table of what was bought more shows its last digits', async () => {
	const page = await open('/simulators/points', phone);
	const table = page.getByRole('region', { name: '多買了多少，看和誰比' });
	expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
	// A table that does go on to the side shows an edge of ink there, until it is scrolled to.
	expect(await table.evaluate((box) => getComputedStyle(box).backgroundAttachment)).toContain(
		'local',
	);
	await page.context().close();
});
