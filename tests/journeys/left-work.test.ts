import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreBackup } from '#server/restore.ts';
import { openUpTo, seatClass, type Student, type TestHost } from '../support/class.ts';
import { laptop, newDevice, startBrowser } from '../support/devices.ts';
import { saved, textBox, wordsIn, write } from '../support/rooms.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';

/**
 * What becomes of words on a device when the world has changed behind its back: the server went
 * back to a backup, the student was moved or removed, the class was closed.
 */
const dataFolder = temporaryFolder();
let site: Site;
let browser: Browser;
let classId = '';
let joinCode = '';
let blueTeam = '';
let lin: Page;
let wu: Page;
let seatOfLin: Student;
let seatOfHo: Student;
const complaints: string[] = [];
const onDevice = '離線，已保存在這台裝置';

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

/** Stops the server, lets `what` happen to its data, and starts it again where it was. */
async function whileAway(
	alone: () => Promise<void>,
	what: (host: TestHost) => Promise<unknown>,
): Promise<void> {
	await site.stop('SIGKILL');
	await alone();
	await prepareData(dataFolder, what);
	site = await startSite({ dataFolder, environment: { PORT: String(site.port) } });
}

async function writeOffline(page: Page, label: string, words: string): Promise<void> {
	await write(page, label, words);
	await page.getByText(onDevice).first().waitFor();
}

async function downloaded(page: Page, button: string): Promise<string> {
	const coming = page.waitForEvent('download');
	await page.getByRole('button', { name: button }).click();
	return readFileSync(await (await coming).path(), 'utf8');
}

beforeAll(async () => {
	const seated = await prepareData(dataFolder, async (host) => {
		const held = await seatClass(host, {
			teams: { red: ['林子晴', '何明'], blue: ['吳青'] },
			caseId: 'half-hill-tea',
		});
		await openUpTo(host, held.classId, 'design');
		return held;
	});
	({ classId, joinCode } = seated);
	blueTeam = seated.teams.blue.id;
	site = await startSite({ dataFolder });
	browser = await startBrowser();
	const [first, second] = seated.teams.red.members;
	const [blue] = seated.teams.blue.members;
	if (!first || !second || !blue) throw new Error('the teams have no members');
	[seatOfLin, seatOfHo] = [first, second];
	lin = await enter(first);
	wu = await enter(blue);
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});

test('after a restore both the open page and the one that was closed offer what the backup lacks', async () => {
	const ho = await enter(seatOfHo);
	await write(lin, '怎麼衡量', '備份裡。');
	await saved(lin).waitFor();
	const copy = join(dataFolder, 'copy.db');
	await whileAway(
		async () => undefined,
		({ store }) => store.backUp(copy),
	);
	await saved(lin).waitFor();
	await write(lin, '怎麼衡量', '備份後。');
	await saved(lin).waitFor();
	await saved(ho).waitFor();

	await site.stop('SIGKILL');
	await writeOffline(lin, '怎麼衡量', '斷線時。');
	const lift = '回饋夠多、夠近時，會員平均多買';
	const behind = lin.getByRole('group', { name: `「${lift}」的佐證`, exact: true });
	await behind.getByRole('button', { name: /^佐證/ }).click();
	await behind.getByRole('radio', { name: '來源' }).check();
	await behind.getByLabel('出處').fill('離線查到的論文');
	await lin.keyboard.press('Enter');
	await lin.getByText(onDevice).first().waitFor();
	await writeOffline(ho, '風險與退場', '關掉的裝置。');
	await ho.close({ runBeforeUnload: false });
	restoreBackup(dataFolder, copy, new Date());
	site = await startSite({ dataFolder, environment: { PORT: String(site.port) } });

	const offer = (page: Page) => page.getByRole('region', { name: '復原前寫的還在這台裝置' });
	await offer(lin).waitFor();
	await saved(lin).waitFor();
	expect(await wordsIn(lin, '怎麼衡量')).toBe('備份裡。');
	expect(await downloaded(lin, '下載我的作品')).toMatch(/備份裡。備份後。斷線時。/);
	await lin.reload();
	await offer(lin).waitFor();
	const file = await downloaded(lin, '下載這一份');
	expect(file).toMatch(/備份裡。備份後。斷線時。/);
	expect(file).toMatch(/【假設：回饋夠多、夠近時，會員平均多買】\n　佐證：離線查到的論文/);
	await offer(lin).getByText('看這').click();
	await offer(lin).getByText('佐證：離線查到的論文').waitFor();
	const again = await openRoom(await ho.context().newPage());
	await offer(again).getByText('看這').click();
	await offer(again).getByText('關掉的裝置。').waitFor();
	await again.close();

	await offer(lin).getByRole('button', { name: '不用了' }).click();
	await expect.poll(() => offer(lin).count()).toBe(0);
	await openRoom(lin);
	await expect.poll(() => lin.getByRole('button', { name: '下載我的作品' }).isEnabled()).toBe(true);
	expect(await offer(lin).count()).toBe(0);
});

test('whoever was moved while offline keeps his words, and neither team’s words get mixed', async () => {
	// His page may still be on its way back from the restore, where what he writes is set aside.
	await saved(wu).waitFor();
	await write(wu, '風險與退場', '藍組的字');
	await saved(wu).waitFor();
	await whileAway(
		() => writeOffline(lin, '風險與退場', '紅組離線'),
		({ services }) => services.teams.place(classId, seatOfLin.memberId, blueTeam),
	);
	const offer = lin.getByRole('region', { name: '你在第1組離線寫的還在這台裝置' });
	await offer.waitFor();
	await expect.poll(() => wordsIn(lin, '風險與退場')).toBe('藍組的字');
	await offer.getByText('看這').click();
	await offer.getByText('紅組離線').waitFor();
	await saved(wu).waitFor();
	expect(await wordsIn(wu, '風險與退場')).toBe('藍組的字');
});

test('whoever was removed while offline is told, and writes no more', async () => {
	await whileAway(
		() => writeOffline(lin, '怎麼衡量', '末句'),
		({ services }) => services.teams.remove(classId, [seatOfLin.memberId]),
	);
	await lin.getByRole('alert').getByText('你已經不在這堂課的名單上').waitFor();
	await lin.getByText('未儲存：你已經不在這堂課的名單上。', { exact: true }).first().waitFor();
	expect(await downloaded(lin, '下載我的作品')).toContain('末句');
	await expect.poll(() => lin.locator('[contenteditable="true"]').count()).toBe(0);
	lin.on('dialog', (dialog) => void dialog.accept());
	// In the bar that stays: he is where he wrote, far down.
	expect(await lin.evaluate(() => scrollY)).toBeGreaterThan(500);
	const again = lin.getByRole('button', { name: '重新進入課堂' });
	expect((await again.boundingBox())?.y).toBeLessThan(300);
	await again.click();
});

test('and at the door he is told, and finds what he had not sent, there and in his next seat', async () => {
	await lin.waitForURL('**/join**');
	await lin.getByRole('alert').getByText('這台裝置在那堂課沒有座位').waitFor();
	const offer = lin.getByRole('region', { name: '你先前的座位離線寫的還在這台裝置' });
	await offer.first().waitFor();
	const texts = await offer.locator('dd').allTextContents();
	expect(texts.join('')).toContain('末句');
	const anew = lin.getByRole('region', { name: '還沒加入過，或被老師移出了' });
	await anew.getByLabel('課堂碼').fill('AAA-AAAA');
	await anew.getByLabel('名字').fill('林子晴');
	await lin.getByRole('button', { name: '加入課堂' }).click();
	const noClass = lin.getByText('沒有這個課堂碼');
	await noClass.waitFor();
	await anew.getByLabel('課堂碼').fill(joinCode);
	await noClass.waitFor({ state: 'detached' });
	await lin.getByRole('button', { name: '加入課堂' }).click();
	await lin.waitForURL('**/class/**');
	await offer.first().waitFor();
});

test('a class that was closed meanwhile is named as the reason, after a reload too', async () => {
	await whileAway(
		() => writeOffline(wu, '風險與退場', '，沒趕上'),
		async ({ services }) => {
			const { class: seen } = await services.views.forLecturer(classId);
			await services.classes.close(classId, { version: seen.version });
		},
	);
	const reason = wu.getByText('未儲存：這堂課已經結束').first();
	await reason.waitFor();
	wu.on('dialog', (dialog) => void dialog.accept());
	await wu.reload();
	await reason.waitFor();
	// Said once in what the page is about, however long the page.
	expect(await wu.getByRole('main').getByText('這堂課已經結束').count()).toBe(1);
	expect(await wu.locator('.notice').count()).toBe(0);
});
