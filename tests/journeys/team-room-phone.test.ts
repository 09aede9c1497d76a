import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { longestName } from '#workflow/identity.ts';
import { expectNoSidewaysScroll } from '../support/accessible.ts';
import { phone } from '../support/devices.ts';
import { saved, textBox, topOf, wordsIn, write } from '../support/rooms.ts';
import { teamRoom } from '../support/team-room.ts';

/** A team's page on the phone of somebody who comes late, while two mates write on laptops. */
const room = teamRoom();
let lin: Page;
let chou: Page;
let page: Page;

beforeAll(async () => {
	lin = await room.open(await room.seated(room.lin));
	chou = await room.open(await room.seated(room.chou));
	page = await room.seated(room.late, phone);
	await page.goto(`${room.site.origin}/class/${room.classId}`);
});

/** Where the line that is being written stands, and where a bar covers the page. */
const caretLine = (page: Page, label: string) =>
	textBox(page, label).evaluate((box) => {
		const { top, bottom } =
			box.lastElementChild?.getBoundingClientRect() ?? box.getBoundingClientRect();
		const bar = document.querySelector('.phase')?.getBoundingClientRect().bottom ?? 0;
		return { top, bottom, bar: Math.max(0, bar), below: innerHeight };
	});

test('a press that got no answer is told so, until the line is back', async () => {
	const choose = page.getByRole('button', { name: /加入第1組/ });
	// What has not come yet when the server goes does not come any more.
	await expect.poll(() => choose.isEnabled()).toBe(true);
	const restart = await room.killed();
	await choose.click();
	const told = page.getByText('連不到伺服器');
	await told.waitFor();
	await restart();
	await expect.poll(() => told.count()).toBe(0);
	await Promise.all([saved(lin).waitFor(), saved(chou).waitFor()]);
});

test('choosing a team far down the page begins at the head of what comes', async () => {
	const button = page.getByRole('button', { name: /加入第1組/ });
	await button.waitFor();
	await page.evaluate(() => {
		document.body.style.paddingBlockStart = '600px';
	});
	await button.evaluate((one) => one.scrollIntoView({ block: 'start' }));
	expect(await page.evaluate(() => scrollY)).toBeGreaterThan(300);
	await button.click();
	await saved(page).waitFor();
	await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
	await page.evaluate(() => {
		document.body.style.paddingBlockStart = '';
	});
});

test('a mate who begins to write moves nothing below', async () => {
	await textBox(lin, '計畫名稱').click();
	// The results have come.
	await expect.poll(() => page.locator('.dock b').first().innerText()).not.toBe('…');
	const places = ['#field-planName', '#field-measures', '#field-risks', '#assumptions'];
	const standing = (screen: Page) => Promise.all(places.map((place) => topOf(screen, place)));
	const screens = [page, chou];
	// Where the browser does not hold a place by itself.
	for (const screen of screens)
		await screen.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
	const before = await Promise.all(screens.map(standing));
	await textBox(lin, '風險與退場').click();
	for (const screen of screens) {
		await screen.locator('.field-own').filter({ hasText: '林子晴正在寫' }).last().waitFor();
		await screen.locator('.crew').getByText('在寫「風險與退場」').waitFor();
	}
	expect(await Promise.all(screens.map(standing))).toEqual(before);
	// Marked is what the two mates write in, and nothing beside it.
	const marked = await page.locator('.is-busy').evaluateAll((all) => all.map(({ id }) => id));
	expect(marked).toContain('field-risks');
	expect(marked.length).toBeLessThanOrEqual(2);
});

test('the longest name of a mate who writes does not widen the page', async () => {
	const names = page.locator('.field-own').filter({ hasText: '林子晴正在寫' }).last();
	await names.locator('.names').evaluate((written, name) => {
		written.textContent = name;
	}, 'W'.repeat(longestName));
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
		page.viewportSize()?.width,
	);
});

test('what is not saved is said within the bar, which stays as high', async () => {
	const bar = page.locator('.phase');
	const before = (await bar.boundingBox())?.height;
	const restart = await room.killed();
	await write(page, '客戶滿意度', '斷線');
	await bar.getByText('離線，已保存在這台裝置').first().waitFor();
	expect((await bar.boundingBox())?.height).toBe(before);
	await restart();
	await saved(page).waitFor();
	await Promise.all([saved(lin).waitFor(), saved(chou).waitFor()]);
});

test.each([
	{ width: 360, height: 740 },
	{ width: 360, height: 400 },
	{ width: 844, height: 220 },
	{ width: 320, height: 360 },
])('the line being written is in sight on $width × $height', async (size) => {
	await page.setViewportSize(size);
	const label = '怎麼衡量';
	await textBox(page, label).click();
	await page.keyboard.press('Control+End');
	for (let line = 0; line < 6; line += 1) {
		await page.keyboard.press('Enter');
		await page.keyboard.type('又一行');
	}
	const { top, bottom, bar, below } = await caretLine(page, label);
	expect(top).toBeGreaterThanOrEqual(bar);
	expect(bottom).toBeLessThanOrEqual(below);
	expect(await page.locator('.dock').isVisible()).toBe(false);
	await page.setViewportSize({ width: 360, height: 740 });
});

test('one’s own words are taken back by a thumb, and the keyboard stays up', async () => {
	const head = page.locator('#field-measures h4');
	const back = head.getByRole('button', { name: '復原' });
	const box = await back.boundingBox();
	expect(box && box.height >= 43.5 && box.width >= 43.5).toBe(true);
	const before = await wordsIn(page, '怎麼衡量');
	await back.tap();
	await expect.poll(() => wordsIn(page, '怎麼衡量')).not.toBe(before);
	expect(
		await page.locator('#field-measures .text-field').evaluate((one) => one.matches(':focus')),
	).toBe(true);
	await head.getByRole('button', { name: '重做' }).tap();
	await expect.poll(() => wordsIn(page, '怎麼衡量')).toBe(before);
});

test('the first tap works where the dock will come back once nobody writes', async () => {
	await textBox(page, '客戶體驗').click();
	const attach = page
		.locator('#field-diagnosisExperience')
		.getByRole('button', { name: /佐證/ })
		.first();
	await attach.evaluate((one) =>
		scrollBy({ top: one.getBoundingClientRect().top - innerHeight + 50, behavior: 'instant' }),
	);
	const box = await attach.boundingBox();
	if (!box) throw new Error('the button is not there');
	expect(box.y).toBeGreaterThan(740 - 60);
	await page.touchscreen.tap(box.x + box.width / 2, box.y + 10);
	const leave = page.getByRole('button', { name: '不附了' });
	await leave.tap();
	await expect.poll(() => leave.count()).toBe(0);
	await page.locator('.dock').waitFor();
});

test('where a link leads is not under the bar', async () => {
	await page.locator('#field-measures .cm-content').blur();
	for (const [link, target] of [
		[page.locator('.dock-go'), '#submit-h, #missing-h'],
		[page.locator('.tally').getByRole('link', { name: /假設/ }), '#assumptions'],
	] as const) {
		await link.click();
		await expect.poll(() => topOf(page, target)).toBeLessThan(400);
		const bar = await page.locator('.phase').evaluate((one) => one.getBoundingClientRect().bottom);
		expect(await topOf(page, target)).toBeGreaterThanOrEqual(bar);
	}
});

test('a page that is loaded again opens where the reader was, whenever its form comes', async () => {
	const place = '#field-measures';
	await page.locator(place).evaluate((one) => {
		one.scrollIntoView({ block: 'start', behavior: 'instant' });
	});
	const before = await topOf(page, place);
	// A place is noted once the page rests.
	await expect
		.poll(() => page.evaluate(() => Object.values(sessionStorage).join()))
		.toContain(`"field-measures","at":${before}`);
	await page.reload();
	await textBox(page, '怎麼衡量').waitFor();
	await expect.poll(async () => Math.abs((await topOf(page, place)) - before)).toBeLessThan(2);
	expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
});

test('what opens at the end of the page opens above the bar at its foot', async () => {
	const own = page.locator('.own-seat');
	await page.evaluate(() => {
		if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
	});
	await page.keyboard.press('End');
	await page.locator('.dock').waitFor();
	// As low as it can be pressed: just above the bar.
	await own.evaluate((box) => {
		const bar = document.querySelector('.dock')?.getBoundingClientRect().top ?? innerHeight;
		scrollBy({ top: box.getBoundingClientRect().bottom - bar, behavior: 'instant' });
	});
	await own.locator('summary').tap();
	await own.getByText('要在另一台裝置坐同一個座位').waitFor();
	const under = () =>
		own.evaluate((box) => {
			const bar = document.querySelector('.dock')?.getBoundingClientRect().top ?? 0;
			return box.getBoundingClientRect().bottom - bar;
		});
	await expect.poll(under).toBeLessThanOrEqual(1);
	await own.locator('summary').tap();
});

test('doubled text neither scrolls sideways nor leaves bars over the page', async () => {
	await page.setViewportSize({ width: 320, height: 640 });
	await page.evaluate(() => {
		document.documentElement.style.fontSize = '32px';
	});
	await page.getByText('換裝置').first().click();
	await page.getByRole('button', { name: '拿換裝置碼' }).click();
	await page.getByText('抄下來，不要給別人').waitFor();
	await expectNoSidewaysScroll(page);
	const name = page.locator('.phase-name');
	expect(await name.evaluate((one) => one.getBoundingClientRect().height)).toBeLessThan(100);
	await page.locator('#field-risks').evaluate((one) => one.scrollIntoView());
	for (const bar of ['.phase', '.dock']) {
		const box = await page.locator(bar).boundingBox();
		expect(box && (box.y + box.height <= 0 || box.y >= 640)).toBe(true);
	}
});
