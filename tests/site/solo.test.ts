import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, describe, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** A design that a reader makes alone: /solo, from writing to the deck, in real browsers. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const kept = '已保存在這台裝置';
const light = (page: Page) => page.locator('.phase .light').innerText();
const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const effects = (page: Page) => page.locator('.effects ul').innerText();
const filled = (page: Page) => page.locator('.tally-no b').textContent();
const company = (page: Page) => page.locator('.phase-name').innerText();

/** The form is there and its boxes can be written in. */
async function alive(page: Page): Promise<void> {
	await box(page, '風險與退場').waitFor();
	await expect.poll(() => effects(page)).toContain('→');
}
async function open(path = '/solo', options: BrowserContextOptions = laptop): Promise<Page> {
	const page = await newDevice(served.browser, options, complaints);
	await page.goto(served.origin + path);
	await alive(page);
	return page;
}
async function write(page: Page, name: string, words: string): Promise<void> {
	await box(page, name).click();
	await page.keyboard.press('Control+End');
	await page.keyboard.insertText(words);
}

describe('what is written', () => {
	test('is there again after a reload, for its own company', async () => {
		const page = await open('/solo?case=river-books');
		expect(await company(page)).toContain('沿河書店');
		expect(await filled(page)).toBe('0');
		await write(page, '計畫名稱', '晚上十點的書店');
		await write(page, '風險與退場', '回購掉到兩成就停。');
		await page.getByRole('radio', { name: '品牌信任與形象' }).check();
		await expect.poll(() => filled(page)).toBe('3');
		await expect.poll(() => light(page)).toBe(kept);
		await page.reload();
		await alive(page);
		await expect.poll(() => box(page, '計畫名稱').innerText()).toBe('晚上十點的書店');
		expect(await box(page, '風險與退場').innerText()).toBe('回購掉到兩成就停。');
		expect(await page.getByRole('radio', { name: '品牌信任與形象' }).isChecked()).toBe(true);
		await page.getByRole('link', { name: '半山茶行' }).click();
		await expect.poll(() => company(page)).toContain('半山茶行');
		await alive(page);
		expect((await box(page, '計畫名稱').innerText()).trim()).toBe('');
		await page.goBack();
		await expect.poll(() => box(page, '計畫名稱').innerText()).toBe('晚上十點的書店');
		await page.context().close();
	});

	test('may hold the key that elsewhere leads to the search', async () => {
		const page = await open();
		await box(page, '計畫名稱').click();
		await page.keyboard.press('/');
		await expect.poll(async () => (await box(page, '計畫名稱').innerText()).trim()).toBe('/');
		expect(new URL(page.url()).pathname).toBe('/solo');
		await page.context().close();
	});

	test('is undone by key, field by field', async () => {
		const page = await open();
		await write(page, '計畫名稱', '打錯了');
		await page.keyboard.press('Control+z');
		await expect.poll(async () => (await box(page, '計畫名稱').innerText()).trim()).toBe('');
		await page.context().close();
	});

	test('merges with another tab of the same browser, both ways', async () => {
		const page = await open();
		const other = await page.context().newPage();
		await other.goto(`${served.origin}/solo`);
		await alive(other);
		await write(page, '風險與退場', '甲寫的。');
		await expect.poll(() => box(other, '風險與退場').innerText()).toBe('甲寫的。');
		await write(other, '風險與退場', '乙接著寫。');
		await expect.poll(() => box(page, '風險與退場').innerText()).toBe('甲寫的。乙接著寫。');
		await expect.poll(() => light(page)).toBe(kept);
		await expect.poll(() => light(other)).toBe(kept);
		await other.close();
		await page.reload();
		await expect.poll(() => box(page, '風險與退場').innerText()).toBe('甲寫的。乙接著寫。');
		await page.context().close();
	});

	test('is kept over plain http and without a network, for any of the companies', async () => {
		// What the network would have brought is missed aloud; the page does without it.
		const page = await newDevice(served.browser, laptop, []);
		const known = 'http://loyalty.test';
		await page.route(`${known}/**`, async (route) => {
			const { pathname, search } = new URL(route.request().url());
			await route.fulfill({
				response: await route.fetch({ url: served.origin + pathname + search }),
			});
		});
		await page.goto(`${known}/solo`);
		await alive(page);
		expect(await page.evaluate(() => isSecureContext)).toBe(false);
		await page.unroute(`${known}/**`);
		await page.context().setOffline(true);
		await page.getByRole('link', { name: '大埕超市' }).click();
		await expect.poll(() => company(page)).toContain('大埕超市');
		await expect.poll(() => effects(page)).toContain('→');
		await write(page, '計畫名稱', '沒有網路也寫');
		await expect.poll(() => light(page)).toBe(kept);
		await page.getByRole('link', { name: '半山茶行' }).click();
		await expect.poll(() => company(page)).toContain('半山茶行');
		await page.getByRole('link', { name: '大埕超市' }).click();
		await expect.poll(() => box(page, '計畫名稱').innerText()).toBe('沒有網路也寫');
		await page.context().close();
	});
});

test('numbers move the effects, by keyboard alone', async () => {
	const page = await open();
	const before = await effects(page);
	expect(await page.locator('.effects').innerText()).toContain('還沒決定，先用預設值推算');
	await page.getByRole('slider', { name: '每消費100元送幾點' }).focus();
	for (let press = 0; press < 6; press += 1) await page.keyboard.press('ArrowRight');
	await expect.poll(() => effects(page)).not.toBe(before);
	await expect.poll(() => filled(page)).toBe('1');
	expect(await page.locator('.effects').innerText()).not.toContain('還沒決定');
	// Taking the usual value as it stands is a decision too.
	await page.getByRole('button', { name: /^就用30點/ }).press('Enter');
	await expect.poll(() => filled(page)).toBe('2');
	await page.context().close();
});

test('a company that is not there leads to the first, and says so', async () => {
	const page = await open('/solo?case=moon-bakery');
	expect(await company(page)).toContain('半山茶行');
	expect(await page.locator('.choose').innerText()).toContain('沒有「moon-bakery」這家公司');
	await page.getByRole('link', { name: '半山茶行' }).click();
	await expect.poll(() => page.locator('.choose').innerText()).not.toContain('moon-bakery');
	await page.context().close();
});

test('what is missing is listed, and leads to its field', async () => {
	const page = await open();
	const list = page.locator('.submit');
	expect(await list.innerText()).toContain('還缺20項');
	await list.getByRole('link', { name: '「客戶滿意度」還空著' }).press('Enter');
	await page.keyboard.insertText('隊伍太長');
	await expect.poll(() => box(page, '客戶滿意度').innerText()).toBe('隊伍太長');
	await expect.poll(() => list.innerText()).toContain('還缺19項');
	expect(await page.locator('main').innerText()).not.toMatch(/繳交前|老師開放|現在不能繳交/);
	await page.context().close();
});

describe('where the device keeps nothing', () => {
	test.each([
		{
			what: 'no store opens',
			refuse: () => {
				IDBFactory.prototype.open = () => {
					throw new DOMException('off', 'SecurityError');
				};
			},
		},
		{
			what: 'no write is taken',
			refuse: () => {
				IDBObjectStore.prototype.add = () => {
					throw new DOMException('full', 'QuotaExceededError');
				};
			},
		},
	])('the light says so and the words can be taken along: $what', async ({ refuse }) => {
		const page = await newDevice(served.browser, laptop, complaints);
		await page.addInitScript(refuse);
		await page.goto(`${served.origin}/solo`);
		await alive(page);
		await write(page, '計畫名稱', '只在這一頁');
		await expect.poll(() => light(page)).toBe('未儲存：這台裝置存不了，請下載');
		expect(await page.getByRole('link', { name: '放成簡報看' }).count()).toBe(0);
		const coming = page.waitForEvent('download');
		await page.getByRole('button', { name: '下載這一份' }).click();
		const file = await coming;
		expect(file.suggestedFilename()).toBe('自己設計一份-半山茶行.txt');
		const text = readFileSync(await file.path(), 'utf8');
		expect(text).toContain('公司：半山茶行');
		expect(text).toContain('【計畫名稱】\n只在這一頁');
		expect(text).not.toMatch(/組員|第.組/);

		// Another company takes nothing away.
		await page.getByRole('link', { name: '沿河書店' }).click();
		await expect.poll(() => company(page)).toContain('沿河書店');
		await alive(page);
		expect((await box(page, '計畫名稱').innerText()).trim()).toBe('');
		await page.getByRole('link', { name: '半山茶行' }).click();
		await expect.poll(() => box(page, '計畫名稱').innerText()).toBe('只在這一頁');
		expect(await light(page)).toBe('未儲存：這台裝置存不了，請下載');
		await page.context().close();
	});
});

test('cleared away after a question, and brought back', async () => {
	const page = await open();
	await write(page, '計畫名稱', '寫了很久');
	await expect.poll(() => filled(page)).toBe('1');
	const ask = page.getByRole('button', { name: '清掉，重新開始' });
	await ask.press('Enter');
	const dialog = page.getByRole('dialog', { name: '清掉這一份？' });
	const coming = page.waitForEvent('download');
	await dialog.getByRole('button', { name: '先下載一份' }).click();
	await coming;
	await expectAccessible(page);
	await dialog.getByRole('button', { name: '清掉' }).press('Enter');
	await expect.poll(() => filled(page)).toBe('0');
	expect((await box(page, '計畫名稱').innerText()).trim()).toBe('');
	// A look at another company's does not end it.
	await page.getByRole('link', { name: '沿河書店' }).click();
	await expect.poll(() => company(page)).toContain('沿河書店');
	await page.getByRole('link', { name: '半山茶行' }).click();
	await page.getByRole('button', { name: '復原剛才清掉的' }).press('Enter');
	await expect.poll(() => box(page, '計畫名稱').innerText()).toBe('寫了很久');
	await expect.poll(() => light(page)).toBe(kept);
	await page.context().close();
});

test('as a deck it is the one that this device holds, before and after a reload', async () => {
	const page = await open('/solo?case=lively-gym');
	await write(page, '計畫名稱', '三個月不見');
	await expect.poll(() => light(page)).toBe(kept);
	await page.getByRole('link', { name: '放成簡報看' }).click();
	await page.getByRole('heading', { name: '三個月不見' }).waitFor();
	const shown = page.locator('.deck-slide:not([hidden])');
	expect(await shown.innerText()).toContain('好動健身');
	expect(await shown.innerText()).not.toMatch(/第.*組|繳交/);
	await expectAccessible(page);
	await page.keyboard.press('End');
	await expect.poll(() => shown.innerText()).toContain('何時該停');
	await page.reload();
	await expect.poll(() => shown.innerText()).toContain('何時該停');
	// On paper every slide fills its page, and its foot stands at the page's end.
	await page.emulateMedia({ media: 'print' });
	const feet = await page.locator('.deck-slide').evaluateAll((slides) =>
		slides.map((slide) => {
			const foot = slide.querySelector('.deck-printed');
			return slide.getBoundingClientRect().bottom - (foot?.getBoundingClientRect().bottom ?? 0);
		}),
	);
	expect(feet.length).toBeGreaterThan(4);
	for (const below of feet) expect(Math.abs(below)).toBeLessThan(2);
	const heights = await page
		.locator('.deck-slide')
		.evaluateAll((slides) => slides.map((slide) => Math.round(slide.clientHeight)));
	expect(new Set(heights).size).toBe(1);
	await page.emulateMedia({ media: 'screen' });
	await page.getByRole('link', { name: '回到設計表' }).click();
	await expect.poll(() => box(page, '計畫名稱').innerText()).toBe('三個月不見');
	await page.context().close();
});

test('lesson 21 and the case companies lead here', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	await page.goto(`${served.origin}/lessons/activity`);
	await page.getByRole('link', { name: '自己先做一份' }).click();
	await alive(page);
	await page.goto(`${served.origin}/cases`);
	await page.getByRole('link', { name: '自己替小島旅宿設計一份' }).click();
	await expect.poll(() => company(page)).toContain('小島旅宿');
	await page.context().close();
});

test('without JavaScript it says what it needs, and asks its questions', async () => {
	const context = await served.browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${served.origin}/solo`);
	const shown = await page.locator('main').innerText();
	expect(shown).toContain('需要JavaScript');
	expect(shown).toContain('如果店員只有五秒鐘可以介紹這個計畫');
	expect(shown).not.toContain('正在打開');
	expect(await page.locator('main button:visible').count()).toBe(0);
	await context.close();
});

test('a print waits for the results; one by key says that they were still to come', async () => {
	const page = await newDevice(served.browser, laptop, complaints);
	const { promise: asked, resolve: answer } = Promise.withResolvers<void>();
	await page.route(/effects\.worker/, async (route) => {
		await asked;
		await route.continue();
	});
	await page.goto(`${served.origin}/solo`);
	await box(page, '風險與退場').waitFor();
	const print = page.getByRole('button', { name: '列印', exact: true });
	const unfinished = page.getByText('列印的時候，成果還在推算');
	expect(await print.isDisabled()).toBe(true);
	expect(await unfinished.isVisible()).toBe(false);
	await page.emulateMedia({ media: 'print' });
	await unfinished.waitFor();
	answer();
	await unfinished.waitFor({ state: 'detached' });
	expect(await effects(page)).toContain('→');
	await page.emulateMedia({ media: 'screen' });
	expect(await print.isEnabled()).toBe(true);
	await page.context().close();
});

test('on paper the plan stands without its tools', async () => {
	const page = await open();
	await write(page, '風險與退場', '掉到兩成就停。');
	await page.emulateMedia({ media: 'print' });
	await expect.poll(() => box(page, '風險與退場').isVisible()).toBe(true);
	expect(await page.locator('.effects').isVisible()).toBe(true);
	// An empty field says 未填 beside its name and takes no box; a note has the width of its number.
	expect(await box(page, '計畫名稱').isVisible()).toBe(false);
	const wide = (place: string) =>
		page.locator(place).evaluate((each) => each.getBoundingClientRect().width);
	expect(await wide('#field-threshold .size')).toBeGreaterThan((await wide('.fields')) * 0.4);
	for (const tool of ['.phase', '.choose', '.side', '.tally', '.dock', '.head-nav'])
		expect(await page.locator(tool).isVisible(), tool).toBe(false);
	await page.context().close();
});

test.each([
	{
		kind: 'a narrow phone in dark',
		options: {
			...phone,
			viewport: { width: 320, height: 640 },
			colorScheme: 'dark' as const,
		},
	},
	{ kind: 'a phone in light', options: phone },
	{ kind: 'a laptop in dark', options: { ...laptop, colorScheme: 'dark' as const } },
	{ kind: 'a wide screen in light', options: { viewport: { width: 1920, height: 1080 } } },
])('on $kind it is accessible and fits', async ({ options }) => {
	const page = await open('/solo?case=nobody-knows-such-a-long-name', options);
	await write(page, '計畫名稱', '很長很長的名字'.repeat(5));
	await expectAccessible(page);
	await expectNoSidewaysScroll(page);
	await page.context().close();
});
