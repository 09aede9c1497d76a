import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { afterAll, describe, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { everyPage, lessonPages, readBuilt, textOf } from '../support/built.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** Terms explained where they stand, the glossary they lead to, and the list of sources. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const card = (page: Page) => page.getByRole('dialog');
const term = (page: Page, name: string) => page.locator('a.term', { hasText: name }).first();
const openIn = async (page: Page, lesson: string, name: string) => {
	await page.goto(`${served.origin}/lessons/${lesson}`);
	await term(page, name).scrollIntoViewIfNeeded();
	return term(page, name);
};

describe('a term', () => {
	test('opens with a press, says its sentence, and closes with a press elsewhere', async () => {
		const page = await newDevice(served.browser, phone, complaints);
		const word = await openIn(page, 'clv', '流失率');
		await word.tap();
		await card(page).waitFor();
		const text = await card(page).innerText();
		expect(text).toContain('一段期間內離開的客戶，占期初客戶的比例。');
		expect(text).toContain('也寫作客戶流失率');
		expect(await word.getAttribute('aria-expanded')).toBe('true');
		await expectNoSidewaysScroll(page);
		await page.mouse.click(4, 4);
		await card(page).waitFor({ state: 'hidden' });
		expect(await word.getAttribute('aria-expanded')).toBe('false');
		await page.context().close();
	});

	test.each(['Enter', 'Space'])(
		'opens with %s, Tab leads to its page, Esc gives the focus back',
		async (key) => {
			const page = await newDevice(served.browser, laptop, complaints);
			const word = await openIn(page, 'clv', '流失率');
			await word.focus();
			await page.keyboard.press(key);
			await card(page).waitFor();
			await page.keyboard.press('Tab');
			expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('看全文');
			await page.keyboard.press('Escape');
			await card(page).waitFor({ state: 'hidden' });
			expect(await word.evaluate((one) => one === document.activeElement)).toBe(true);

			await page.keyboard.press(key);
			await card(page).getByRole('link', { name: '看全文' }).click();
			await page.waitForURL(`${served.origin}/glossary#churn-rate`);
			expect(await page.locator('#churn-rate').isVisible()).toBe(true);
			await page.context().close();
		},
	);

	test('pressed again it closes, and another one opens beside its own word', async () => {
		const page = await newDevice(served.browser, laptop, complaints);
		const word = await openIn(page, 'clv', '流失率');
		await word.click();
		await card(page).waitFor();
		await word.click();
		await card(page).waitFor({ state: 'hidden' });
		await word.click();
		await page.mouse.click(4, 4);
		await card(page).waitFor({ state: 'hidden' });
		await word.press('Enter');
		await card(page).waitFor();
		const other = term(page, '毛利率');
		await other.click();
		await expect.poll(() => card(page).innerText()).toContain('gross margin');
		const [of, at] = [await other.boundingBox(), await card(page).boundingBox()];
		expect(Math.abs((at?.x ?? 0) - (of?.x ?? 1_000))).toBeLessThan(400);
		expect(await page.locator('a.term[aria-expanded="true"]').count()).toBe(1);
		await page.context().close();
	});

	test('moves nothing, in a paragraph or in a table, and stays on the screen', async () => {
		const page = await newDevice(served.browser, phone, complaints);
		for (const { lesson, name } of [
			{ lesson: 'clv', name: '流失率' },
			{ lesson: 'goals', name: '獲取成本' },
		]) {
			const word = await openIn(page, lesson, name);
			const heights = () =>
				page.evaluate(() => [
					document.documentElement.scrollHeight,
					...[...document.querySelectorAll('.lesson-body > *')].map((one) =>
						Math.round(one.getBoundingClientRect().height),
					),
				]);
			const before = await heights();
			await word.tap();
			await card(page).waitFor();
			expect(await heights()).toEqual(before);
			const box = await card(page).boundingBox();
			expect(box?.x).toBeGreaterThanOrEqual(0);
			expect((box?.x ?? 0) + (box?.width ?? 1_000)).toBeLessThanOrEqual(360);
		}
		expect(await page.locator('td a.term').count()).toBeGreaterThan(0);
		await page.context().close();
	});

	test('on paper, and without JavaScript, is a plain link', async () => {
		const page = await newDevice(served.browser, laptop, complaints);
		await (await openIn(page, 'clv', '流失率')).click();
		await card(page).waitFor();
		await page.emulateMedia({ media: 'print' });
		expect(await card(page).isVisible()).toBe(false);
		await page.context().close();

		const context = await served.browser.newContext({ javaScriptEnabled: false });
		const plain = await context.newPage();
		await (await openIn(plain, 'clv', '流失率')).click();
		expect(new URL(plain.url()).pathname + new URL(plain.url()).hash).toBe('/glossary#churn-rate');
		await context.close();
	});

	test.each([
		{ width: 360, colorScheme: 'light' as const },
		{ width: 360, colorScheme: 'dark' as const },
		{ width: 1366, colorScheme: 'light' as const },
		{ width: 1366, colorScheme: 'dark' as const },
	])('is accessible while open, at $width in $colorScheme', async ({ width, colorScheme }) => {
		const options = width === 360 ? phone : laptop;
		const page = await newDevice(served.browser, { ...options, colorScheme }, complaints);
		await (await openIn(page, 'clv', '流失率')).click();
		await card(page).waitFor();
		await expectAccessible(page);
		await page.context().close();
	});

	test('costs a page two kilobytes of script at most', () => {
		const { html } = lessonPages()[3] ?? { html: '' };
		const script = [...html.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)]
			.map((match) => match[1] ?? '')
			.find((text) => text.includes('term-card'));
		expect(script).toBeDefined();
		expect(gzipSync(script ?? '').length).toBeLessThanOrEqual(2 * 1024);
	});
});

test('the glossary tells of each term which lessons use it, and leads to the place', () => {
	const glossary = readBuilt('glossary/index.html');
	const article = /<article id="churn-rate">[\s\S]*?<\/article>/.exec(glossary)?.[0] ?? '';
	expect(textOf(article)).toContain('也寫作客戶流失率');
	expect(article).toMatch(/href="\/lessons\/clv#[^"]+"/);
	expect(article).toContain('href="/simulators/churn"');
	for (const { html } of lessonPages()) {
		for (const [, id] of html.matchAll(/href="\/glossary#([^"]+)"/g)) {
			expect(glossary).toContain(`<article id="${id}">`);
		}
	}
});

describe('the references', () => {
	const html = () => readBuilt('references/index.html');
	const works = () =>
		[
			...(/<ul class="works"[\s\S]*?<\/ul>/.exec(html())?.[0] ?? '').matchAll(/<li[\s\S]*?<\/li>/g),
		].map((match) => match[0]);

	test('hold every work once, Latin before Han, the three books of the unit marked', () => {
		const names = works().map((work) =>
			textOf(/<p class="work"[\s\S]*?<\/p>/.exec(work)?.[0] ?? ''),
		);
		expect(new Set(names).size).toBe(names.length);
		expect(names.filter((name) => name.includes('講義列的書'))).toHaveLength(3);
		const isHan = names.map((name) =>
			/^\p{Script=Han}/u.test(name.replace('講義列的書', '').trim()),
		);
		expect(isHan).toEqual([...isHan].sort((one, other) => Number(one) - Number(other)));
		const kivetz = works().find((work) => work.includes('Goal-Gradient')) ?? '';
		expect(textOf(kivetz)).toMatch(/第16課.*第19課/);
	});

	test('hold every source of every lesson', () => {
		const all = textOf(html());
		for (const { word, html: lesson } of lessonPages()) {
			const sources = /<section class="sources[\s\S]*?<\/section>/.exec(lesson)?.[0] ?? '';
			const items = [...sources.matchAll(/<li>([\s\S]*?)<\/li>/g)];
			expect(items.length, word).toBeGreaterThan(0);
			for (const item of items) expect(all).toContain(textOf(item[1] ?? '').trim());
		}
	});

	test('tell no other site where the reader comes from', () => {
		const leaving = everyPage().flatMap(({ file, html: page }) =>
			[...page.matchAll(/<a\b[^>]*href="https?:[^>]*>/g)].map((match) => `${file} ${match[0]}`),
		);
		expect(leaving.length).toBeGreaterThan(0);
		expect(leaving.filter((link) => !link.includes('noreferrer'))).toEqual([]);
	});

	test('are accessible and fit a phone', async () => {
		const page = await newDevice(served.browser, { ...phone, colorScheme: 'dark' }, complaints);
		for (const address of ['/references', '/cases', '/glossary']) {
			await page.goto(served.origin + address);
			await expectAccessible(page);
			await expectNoSidewaysScroll(page);
		}
		await page.context().close();
	});
});
