import type { BrowserContextOptions, Page } from 'playwright';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/accessible.ts';
import { moveHand, newDevice } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

const complaints: string[] = [];

const served = serveSite();
beforeEach(() => {
	complaints.length = 0;
});

const wallScreen: BrowserContextOptions = { viewport: { width: 1920, height: 1080 } };
const heading = (page: Page) => page.locator('.lab-wall h1');
const place = async (page: Page) =>
	(await page.getByRole('navigation', { name: '換頁' }).locator('p').innerText())
		.replace('第', '')
		.trim();

async function openWall(query: string, options = wallScreen): Promise<Page> {
	const page = await newDevice(served.browser, options, complaints);
	await page.goto(`${served.origin}/simulators/orders${query}`);
	await heading(page).waitFor();
	return page;
}

const day = (number: number): string =>
	new Date(Date.UTC(2024, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
const rows = Array.from(
	{ length: 400 },
	(_, i) => `王小明${i % 60}號,${day((i * 17) % 600)},${100 + i}`,
);
const give = (page: Page, name: string, lines: readonly string[]) =>
	page.getByLabel('選一個檔案').setInputFiles({
		name,
		mimeType: 'text/csv',
		buffer: Buffer.from(['會員,日期,金額', ...lines].join('\n')),
	});

async function openWithFile(name: string, lines: readonly string[]): Promise<Page> {
	const page = await newDevice(
		served.browser,
		{ viewport: { width: 1366, height: 800 } },
		complaints,
	);
	await page.goto(`${served.origin}/simulators/orders`);
	await moveHand(page);
	await expect.poll(() => page.getByLabel('選一個檔案').isEnabled()).toBe(true);
	await give(page, name, lines);
	await expect.poll(() => page.locator('.file b').first().textContent()).toBe(name);
	return page;
}

/** Words of the wall that a hall cannot read, and parts of it that are cut off. */
const faultsOnWall = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const faults: string[] = [];
		const wall = document.querySelector('.lab-wall');
		if (!wall) return ['no wall'];
		const words = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT);
		while (words.nextNode()) {
			const { parentElement: around, nodeValue } = words.currentNode;
			if (!around || !nodeValue?.trim() || around.closest('.sr, dialog, canvas')) continue;
			let scale = 1;
			for (let each: Element | null = around; each; each = each.parentElement) {
				scale *= Number(getComputedStyle(each).zoom) || 1;
			}
			const svg = around.closest('svg');
			if (svg instanceof SVGSVGElement) {
				scale *= svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
			}
			const size = Number.parseFloat(getComputedStyle(around).fontSize) * scale;
			// Charts give way to their captions, as far as a hall can follow.
			if (size < (svg ? 24 : 28)) faults.push(`${Math.round(size)} px: ${nodeValue}`);
			const range = document.createRange();
			range.selectNodeContents(words.currentNode);
			const { right, bottom } = range.getBoundingClientRect();
			if (right > innerWidth || bottom > innerHeight) faults.push(`cut off: ${nodeValue}`);
		}
		return faults;
	});

describe('the wall of a made-up company', () => {
	test.each([
		{ sample: 'coffee', screens: 10 },
		{ sample: 'shop', screens: 10 },
		{ sample: 'gym', screens: 4 },
	])('$sample is large enough for a hall on each of its screens', async ({ sample, screens }) => {
		const page = await openWall(`?sample=${sample}&view=projector`);
		await expect.poll(() => place(page)).toBe(`1／${screens}`);
		for (let screen = 1; screen <= screens; screen++) {
			expect(await place(page)).toBe(`${screen}／${screens}`);
			expect(await faultsOnWall(page)).toEqual([]);
			expect(await page.locator('.line').textContent()).toMatch(/[。」]$/);
			await page.keyboard.press('PageDown');
		}
		// The last one stays.
		expect(await place(page)).toBe(`${screens}／${screens}`);
		expect(complaints).toEqual([]);
		await page.context().close();
	});

	test('is turned by the keys of every wall, and a reload keeps the screen', async () => {
		const page = await openWall('?sample=coffee&margin=0.3&view=projector');
		await expect.poll(() => place(page)).toBe('1／10');
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('Space');
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('PageUp');
		await expect.poll(() => place(page)).toBe('3／10');
		await page.keyboard.press('End');
		await expect.poll(() => place(page)).toBe('10／10');
		await page.keyboard.press('Home');
		await page.keyboard.press('PageDown');
		await expect.poll(() => place(page)).toBe('2／10');
		await expect
			.poll(() => page.url())
			.toBe(`${served.origin}/simulators/orders?sample=coffee&margin=0.3&view=projector#buying`);
		await page.reload();
		await expect.poll(() => place(page)).toBe('2／10');
		await page.keyboard.press('b');
		await page.locator('.wall-blank').waitFor();
		// What is pressed on a dark screen only brings it back.
		await page.keyboard.press('PageDown');
		await page.locator('.wall-blank').waitFor({ state: 'detached' });
		expect(await place(page)).toBe('2／10');
		await page.keyboard.press('?');
		const help = page.getByRole('dialog', { name: '現在能用的按鍵' });
		await help.waitFor();
		expect(await help.textContent()).toContain('PageDown');
		await page.keyboard.press('Escape');
		await help.waitFor({ state: 'hidden' });
		expect(complaints).toEqual([]);
		await page.context().close();
	});

	test.each(['light', 'dark'] as const)(
		'has no fault that axe finds, %s',
		async (colorScheme) => {
			const page = await openWall('?sample=coffee&view=projector', { ...wallScreen, colorScheme });
			await expect.poll(() => place(page)).toBe('1／10');
			// Facts, a chart and the table: the others are made of the same.
			for (const screen of ['#file', '#buying', '#customers']) {
				await page.evaluate((hash) => location.assign(hash), screen);
				await expect.poll(() => page.url()).toContain(screen);
				await expectAccessible(page);
			}
			await page.context().close();
		},
		60_000,
	);

	test('is chosen on the wall where the address names none', async () => {
		const page = await openWall('?view=projector');
		expect(await heading(page).textContent()).toContain('要投哪一家公司');
		expect(await faultsOnWall(page)).toEqual([]);
		await expectAccessible(page);
		await page.getByRole('button', { name: '健身房會員' }).click();
		await expect.poll(() => place(page)).toBe('1／4');
		await expect.poll(() => page.url()).toContain('?sample=gym&view=projector');
		await page.context().close();
	});

	test('is linked from its page, with the settings', async () => {
		const page = await newDevice(
			served.browser,
			{ viewport: { width: 1366, height: 800 } },
			complaints,
		);
		await page.goto(`${served.origin}/simulators/orders?sample=coffee&margin=0.3`);
		await moveHand(page);
		const link = page.getByRole('link', { name: '投到教室螢幕' });
		await link.waitFor();
		expect(await link.getAttribute('href')).toBe(
			'/simulators/orders?sample=coffee&margin=0.3&view=projector',
		);
		await page.context().close();
	});
});

test('a file of one’s own goes to the wall as it stands, without a name or an address', async () => {
	const page = await openWithFile('王家小店.csv', rows);
	await page.getByRole('button', { name: '投到教室螢幕' }).click();
	await expect.poll(() => place(page)).toMatch(/^1／/);
	const screens = Number((await place(page)).split('／')[1]);
	expect(page.url()).toMatch(/\/simulators\/orders(#file)?$/);
	expect(await page.locator('.lab-wall').textContent()).toContain('這台電腦上的檔案');
	for (let screen = 1; screen <= screens; screen++) {
		expect(await place(page)).toBe(`${screen}／${screens}`);
		expect(await page.locator('.lab-wall').innerHTML()).not.toMatch(/王小明|王家小店/);
		await page.keyboard.press('PageDown');
	}
	// Shown only when somebody asks for it, and for this one look.
	while (!(await heading(page).textContent())?.includes('往後還值多少')) {
		await page.keyboard.press('PageUp');
	}
	await page.locator('.lab-wall table').waitFor();
	await page.keyboard.press('n');
	await expect.poll(() => page.locator('.lab-wall table').textContent()).toContain('王小明');
	await page.keyboard.press('PageDown');
	await page.keyboard.press('PageUp');
	await expect.poll(() => page.locator('.lab-wall table').textContent()).not.toContain('王小明');
	await page.mouse.move(400, 400);
	await page.getByRole('button', { name: '回到實驗室' }).click();
	await expect.poll(() => page.locator('.lab-wall').count()).toBe(0);
	expect(await page.locator('.file b').first().textContent()).toBe('王家小店.csv');
	expect(page.url()).toBe(`${served.origin}/simulators/orders`);
	expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('投到教室螢幕');
	expect(complaints).toEqual([]);
	await page.context().close();
});

describe('the way back from the wall', () => {
	test('of a file of one’s own is the browser’s Back, Esc or the button, and the file stays', async () => {
		const page = await openWithFile('小店.csv', rows);
		const entries = () => page.evaluate(() => history.length);
		const before = await entries();
		const button = page.getByRole('button', { name: '投到教室螢幕' });
		const result = async (): Promise<void> => {
			await expect.poll(() => page.locator('.lab-wall').count()).toBe(0);
			expect(await page.locator('.file b').first().textContent()).toBe('小店.csv');
			expect(page.url()).toBe(`${served.origin}/simulators/orders`);
			await expect
				.poll(() => page.evaluate(() => document.activeElement?.textContent))
				.toBe('投到教室螢幕');
			await expect.poll(() => page.evaluate(() => scrollY)).toBe(scrolled);
		};
		await page.getByText('這是回購，不是留存').waitFor();
		await button.scrollIntoViewIfNeeded();
		const scrolled = await page.evaluate(() => scrollY);
		expect(scrolled).toBeGreaterThan(1_000);

		await button.focus();
		await page.keyboard.press('Enter');
		await expect.poll(() => place(page)).toMatch(/^1／/);
		const back = page.getByRole('button', { name: '回到實驗室' });
		expect(await back.evaluate((each) => getComputedStyle(each).opacity)).toBe('1');
		for (const _ of rows.slice(0, 3)) await page.keyboard.press('PageDown');
		await expect.poll(() => page.url()).toContain('#');
		expect(await entries()).toBe(before + 1);
		await page.goBack();
		await result();

		// Forward is the wall again; its help takes Esc first, a dark screen too.
		await page.goForward();
		await expect.poll(() => page.locator('.lab-wall').count()).toBe(1);
		await page.keyboard.press('?');
		const help = page.getByRole('dialog', { name: '現在能用的按鍵' });
		await help.waitFor();
		await page.keyboard.press('Escape');
		await help.waitFor({ state: 'hidden' });
		// The dialog gives the focus back a moment later; a key in its box would not be the wall's.
		await expect
			.poll(() => page.evaluate(() => document.activeElement?.closest('dialog') ?? null))
			.toBe(null);
		await page.keyboard.press('b');
		await page.locator('.wall-blank').waitFor();
		await page.keyboard.press('Escape');
		await page.locator('.wall-blank').waitFor({ state: 'detached' });
		expect(await page.locator('.lab-wall').count()).toBe(1);
		await page.keyboard.press('Escape');
		await page.keyboard.press('Escape');
		await result();

		await page.keyboard.press('Enter');
		await expect.poll(() => page.locator('.lab-wall').count()).toBe(1);
		await back.click();
		await result();
		expect(await entries()).toBe(before + 1);
		// A reload keeps neither the file nor its wall.
		await page.goForward();
		await expect.poll(() => page.locator('.lab-wall').count()).toBe(1);
		await page.reload();
		await moveHand(page);
		await expect.poll(() => page.getByLabel('選一個檔案').isEnabled()).toBe(true);
		expect(await page.locator('.lab-wall').count()).toBe(0);
		expect(complaints).toEqual([]);
		await page.context().close();
	});

	test.each([
		{ query: '?sample=gym&view=projector', left: '?sample=gym' },
		{ query: '?view=projector', left: '' },
	])('of $query is the page, in its place', async ({ query, left }) => {
		const page = await newDevice(served.browser, wallScreen, complaints);
		await page.goto(`${served.origin}/simulators`);
		await page.goto(`${served.origin}/simulators/orders${query}`);
		await heading(page).waitFor();
		if (left) await expect.poll(() => place(page)).toBe('1／4');
		await page.keyboard.press('Escape');
		await expect.poll(() => page.locator('.lab-wall').count()).toBe(0);
		await expect.poll(() => page.url()).toBe(`${served.origin}/simulators/orders${left}`);
		await page.goBack();
		await expect.poll(() => page.url()).toBe(`${served.origin}/simulators`);
		expect(complaints).toEqual([]);
		await page.context().close();
	});
});

test('days after today are pointed out with their lines, and left out and counted again at a click', async () => {
	const page = await openWithFile('打錯.csv', [...rows, '甲,2062-03-01,50', '乙,1955-01-02,70']);
	const stray = page.locator('.stray');
	expect(await stray.textContent()).toContain('第402行是2062-03-01');
	expect(await stray.textContent()).toContain('第403行是1955-01-02');
	const facts = page.locator('.plate-out dl').first();
	expect(await facts.textContent()).toContain('2062-03-01');
	await expectAccessible(page);
	await page.getByRole('button', { name: '不算這2列' }).click();
	await expect.poll(() => stray.textContent()).toContain('2列沒有算');
	await expect.poll(() => facts.textContent()).not.toMatch(/2062|1955/);
	// The button turned into the way back under the hand that pressed it.
	expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('全部算回來');
	expect(await page.locator('summary', { hasText: '沒有用上' }).textContent()).toContain('2列');
	await page.getByRole('button', { name: '全部算回來' }).click();
	await expect.poll(() => facts.textContent()).toContain('2062-03-01');
	expect(complaints).toEqual([]);
	await page.context().close();
});
