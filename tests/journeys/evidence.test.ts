import { rmSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { designValues, strategyKey } from '#workflow/design.ts';
import { evidenceKey } from '#workflow/evidence.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { openUpTo, seatClass } from '../support/class.ts';
import { laptop, newDevice, phone, startBrowser } from '../support/devices.ts';
import { saved, teamLink } from '../support/rooms.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';
import { Device, fillDesign, listen } from '../support/socket.ts';

/**
 * What a team says rests on something, or is shown to rest on nothing: evidence put to a claim, an
 * assumption that moves only with it, and what the lecturer and the hall see of both. One story.
 */
const folder = temporaryFolder();
const complaints: string[] = [];
let site: Site;
let browser: Browser;
let classId = '';
let teamId = '';
let cookie = '';
let lin: Page;
let chou: Page;
let desk: Page;

async function prepare() {
	return prepareData(folder, async (host) => {
		const seated = await seatClass(host, {
			teams: { red: ['林子晴', '周予安'] },
			caseId: 'half-hill-tea',
		});
		await openUpTo(host, seated.classId, 'design');
		const { port, http } = await listen(host);
		const seat = `seat=${seated.teams.red.members[0]?.seatToken}`;
		const device = new Device({ port, classId: seated.classId, cookie: seat });
		await device.ready();
		fillDesign(device.doc, '再來一杯');
		designValues(device.doc).set(strategyKey('experience'), true);
		await device.saved();
		await device.end();
		http.close();
		return seated;
	});
}

async function enter(
	options: BrowserContextOptions,
	kept: { name: string; value: string },
	path: string,
) {
	const page = await newDevice(browser, options, complaints);
	page.setDefaultTimeout(10_000);
	await page.context().addCookies([{ ...kept, url: site.origin }]);
	await page.goto(site.origin + path);
	return page;
}

beforeAll(async () => {
	const seated = await prepare();
	classId = seated.classId;
	teamId = seated.teams.red.id;
	site = await startSite({ dataFolder: folder });
	browser = await startBrowser();
	const seat = (place: number) => seated.teams.red.members[place]?.seatToken ?? '';
	cookie = `seat=${seat(1)}`;
	lin = await enter(laptop, { name: 'seat', value: seat(0) }, `/class/${classId}`);
	chou = await enter(phone, { name: 'seat', value: seat(1) }, `/class/${classId}`);
	desk = await enter(
		laptop,
		{ name: 'll', value: seated.lecturer.sessionToken },
		`/desk/${classId}`,
	);
	for (const page of [lin, chou]) await saved(page).waitFor();
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const lift = '回饋夠多、夠近時，會員平均多買';
const lineOf = (page: Page, label: string) =>
	page.getByRole('group', { name: `「${label}」的佐證`, exact: true });
const openerOf = (page: Page, label: string) =>
	lineOf(page, label).getByRole('button', { name: /^佐證/ });
const chipsOf = (page: Page, label: string) => lineOf(page, label).getByRole('listitem');
const assumption = (page: Page) => page.getByRole('group', { name: lift, exact: true });
const slider = (page: Page) => assumption(page).getByRole('slider');
const roi = async (page: Page) => {
	await expect.poll(() => page.locator('.effects').getAttribute('aria-busy')).toBe('false');
	return page.locator('.effects .fx').nth(2).innerText();
};

async function addSource(page: Page, label: string, text: string) {
	await openerOf(page, label).click();
	await lineOf(page, label).getByRole('radio', { name: '來源' }).check();
	await lineOf(page, label).getByLabel('出處').fill(text);
	await page.keyboard.press('Enter');
}

test('by keyboard a lesson is put to a claim, and the teammate sees it', async () => {
	const line = lineOf(lin, '風險與退場');
	await line.getByText('尚未佐證').waitFor();
	await openerOf(lin, '風險與退場').focus();
	await lin.keyboard.press('Enter');
	await lin.keyboard.press('Tab');
	await lin.keyboard.type('忠誠度');
	await expectAccessible(lin);
	await lin.keyboard.press('Tab');
	await lin.keyboard.press('Enter');
	await chipsOf(chou, '風險與退場').first().waitFor();
	const link = chipsOf(chou, '風險與退場').getByRole('link');
	expect(await link.getAttribute('href')).toMatch(/^\/lessons\/[a-z-]+$/);
	expect(await link.innerText()).toMatch(/^第\d+課/);
	expect(await line.getByText('尚未佐證').count()).toBe(0);
	expect(await openerOf(lin, '風險與退場').evaluate((one) => one === document.activeElement)).toBe(
		true,
	);
});

test('a pasted run is kept as a path of this site; what is no run is told so', async () => {
	const line = lineOf(lin, '為什麼值得');
	await openerOf(lin, '為什麼值得').click();
	await line.getByRole('radio', { name: '模擬器' }).check();
	await line.getByLabel('模擬器的網址').fill('javascript:alert(1)');
	await lin.keyboard.press('Enter');
	await line.getByText('這不是模擬器的網址。', { exact: false }).waitFor();
	const box = line.getByLabel('模擬器的網址');
	const told = await box.getAttribute('aria-describedby');
	expect(await line.locator(`[id="${told}"]`).innerText()).toContain('這不是模擬器的網址');
	expect(await box.evaluate((one, id) => one.nextElementSibling?.id === id, told)).toBe(true);
	await line.getByLabel('模擬器的網址').fill('http://192.168.1.2:4321/simulators/clv?v=1&keep=0.9');
	await lin.keyboard.press('Enter');
	expect(await chipsOf(lin, '為什麼值得').getByRole('link').getAttribute('href')).toBe(
		'/simulators/clv?v=1&keep=0.9',
	);
	await openerOf(lin, '為什麼值得').click();
	await line.getByRole('radio', { name: '模擬器' }).check();
	await line.getByRole('button', { name: '凍結現在這份設計的推算' }).click();
	expect(await chipsOf(lin, '為什麼值得').nth(1).getByRole('link').getAttribute('href')).toMatch(
		/^\/simulators\/points\?v=1&.*n=12000/,
	);
});

test('two who add at once both keep what they added', async () => {
	await Promise.all([
		addSource(lin, '怎麼衡量', '林查到的年報'),
		addSource(chou, '怎麼衡量', '周問到的店長'),
	]);
	for (const page of [lin, chou]) {
		await expect.poll(() => chipsOf(page, '怎麼衡量').count()).toBe(2);
	}
});

test('an assumption is locked until there is evidence, and counts only while there is', async () => {
	expect(await slider(lin).isDisabled()).toBe(true);
	const before = await roi(lin);
	await addSource(lin, lift, '上學期試辦三個月，有對照的班');
	await expect.poll(() => slider(lin).isDisabled()).toBe(false);
	expect(await roi(lin)).toBe(before);
	// The form gives the focus back to the button that opened it.
	await expect
		.poll(() => openerOf(lin, lift).evaluate((one) => one === document.activeElement))
		.toBe(true);
	await slider(lin).focus();
	for (let step = 0; step < 3; step += 1) await lin.keyboard.press('ArrowRight');
	await assumption(chou).getByText('你們8%', { exact: false }).first().waitFor();
	await expect.poll(() => roi(lin)).not.toBe(before);
	// A result on its way is not the last one yet: both pages come to the same, and stay there.
	await expect.poll(async () => (await roi(lin)) === (await roi(chou))).toBe(true);
	const moved = await roi(lin);
	await expectAccessible(lin);
	await expectAccessible(chou);
	await expectNoSidewaysScroll(chou);

	await assumption(chou)
		.getByRole('button', { name: /^拿掉佐證/ })
		.click();
	for (const page of [lin, chou]) {
		await assumption(page).getByText('沒有佐證，先照個案算。').waitFor();
		await expect.poll(() => roi(page)).toBe(before);
	}
	await assumption(chou).getByRole('button', { name: '復原' }).click();
	await assumption(lin).getByText('上學期試辦三個月，有對照的班', { exact: true }).waitFor();
	await expect.poll(() => roi(lin)).toBe(moved);
	await assumption(chou)
		.getByRole('button', { name: /^拿掉佐證/ })
		.click();
	await addSource(chou, lift, '再附一次試辦的數字');
	await expect.poll(() => roi(lin)).toBe(moved);
});

test('what is expected of other strategies stands beside the headline, never in it', async () => {
	const before = await roi(lin);
	const strategy = lin.getByRole('group', { name: '優化客戶體驗' });
	await strategy.getByRole('slider').first().focus();
	for (let step = 0; step < 4; step += 1) await lin.keyboard.press('ArrowRight');
	await strategy.getByRole('radio', { name: '高' }).check();
	const beside = lin.locator('.beside');
	await expect.poll(() => beside.locator('dl').getAttribute('aria-busy')).toBe('false');
	expect(await beside.innerText()).toContain('把這些假設算進去的話');
	expect(await roi(lin)).toBe(before);
	await expectAccessible(lin);
});

test('controls are large enough for a thumb', async () => {
	await openerOf(chou, '目標客群').click();
	const small = await lineOf(chou, '目標客群')
		.locator('button:visible, select, .line-in, label:has(input)')
		.evaluateAll((all) =>
			all
				.map((one) => ({ html: one.outerHTML, ...one.getBoundingClientRect().toJSON() }))
				.filter(({ height, width }) => height < 43.5 || width < 24)
				.map(({ html }) => html),
		);
	expect(small).toEqual([]);
	await expectNoSidewaysScroll(chou);
	await expectAccessible(chou);
	await chou.keyboard.press('Escape');
});

test('a hostile document neither breaks the page nor gives it a link of another kind', async () => {
	const device = new Device({ port: site.port, classId, cookie });
	await device.ready();
	const values = designValues(device.doc);
	const nasty = [
		{ kind: 'run', path: 'javascript:alert(1)//simulators/clv' },
		{ kind: 'lesson', lesson: '"><script>alert(1)</script>' },
		{ kind: 'source', text: '<img src=x onerror=alert(1)>', link: 'javascript:alert(1)' },
		{ kind: 'source', text: { toString: 'x' } },
		'evidence',
		[1, 2],
	];
	for (let batch = 0; batch < 40; batch += 1) {
		device.doc.transact(() => {
			for (let key = 0; key < 200; key += 1) {
				const id = `0${(batch * 200 + key).toString(36)}`;
				values.set(evidenceKey('targetCustomers', id), nasty[key % nasty.length]);
			}
		});
		if (batch % 10 === 9) await device.saved();
	}
	values.set('assumption:lift', 'Infinity');
	values.set('assumption:churnReduction', { valueOf: 1 });
	await device.saved();
	values.delete('assumption:lift');
	values.set('assumption:lift', 0.08);
	await device.saved();
	await expect.poll(() => chipsOf(lin, '目標客群').count()).toBe(6);
	expect(await chipsOf(lin, '目標客群').first().innerText()).toContain('<img src=x');
	for (const page of [lin, chou]) {
		const hrefs = await page
			.locator('main a[href]')
			.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
		expect(hrefs.filter((href) => !/^(https?:\/\/|\/(?!\/)|#|\?)/.test(href))).toEqual([]);
		expect(await page.locator('main img, main script').count()).toBe(0);
	}
	device.doc.transact(() => {
		for (const key of [...values.keys()]) {
			if (key.startsWith('evidence:targetCustomers:0')) values.delete(key);
		}
	});
	await device.saved();
	await device.end();
	await expect.poll(() => chipsOf(lin, '目標客群').count()).toBe(0);
});

test('handing in freezes it: nothing can be added, and the file to take home says it', async () => {
	await saved(lin).waitFor();
	await lin.getByRole('button', { name: '繳交', exact: false }).first().click();
	await lin.getByRole('dialog').getByRole('button', { name: /繳交/ }).click();
	await lin.getByText('已繳交').first().waitFor();
	await expect.poll(() => lin.getByRole('button', { name: /^佐證/ }).count()).toBe(0);
	expect(await lin.getByRole('button', { name: /^拿掉佐證/ }).count()).toBe(0);
	await chipsOf(lin, '風險與退場').first().waitFor();
	await expectAccessible(lin);
	await lin.emulateMedia({ media: 'print' });
	expect(await chipsOf(lin, '風險與退場').first().isVisible()).toBe(true);
	await lin.emulateMedia({ media: 'screen' });
	const coming = lin.waitForEvent('download');
	await lin.getByRole('button', { name: '下載我的作品' }).click();
	const lines: string[] = [];
	for await (const part of await (await coming).createReadStream()) lines.push(String(part));
	expect(lines.join('')).toMatch(/佐證：第\d+課[\s\S]*尚未佐證|尚未佐證[\s\S]*佐證：第\d+課/);
	expect(lines.join('')).toContain(`${lift}：個案6.5%，移到8%`);
});

test('the desk shows what each claim rests on, how many do, and what was moved', async () => {
	await teamLink(desk, 1).click();
	await desk.getByRole('button', { name: '開始審閱' }).click();
	const sheet = desk.locator('#sheet');
	await sheet.getByText('佐證4／11：', { exact: false }).waitFor();
	const risks = sheet.locator('.reading-row[data-field="risks"]');
	expect(await risks.getByRole('link').getAttribute('href')).toMatch(/^\/lessons\//);
	await sheet.locator('.reading-row[data-field="targetCustomers"]').getByText('尚未佐證').waitFor();
	const assumptions = sheet.getByRole('region', { name: '假設', exact: true });
	expect(await assumptions.innerText()).toMatch(/個案6\.5%[\s\S]*這一組8%[\s\S]*再附一次試辦/);
	await assumptions.getByText('把這些假設算進去的話').waitFor();
	await expectAccessible(desk);
	await expectNoSidewaysScroll(desk);
	// What was moved is commented on like a field: by its button, kept with the draft.
	await assumptions.getByRole('button', { name: /寫評語/ }).press('Enter');
	await desk.keyboard.type('試辦的班和一般的客人一樣嗎？');
	await desk.keyboard.press('Control+S');
	await sheet.getByText('草稿已儲存', { exact: false }).waitFor();
	await desk.reload();
	await teamLink(desk, 1).click();
	await expect
		.poll(() => desk.getByLabel(`對「${lift}」的評語`).inputValue())
		.toBe('試辦的班和一般的客人一樣嗎？');
});

test('on the wall the evidence stands small under its claim, and the moved assumption is told', async () => {
	const wall = await newDevice(browser, { viewport: { width: 1920, height: 1080 } }, complaints);
	await wall.context().addCookies(await desk.context().cookies());
	await desk.getByRole('button', { name: /開放.*分享/ }).click();
	await desk.locator('.bench-steps .now').filter({ hasText: '分享' }).waitFor();
	await wall.goto(`${site.origin}/class/${classId}/stage/${teamId}`);
	await wall.getByRole('heading', { name: '再來一杯' }).first().waitFor();
	await expectAccessible(wall);
	const moved = wall.getByText(`假設　${lift}：個案6.5%，我們8%`, { exact: false });
	// Keys that are pressed before the page is alive are lost.
	await expect
		.poll(async () => {
			await wall.keyboard.press('PageDown');
			return wall.getByText('尚未佐證').first().isVisible();
		})
		.toBe(true);
	for (let slide = 2; slide < 5; slide += 1) await wall.keyboard.press('PageDown');
	await moved.waitFor();
	await wall.locator('.chart-box').first().waitFor();
	expect(
		await wall
			.locator('.stage-programme')
			.evaluate((slide) => slide.scrollHeight <= slide.clientHeight + 1),
	).toBe(true);
	await expectAccessible(wall);
	await wall.keyboard.press('PageDown');
	await wall
		.getByRole('link', { name: /^第\d+課/ })
		.first()
		.waitFor();
	await expectAccessible(wall);

	await wall.keyboard.press('?');
	const help = wall.getByRole('dialog', { name: '現在能用的按鍵' });
	// The checkbox and its words stand side by side, with room for the ring around it.
	const gap = await help.locator('label').evaluate((label) => {
		const words = document.createRange();
		if (label.lastChild) words.selectNodeContents(label.lastChild);
		const box = label.querySelector('input')?.getBoundingClientRect();
		return words.getBoundingClientRect().left - (box?.right ?? 0);
	});
	expect(gap).toBeGreaterThanOrEqual(8);
	await wall.keyboard.press('Escape');
});

test('printed, every slide is one page that lies on its side', async () => {
	const paper = await newDevice(browser, laptop, complaints);
	await paper.context().addCookies(await desk.context().cookies());
	const { promise: asked, resolve: answer } = Promise.withResolvers<void>();
	await paper.route(/points\.worker/, async (route) => {
		await asked;
		await route.continue();
	});
	await paper.goto(`${site.origin}/class/${classId}/stage/${teamId}`);
	// Whoever prints at once reads on the paper what is missing, not only a slide without a result.
	await paper.emulateMedia({ media: 'print' });
	await paper.getByText('列印的時候，這個計畫的結果還在推算').waitFor();
	answer();
	await expect.poll(() => paper.locator('.unfinished:visible').count()).toBe(0);
	await paper.emulateMedia({ media: null });
	await paper.locator('.chart-box svg').first().waitFor({ state: 'attached' });
	const slides = await paper.locator('.deck-slide').count();
	const printed = (await paper.pdf({ preferCSSPageSize: true })).toString('latin1');
	const pages = [...printed.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
	expect(pages).toHaveLength(slides);
	for (const [, across, down] of pages) expect(Number(across)).toBeGreaterThan(Number(down));
	// As large as on the wall for the size of the page: nothing under 11 points.
	await paper.emulateMedia({ media: 'print' });
	const points = await paper
		.locator('.words section > p, .stage-rule')
		.evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75));
	expect(Math.min(...points)).toBeGreaterThanOrEqual(11);
});

test('no page complained in the console', () => {
	expect(complaints).toEqual([]);
});
