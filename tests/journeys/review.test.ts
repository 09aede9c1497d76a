import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { openUpTo, seatClass } from '../support/class.ts';
import { laptop, newDevice, phone, startBrowser } from '../support/devices.ts';
import { openPhase, review, teamLink } from '../support/rooms.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';
import { Device, fillDesign, listen } from '../support/socket.ts';

/**
 * A comment that moves the team's own slider: made on the desk, handed out, adopted or rebutted on
 * a phone, and accounted for in the next version. One story, told in order.
 */
const folder = temporaryFolder();
const complaints: string[] = [];
let site: Site;
let browser: Browser;
let desk: Page;
let enterDesk: () => Promise<Page>;
let lin: Page;
let chou: Page;

async function prepare() {
	return prepareData(folder, async (host) => {
		const seated = await seatClass(host, { teams: { red: ['林子晴', '周予安'] } });
		await openUpTo(host, seated.classId, 'design');
		const { port, http } = await listen(host);
		const [first] = seated.teams.red.members;
		const cookie = `seat=${first?.seatToken}`;
		const device = new Device({ port, classId: seated.classId, cookie });
		await device.ready();
		fillDesign(device.doc, '書香集點');
		await device.saved();
		await host.services.submissions.submit(first?.memberId ?? '');
		await device.end();
		http.close();
		return seated;
	});
}

async function enter(options: typeof phone, cookie: { name: string; value: string }, path: string) {
	const page = await newDevice(browser, options, complaints);
	await page.context().addCookies([{ ...cookie, url: site.origin }]);
	await page.goto(site.origin + path);
	return page;
}

beforeAll(async () => {
	const { classId, lecturer, teams } = await prepare();
	site = await startSite({ dataFolder: folder });
	browser = await startBrowser();
	const seat = (place: number) => ({
		name: 'seat',
		value: teams.red.members[place]?.seatToken ?? '',
	});
	enterDesk = () => enter(laptop, { name: 'll', value: lecturer.sessionToken }, `/desk/${classId}`);
	desk = await enterDesk();
	lin = await enter(phone, seat(0), `/class/${classId}`);
	chou = await enter(phone, seat(1), `/class/${classId}`);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const cardOf = (page: Page, field: string) =>
	page.locator('.card').filter({ has: page.getByRole('link', { name: field }) });
const focusIn = (page: Page, place: string) =>
	page.evaluate((here) => document.activeElement?.matches(here), place);
const slider = (page: Page) => page.getByRole('slider', { name: '滿多少點能兌換' });

test('by keyboard the lecturer moves the team’s slider, sees what it comes to, and it is kept', async () => {
	await review(desk, 1, 3);
	const row = desk.locator('.reading-row[data-field="threshold"]');
	// What was pressed has gone; the keyboard goes on from what came of it.
	await expect.poll(() => focusIn(desk, '#review-title')).toBe(true);
	// Low in the window, where the foot would lie over what opens.
	await row.evaluate((box) => scrollBy(0, box.getBoundingClientRect().bottom - innerHeight + 130));
	// A key acts where the mark is, and nowhere else.
	await desk.locator('.reading-row[data-field="risks"]').hover();
	await desk.locator('.is-current[data-field="risks"]').waitFor();
	await desk.keyboard.press('KeyM');
	await desk.getByText(/「風險與退場」沒有滑桿/).waitFor();
	await row.hover();
	await desk.locator('.is-current[data-field="threshold"]').waitFor();
	await desk.keyboard.press('KeyM');
	for (let step = 0; step < 5; step += 1) await desk.keyboard.press('ArrowLeft');
	// The slider and what it comes to stand clear of the bars.
	await row.locator('.effect').waitFor();
	const panel = await row.locator('[data-slider-panel]').boundingBox();
	const foot = await desk.locator('.review-foot').boundingBox();
	const bar = await desk.locator('.watch').boundingBox();
	expect(panel?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? Infinity));
	expect((panel?.y ?? Infinity) + (panel?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
	// A number key on a slider is the slider's own business, not the rubric's.
	await desk.keyboard.press('Escape');
	await expect.poll(() => focusIn(desk, '[data-field="threshold"]')).toBe(true);
	await row.getByText('25點', { exact: true }).waitFor();
	const figures = row.locator('.effect');
	await expect.poll(() => figures.getAttribute('aria-busy')).toBe('false');
	expect(await figures.innerText()).toMatch(/ROI\s*[+−]\d+(\.\d+)?%/);
	await row.hover();
	await desk.keyboard.press('KeyC');
	await desk.keyboard.type('門檻太高，淺客等不到。');
	await desk.keyboard.press('Escape');
	await desk
		.locator('.reading-row[data-field="risks"]')
		.getByRole('button', { name: /^寫評語/ })
		.click();
	await desk.keyboard.type('掉到多少就停？');
	await expectAccessible(desk);
	await desk.keyboard.press('Control+KeyS');
	await desk.getByText(/草稿已儲存/).waitFor();
	await desk.reload();
	await teamLink(desk, 1).click();
	await row.getByText('25點', { exact: true }).waitFor();
	await expect.poll(() => row.locator('textarea').inputValue()).toBe('門檻太高，淺客等不到。');
});

test('a slider that is put back is no longer part of the review', async () => {
	const row = desk.locator('.reading-row[data-field="expiryMonths"]');
	await row.getByRole('button', { name: /^移動這一組的滑桿/ }).click();
	await desk.keyboard.press('ArrowRight');
	await row.locator('.effect').waitFor();
	await row.getByRole('button', { name: /^不帶滑桿/ }).click();
	await row.locator('.effect').waitFor({ state: 'detached' });
});

test('who wrote what is read beside the review', async () => {
	await desk.getByText('誰寫了什麼').press('Enter');
	const fold = desk.locator('details.fold').filter({ hasText: '誰寫了什麼' });
	await fold.getByRole('row', { name: /^周予安\s*0\s*0$/ }).waitFor();
	const first = fold.getByRole('listitem').filter({ hasText: '書香集點' }).first();
	expect(await first.innerText()).toMatch(/^林子晴\s+書香集點/);
	await expectAccessible(desk);
	await desk.getByText('誰寫了什麼').press('Enter');
});

test('while a review is read, what the class needs stays in sight', async () => {
	const line = desk.locator('.watch');
	await line.getByText('設計', { exact: true }).waitFor();
	const top = await line.evaluate((box) => box.getBoundingClientRect().top);
	expect(top).toBe(0);
	await desk.keyboard.press('KeyR');
	const title = desk.getByRole('heading', { name: /^評分規準/ });
	const [under, heading] = await Promise.all([line.boundingBox(), title.boundingBox()]);
	expect(heading?.y).toBeGreaterThanOrEqual(under?.height ?? Infinity);
	await desk.evaluate(() => scrollTo(0, 0));
	await line.waitFor({ state: 'hidden' });
});

test('what two windows write at once is in both: the later stands, the other is shown beside it', async () => {
	const other = await enterDesk();
	await teamLink(other, 1).click();
	let letGo = () => {};
	const held = new Promise<void>((resolve) => (letGo = resolve));
	await other.route('**/_actions/saveReview*', async (route) => {
		await held;
		await route.continue();
	});
	const summary = (page: Page) => page.getByRole('textbox', { name: '總評' });
	await summary(other).fill('先問退場。');
	await other.keyboard.press('Control+KeyS');
	await other.getByText('儲存中').waitFor();
	await summary(desk).fill('方向對了。');
	await desk.keyboard.press('Control+KeyS');
	await desk.getByText(/草稿已儲存/).waitFor();
	letGo();
	await other.getByText(/草稿已儲存/).waitFor();
	await other.getByText('那邊寫的是：').waitFor();
	expect(await summary(other).inputValue()).toBe('先問退場。');
	await desk.getByText('這裡原本寫的是：').waitFor();
	await expect.poll(() => summary(desk).inputValue()).toBe('先問退場。');
	await expectAccessible(desk);
	await other.getByRole('button', { name: '接在後面' }).click();
	await expect.poll(() => summary(desk).inputValue()).toBe('先問退場。\n方向對了。');
	// What stands in the field by now is not offered beside it any longer.
	await desk.getByText('這裡原本寫的是：').waitFor({ state: 'detached' });
	await other.context().close();
});

test('given back, each comment stands with what it would do, and with its two answers', async () => {
	await desk.getByRole('button', { name: /^發還第1組/ }).click();
	const dialog = desk.getByRole('dialog');
	await dialog.getByText('2則評語（1則帶著滑桿）').waitFor();
	await dialog.getByRole('button', { name: '發還', exact: true }).click();
	await desk.getByText(/^已發還第1組/).waitFor();
	await expect.poll(() => focusIn(desk, '.done')).toBe(true);
	await desk.getByText('小組還沒有回應。').first().waitFor();
	await lin.getByText('回應了0／2').waitFor();
	const card = cardOf(lin, '滿多少點能兌換');
	expect(await card.locator('.effect').innerText()).toMatch(/30點\s*→\s*25點[\s\S]*ROI[\s\S]*%/);
	await card.getByText(/ROI的範圍[+−]?\d+%至[+−]?\d+%/).waitFor();
	for (const name of ['採用', '反駁']) {
		const box = await card.getByRole('button', { name: new RegExp(`^${name}`) }).boundingBox();
		expect(box?.height).toBeGreaterThanOrEqual(44);
	}
	await expectAccessible(lin);
	await expectNoSidewaysScroll(lin);
});

test('adopting begins the revision and moves the slider for the whole team; taken back, it returns', async () => {
	const card = cardOf(lin, '滿多少點能兌換');
	const adopt = card.getByRole('button', { name: /^採用/ });
	await adopt.scrollIntoViewIfNeeded();
	const top = () => card.evaluate((each) => each.getBoundingClientRect().top);
	const stood = await top();
	await adopt.click();
	await card.getByText('你們的設計現在停在25點').waitFor();
	await lin.getByRole('heading', { name: '修訂中' }).waitFor();
	// The keyboard goes on from this comment, and nobody is taken to the top.
	await expect
		.poll(() => lin.evaluate(() => document.activeElement?.closest('[id^="comment-"]') !== null))
		.toBe(true);
	expect(Math.abs((await top()) - stood)).toBeLessThan(300);
	await expect
		.poll(() => lin.evaluate(() => document.activeElement?.textContent ?? ''))
		.toContain('你們的設計現在停在25點');
	// What it is an answer to stands under the bar, not behind it.
	const bar = await lin.locator('.phase').evaluate((each) => each.getBoundingClientRect().bottom);
	expect(await top()).toBeGreaterThanOrEqual(bar);
	await expect.poll(() => slider(chou).inputValue()).toBe('25');
	await lin.getByText('回應了1／2').waitFor();
	await chou
		.getByText(/^林子晴採用/)
		.first()
		.waitFor();
	// A teammate sees it and takes it back.
	await cardOf(chou, '滿多少點能兌換')
		.getByRole('button', { name: /^收回採用/ })
		.click();
	await expect.poll(() => slider(lin).inputValue()).toBe('30');
	await lin.getByText('回應了0／2').waitFor();
	await card.getByRole('button', { name: /^採用/ }).click();
	await expect.poll(() => slider(chou).inputValue()).toBe('25');
});

test('what is not answered is named before handing in, and a rebuttal asks for its reason', async () => {
	await lin.getByText('還有1則評語沒有回應。').waitFor();
	const card = cardOf(lin, '風險與退場');
	await card.getByRole('button', { name: /^反駁/ }).click();
	expect(await card.getByRole('button', { name: '送出反駁' }).isDisabled()).toBe(true);
	await card.getByRole('textbox').fill('個案沒有淡季的數字，先等一季。');
	await expectAccessible(lin);
	await card.getByRole('button', { name: '送出反駁' }).click();
	await lin.getByText('回應了2／2').waitFor();
	await desk.getByText('個案沒有淡季的數字，先等一季。').waitFor();
	await desk.getByText('小組回應了2／2則評語').waitFor();
});

test('the next version’s ledger names both answers and the slider, on the desk and in the room', async () => {
	await lin
		.getByText(/已儲存\s*\d/)
		.first()
		.waitFor();
	// By key: far down a phone's page, editors that come into view may still move what lies below.
	await lin.getByRole('button', { name: '繳交第2版' }).press('Enter');
	await lin.getByRole('dialog').getByRole('button', { name: '繳交第2版' }).click();
	await lin.getByText('已繳交').first().waitFor();
	// The score on the table is that of the version before, and says so.
	await desk.getByRole('button', { name: '收起第1組' }).click();
	const row = desk.locator('.ledger tbody tr').first();
	await row.getByText('第1版', { exact: true }).waitFor();
	await teamLink(desk, 1).click();
	await desk.getByRole('button', { name: '開始審閱' }).click();
	for (const page of [desk, lin]) {
		const book = page.getByRole('region', { name: '修訂帳本　第1版到第2版' }).first();
		await book.getByText('改了1個數字。').waitFor();
		await book.getByText('採用，照老師移的做').waitFor();
		await book.getByText('反駁', { exact: true }).waitFor();
		await book.getByText('個案沒有淡季的數字，先等一季。').waitFor();
		expect(await book.locator('.numbers').innerText()).toMatch(
			/滿多少點能兌換[\s\S]*30點[\s\S]*25點[\s\S]*回應評語1/,
		);
		await expect.poll(() => book.locator('.results').getAttribute('aria-busy')).toBe('false');
		expect(await book.locator('.results').innerText()).toMatch(/ROI\s*[+−]\d+[\s\S]*淨利/);
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
	}
});

test('a later version is graded beside what the one before was given', async () => {
	await desk.getByRole('heading', { name: '評分規準　評這一組的第2版' }).waitFor();
	expect(await desk.getByText('第1版給3級').count()).toBe(5);
	await desk.getByText('第1版的總評').click();
	await desk.getByText('先問退場。').first().waitFor();
});

test('handing out too early is refused in words that go with what is given meanwhile', async () => {
	const refused = desk.locator('.review-foot [role="alert"]').filter({ hasText: /沒給等級/ });
	await desk.keyboard.press('Control+Enter');
	await expect.poll(() => refused.innerText()).toBe('還有5項沒給等級，給完才能發還。');
	await desk.keyboard.press('Digit4');
	await expect.poll(() => refused.innerText()).toBe('還有4項沒給等級，給完才能發還。');
	for (let rest = 0; rest < 4; rest += 1) await desk.keyboard.press('Digit4');
	await refused.waitFor({ state: 'detached' });
});

test('taking an approval back asks first: the grade leaves the phones at once', async () => {
	await desk.getByRole('button', { name: '定稿', exact: true }).click();
	const dialog = desk.getByRole('dialog');
	await dialog.getByRole('button', { name: '定稿', exact: true }).click();
	await lin.getByText('已定稿').first().waitFor();
	const undo = desk.getByRole('button', { name: '取消定稿' });
	await undo.click();
	await dialog.getByText('分數和評語會馬上從他們的畫面收走').waitFor();
	await expectAccessible(desk);
	await dialog.getByRole('button', { name: '先不要' }).click();
	await undo.click();
	await dialog.getByRole('button', { name: '取消定稿' }).click();
	await lin.getByText('審閱中').first().waitFor();
	await desk.getByRole('heading', { name: /^評分規準/ }).waitFor();
});

test('on paper the open review stands alone, and a team’s page without what was only for the moment', async () => {
	await desk.emulateMedia({ media: 'print' });
	const hidden = ['.bench', '.desk > .ledger', '.review-foot', '.rubric', '.earlier', '.watch'];
	for (const part of hidden) expect(await desk.locator(part).first().isVisible()).toBe(false);
	for (const part of ['.receipt', '.book', '.reading-value'])
		expect(await desk.locator(`article ${part}`).first().isVisible()).toBe(true);
	await desk.emulateMedia({ media: 'screen' });
	await desk.getByRole('textbox', { name: '要說的話' }).fill('還有五分鐘');
	await desk.getByRole('button', { name: /^傳給/ }).click();
	await lin.getByText('還有五分鐘').waitFor();
	await lin.emulateMedia({ media: 'print' });
	expect(await lin.getByText('還有五分鐘').isVisible()).toBe(false);
	expect(await lin.getByText('線上', { exact: true }).first().isVisible()).toBe(false);
});

test('a draft that equals what was handed in is not shown a second time', async () => {
	await desk.getByRole('link', { name: '讀現場的草稿' }).click();
	await desk.getByText(/草稿和第2版完全相同/).waitFor();
	await desk.getByText(/小組看不到你在這裡讀/).waitFor();
	expect(await desk.locator('.draft .reading').count()).toBe(0);
});

test('once the class is over an approved team says why nothing can be undone, and the papers are beside it', async () => {
	await desk.getByRole('link', { name: '回到講台' }).click();
	await teamLink(desk, 1).click();
	await desk.getByRole('button', { name: '定稿', exact: true }).click();
	await desk.getByRole('dialog').getByRole('button', { name: '定稿', exact: true }).click();
	// No comment was written on this version, so none is said to have been handed out.
	await desk.getByText('第1組已定稿，他們看得到分數了。').waitFor();
	for (const name of ['分享', '回饋', '總結']) await openPhase(desk, name);
	await desk.getByRole('button', { name: '結束', exact: true }).click();
	await desk.getByRole('dialog').getByRole('button', { name: '結束課堂' }).click();
	await desk.getByText('課堂已經結束，不能取消定稿；要改分數，先重新開啟課堂。').waitFor();
	expect(await desk.getByRole('button', { name: '取消定稿' }).count()).toBe(0);
	for (const name of [/成績（CSV）/, /整堂課（JSON）/])
		expect(await desk.getByRole('link', { name }).isVisible()).toBe(true);
	await expectAccessible(desk);
	await expectNoSidewaysScroll(desk);
});

test('no page complained in the console', () => {
	expect(complaints).toEqual([]);
});
