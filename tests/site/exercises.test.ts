import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, describe, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, moveHand, newDevice, phone } from '../support/devices.ts';
import { weigh } from '../support/weight.ts';
import { serveSite } from '../support/site.ts';

/** Exercises without numbers, as a reader works them: sorting (lesson 6), a story (lesson 15). */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const plate = (page: Page) => page.locator('.plate.exercise');
const finding = (page: Page) => plate(page).locator('.finding').innerText();
const announced = (page: Page) => plate(page).getByRole('status').textContent();
const act = (page: Page, name: string) =>
	plate(page).locator('.acts').getByRole('button', { name, exact: true });

async function open(lesson: string, options: BrowserContextOptions = laptop): Promise<Page> {
	const page = await newDevice(served.browser, options, complaints);
	await page.goto(`${served.origin}/lessons/${lesson}`);
	await alive(page);
	return page;
}
async function alive(page: Page): Promise<void> {
	await plate(page).scrollIntoViewIfNeeded();
	await page.locator('astro-island:not([ssr]) .plate.exercise').first().waitFor();
}

const choice = (page: Page, bin: string) =>
	plate(page).getByRole('group', { name: '放進哪一格？' }).getByRole('button', { name: bin });
const card = (page: Page) => plate(page).locator('.hand [role=group]').first();
const told = (page: Page) => plate(page).locator('.hand .told').innerText();
const bin = (page: Page, name: string) => plate(page).getByRole('region', { name, exact: true });
const next = (page: Page) => plate(page).locator('.hand .told .btn');

describe('sorting by keyboard alone', () => {
	test('Tab and arrows choose, Enter puts, the reason is told, and the focus goes with the card', async () => {
		const page = await open('loyalty-factors');
		await choice(page, '滿意度').focus();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await expect.poll(() => announced(page)).toMatch(/^放進「品質」。和這一課的分法一樣。同一品項/);
		expect(await told(page)).toContain('先動手的：');
		expect(await told(page)).toContain('這句話說出了行為');
		expect(await choice(page, '品質').getAttribute('aria-pressed')).toBe('true');
		await expect.poll(() => page.locator(':focus').innerText()).toContain('品質');

		for (let press = 0; press < 4; press += 1) await page.keyboard.press('Tab');
		await expect.poll(() => page.locator(':focus').innerText()).toBe('下一句');
		await page.keyboard.press('Enter');
		await expect.poll(() => card(page).innerText()).toContain('像仙境');
		expect(await card(page).evaluate((one) => one === document.activeElement)).toBe(true);

		// A wrong bin teaches and takes nothing away; the statement is put elsewhere at once.
		await page.keyboard.press('Tab');
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('Space');
		await expect.poll(() => told(page)).toContain('再想想。找書、結帳都沒有卡住他');
		expect(await bin(page, '體驗').getByRole('button').innerText()).toContain('再想想');
		await choice(page, '品牌信任與形象').focus();
		await page.keyboard.press('Enter');
		await expect.poll(() => told(page)).toContain('說得通。');
		expect(await finding(page)).toContain('另有1句放在說得通的第二格');
		expect(await finding(page)).toContain('「滿意度」和「體驗」');
	});

	test('a statement in a bin is taken up again, and every step is taken back', async () => {
		const page = await open('loyalty-factors');
		await choice(page, '價格與價值').focus();
		await page.keyboard.press('Enter');
		await next(page).focus();
		await page.keyboard.press('Enter');
		await bin(page, '價格與價值').getByRole('button').focus();
		await page.keyboard.press('Enter');
		await expect.poll(() => card(page).innerText()).toContain('拿鐵');
		expect(await card(page).evaluate((one) => one === document.activeElement)).toBe(true);
		await choice(page, '品質').focus();
		await page.keyboard.press('Enter');
		await expect.poll(() => bin(page, '品質').getByRole('button').count()).toBe(1);
		await act(page, '復原').focus();
		await page.keyboard.press('Enter');
		await expect.poll(() => bin(page, '價格與價值').getByRole('button').count()).toBe(1);
		await page.keyboard.press('Enter');
		await expect.poll(() => plate(page).locator('.bins button').count()).toBe(0);
		expect(await act(page, '復原').getAttribute('aria-disabled')).toBe('true');
		expect(await act(page, '復原').evaluate((one) => one === document.activeElement)).toBe(true);
	});

	test('the last one leads to what there is to learn; starting again can be taken back', async () => {
		const page = await open('loyalty-factors');
		for (let left = 11; left > 0; left -= 1) {
			await choice(page, '體驗').focus();
			await page.keyboard.press('Enter');
			await expect.poll(() => plate(page).locator('.bins button').count()).toBe(12 - left);
			expect(await next(page).innerText()).toBe(left > 1 ? '下一句' : '看結果');
			await next(page).focus();
			await page.keyboard.press('Enter');
			if (left > 1)
				await expect
					.poll(() => plate(page).locator('.hand .label').innerText())
					.toMatch(new RegExp(`第\\s*${13 - left}\\s*句`));
		}
		await expect
			.poll(() => page.locator(':focus').innerText())
			.toMatch(/^11句裡有3句和這一課的分法一樣/);
		expect(await finding(page)).toContain('再看這11句說出什麼');
		await act(page, '重來').click();
		await expect.poll(() => finding(page)).toContain('等你分');
		await act(page, '復原').click();
		await expect.poll(() => finding(page)).toContain('11句裡有3句');
	});
});

test('a statement is dragged into a bin, and from one bin into another', async () => {
	const page = await open('loyalty-factors');
	const drag = async (from: ReturnType<Page['locator']>, to: ReturnType<Page['locator']>) => {
		await to.scrollIntoViewIfNeeded();
		const [start, end] = [await from.boundingBox(), await to.boundingBox()];
		if (!start || !end) throw new Error('there is nothing to drag');
		await page.mouse.move(start.x + start.width / 2, start.y + 20);
		await page.mouse.down();
		await page.mouse.move(end.x + end.width / 2, end.y + 30, { steps: 8 });
		await page.mouse.up();
	};
	await drag(card(page), bin(page, '品牌信任與形象'));
	await expect.poll(() => bin(page, '品牌信任與形象').getByRole('button').count()).toBe(1);
	await drag(bin(page, '品牌信任與形象').getByRole('button'), bin(page, '品質'));
	await expect.poll(() => bin(page, '品質').getByRole('button').count()).toBe(1);
	expect(await bin(page, '品牌信任與形象').getByRole('button').count()).toBe(0);
	// A drag that ends nowhere leaves everything as it was.
	await drag(bin(page, '品質').getByRole('button'), page.locator('.plate-head h2'));
	expect(await bin(page, '品質').getByRole('button').count()).toBe(1);
});

test('on a phone a tap puts, a tap takes up, and a tap puts elsewhere', async () => {
	const page = await open('loyalty-factors', phone);
	// The lowest bin at the screen's lower edge: what is said of it begins below the screen.
	const last = choice(page, '體驗');
	await last.evaluate((one) => one.scrollIntoView({ block: 'end' }));
	await last.tap();
	await expect.poll(() => told(page)).toContain('再想想');
	await expect
		.poll(() => next(page).evaluate((one) => innerHeight - one.getBoundingClientRect().bottom))
		.toBeGreaterThan(0);
	await next(page).tap();
	await expect.poll(() => card(page).innerText()).toContain('像仙境');
	await bin(page, '體驗').getByRole('button').tap();
	await expect.poll(() => card(page).innerText()).toContain('拿鐵');
	await choice(page, '品質').tap();
	await expect.poll(() => bin(page, '品質').getByRole('button').count()).toBe(1);
});

const part = (page: Page, name: string) => plate(page).getByRole('radio', { name });
const standing = (page: Page, bond: string) =>
	plate(page).locator('.out dl > div', { hasText: bond }).first().locator('dd b').innerText();
const story = (page: Page) => plate(page).locator('.out section').last().innerText();

describe('a story', () => {
	test('by keyboard: another part, another story, other bonds; laid aside, both stand side by side', async () => {
		const page = await open('emotional-bond');
		expect(await standing(page, '記得住')).toBe('結起來了');
		await part(page, '收留賣相差的書').focus();
		for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowDown');
		await expect.poll(() => story(page)).toContain('守護這座城市的燈火');
		expect(await standing(page, '記得住')).toBe('缺');
		for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowUp');
		await expect.poll(() => story(page)).toContain('老邱不退也不丟，一本一本清理');
		await part(page, '門口每天抄的帳').focus();
		await page.keyboard.press('ArrowDown');
		await expect.poll(() => standing(page, '認同')).toBe('缺');
		await page.keyboard.press('ArrowUp');
		await expect.poll(() => standing(page, '認同')).toBe('結起來了');
		expect(await announced(page)).toContain('結起4種');

		await plate(page).getByRole('button', { name: '留作對照' }).focus();
		await page.keyboard.press('Enter');
		await expect.poll(() => page.locator(':focus').innerText()).toBe('不再對照');
		await part(page, '門口每天抄的帳').focus();
		for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowDown');
		await expect.poll(() => plate(page).locator('.out u').count()).toBe(2);
		expect(await plate(page).locator('.out u').allInnerTexts()).toEqual([
			expect.stringContaining('門口掛著一本帳'),
			expect.stringContaining('不過走到後門'),
		]);
		expect(await standing(page, '可信')).toBe('弄傷了');
		expect(await plate(page).locator('.out .changed').allInnerTexts()).toEqual([
			'甲結起來了',
			'甲結起來了',
		]);
		expect(await finding(page)).toContain('弄傷2種');
		expect(await finding(page)).toContain('換「證據」最見效');
		for (let press = 0; press < 3; press += 1) await act(page, '復原').click();
		await expect.poll(() => plate(page).locator('.out u').count()).toBe(0);
		expect(await part(page, '門口每天抄的帳').isChecked()).toBe(true);
	});
});

const moved = {
	'loyalty-factors': async (page: Page) => {
		await choice(page, '滿意度').click();
		await expect.poll(() => told(page)).toContain('再想想');
	},
	'emotional-bond': async (page: Page) => {
		await part(page, '後門的紙箱').check();
		await plate(page).getByRole('button', { name: '留作對照' }).click();
		await part(page, '徵求點子').check();
		await expect.poll(() => standing(page, '參與')).toBe('弄傷了');
	},
};
const lessons = ['loyalty-factors', 'emotional-bond'] as const;

describe.each(lessons)('the exercise of %s', (lesson) => {
	test('is found as it was left, and kept with what it showed', async () => {
		const page = await open(lesson);
		await moved[lesson](page);
		const shown = await finding(page);
		await page.reload();
		await alive(page);
		await expect.poll(() => finding(page)).toBe(shown);
		const kept = await page.evaluate(
			(begin) =>
				Object.entries(localStorage)
					.filter(([key]) => key.startsWith(begin))
					.map(([, value]) => JSON.parse(value)),
			`exercise/${lesson}/`,
		);
		expect(kept).toHaveLength(1);
		expect(kept[0].finding.length).toBeGreaterThan(10);
		expect(kept[0].finding).not.toContain('|');
		await act(page, '重來').click();
		await expect
			.poll(() =>
				page.evaluate(() => Object.keys(localStorage).filter((key) => /^exercise/.test(key))),
			)
			.toEqual([]);
	});

	test('works where storage is switched off', async () => {
		const page = await newDevice(served.browser, laptop, complaints);
		await page.addInitScript(() => {
			Storage.prototype.setItem = () => {
				throw new DOMException('off', 'QuotaExceededError');
			};
		});
		await page.goto(`${served.origin}/lessons/${lesson}`);
		await alive(page);
		await moved[lesson](page);
	});

	test('is whole without JavaScript', async () => {
		const context = await served.browser.newContext({ javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(`${served.origin}/lessons/${lesson}`);
		expect(await plate(page).locator('button:visible').count()).toBe(0);
		const shown = await plate(page).innerText();
		expect(shown).toContain(lesson === 'loyalty-factors' ? '兩種飲料' : '少賺八萬元');
		await plate(page).getByText('看解答').click();
		expect(await plate(page).locator('details li').first().isVisible()).toBe(true);
		await context.close();
	});

	test('is whole on paper, with its solution where that was opened', async () => {
		const page = await open(lesson);
		await moved[lesson](page);
		await page.emulateMedia({ media: 'print' });
		expect(await plate(page).locator('details').isVisible()).toBe(false);
		await page.emulateMedia({ media: 'screen' });
		await plate(page).getByText('看解答').click();
		await page.emulateMedia({ media: 'print' });
		expect(await plate(page).locator('details li').last().isVisible()).toBe(true);
		expect(await plate(page).locator('button:visible').count()).toBe(0);
		const all = lesson === 'loyalty-factors' ? '.all li' : '.says';
		for (const one of await plate(page).locator(all).all())
			expect(await one.isVisible()).toBe(true);
	});

	test('is light until it is touched, and not heavy after', async () => {
		const weighing = await weigh(served.browser, `${served.origin}/lessons/${lesson}`, laptop);
		const before = await weighing.bytes();
		await moveHand(weighing.page);
		await alive(weighing.page);
		const after = await weighing.bytes();
		console.log(
			`${lesson}: ${(before / 1024).toFixed(1)} KB untouched, ${(after / 1024).toFixed(1)} KB alive`,
		);
		expect(before, (await weighing.list()).join('\n')).toBeLessThanOrEqual(30 * 1024);
		expect(after, (await weighing.list()).join('\n')).toBeLessThanOrEqual(95 * 1024);
		await weighing.close();
	});

	test.each([
		{
			kind: 'a narrow phone in light',
			options: { ...phone, viewport: { width: 320, height: 640 } },
		},
		{ kind: 'a phone in dark', options: { ...phone, colorScheme: 'dark' as const } },
		{ kind: 'a laptop in light', options: laptop },
		{ kind: 'a laptop in dark', options: { ...laptop, colorScheme: 'dark' as const } },
	])('on $kind is accessible, fits, and is large enough to hit', async ({ options }) => {
		const page = await open(lesson, options);
		await moved[lesson](page);
		await plate(page).getByText('看解答').click();
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
		const small = await plate(page)
			.locator('button, summary, label')
			.evaluateAll((targets) =>
				targets
					.map((target) => ({ target, box: target.getBoundingClientRect() }))
					.filter(({ box }) => box.height > 0 && (box.height < 44 || box.width < 44))
					.map(({ target }) => target.outerHTML.slice(0, 80)),
			);
		expect(small).toEqual([]);
	});
});
