import { readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { longestName } from '#workflow/identity.ts';
import { expectNoSidewaysScroll } from '../support/accessible.ts';
import { openUpTo, seatClass, type Student, type TestHost } from '../support/class.ts';
import { laptop, newDevice, phone, startBrowser } from '../support/devices.ts';
import { saved, textBox, wordsIn, write } from '../support/rooms.ts';
import { Device, fillDesign, listen } from '../support/socket.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';

/**
 * What a team's page has to bear: a server that dies in the middle of a sentence, tabs closed while
 * offline, two tabs of one person, Bopomofo while a teammate writes. On the built site, so that
 * its content policy applies.
 */
const dataFolder = temporaryFolder();
let site: Site;
let browser: Browser;
let classId = '';
let lin: Page;
let chou: Page;
let seatOfChou: Student;
/** Seated on a phone, in no team yet. */
let late: Student;
const complaints: string[] = [];

async function seated(student: Student, options = laptop): Promise<Page> {
	const page = await newDevice(browser, options, complaints);
	await page.context().addCookies([{ name: 'seat', value: student.seatToken, url: site.origin }]);
	return page;
}

async function enter(student: Student): Promise<Page> {
	return openRoom(await seated(student));
}

async function openRoom(page: Page): Promise<Page> {
	await page.goto(`${site.origin}/class/${classId}`);
	await textBox(page, '風險與退場').waitFor();
	await saved(page).waitFor();
	return page;
}

async function killed(): Promise<() => Promise<void>> {
	await site.stop('SIGKILL');
	return async () => {
		site = await startSite({ dataFolder, environment: { PORT: String(site.port) } });
	};
}

const compose = (device: CDPSession, text: string) =>
	device.send('Input.imeSetComposition', {
		text,
		selectionStart: text.length,
		selectionEnd: text.length,
	});

beforeAll(async () => {
	const held = await prepareData(dataFolder, async (host) => {
		const made = await seatClass(host, {
			teams: { red: ['林子晴', '周予安'] },
			waiting: ['陳晚到'],
			caseId: 'half-hill-tea',
		});
		await openUpTo(host, made.classId, 'design');
		return made;
	});
	classId = held.classId;
	site = await startSite({ dataFolder });
	browser = await startBrowser();
	const [first, second] = held.teams.red.members;
	const [third] = held.waiting;
	if (!first || !second || !third) throw new Error('somebody has no seat');
	late = third;
	seatOfChou = second;
	lin = await enter(first);
	chou = await enter(second);
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});

test('Bopomofo survives a teammate writing in the same field at the same time', async () => {
	await write(lin, '目標客群', '一個月來一次的');
	await expect.poll(() => wordsIn(chou, '目標客群')).toBe('一個月來一次的');
	const device = await lin.context().newCDPSession(lin);
	await compose(device, 'ㄎ');
	await textBox(chou, '目標客群').click();
	await chou.keyboard.press('Control+Home');
	await chou.keyboard.type('留住');
	await saved(chou).waitFor();
	await compose(device, 'ㄎㄜˋ');
	// He writes on behind the half-composed word, not in the middle of it.
	await expect.poll(() => wordsIn(chou, '目標客群')).toBe('留住一個月來一次的ㄎㄜˋ');
	await chou.keyboard.press('Control+End');
	await chou.keyboard.type('！');
	await saved(chou).waitFor();
	await compose(device, '客');
	await device.send('Input.insertText', { text: '客人' });
	await expect.poll(() => wordsIn(lin, '目標客群')).toBe('留住一個月來一次的客人！');
	await expect.poll(() => wordsIn(chou, '目標客群')).toBe('留住一個月來一次的客人！');
});

test('nothing on the page goes against the content policy', () => {
	expect(complaints).toEqual([]);
});

test('the server dies in the middle of a sentence and every word is there when it is back', async () => {
	await write(lin, '怎麼衡量', '死之前，');
	await saved(lin).waitFor();
	const restart = await killed();
	await lin.keyboard.type('死之後。');
	await lin.getByText('離線，已保存在這台裝置').first().waitFor();
	await write(chou, '怎麼衡量', '隊友也寫。');
	await chou.getByText('離線，已保存在這台裝置').first().waitFor();
	await restart();
	for (const page of [lin, chou]) {
		await saved(page).waitFor();
		for (const words of ['死之前，', '死之後。', '隊友也寫。']) {
			await expect.poll(() => wordsIn(page, '怎麼衡量')).toContain(words);
		}
	}
	expect(await wordsIn(lin, '怎麼衡量')).toBe(await wordsIn(chou, '怎麼衡量'));
});

test('words left in a tab that was closed offline arrive when the page is opened again', async () => {
	const restart = await killed();
	await write(lin, '風險與退場', '關掉的分頁');
	await lin.getByText('離線，已保存在這台裝置').first().waitFor();
	const device = lin.context();
	await lin.close({ runBeforeUnload: false });
	await restart();
	lin = await openRoom(await device.newPage());
	await expect.poll(() => wordsIn(chou, '風險與退場')).toBe('關掉的分頁');
});

test('two tabs of one person write side by side', async () => {
	const second = await openRoom(await lin.context().newPage());
	await write(lin, '為什麼值得', '甲');
	await write(second, '為什麼值得', '乙');
	for (const page of [lin, second, chou]) {
		await expect
			.poll(async () => [...(await wordsIn(page, '為什麼值得'))].sort().join(''))
			.toBe('乙甲');
	}
	// His second tab lies open, and does not hide where he writes.
	await textBox(second, '為什麼值得').blur();
	await textBox(lin, '風險與退場').click();
	await chou.locator('.crew').getByText('在寫「風險與退場」').waitFor();
	await second.close();
});

test('the words are there while the editor does not come, and the retry makes them writable', async () => {
	const page = await lin.context().newPage();
	let broken = true;
	await page.route('**/text-editor.*.js', (route) => (broken ? route.abort() : route.continue()));
	await page.goto(`${site.origin}/class/${classId}`);
	await page.getByText('編輯器還沒載入，正在重試').first().waitFor();
	await page
		.getByRole('group', { name: '目標客群', exact: true })
		.filter({ hasText: '留住一個月來一次的客人！' })
		.waitFor();
	expect(await textBox(page, '目標客群').count()).toBe(0);
	broken = false;
	await textBox(page, '目標客群').waitFor();
	await write(page, '客戶體驗', '重試之後寫的');
	await expect.poll(() => wordsIn(chou, '客戶體驗')).toBe('重試之後寫的');
	await page.close();
});

test('what to do in this phase stands on a phone too', async () => {
	await lin.setViewportSize({ width: 360, height: 740 });
	const says = lin.locator('.phase-says');
	expect(await says.innerText()).toContain('一起填設計表');
	const box = await says.boundingBox();
	expect(box && box.width > 200 && box.y < 740).toBe(true);
	await lin.setViewportSize(laptop.viewport ?? { width: 1366, height: 800 });
});

test('on a low laptop whoever writes has the room of the results, and whoever moves numbers has the results', async () => {
	const bottomOf = (place: string) =>
		lin.locator(place).evaluate((one) => one.getBoundingClientRect().bottom);
	await textBox(lin, '為什麼值得').click();
	await lin.keyboard.press('Control+End');
	expect(await bottomOf('.effects')).toBeLessThan(0);
	await lin.getByRole('slider', { name: '一點值' }).first().focus();
	await expect.poll(() => bottomOf('.effects')).toBeGreaterThan(await bottomOf('.phase'));
});

const topOf = (page: Page, place: string) =>
	page
		.locator(place)
		.first()
		.evaluate((one) => one.getBoundingClientRect().top);
/** Where the line that is being written stands, and where a bar covers the page. */
const caretLine = (page: Page, label: string) =>
	textBox(page, label).evaluate((box) => {
		const { top, bottom } =
			box.lastElementChild?.getBoundingClientRect() ?? box.getBoundingClientRect();
		const bar = document.querySelector('.phase')?.getBoundingClientRect().bottom ?? 0;
		return { top, bottom, bar: Math.max(0, bar), below: innerHeight };
	});

describe('on a phone', () => {
	let page: Page;
	beforeAll(async () => {
		page = await seated(late, phone);
		await page.goto(`${site.origin}/class/${classId}`);
	});
	afterAll(() => page.context().close());

	test('a press that got no answer is told so, until the line is back', async () => {
		const choose = page.getByRole('button', { name: /加入第1組/ });
		// What has not come yet when the server goes does not come any more.
		await expect.poll(() => choose.isEnabled()).toBe(true);
		const restart = await killed();
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
		const restart = await killed();
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
			const bar = await page
				.locator('.phase')
				.evaluate((one) => one.getBoundingClientRect().bottom);
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
});

test('the work can be taken home as a file, also what is longer than may be handed in', async () => {
	await textBox(lin, '品牌信任與形象').click();
	await lin.keyboard.insertText(`${'前'.repeat(600)}尾巴`);
	await saved(lin).waitFor();
	const coming = lin.waitForEvent('download');
	await lin.getByRole('button', { name: '下載我的作品' }).click();
	const file = await coming;
	expect(file.suggestedFilename()).toMatch(/第1組\.txt$/);
	expect(readFileSync(await file.path(), 'utf8')).toContain('前尾巴');
	for (const key of ['ControlOrMeta+A', 'Delete']) await textBox(lin, '品牌信任與形象').press(key);
	await saved(lin).waitFor();
});

test('on paper stands what was written, without the bars and buttons of the screen', async () => {
	const chosen = lin.getByRole('checkbox', { name: /實施忠誠度計/ });
	await chosen.check();
	await lin.emulateMedia({ media: 'print' });
	const main = lin.getByRole('main');
	expect(await textBox(lin, '目標客群').isVisible()).toBe(true);
	expect(await lin.getByRole('banner').isVisible()).toBe(false);
	expect(await main.getByRole('button').count()).toBe(0);
	// A grid that is cut by the end of a page lays its rows over one another.
	expect(await lin.locator('.fields').evaluate((list) => getComputedStyle(list).display)).toBe(
		'block',
	);
	// Printers leave grounds out, so the tick has to be ink.
	const [tick, ink] = await chosen.evaluate((box) => [
		getComputedStyle(box, '::before').borderBottomColor,
		getComputedStyle(document.body).color,
	]);
	expect(tick).toBe(ink);
	await lin.emulateMedia({ media: 'screen' });
});

/** Chou's device fills what is empty, and he hands in. */
async function handIn(host: TestHost): Promise<void> {
	const { port, http } = await listen(host);
	const device = new Device({ port, classId, cookie: `seat=${seatOfChou.seatToken}` });
	await device.ready();
	fillDesign(device.doc);
	await device.saved();
	await host.services.submissions.submit(seatOfChou.memberId);
	await device.end();
	http.close();
}

/** Lin was writing as a mate handed in: his field is locked where he looks, and stays there. */
async function expectCaught(writtenAt: number): Promise<void> {
	const box = '#field-risks .text-field';
	await lin.locator('#field-risks').getByText('這一欄鎖住了').waitFor();
	await expect.poll(async () => Math.abs((await topOf(lin, box)) - writtenAt)).toBeLessThan(2);
	await expect.poll(() => lin.locator(box).evaluate((one) => one.matches(':focus'))).toBe(true);
	const place = await lin.evaluate(() => scrollY);
	// A blank turns the page where nothing is written in.
	await lin.keyboard.type('打 不 進 來');
	expect(await wordsIn(lin, '風險與退場')).not.toContain('打');
	expect(await lin.evaluate(() => scrollY)).toBe(place);
}

test('words that arrive after the hand-in are told as late, beside what was handed in', async () => {
	const restart = await killed();
	await write(lin, '風險與退場', '晚到的話。');
	await lin.getByText('離線，已保存在這台裝置').first().waitFor();
	expect(await lin.evaluate(() => scrollY)).toBeGreaterThan(500);
	const writtenAt = await topOf(lin, '#field-risks .text-field');
	await prepareData(dataFolder, async (host) => {
		await handIn(host);
		const message = { teamId: null, text: '還有五分鐘，先寫衡量。' };
		await host.services.classes.sendMessage(classId, message);
	});
	await restart();
	for (const page of [lin, chou]) {
		const field = page.locator('#field-risks');
		await field.getByText('這一欄在繳交之後還有改動，沒有算進第1版').waitFor();
		if (page === lin) await expectCaught(writtenAt);
		// Only to whose words are meant, and in one line.
		const light = page.locator('.phase .light span');
		await expect
			.poll(() => light.innerText())
			.toMatch(page === lin ? /^已儲存，沒算進第1版$/ : /^已儲存 [\d:]+$/);
		expect(await page.getByRole('status').filter({ hasText: '沒有算進第1版' }).count()).toBe(1);
		expect(await wordsIn(page, '風險與退場')).toContain('晚到的話。');
		await field.getByText('看第1版寫的').click();
		expect(await field.locator('.frozen').innerText()).not.toContain('晚到的話。');
		expect(await page.locator('#field-measures').getByText('沒有算進').count()).toBe(0);
	}
});

test('a teammate who hands in does not move the page from under whoever types, and it is told where he looks', async () => {
	expect(await lin.evaluate(() => document.activeElement?.closest('#field-risks') !== null)).toBe(
		true,
	);
	expect(await lin.evaluate(() => scrollY)).toBeGreaterThan(500);
	const news = lin.getByRole('status').filter({ hasText: '周予安已繳交第1版，設計表鎖住了' });
	expect(await news.count()).toBe(1);
	const box = await news.boundingBox();
	expect(box && box.y >= 0 && box.y + box.height < 300).toBe(true);
	const before = await topOf(lin, '#field-risks');
	const button = await lin.locator('.news').getByRole('button', { name: '知道了' }).boundingBox();
	if (!button) throw new Error('no button in the bar');
	// By its place on the screen: to be found anew it would be scrolled to, bar or not.
	await lin.mouse.click(button.x + button.width / 2, button.y + button.height / 2);
	await expect.poll(() => news.count()).toBe(0);
	expect(Math.abs((await topOf(lin, '#field-risks')) - before)).toBeLessThan(2);
});

test('what the lecturer says stands in sight wherever one has scrolled to, until it is put away', async () => {
	const says = lin.getByRole('status').filter({ hasText: '還有五分鐘' });
	const box = await says.boundingBox();
	expect(box && box.y >= 0 && box.y + box.height < 300).toBe(true);
	await lin.getByRole('button', { name: '知道了' }).click();
	await expect.poll(() => says.count()).toBe(0);
	expect(await lin.evaluate(() => scrollY)).toBeGreaterThan(500);
});
