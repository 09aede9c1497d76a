import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreBackup } from '#server/restore.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { openUpTo, seatClass, type Student, type TestHost } from '../support/class.ts';
import { laptop, newDevice, phone, startBrowser } from '../support/devices.ts';
import { writeDraft } from '../support/drafts.ts';
import { levels } from '../support/played.ts';
import { teamLink } from '../support/rooms.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';
import { fillDesign } from '../support/socket.ts';

/**
 * What a lecturer puts right in a class, as those it befalls read it: a hand-in by mistake, a student
 * in the wrong team, a backup put back. Told in order.
 */
const folder = temporaryFolder();
const copy = join(folder, 'lab-2026-11-30_13-30-00.db');
const complaints: string[] = [];
let site: Site;
let browser: Browser;
let desk: Page;
let lin: Page;
let ho: Page;

/** Red has handed in; blue’s design was under review when the backup was made, and is approved now. */
const prepare = () =>
	prepareData(folder, async (host: TestHost) => {
		const seated = await seatClass(host, {
			teams: { red: ['林子晴', '周予安'], blue: ['何家樂'] },
		});
		const { classId, teams } = seated;
		await openUpTo(host, classId, 'design');
		const { submissions } = host.services;
		for (const { id, members } of [teams.red, teams.blue]) {
			const { memberId } = members[0] as Student;
			await writeDraft(host, { id, memberId }, (doc) => fillDesign(doc));
			await submissions.submit(memberId);
		}
		await submissions.openReview(classId, teams.blue.id);
		await host.store.backUp(copy);
		const review = { number: 1, scores: levels(4), comments: [], summary: '很好' };
		await submissions.approve(classId, teams.blue.id, review);
		return seated;
	});

beforeAll(async () => {
	const { classId, lecturer, teams } = await prepare();
	site = await startSite({ dataFolder: folder });
	browser = await startBrowser();
	const enter = async (
		options: typeof phone,
		cookie: { name: string; value: string },
		path: string,
	) => {
		const page = await newDevice(browser, options, complaints);
		await page.context().addCookies([{ ...cookie, url: site.origin }]);
		await page.goto(site.origin + path);
		return page;
	};
	const seat = ({ seatToken }: Student) => ({ name: 'seat', value: seatToken });
	desk = await enter(laptop, { name: 'll', value: lecturer.sessionToken }, `/desk/${classId}`);
	lin = await enter(phone, seat(teams.red.members[0] as Student), `/class/${classId}`);
	ho = await enter(phone, seat(teams.blue.members[0] as Student), `/class/${classId}`);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const sentBack = '老師退回這一版，沒有評分；改好再繳一次。';

test('a hand-in by mistake goes back without a grade, and the team writes on', async () => {
	await lin.getByRole('heading', { name: '已繳交' }).waitFor();
	await teamLink(desk, 1).click();
	await desk.getByRole('button', { name: '退回修改（不評分）' }).click();
	const asks = desk.getByRole('dialog', { name: '退回第1組的第1版？' });
	await asks.getByText('這一版不評分').waitFor();
	await expectAccessible(desk);
	const why = asks.getByLabel('要他們改什麼（可以不寫）');
	await why.fill('先'.repeat(201));
	expect(await asks.getByRole('button', { name: '退回', exact: true }).isDisabled()).toBe(true);
	await why.fill('成效要寫拿什麼比');
	await asks.getByRole('button', { name: '退回', exact: true }).click();
	await desk.getByText('第1組的第1版退回了，沒有評分；他們改好會再繳一次。').waitFor();
	await desk.getByText(/第1版退回了，沒有評分。小組正在寫第2版/).waitFor();
	await lin.getByRole('heading', { name: '修訂中' }).waitFor();
	expect(await lin.locator('.standing').innerText()).toContain(sentBack);
	await lin.locator('.band').filter({ hasText: '成效要寫拿什麼比' }).waitFor();
	await lin.getByRole('textbox', { name: '風險與退場', exact: true }).waitFor();
	await expectNoSidewaysScroll(lin);
	// Also once the review has been opened.
	await lin.getByRole('button', { name: '繳交第2版' }).click();
	await lin.getByRole('dialog').getByRole('button', { name: '繳交第2版' }).click();
	await desk.getByRole('button', { name: '開始審閱' }).click();
	await desk.locator('#review-title').waitFor();
	await desk.getByRole('button', { name: '退回修改（不評分）' }).click();
	const again = desk.getByRole('dialog', { name: '退回第1組的第2版？' });
	await again.getByText('等級和評語不會留著').waitFor();
	await again.getByRole('button', { name: '退回', exact: true }).click();
	await desk.getByText(/第2版退回了，沒有評分。小組正在寫第3版/).waitFor();
	expect(await lin.locator('.standing').innerText()).toContain(sentBack);
});

test('whoever is put on another team reads it there, until it is put away', async () => {
	const told = lin.getByText('老師把你換到第2組；原來那組的字都留著。');
	await desk.getByLabel('把林子晴排到').selectOption({ label: '第2組（1人）' });
	await desk.getByRole('button', { name: /：林子晴$/ }).click();
	await told.waitFor();
	await lin.reload();
	await told.waitFor();
	await expectAccessible(lin);
	await expectNoSidewaysScroll(lin);
	await lin
		.getByRole('button', { name: /^知道了/ })
		.first()
		.click();
	await lin.reload();
	await lin.getByRole('heading', { name: '已定稿' }).waitFor();
	expect(await told.count()).toBe(0);
});

test('whoever is put on no team reads that, and the score that is his', async () => {
	await teamLink(desk, 2).click();
	await desk.getByLabel('把何家樂排到').selectOption({ label: '先不排組' });
	await desk.getByRole('button', { name: /：何家樂$/ }).click();
	await ho.getByRole('heading', { name: '何家樂，你在哪一組？' }).waitFor();
	await ho.getByText('老師把你移出原組，字都留著。').waitFor();
	const own = ho.getByText('你的分數：第2組第1版，80分。');
	await own.waitFor();
	await expectAccessible(ho);
	await expectNoSidewaysScroll(ho);
	await ho.getByRole('button', { name: /加入\s*第2組/ }).click();
	await ho.getByRole('heading', { name: '已定稿' }).waitFor();
	expect(await own.count()).toBe(0);
});

test('after a restore it is said to when, and nobody is said to have taken anything back', async () => {
	await ho.getByRole('heading', { name: '已定稿' }).waitFor();
	await site.stop('SIGKILL');
	restoreBackup(folder, copy, new Date());
	site = await startSite({ dataFolder: folder, environment: { PORT: String(site.port) } });
	await ho.getByText(/^課堂還原到11月30日13:30的樣子/).waitFor();
	await ho.getByRole('heading', { name: '審閱中' }).waitFor();
	expect(await ho.locator('body').innerText()).not.toContain('老師取消了定稿');
});
