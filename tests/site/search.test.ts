import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { readBuilt } from '../support/built.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** Searching, as a reader does it: from any page, by keyboard or thumb, and back again. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const searchFor = (asked: string) => `${served.origin}/search?q=${encodeURIComponent(asked)}`;
const said = (page: Page) => page.getByRole('status').innerText();
const titles = (page: Page) => page.locator('.results h2').allInnerTexts();

/** Opens the search with a question and waits until it is answered. */
async function ask(page: Page, asked: string): Promise<void> {
	await page.goto(searchFor(asked));
	await expect.poll(() => said(page)).toContain(`「${asked}」`);
}

test('the index is no heavier than a picture', () => {
	const size = gzipSync(readBuilt('search.json')).length;
	console.log(`search.json: ${(size / 1024).toFixed(1)} KB`);
	expect(size).toBeLessThanOrEqual(80 * 1024);
});

test('/ opens the search from any page, but is a letter in a field', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	for (const address of ['/', '/lessons/clv', '/simulators/clv', '/glossary', '/references']) {
		await page.goto(served.origin + address);
		await page.keyboard.press('/');
		await page.waitForURL(`${served.origin}/search`);
	}
	const field = page.getByRole('searchbox');
	await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
	await page.keyboard.type('80/20');
	expect(await field.inputValue()).toBe('80/20');
	await expect.poll(() => said(page)).toMatch(/「80\/20」找到\d+項/);
	await page.context().close();
});

test('the index is fetched when somebody searches, and not before', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	const fetched: string[] = [];
	page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
	await page.goto(`${served.origin}/search`, { waitUntil: 'networkidle' });
	expect(fetched).not.toContain('/search.json');
	await page.getByRole('searchbox').fill('集點');
	await page.locator('.results').first().waitFor();
	expect(fetched.filter((path) => path === '/search.json')).toHaveLength(1);
	await page.context().close();
});

test('typing finds, the address carries it, the hit leads to its section, and back comes back', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await page.goto(`${served.origin}/lessons/clv`);
	await page.getByRole('link', { name: /搜尋/ }).click();
	const field = page.getByRole('searchbox');
	await field.pressSequentially('點數負債');
	await expect.poll(() => said(page)).toMatch(/「點數負債」找到\d+項：課文\d+、詞彙\d+/);
	expect(new URL(page.url()).searchParams.get('q')).toBe('點數負債');
	await field.press('Enter');

	const hit = page.locator('.results li').filter({ hasText: '實施忠誠度計劃' });
	expect(await hit.locator('mark').allInnerTexts()).toContain('點數負債');
	await hit.locator('h3 a').first().click();
	await page.waitForURL(/\/lessons\/loyalty-programme#/);
	const anchor = decodeURIComponent(new URL(page.url()).hash.slice(1));
	expect(await page.locator(`h2[id="${anchor}"]`).count()).toBe(1);

	await page.goBack();
	await page.locator('.results li').first().waitFor();
	expect(await page.getByRole('searchbox').inputValue()).toBe('點數負債');
	// The letters typed one by one were one step.
	await page.goBack();
	await expect.poll(() => new URL(page.url()).search).toBe('');
	await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
	await page.context().close();
});

test('a new question after one that was sent is a step of its own', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await ask(page, '留存率');
	const field = page.getByRole('searchbox');
	await field.fill('口碑');
	await field.press('Enter');
	await expect.poll(() => said(page)).toContain('「口碑」');
	await page.goBack();
	await expect.poll(() => said(page)).toContain('「留存率」');
	expect(await field.inputValue()).toBe('留存率');
	await page.context().close();
});

describe('finds', () => {
	let page: Page;
	beforeAll(async () => (page = await newDevice(served.browser, laptop, complaints)));
	afterAll(() => page.context().close());

	test.each([
		{ asked: '忠誠度', first: '客戶忠誠度的影響因素' },
		{ asked: '終身價值', first: '客戶終身價值（CLV）' },
		{ asked: '集點', first: '點數計畫' },
		{ asked: '點數負債', first: '點數負債' },
		{ asked: 'clv', first: '客戶終身價值（CLV）' },
		{ asked: 'LTV', first: '客戶終身價值' },
		{ asked: '顧客終生價值', first: '客戶終身價值' },
		{ asked: 'RFM', first: 'RFM：信要寫給誰' },
		{ asked: '好動健身', first: '好動健身' },
	])('$asked', async ({ asked, first }) => {
		await ask(page, asked);
		expect((await titles(page))[0]).toBe(first);
		expect(await page.locator('.results mark').count()).toBeGreaterThan(0);
	});

	test.each([
		['台灣', '臺灣'],
		['ＮＰＳ', 'NPS'],
		['CLV 公式', 'CLV公式'],
		['忠誠度計劃', '忠誠度計畫'],
	])('the same for %s and %s', async (one, other) => {
		await ask(page, one);
		const found = await titles(page);
		expect(found.length).toBeGreaterThan(0);
		await ask(page, other);
		expect(await titles(page)).toEqual(found);
	});

	test('only pages on which the words stand together', async () => {
		await ask(page, '集點');
		for (const found of await page.locator('.results li').all()) {
			expect(await found.locator('mark').count()).toBeGreaterThan(0);
		}
	});

	test('pages that are there', async () => {
		await ask(page, '客戶');
		await page.getByRole('button', { name: /列出其餘/ }).click();
		const links = await page
			.locator('.results a')
			.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
		expect(links.length).toBeGreaterThan(60);
		const pages = new Map<string, string>();
		for (const link of links) {
			const { pathname, hash } = new URL(link);
			if (!pages.has(pathname)) {
				const answer = await fetch(served.origin + pathname);
				expect(answer.status, link).toBe(200);
				pages.set(pathname, await answer.text());
			}
			const id = decodeURIComponent(hash.slice(1));
			if (id) expect(pages.get(pathname), link).toContain(` id="${id}"`);
		}
	});
});

test('arrows go through the results and back to the field', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await ask(page, '留存率');
	const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
	await page.getByRole('searchbox').focus();
	await page.keyboard.press('ArrowDown');
	const first = await page.locator('.results a').first().innerText();
	expect(await focused()).toBe(first);
	await page.keyboard.press('ArrowDown');
	expect(await focused()).not.toBe(first);
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('ArrowUp');
	expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
	await page.keyboard.press('ArrowDown');
	const address = await page.locator('.results a').first().getAttribute('href');
	await page.keyboard.press('Enter');
	await page.waitForURL(served.origin + address);
	await page.context().close();
});

describe('one sentence for each way of not finding', () => {
	test('nothing asked yet, and too short', async () => {
		const page = await newDevice(served.browser, phone, complaints);
		await page.goto(`${served.origin}/search`);
		await expect.poll(() => said(page)).toBe('打兩個字以上就開始找，不必打完。');
		await page.getByRole('searchbox').fill('價');
		await expect.poll(() => said(page)).toContain('再多打一個字');
		expect(await page.locator('.results').count()).toBe(0);
		await page.context().close();
	});

	test('a word typed before the page has its script is not lost', async () => {
		const page = await newDevice(served.browser, phone, complaints);
		let wake = (): void => undefined;
		const held = new Promise<void>((resolve) => (wake = resolve));
		await page.route(/\/_astro\/Search\.[^/]*\.js/, async (route) => {
			await held;
			await route.continue();
		});
		await page.goto(`${served.origin}/search`, { waitUntil: 'commit' });
		const field = page.getByRole('searchbox');
		await field.fill('口碑');
		wake();
		await expect.poll(() => said(page)).toContain('「口碑」找到');
		expect(await field.inputValue()).toBe('口碑');
		await page.context().close();
	});

	test('nothing found, with what does find something', async () => {
		const page = await newDevice(served.browser, phone, complaints);
		await ask(page, '留存率計算方法');
		expect(await said(page)).toBe('找不到「留存率計算方法」。');
		await page.getByRole('link', { name: '留存率', exact: true }).first().click();
		await expect.poll(() => said(page)).toMatch(/「留存率」找到/);
		await ask(page, '太空梭');
		expect(await page.locator('.hint').innerText()).toContain('換一個說法');
		await expectAccessible(page);
		await page.context().close();
	});

	test('the index cannot be had; once it can, the same question is answered', async () => {
		const heard: string[] = [];
		const page = await newDevice(served.browser, phone, heard);
		await page.route('**/search.json', (route) => route.abort());
		await page.goto(searchFor('集點'));
		await expect.poll(() => said(page)).toContain('索引拿不到');
		await page.unroute('**/search.json');
		await page.getByRole('button', { name: '搜尋' }).click();
		await expect.poll(() => said(page)).toContain('「集點」找到');
		await page.context().close();
	});
});

test('without JavaScript the page says so, and leads to every term and lesson', async () => {
	const context = await served.browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(searchFor('集點'));
	const main = page.locator('main');
	expect(await main.innerText()).toContain('搜尋要用到JavaScript');
	expect(await page.locator('form[role="search"]').isVisible()).toBe(false);
	expect(await main.locator('a[href^="/glossary#"]').count()).toBeGreaterThan(60);
	const led = await main
		.locator('a[href^="/lessons/"]')
		.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
	expect(new Set(led).size).toBe(22);
	await context.close();
});

test.each([
	{ width: 360, colorScheme: 'light' as const },
	{ width: 360, colorScheme: 'dark' as const },
	{ width: 1366, colorScheme: 'light' as const },
	{ width: 1366, colorScheme: 'dark' as const },
])('results are accessible at $width in $colorScheme', async ({ width, colorScheme }) => {
	const options = width === 360 ? phone : laptop;
	const page = await newDevice(served.browser, { ...options, colorScheme }, complaints);
	await ask(page, '終身價值');
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await page.goto(`${served.origin}/search`);
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await page.context().close();
});
