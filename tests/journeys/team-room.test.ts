import type { Browser, CDPSession, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openUpTo, seatClass, type Student, type TestHost } from '../support/class.ts';
import { laptop, newDevice, startBrowser } from '../support/devices.ts';
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
const complaints: string[] = [];

async function enter(student: Student): Promise<Page> {
	const page = await newDevice(browser, laptop, complaints);
	await page.context().addCookies([{ name: 'seat', value: student.seatToken, url: site.origin }]);
	return openRoom(page);
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
	const seated = await prepareData(dataFolder, async (host) => {
		const held = await seatClass(host, {
			teams: { red: ['林子晴', '周予安'] },
			caseId: 'half-hill-tea',
		});
		await openUpTo(host, held.classId, 'design');
		return held;
	});
	classId = seated.classId;
	site = await startSite({ dataFolder });
	browser = await startBrowser();
	const [first, second] = seated.teams.red.members;
	if (!first || !second) throw new Error('the team has no members');
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

test('the work can be taken home as a file', async () => {
	const coming = lin.waitForEvent('download');
	await lin.getByRole('button', { name: '下載我的作品' }).click();
	const file = await coming;
	expect(file.suggestedFilename()).toMatch(/第一組\.txt$/);
});

test('on paper stands what was written, without the bars and buttons of the screen', async () => {
	await lin.emulateMedia({ media: 'print' });
	const main = lin.getByRole('main');
	expect(await textBox(lin, '目標客群').isVisible()).toBe(true);
	expect(await lin.getByRole('banner').isVisible()).toBe(false);
	expect(await main.getByRole('button').count()).toBe(0);
	// A grid that is cut by the end of a page lays its rows over one another.
	expect(await lin.locator('.fields').evaluate((list) => getComputedStyle(list).display)).toBe(
		'block',
	);
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

test('words that arrive after the hand-in are told as late, beside what was handed in', async () => {
	const restart = await killed();
	await write(lin, '風險與退場', '晚到的話。');
	await lin.getByText('離線，已保存在這台裝置').first().waitFor();
	const place = await lin.evaluate(() => scrollY);
	expect(place).toBeGreaterThan(500);
	await prepareData(dataFolder, async (host) => {
		await handIn(host);
		const message = { teamId: null, text: '還有五分鐘，先寫衡量。' };
		await host.services.classes.sendMessage(classId, message);
	});
	await restart();
	for (const page of [lin, chou]) {
		const field = page.locator('#field-risks');
		await field.getByText('這一欄在繳交之後還有改動，沒有算進第1版').waitFor();
		await page
			.getByText(/已儲存.*，沒算進第1版/)
			.first()
			.waitFor();
		expect(await page.getByRole('status').filter({ hasText: '沒有算進第1版' }).count()).toBe(1);
		expect(await wordsIn(page, '風險與退場')).toContain('晚到的話。');
		await field.getByText('看第1版寫的').click();
		expect(await field.locator('.frozen').innerText()).not.toContain('晚到的話。');
		expect(await page.locator('#field-measures').getByText('沒有算進').count()).toBe(0);
	}
});

test('a teammate who hands in does not move the page from under whoever types', async () => {
	expect(await lin.evaluate(() => document.activeElement?.closest('#field-risks') !== null)).toBe(
		true,
	);
	expect(
		await lin.locator('#field-risks').evaluate((field) => field.getBoundingClientRect().top),
	).toBeLessThan(800);
	expect(await lin.evaluate(() => scrollY)).toBeGreaterThan(500);
});

test('what the lecturer says stands in sight wherever one has scrolled to, until it is put away', async () => {
	const says = lin.getByRole('status').filter({ hasText: '還有五分鐘' });
	const box = await says.boundingBox();
	expect(box && box.y >= 0 && box.y + box.height < 300).toBe(true);
	await lin.getByRole('button', { name: '知道了' }).click();
	await expect.poll(() => says.count()).toBe(0);
	expect(await lin.evaluate(() => scrollY)).toBeGreaterThan(500);
});
