import type { Page } from 'playwright';
import { afterAll, describe, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** A reader's own notes in the lessons, and the way back to where the reader was. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const field = (page: Page) => page.getByRole('textbox', { name: '我的筆記' });
const sign = (page: Page) => page.locator('[data-sign]');
async function open(address: string, page?: Page): Promise<Page> {
	const opened = page ?? (await newDevice(served.browser, laptop, complaints));
	await opened.goto(served.origin + address);
	return opened;
}

describe('a note', () => {
	test('is kept as it is typed, with the moment, and stands there again', async () => {
		const page = await open('/lessons/quality');
		await field(page).pressSequentially('期望減感受');
		await expect.poll(() => sign(page).innerText()).toMatch(/^已儲存 \d\d:\d\d:\d\d$/);
		await page.reload();
		expect(await field(page).inputValue()).toBe('期望減感受');
		await expectAccessible(page);
		await page.goto(`${served.origin}/mine`);
		await page.getByRole('heading', { name: '第8課　產品和服務質量' }).waitFor();
	});

	test('follows another tab, and where both wrote keeps both and says so', async () => {
		const one = await open('/lessons/quality');
		const other = await open('/lessons/quality', await one.context().newPage());
		await field(one).fill('第一頁寫的');
		await expect.poll(() => field(other).inputValue()).toBe('第一頁寫的');
		// Written behind this page's back, as a tab does whose news has not come yet.
		await one.evaluate(() =>
			localStorage.setItem(
				'note/quality',
				JSON.stringify({ text: '還沒傳到的', at: new Date().toISOString() }),
			),
		);
		await field(one).press('End');
		await field(one).pressSequentially('，再寫');
		expect(await field(one).inputValue()).toMatch(/^第一頁寫的，再寫[^]+還沒傳到的$/);
		// It is said for as long as both stand there, whatever is typed on.
		expect(await sign(one).innerText()).toMatch(/^已儲存 [\d:]+。這一格裡有兩份筆記/);
		const kept = await one.evaluate(() => localStorage.getItem('note/quality') ?? '');
		expect(JSON.parse(kept).text).toBe(await field(one).inputValue());
		await expect.poll(() => field(other).inputValue()).toBe(await field(one).inputValue());
	});

	test('with a moment that no calendar has is shown, and goes on being kept', async () => {
		const page = await open('/lessons/quality');
		await page.evaluate(() =>
			localStorage.setItem('note/quality', '{"text":"別處來的","at":"2026-99-99T99:99:99Z"}'),
		);
		await page.reload();
		await expect.poll(() => field(page).inputValue()).toBe('別處來的');
		await expect.poll(() => sign(page).innerText()).toBe('已儲存');
		await field(page).press('End');
		await field(page).pressSequentially('，再寫');
		await expect.poll(() => sign(page).innerText()).toMatch(/^已儲存 \d\d:\d\d:\d\d$/);
		expect(await page.evaluate(() => localStorage.getItem('note/quality'))).toContain('再寫');
	});

	test('that cannot be kept says so, and stays in the field', async () => {
		const page = await newDevice(served.browser, laptop, complaints);
		await page.addInitScript(() => {
			Storage.prototype.setItem = () => {
				throw new DOMException('full', 'QuotaExceededError');
			};
		});
		await open('/lessons/quality', page);
		await field(page).pressSequentially('留得住嗎');
		await expect.poll(() => sign(page).innerText()).toMatch(/^未儲存/);
		expect(await page.locator('[data-aloud]').textContent()).toMatch(/^未儲存/);
		expect(await field(page).inputValue()).toBe('留得住嗎');
		await page.emulateMedia({ media: 'print' });
		expect(await page.locator('[data-paper]').innerText()).toBe('留得住嗎');
	});

	test('waits for the end of a word that is being composed', async () => {
		const page = await open('/lessons/quality');
		await field(page).focus();
		const session = await page.context().newCDPSession(page);
		await session.send('Input.imeSetComposition', {
			text: 'ㄑㄧ',
			selectionStart: 2,
			selectionEnd: 2,
		});
		expect(await page.evaluate(() => localStorage.getItem('note/quality'))).toBeNull();
		await session.send('Input.insertText', { text: '期望' });
		await expect.poll(() => sign(page).innerText()).toMatch(/^已儲存/);
		expect(await field(page).inputValue()).toBe('期望');
	});

	test('is printed whole with its lesson; an empty one is not', async () => {
		const page = await open('/lessons/quality');
		await page.emulateMedia({ media: 'print' });
		expect(await page.locator('.own-note').isVisible()).toBe(false);
		await page.emulateMedia({ media: 'screen' });
		const lines = Array.from({ length: 30 }, (_, place) => `第${place + 1}行`).join('\n');
		await field(page).fill(lines);
		await page.emulateMedia({ media: 'print' });
		expect(await field(page).isVisible()).toBe(false);
		expect(await page.locator('[data-paper]').innerText()).toBe(lines);
	});

	test('needs a script, and does not pretend without one', async () => {
		const context = await served.browser.newContext({ ...laptop, javaScriptEnabled: false });
		const page = await context.newPage();
		await open('/lessons/quality', page);
		expect(await page.locator('.own-note').isVisible()).toBe(false);
		await context.close();
	});
});

describe('the way on', () => {
	test('is silent before anything was read', async () => {
		const page = await open('/');
		expect(await page.locator('[data-next-link]').innerText()).toBe('從第1課開始');
		expect(await page.locator('[data-next-last]').isVisible()).toBe(false);
		await page.goto(`${served.origin}/lessons/outline`);
		await page.locator('[data-way-answers]').first().waitFor();
		expect(await page.locator('[data-way-on]').isVisible()).toBe(false);
	});

	test.each([
		{ kind: 'a laptop', options: laptop },
		{ kind: 'a phone', options: phone },
	])(
		'on $kind leads to the section last in view, from the map and from lesson 2',
		async ({ options }) => {
			const page = await newDevice(served.browser, options, complaints);
			await open('/lessons/brand-trust', page);
			const headings = page.locator('.lesson-body > h2');
			const heading = headings.nth(1);
			const words = await heading.innerText();
			await heading.evaluate((one) => one.scrollIntoView({ block: 'start', behavior: 'instant' }));
			await expect
				.poll(() => page.evaluate(() => localStorage.getItem('progress') ?? ''))
				.toContain(words);
			// Coming back to the head of the lesson takes nothing away.
			await open('/lessons/brand-trust', page);
			await open('/', page);
			await expect
				.poll(() => page.locator('[data-next-words]').innerText())
				.toContain(`「${words}」`);
			const link = page.locator('[data-next-link]');
			expect(await link.innerText()).toBe('接著讀第10課');
			const address = await link.getAttribute('href');

			await open('/lessons/outline', page);
			await expect
				.poll(() => page.locator('[data-way-place]').innerText())
				.toBe(`上次讀到「${words}」`);
			await page.locator('[data-way-link]').click();
			await page.waitForURL(/brand-trust#/);
			expect(decodeURI(new URL(page.url()).pathname + new URL(page.url()).hash)).toBe(
				decodeURI(address ?? ''),
			);
			await expect
				.poll(() => heading.evaluate((one) => one.getBoundingClientRect().top))
				.toBeLessThan(200);
		},
	);

	test('in a lesson that has its seal is offered beside the next one', async () => {
		const page = await open('/');
		await page.evaluate(() =>
			localStorage.setItem(
				'progress',
				JSON.stringify({
					stamped: ['goals'],
					last: 'goals',
					places: [
						{ lesson: 'goals', section: 'check', words: '檢核', at: new Date().toISOString() },
					],
				}),
			),
		);
		await page.reload();
		await expect.poll(() => page.locator('[data-next-link]').innerText()).toBe('接著讀第2課');
		const back = page.locator('[data-next-last-link]');
		expect(await back.innerText()).toBe('第1課「檢核」');
		expect(await back.getAttribute('href')).toBe('/lessons/goals#check');
		// Lesson 2 itself does not send back whoever turned the page to it.
		await open('/lessons/outline', page);
		await expect.poll(() => page.locator('.way .is-last').innerText()).toContain('課程目標');
		expect(await page.locator('[data-way-on]').isVisible()).toBe(false);
	});
});

describe('lesson 2 as the way through', () => {
	test('has every lesson with its minutes, its checks and its simulators, without a script too', async () => {
		const context = await served.browser.newContext({ ...laptop, javaScriptEnabled: false });
		const page = await context.newPage();
		await open('/lessons/outline', page);
		const rows = page.locator('.way li[data-lesson]');
		expect(await rows.count()).toBe(22);
		for (const row of await rows.allInnerTexts()) {
			expect(row).toMatch(/\d+分鐘/);
			expect(row).toMatch(/檢核\d題/);
		}
		const churn = page.locator('.way li[data-lesson="strategies"]');
		expect(await churn.getByRole('link', { name: '流失模擬器' }).getAttribute('href')).toBe(
			'/simulators/churn',
		);
		await context.close();
	});

	test('shows what was stamped, answered and last read', async () => {
		const page = await open('/lessons/outline');
		await page.evaluate(() => {
			localStorage.setItem('progress', '{"stamped":["goals"],"last":"clv"}');
			localStorage.setItem(
				'answer/clv/two-books',
				'{"first":{"given":["甲書算錯了"],"right":false},"latest":null,"tries":1,"solved":true}',
			);
		});
		await page.reload();
		const row = (lesson: string) => page.locator(`.way li[data-lesson="${lesson}"]`);
		await expect.poll(() => row('clv').innerText()).toContain('檢核答對1／5題');
		expect(await row('clv').innerText()).not.toContain('已蓋章');
		expect(await row('goals').innerText()).toContain('已蓋章');
		expect(await row('goals').locator('.seal').isVisible()).toBe(true);
		expect(await page.locator('[data-way-sum]').innerText()).toMatch(
			/^你蓋了1個章，檢核答對1／\d+題。$/,
		);
		await expectAccessible(page);
		await page.emulateMedia({ media: 'print' });
		expect(await row('goals').locator('.seal').isVisible()).toBe(true);
		expect(await row('quality').locator('.way-stamp').isVisible()).toBe(true);
	});

	test('fits the narrowest screen', async () => {
		const page = await newDevice(
			served.browser,
			{ viewport: { width: 320, height: 640 } },
			complaints,
		);
		await open('/lessons/outline', page);
		await expectNoSidewaysScroll(page);
	});
});
