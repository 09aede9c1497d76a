import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { openUpTo, seatClass, type Student } from '../support/class.ts';
import { laptop, newDevice, phone, startBrowser } from '../support/devices.ts';
import { writeDraft } from '../support/drafts.ts';
import { saved, teamLink, textBox, wordsIn } from '../support/rooms.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';
import { fillDesign } from '../support/socket.ts';

/**
 * A lecturer puts a design back while its team writes: what those see who have it before them. Told
 * in order.
 */
const folder = temporaryFolder();
const complaints: string[] = [];
let site: Site;
let browser: Browser;
let desk: Page;
let lin: Page;
let classId = '';

const risks = '風險與退場';
const written = '退場的條件是三個月內回購率低於一成五，由店長和總部一起決定，提早三十天通知會員。';

beforeAll(async () => {
	const seated = await prepareData(folder, async (host) => {
		const held = await seatClass(host, { teams: { red: ['林子晴'] } });
		await openUpTo(host, held.classId, 'design');
		const { id, members } = held.teams.red;
		const { memberId } = members[0] as Student;
		await writeDraft(host, { id, memberId }, (doc) => {
			doc.getText('text:risks').insert(0, written);
			fillDesign(doc);
		});
		return held;
	});
	classId = seated.classId;
	site = await startSite({ dataFolder: folder });
	browser = await startBrowser();
	const enter = async (options: typeof phone, name: string, value: string, path: string) => {
		const page = await newDevice(browser, options, complaints);
		await page.context().addCookies([{ name, value, url: site.origin }]);
		await page.goto(site.origin + path);
		return page;
	};
	desk = await enter(laptop, 'll', seated.lecturer.sessionToken, `/desk/${classId}`);
	const [student] = seated.teams.red.members;
	lin = await enter(phone, 'seat', (student as Student).seatToken, `/class/${classId}`);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
	rmSync(folder, { recursive: true, force: true });
});

test('what is kept while the lecturer looks at the list comes into it', async () => {
	await textBox(lin, risks).waitFor();
	await saved(lin).waitFor();
	await teamLink(desk, 1).click();
	await desk.getByText('設計的留存與復原').click();
	await desk.getByText('還沒動筆時', { exact: true }).waitFor();
	await textBox(lin, risks).click();
	await lin.keyboard.press('Control+A');
	await lin.keyboard.press('Delete');
	await lin.keyboard.type('一家店');
	await desk.getByText('刪掉一大段之前', { exact: true }).waitFor();
});

test('who writes far down the page is told of a restore where he is, and goes on at the end of it', async () => {
	await desk.getByRole('button', { name: /復原到這裡.*刪掉一大段之前/ }).click();
	await desk.getByRole('button', { name: '復原', exact: true }).click();
	const told = lin.getByText('老師把這一組的設計復原到刪掉一大段之前的樣子');
	await told.waitFor();
	await expect.poll(() => wordsIn(lin, risks)).toBe(written);
	const isInSight = await told.evaluate((one) => {
		const { top, bottom } = one.getBoundingClientRect();
		return scrollY > 0 && top >= 0 && bottom <= innerHeight;
	});
	expect(isInSight).toBe(true);
	await lin.keyboard.type('再議');
	await expect.poll(() => wordsIn(lin, risks)).toBe(`${written}再議`);
	await expectAccessible(lin);
	await expectNoSidewaysScroll(lin);
	await lin.getByRole('link', { name: '看裝置上的字' }).click();
	const box = lin.getByRole('region', { name: /^復原前寫的還在這台裝置/ });
	await box.getByText('看這1處寫了什麼').click();
	await box.getByText('一家店').waitFor();
	await lin.getByRole('button', { name: /^知道了/ }).click();
	expect(await told.count()).toBe(0);
});
