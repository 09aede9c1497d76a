import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { laptop, phone } from '../support/devices.ts';
import { saved, textBox, wordsIn, write } from '../support/rooms.ts';
import { teamRoom } from '../support/team-room.ts';

/**
 * What a team's page has to bear: a server that dies in the middle of a sentence, tabs closed while
 * offline, two tabs of one person, Bopomofo while a teammate writes. On the built site, so that
 * its content policy applies.
 */
const room = teamRoom();
let lin: Page;
let chou: Page;

beforeAll(async () => {
	lin = await room.open(await room.seated(room.lin));
	chou = await room.open(await room.seated(room.chou));
});

const compose = (device: CDPSession, text: string) =>
	device.send('Input.imeSetComposition', {
		text,
		selectionStart: text.length,
		selectionEnd: text.length,
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

test('on an Android phone what a mate wrote meanwhile comes in once the word is chosen', async () => {
	const userAgent =
		'Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/140.0.0.0 Mobile Safari/537.36';
	const page = await room.open(await room.seated(room.lin, { ...phone, userAgent }));
	await textBox(page, '目標客群').click();
	await page.keyboard.press('Control+End');
	const device = await page.context().newCDPSession(page);
	await compose(device, '今ㄊ');
	await textBox(chou, '目標客群').click();
	await chou.keyboard.press('Control+Home');
	await chou.keyboard.type('想');
	await saved(chou).waitFor();
	await compose(device, '今天');
	await device.send('Input.insertText', { text: '今天' });
	for (const screen of [page, chou, lin])
		await expect.poll(() => wordsIn(screen, '目標客群')).toBe('想留住一個月來一次的客人！今天');
	await page.context().close();
});

test('nothing on the page goes against the content policy', () => {
	expect(room.complaints).toEqual([]);
});

test('the server dies in the middle of a sentence and every word is there when it is back', async () => {
	await write(lin, '怎麼衡量', '死之前，');
	await saved(lin).waitFor();
	const restart = await room.killed();
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
	const restart = await room.killed();
	await write(lin, '風險與退場', '關掉的分頁');
	await lin.getByText('離線，已保存在這台裝置').first().waitFor();
	const device = lin.context();
	await lin.close({ runBeforeUnload: false });
	await restart();
	lin = await room.open(await device.newPage());
	await expect.poll(() => wordsIn(chou, '風險與退場')).toBe('關掉的分頁');
});

test('two tabs of one person write side by side', async () => {
	const second = await room.open(await lin.context().newPage());
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
	await page.goto(`${room.site.origin}/class/${room.classId}`);
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
