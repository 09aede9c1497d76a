import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import type { TestHost } from '../support/class.ts';
import { topOf, wordsIn, write } from '../support/rooms.ts';
import { prepareData } from '../support/server.ts';
import { Device, fillDesign, listen } from '../support/socket.ts';
import { teamRoom } from '../support/team-room.ts';

/** A mate hands in while somebody writes: what was on its way, and where he stands. */
const room = teamRoom();
let lin: Page;
let chou: Page;

beforeAll(async () => {
	lin = await room.open(await room.seated(room.lin));
	chou = await room.open(await room.seated(room.chou));
});

/** Chou's device fills what is empty, and he hands in. */
async function handIn(host: TestHost): Promise<void> {
	const { port, http } = await listen(host);
	const device = new Device({ port, classId: room.classId, cookie: `seat=${room.chou.seatToken}` });
	await device.ready();
	fillDesign(device.doc);
	await device.saved();
	await host.services.submissions.submit(room.chou.memberId);
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
	const restart = await room.killed();
	await write(lin, '風險與退場', '晚到的話。');
	await lin.getByText('離線，已保存在這台裝置').first().waitFor();
	expect(await lin.evaluate(() => scrollY)).toBeGreaterThan(500);
	const writtenAt = await topOf(lin, '#field-risks .text-field');
	await prepareData(room.dataFolder, async (host) => {
		await handIn(host);
		const message = { teamId: null, text: '還有五分鐘，先寫衡量。' };
		await host.services.classes.sendMessage(room.classId, message);
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
	const band = lin.locator('.band').filter({ has: news });
	const button = await band.getByRole('button', { name: '知道了' }).boundingBox();
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
