import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { laptop, newDevice, startBrowser } from '../support/devices.ts';
import { lecturerPassword, openUpTo, seatClass, type Student } from '../support/class.ts';
import { saved, textBox, wordsIn } from '../support/rooms.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';
import { overhear } from '../support/wire.ts';

/**
 * The promise of the save light, with nothing left to help it: the server is killed in mid-typing,
 * every browser is closed and its storage gone, and a fresh browser looks for each word that had
 * been acknowledged.
 */
const dataFolder = temporaryFolder();
let site: Site;
let browser: Browser;
const lecturer = '王老師';
let seated: { classId: string; teamId: string; members: Student[] };

beforeAll(async () => {
	seated = await prepareData(dataFolder, async (host) => {
		const held = await seatClass(host, { teams: { red: ['林子晴', '周予安'] }, lecturer });
		await openUpTo(host, held.classId, 'design');
		const { members } = held.teams.red;
		return {
			classId: held.classId,
			teamId: held.teams.red.id,
			members: [...members],
		};
	});
	site = await startSite({ dataFolder });
	browser = await startBrowser();
});
afterAll(async () => {
	await browser.close();
	await site.stop();
});

test('every acknowledged word outlives the server, the browsers and their storage', async () => {
	const [student] = seated.members;
	if (!student) throw new Error('nobody is seated');
	const page = await newDevice(browser, laptop, []);
	await page.context().addCookies([{ name: 'seat', value: student.seatToken, url: site.origin }]);
	const wire = overhear(page);
	await page.goto(`${site.origin}/class/${seated.classId}`);
	await saved(page).waitFor();
	await textBox(page, '怎麼衡量').click();

	let typing = true;
	const writer = (async () => {
		for (let number = 1; typing; number += 1) await page.keyboard.type(`字${number}，`);
	})().catch(() => undefined);
	await expect.poll(() => wire.count(), { timeout: 30_000 }).toBeGreaterThan(40);
	await site.stop('SIGKILL');
	typing = false;
	await writer;
	const acknowledged = wire.words();
	expect(acknowledged).toContain('字3，');
	for (const context of browser.contexts()) await context.close();
	await browser.close();

	site = await startSite({ dataFolder });
	browser = await startBrowser();
	const fresh = await newDevice(browser, laptop, []);
	await fresh.goto(`${site.origin}/sign-in`);
	await fresh.getByLabel('名字').fill(lecturer);
	await fresh.getByLabel('密碼', { exact: true }).fill(lecturerPassword);
	await fresh.getByRole('button', { name: '登入', exact: true }).click();
	await fresh.waitForURL('**/desk');
	await fresh.goto(`${site.origin}/desk/${seated.classId}/${seated.teamId}`);
	await fresh.getByText('字1，').first().waitFor();
	const text = (await fresh.locator('main').innerText()).replace(/\s/g, '');
	expect(text).toContain(acknowledged);
});

test('and the student, on a device that knows only the seat, goes on where the words end', async () => {
	const [student] = seated.members;
	const page = await newDevice(browser, laptop, []);
	await page
		.context()
		.addCookies([{ name: 'seat', value: student?.seatToken ?? '', url: site.origin }]);
	await page.goto(`${site.origin}/class/${seated.classId}`);
	await saved(page).waitFor();
	expect(await wordsIn(page, '怎麼衡量')).toContain('字3，');
});
