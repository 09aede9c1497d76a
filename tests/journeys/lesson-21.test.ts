import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import {
	fillDesign,
	join,
	openClass,
	openPhase,
	review,
	saved,
	setUp,
	teamLink,
	textBox,
	wordsIn,
	write,
} from '../support/rooms.ts';
import { serveSite } from '../support/site.ts';

/**
 * The main job, as a class lives it: set up, open, join, write together, hand in, return, revise,
 * approve, present. One story, told in order; each test is the next scene.
 */
const complaints: string[] = [];
let desk: Page;
/** 林 and 周 are team 1, 陳 and 許 team 2. */
let lin: Page;
let chou: Page;
let chen: Page;
let hsu: Page;
let wall: Page;
let code = '';

/** The sheet under review is closed for good: asked for once, and once more in words. */
async function approve() {
	await desk.getByRole('button', { name: '定稿', exact: true }).click();
	await desk.getByRole('dialog').getByRole('button', { name: '定稿', exact: true }).click();
}

const served = serveSite();

test('the lecturer sets a password with the one-time link and opens a class', async () => {
	desk = await newDevice(served.browser, laptop, complaints);
	const path = `/setup#${served.site.setUpToken}`;
	await desk.goto(served.origin + path);
	await expectAccessible(desk);
	await setUp(desk, served.origin, path);
	await expectAccessible(desk);
	// A refusal stands where the fault is, and the focus with it.
	await desk.getByLabel('課堂名稱').fill('企管二乙');
	await desk.getByLabel('課堂名稱').press('Enter');
	const refusal = desk.getByText('請選一家個案公司。');
	await refusal.waitFor();
	await expect
		.poll(() => desk.evaluate(() => document.activeElement?.getAttribute('name')))
		.toBe('case');
	const { y = Infinity } = (await refusal.boundingBox()) ?? {};
	expect(y).toBeLessThan(800);
	code = await openClass(desk, '企管二乙', 2);
	expect(code).toMatch(/^[A-Z2-9]{3}-[A-Z2-9]{4}$/);
	await expectAccessible(desk);
});

test('four students join on phones, choose a team, and find their seat again after a refresh', async () => {
	const enter = async (name: string, team: number) => {
		const page = await newDevice(served.browser, phone, complaints);
		await join(page, served.origin, code, name, team);
		return page;
	};
	lin = await newDevice(served.browser, phone, complaints);
	await lin.goto(`${served.origin}/join`);
	await expectAccessible(lin);
	await expectNoSidewaysScroll(lin);
	await join(lin, served.origin, code, '林子晴', 1);
	chou = await enter('周予安', 1);
	chen = await enter('陳柏宇', 2);
	hsu = await enter('許雅筑', 2);
	await expectAccessible(lin);
	await expectNoSidewaysScroll(lin);
	await lin.reload();
	await lin.getByText('林子晴').first().waitFor();
	expect(new URL(lin.url()).pathname).toMatch(/^\/class\//);
	// There is no work yet that could be taken home.
	expect(await lin.getByRole('button', { name: '下載我的作品' }).count()).toBe(0);
});

test('the hall sees the join code and no names, and obeys the keys of a deck and the desk’s light', async () => {
	const classId = new URL(desk.url()).pathname.split('/')[2];
	// Beside the desk in the same browser, as a projector is.
	wall = await desk.context().newPage();
	await wall.setViewportSize({ width: 1920, height: 1080 });
	await wall.goto(`${served.origin}/wall/${classId}`);
	await wall.getByText(code).first().waitFor();
	expect(await wall.locator('body').innerText()).not.toMatch(/林子晴|周予安|陳柏宇|許雅筑/);
	const size = await wall
		.getByText(code)
		.first()
		.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
	expect(size).toBeGreaterThanOrEqual(96);
	await expectAccessible(wall);
	const theme = () => wall.evaluate(() => document.documentElement.dataset['theme']);
	await desk.getByRole('radio', { name: '墨' }).check();
	await expect.poll(theme).toBe('ink');
	await wall.keyboard.press('KeyT');
	await expect.poll(theme).toBe('paper');
	await wall.keyboard.press('?');
	await wall.getByRole('dialog', { name: '現在能用的按鍵' }).getByText('淺色或深色').waitFor();
	await wall.keyboard.press('Escape');
	const lock = desk.getByRole('button', { name: '停止加入' });
	const before = await lock.boundingBox();
	await lock.click();
	await wall.getByText(/停止加入了/).waitFor();
	expect(await wall.getByText('輸入課堂碼').count()).toBe(0);
	// What stopped it opens it again, in the same place.
	const unlock = desk.getByRole('button', { name: '再次開放加入' });
	expect((await unlock.boundingBox())?.y).toBe(before?.y);
	await unlock.click();
	// Wherever a row is pressed, it opens its team.
	const cell = await desk.locator('.ledger tbody td.c-st').first().boundingBox();
	if (!cell) throw new Error('the row has no cell for its state');
	await desk.mouse.click(cell.x + cell.width / 2, cell.y + cell.height / 2);
	await desk.getByRole('button', { name: '收起第1組' }).click();
	await wall.getByText(code).first().waitFor();
	await desk.bringToFront();
});

test('the lecturer moves the phase, takes it back, and moves it again; every room follows', async () => {
	await openPhase(desk, '說明');
	await desk.getByRole('button', { name: /^復原/ }).click();
	await desk.locator('.bench-steps .now').filter({ hasText: '集合' }).waitFor();
	await openPhase(desk, '說明');
	// Minutes that nobody can be given open nothing, least of all without a limit.
	const minutes = desk.getByRole('spinbutton', { name: /「設計」預計/ });
	for (const wrong of ['999', '1.5', '-3', '0']) {
		await minutes.fill(wrong);
		await desk.getByRole('button', { name: /^開放/ }).click();
		await desk.getByText('「設計」的分鐘數請填1到240的整數；空著就不限時。').waitFor();
		expect(await minutes.evaluate((box) => box === document.activeElement)).toBe(true);
		expect(await desk.locator('.bench-steps .now').innerText()).toContain('說明');
	}
	await minutes.fill('30');
	await openPhase(desk, '設計');
	const clock = desk.locator('.bench-clock');
	await clock.getByText(/^(30:00|29:)/).waitFor();
	await desk.getByRole('button', { name: '縮短5分鐘' }).click();
	await clock.getByText(/^24:/).waitFor();
	await desk.getByRole('button', { name: '停止倒數' }).click();
	await clock.getByText('不限時').waitFor();
	for (const page of [lin, chou, chen, hsu]) await textBox(page, '計畫名稱').waitFor();
	await expectAccessible(lin);
	await expectNoSidewaysScroll(lin);
	await expectAccessible(desk);
});

test('two people type into one field at once, and both strings arrive whole, once', async () => {
	await Promise.all([
		write(lin, '目標客群', '路過的上班族'),
		write(chou, '目標客群', '住附近的學生'),
	]);
	for (const page of [lin, chou]) {
		await expect
			.poll(() => wordsIn(page, '目標客群'), { timeout: 10_000 })
			.toSatisfy((text: string) => text.includes('路過的上班族') && text.includes('住附近的學生'));
		expect(await wordsIn(page, '目標客群')).toHaveLength(12);
	}
	await saved(lin).waitFor();
});

test('a design with holes is not handed in; a whole one is, and the form locks for the team', async () => {
	await expect
		.poll(() => lin.getByRole('button', { name: '繳交', exact: true }).isDisabled())
		.toBe(true);
	await fillDesign(lin, '再來一杯');
	await fillDesign(chen, '點點成金');
	for (const page of [lin, chen]) {
		await saved(page).waitFor();
		await page.getByRole('button', { name: '繳交', exact: true }).click();
		await page.getByRole('dialog').getByRole('button', { name: '繳交', exact: true }).click();
	}
	for (const page of [lin, chou, chen, hsu]) await page.getByText('已繳交').first().waitFor();
	await expectAccessible(chou);
	await expectNoSidewaysScroll(chou);
});

test('the page of a team that has handed in comes alive cold, with the results of its design', async () => {
	const page = await desk.context().newPage();
	page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
	const path = await teamLink(desk, 1).getAttribute('href');
	await page.goto(served.origin + (path ?? ''));
	await page.locator('.shown-version .review-kpi').getByText('ROI', { exact: true }).waitFor();
	// The draft that equals it is named, not shown beside it once more.
	await page.getByText(/草稿和第1版完全相同/).waitFor();
	await page.getByRole('heading', { name: '再來一杯' }).first().waitFor();
	await page.close();
});

test('number keys never write over a level that was given, nor over one out of sight', async () => {
	await review(desk, 1, 3);
	const levels = () =>
		desk
			.locator('.crit input:checked')
			.evaluateAll((inputs) => inputs.map((one) => one.getAttribute('value')));
	expect(await levels()).toEqual(['3', '3', '3', '3', '3']);
	await desk.keyboard.press('Digit5');
	await desk.getByText(/還沒有選要給哪一項/).waitFor();
	expect(await levels()).toEqual(['3', '3', '3', '3', '3']);
	await desk.locator('.crit legend button').nth(1).click();
	await desk.evaluate(() => scrollTo(0, 0));
	await desk.keyboard.press('Digit4');
	await expect.poll(levels).toEqual(['3', '4', '3', '3', '3']);
	await expect
		.poll(() =>
			desk
				.locator('.crit')
				.nth(1)
				.evaluate((one) => {
					const { top, bottom } = one.getBoundingClientRect();
					return top >= 0 && bottom <= innerHeight;
				}),
		)
		.toBe(true);
	await desk.getByText(/「.+」4級/).waitFor();
});

test('the lecturer returns one design and approves the other', async () => {
	for (const team of [1, 2]) {
		// The first has had its levels in the scene before.
		if (team === 2) await review(desk, team, 4);
		await desk.getByLabel('總評').fill(`第${team}組：數字再往前算一步。`);
		await expectAccessible(desk);
		if (team === 1) {
			await desk.getByRole('button', { name: /^發還第1組/ }).click();
			await desk.getByRole('dialog').getByRole('button', { name: '發還', exact: true }).click();
		} else await approve();
		await desk.getByText(team === 1 ? /^已發還第1組/ : /^第2組已定稿/).waitFor();
	}
	await lin.getByText('第1組：數字再往前算一步。').first().waitFor();
	await chen.getByText('已定稿').first().waitFor();
	await expectAccessible(lin);
	await expectAccessible(chen);
});

test('the returned team revises while the class has moved on, hands in again, and is approved', async () => {
	await openPhase(desk, '分享');
	await lin.getByRole('button', { name: '開始修訂' }).click();
	await write(lin, '風險與退場', '兌換率掉到三成就停。');
	await saved(lin).waitFor();
	await lin.getByRole('button', { name: '繳交第2版' }).click();
	await lin.getByRole('dialog').getByRole('button', { name: '繳交第2版' }).click();
	await lin.getByText('已繳交').first().waitFor();
	await review(desk, 1, 4);
	await approve();
	await lin.getByText('已定稿').first().waitFor();
});

test('both teams present, with the simulator running on their own design', async () => {
	const classId = new URL(desk.url()).pathname.split('/')[2];
	await lin.locator(`a[href^="/class/${classId}/stage/"]`).nth(1).waitFor();
	const stages = await lin
		.locator(`a[href^="/class/${classId}/stage/"]`)
		.evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))]);
	expect(stages).toHaveLength(2);
	const hall = await newDevice(
		served.browser,
		{ viewport: { width: 1920, height: 1080 } },
		complaints,
	);
	await hall.context().addCookies(await desk.context().cookies());
	for (const [place, stage] of stages.entries()) {
		await hall.goto(served.origin + stage);
		await hall
			.getByRole('heading', { name: place === 0 ? '再來一杯' : '點點成金' })
			.first()
			.waitFor();
		await expectAccessible(hall);
		// The fifth slide is the programme, with its simulator running.
		for (let slide = 1; slide < 5; slide += 1) await hall.keyboard.press('PageDown');
		await hall.locator('.chart-box').first().hover();
		await expect
			.poll(() => hall.locator('canvas').first().isVisible(), { timeout: 10_000 })
			.toBe(true);
		expect(
			await hall
				.locator('canvas')
				.first()
				.evaluate((canvas: HTMLCanvasElement) => canvas.width),
		).toBeGreaterThan(0);
		await expectAccessible(hall);
	}
});

test('in the end the hall compares what the teams have handed in, without a name and without a code in the way', async () => {
	await openPhase(desk, '回饋');
	await openPhase(desk, '總結');
	await wall.getByText(/比較各組/).waitFor();
	await expect
		.poll(() => wall.locator('.hall-board tbody tr').allInnerTexts())
		.toEqual([
			expect.stringMatching(/^第1組\s+再來一杯\s+\d+點.*[+−]?\d+%.*[+−][\d.,]+萬?元\s+已定稿$/s),
			expect.stringMatching(/^第2組\s+點點成金\s+\d+點.*[+−]?\d+%.*[+−][\d.,]+萬?元\s+已定稿$/s),
		]);
	// On paper nothing is cut off, whichever way the sheet lies: A4 less its margins.
	await wall.emulateMedia({ media: 'print' });
	const screen = wall.viewportSize();
	for (const [across, down] of [
		[688, 1018],
		[1016, 694],
	] as const) {
		await wall.setViewportSize({ width: across, height: down });
		const cut = await wall.locator('.hall-say, .hall-board :is(th, td, p)').evaluateAll((all) =>
			all
				.filter((one) => {
					const { left, right } = one.getBoundingClientRect();
					return left < 0 || right > innerWidth || one.scrollWidth > one.clientWidth + 1;
				})
				.map((one) => one.textContent),
		);
		expect(cut, `${across} wide`).toEqual([]);
		const lines = await wall
			.locator('tbody .rule')
			.first()
			.evaluate((one) => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight));
		expect(lines).toBeLessThan(4);
	}
	await wall.emulateMedia({ media: null });
	if (screen) await wall.setViewportSize(screen);
	expect(await wall.locator('.hall .qr').count()).toBe(0);
	expect(await wall.locator('body').innerText()).not.toMatch(/林子晴|周予安|陳柏宇|許雅筑/);
	await expectAccessible(wall);
});

test('no page complained in the console', () => {
	expect(complaints).toEqual([]);
});
