import { readFileSync, rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainCode, shownCode } from '#team/join-code.ts';
import { openUpTo, seatClass } from '../support/class.ts';
import { expectNoSidewaysScroll, faultsOf } from '../support/accessible.ts';
import { laptop, newDevice, phone, startBrowser } from '../support/devices.ts';
import { teamLink } from '../support/rooms.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';

/**
 * What a lecturer does around a class: asks for student numbers, pastes a list of teams, takes the
 * grade book and the whole class away, and deletes it. On the built site, on a laptop and a phone.
 */
const dataFolder = temporaryFolder();
let site: Site;
let browser: Browser;
let desk: Page;
let seated: Awaited<ReturnType<typeof prepare>>;
const complaints: string[] = [];
const title = '星期三的課';

const prepare = () =>
	prepareData(dataFolder, async (host) => {
		const held = await seatClass(host, {
			teams: { red: ['林子晴'], blue: [] },
			waiting: ['周予安', '陳晚到'],
		});
		await openUpTo(host, held.classId, 'debrief');
		return held;
	});

beforeAll(async () => {
	seated = await prepare();
	site = await startSite({ dataFolder });
	browser = await startBrowser();
	desk = await newDevice(browser, laptop, complaints);
	const { sessionToken } = seated.lecturer;
	await desk.context().addCookies([{ name: 'll', value: sessionToken, url: site.origin }]);
	await desk.goto(`${site.origin}/desk/${seated.classId}`);
});
afterAll(async () => {
	await browser.close();
	await site.stop();
	rmSync(dataFolder, { recursive: true, force: true });
	// A refusal is no fault: the title that was typed wrong on purpose.
	expect(complaints.filter((complaint) => !complaint.includes('409'))).toEqual([]);
});

const waiting = () => desk.getByRole('region', { name: /還沒有組的/ });

test('on paper the desk has no boxes to type into, and no headings over nothing', async () => {
	await desk.getByRole('heading', { name: '傳一句話' }).waitFor();
	await desk.emulateMedia({ media: 'print' });
	expect(await desk.getByRole('table').isVisible()).toBe(true);
	for (const name of ['傳一句話', '照名單分組', '帶走這堂課的資料'])
		expect(await desk.getByRole('heading', { name }).isVisible(), name).toBe(false);
	expect(await desk.locator('select:visible, input:visible, .btn-text:visible').count()).toBe(0);
	// The day it was printed, and nobody's presence.
	await desk.getByText(/^\d{4}年\d+月\d+日列印$/).waitFor();
	expect(await waiting().locator('.people').innerText()).toContain('周予安');
	expect(await waiting().locator('.people').innerText()).not.toMatch(/線上|離線/);
	expect(await desk.getByText(/人線上$/).isVisible()).toBe(false);
	await teamLink(desk, 1).click();
	await desk.getByText(`${title}　第1組　組員：林子晴　`).waitFor();
	await desk.emulateMedia({ media: 'screen' });
	await desk.getByRole('button', { name: '收起第1組' }).click();
});

/** What everybody does first who has lost his seat: joins again, under his own name. */
async function isLedFromJoiningAgain(device: Page, name: string) {
	await device.getByLabel('名字', { exact: true }).fill(name);
	await device.getByRole('button', { name: '加入課堂' }).click();
	await device.getByText('班上已經有人用這個名字').waitFor();
	expect(await faultsOf(device)).toEqual([]);
	await device.getByRole('button', { name: '那是我的座位，坐回去' }).click();
	await device.locator('summary:focus', { hasText: '我已經有座位' }).waitFor();
	expect(await device.getByLabel('加入時的名字').inputValue()).toBe(name);
}

test('two devices ask for one seat: the desk says so, lets one in, and signs them all out again', async () => {
	const devices = await Promise.all(
		['手機', '另一支'].map(async (which) => {
			const device = await newDevice(browser, phone, complaints);
			await device.goto(`${site.origin}/join#${seated.joinCode}`);
			if (which === '手機') await isLedFromJoiningAgain(device, '林子晴');
			else {
				await device.getByText('我已經有座位').click();
				await device.getByLabel('加入時的名字').fill('林子晴');
			}
			await device.getByRole('button', { name: '請老師確認' }).click();
			const number = await device.locator('.waiting .number').innerText();
			return { device, number };
		}),
	);
	const [{ device, number }, other] = devices as [(typeof devices)[0], (typeof devices)[0]];
	expect(number).not.toBe(other.number);
	const doubts = desk.getByText('有兩台裝置要這個座位，請當面確認號碼。');
	await expect.poll(() => doubts.count()).toBe(2);
	expect(await faultsOf(desk)).toEqual([]);
	await desk.getByRole('button', { name: new RegExp(`確認.*${number}是林子晴`) }).click();
	await device.waitForURL(/\/class\/[^/]+$/);
	await other.device.getByText('這個請求已經不在了，請再問一次。').waitFor();
	await doubts.first().waitFor({ state: 'detached' });
	await device.getByText('換裝置', { exact: true }).click();
	await device.getByRole('button', { name: '拿換裝置碼' }).click();
	const ownCode = device.getByText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
	await ownCode.waitFor();
	await desk.getByRole('table').getByRole('link').first().click();
	await desk.getByRole('button', { name: /移出.*林子晴/ }).click();
	const dialog = desk.getByRole('dialog', { name: '移出課堂' });
	expect(await faultsOf(desk)).toEqual([]);
	await dialog.getByRole('button', { name: '只登出裝置' }).click();
	await device.getByText('老師讓這個座位的裝置都登出了').first().waitFor();
	await desk.getByText('讓林子晴的座位的裝置都登出').waitFor();
	// The code went with the seat: nobody is to write it down now.
	await device.getByText('以前拿的換裝置碼也失效了。').waitFor();
	expect(await ownCode.count()).toBe(0);
	await device.getByRole('button', { name: '重新進入課堂' }).click();
	await device.waitForURL('**/join?**');
	// His name is in the class: the way back to it stands open, before the way to a second seat.
	await expect
		.poll(async () => shownCode(plainCode(await device.locator('#seat-class').inputValue())))
		.toBe(shownCode(plainCode(seated.joinCode)));
	const top = async (part: string) => (await device.locator(part).boundingBox())?.y ?? NaN;
	expect(await top('.elsewhere')).toBeLessThan(await top('#name'));
	await expectNoSidewaysScroll(device);
	expect(await faultsOf(device)).toEqual([]);
	await desk.getByRole('button', { name: '收起第1組' }).click();
	for (const each of devices) await each.device.context().close();
});

test('a team is chosen by keyboard without being put there on the way', async () => {
	const select = desk.getByLabel('把周予安排到');
	await select.focus();
	await desk.keyboard.press('ArrowDown');
	await desk.keyboard.press('ArrowDown');
	expect(await waiting().getByText('周予安').count()).toBeGreaterThan(0);
	await waiting()
		.getByRole('button', { name: /^排到第2組.*周予安/ })
		.press('Enter');
	await desk.getByText('把周予安放到第2組').first().waitFor();
	expect(await desk.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});

test('a list is looked at before it is used; who is there moves, who is not is waited for', async () => {
	await desk.getByRole('button', { name: '貼上名單分組' }).click();
	const dialog = desk.getByRole('dialog', { name: '貼上名單分組' });
	const list = dialog.getByLabel('名單');
	const use = dialog.getByRole('button', { name: '照名單分組' });
	await list.fill('周予安,3');
	await dialog.getByText('第1行寫第3組，這堂課只有2組。').waitFor();
	expect(await use.isDisabled()).toBe(true);
	await list.fill('周予安,1\n林子晴,1\n周予安,1');
	await dialog.getByText('「周予安」在第1、3行').waitFor();
	await list.fill('姓名\t組別\n周予安\t2\n林子晴\t二\n<b>晚來</b>\t1\nB109\t1');
	await dialog.getByText('周予安、林子晴（從第1組）').waitFor();
	await dialog.getByText('還沒加入的2人').waitFor();
	expect(await dialog.innerText()).toContain('<b>晚來</b>（第1組）、B109（第1組）');
	expect(await faultsOf(desk)).toEqual([]);
	await use.click();
	await desk.getByText('照名單排好2人。').waitFor();
	await desk.getByText('名單上還沒加入的2人').waitFor();
	await waiting().getByText('周予安').waitFor({ state: 'detached' });
});

test('once numbers are asked for, the form asks, and its answer finds the planned team', async () => {
	await desk.getByRole('checkbox', { name: '加入時要填學號' }).check();
	const student = await newDevice(browser, phone, complaints);
	await student.goto(`${site.origin}/join#${seated.joinCode}`);
	await student.getByLabel('名字').fill('王小明');
	const number = student.getByLabel('學號');
	await number.waitFor();
	await expectNoSidewaysScroll(student);
	expect(await faultsOf(student)).toEqual([]);
	await student.getByRole('button', { name: '加入課堂' }).click();
	await student.getByText('這堂課要填學號。').waitFor();
	await number.fill('ｂ１０９');
	await student.getByRole('button', { name: '加入課堂' }).click();
	await student.waitForURL(/\/class\/[^/]+$/);
	// In capitals, however it was typed.
	await student.getByText('你的學號B109，只有你和老師看得到。').waitFor();
	await student.getByText('第1組').first().waitFor();
	await desk.getByText('名單上還沒加入的1人').waitFor();
	await student.getByRole('button', { name: '改學號' }).click();
	await student.getByLabel('你的學號').fill('B109001');
	await student.getByRole('button', { name: '送出' }).click();
	await student.getByText('你的學號B109001，只有你和老師看得到。').waitFor();
	await student.context().close();
});

async function download(name: RegExp) {
	const [file] = await Promise.all([
		desk.waitForEvent('download'),
		desk.getByRole('link', { name }).click(),
	]);
	const stream = await file.createReadStream();
	let text = '';
	for await (const piece of stream.setEncoding('utf8')) text += piece;
	return { name: file.suggestedFilename(), text };
}

test('the grade book and the whole class are taken away', async () => {
	const grades = await download(/成績（CSV）/);
	expect(grades.name).toBe(`${title}　成績.csv`);
	expect(grades.text).toContain('王小明,,B109001,第1組,');
	expect(grades.text).toMatch(/<b>晚來<\/b>,,,第1組,,,還沒加入,/);
	const whole = await download(/整堂課（JSON）/);
	expect(whole.name).toBe(`${title}.json`);
	expect(JSON.parse(whole.text)).toMatchObject({ format: 'loyalty-lab.class', version: 1 });
});

/** One team after another before the hall, in one window beside the desk. */
async function expectTalk() {
	const minutes = desk.getByRole('spinbutton', { name: '每組講' });
	await minutes.fill('5');
	await minutes.blur();
	const opening = desk.context().waitForEvent('page');
	await desk.getByRole('link', { name: /^投影.*第1組/ }).click();
	const hall = await opening;
	await hall.getByRole('navigation', { name: '換頁' }).waitFor();
	await hall.keyboard.press('k');
	const left = (digits: string) => hall.getByRole('timer').getByText(digits).waitFor();
	await left('4:58');
	await hall.keyboard.press('Shift+K');
	await left('4:59');
	await left('4:58');
	await hall.keyboard.press('+');
	await left('5:57');
	await expect.poll(() => minutes.inputValue()).toBe('6');
	await hall.keyboard.press('?');
	const help = hall.getByRole('dialog', { name: '現在能用的按鍵' });
	await help.getByText('計時重來').waitFor();
	expect(await faultsOf(hall)).toEqual([]);
	await hall.keyboard.press('Escape');
	await hall.keyboard.press('End');
	await hall.keyboard.press('PageDown');
	await hall.getByRole('link', { name: '下一組：第2組' }).waitFor();
	expect(await faultsOf(hall)).toEqual([]);
	await hall.keyboard.press('PageDown');
	await hall.waitForURL(/\/stage\/(?!.*#)/);
	await hall.getByRole('navigation', { name: '換頁' }).waitFor();
	expect(await hall.getByRole('link', { name: '下一組' }).count()).toBe(0);
	// The same window again, and back from it to the desk that is there already.
	await desk.getByRole('link', { name: /^投影.*第1組/ }).click();
	await hall.getByRole('link', { name: '下一組' }).waitFor();
	// Buttons that nobody reaches for have left the wall.
	await hall.mouse.move(200, 200);
	await hall.mouse.move(300, 200);
	const closing = hall.waitForEvent('close');
	await hall.getByRole('link', { name: '回到講台' }).click();
	await closing;
	expect(desk.context().pages()).toEqual([desk]);
}

test('before designing ends, the teams that have not handed in are named; after, that they cannot', async () => {
	await desk.getByRole('button', { name: /^回到.*設計/ }).click();
	const open = desk.getByRole('button', { name: /^開放.*「分享」/ });
	await open.press('Enter');
	const dialog = desk.getByRole('dialog');
	await dialog.getByText(/^第1組，20欄填了\d+欄$/).waitFor();
	expect(await faultsOf(desk)).toEqual([]);
	await dialog.getByRole('button', { name: '先不開放' }).press('Enter');
	await open.press('Enter');
	await dialog.getByRole('button', { name: '開放「分享」' }).press('Enter');
	await desk
		.locator('.needs')
		.getByText(/^第1組、第2組沒有繳交，離開「設計」之後/)
		.waitFor();
	// The ten seconds to take it back are one Tab away.
	await expect
		.poll(() => desk.evaluate(() => document.activeElement?.className))
		.toBe('bench-undo');
	// Once they are over the focus stands where the class stands, and on nothing empty.
	await expect
		.poll(() => desk.evaluate(() => document.activeElement?.textContent))
		.toMatch(/分享$/);
	await teamLink(desk, 1).click();
	await desk.getByText('這一組沒有在「設計」繳交').waitFor();
	await desk.getByRole('button', { name: '收起第1組' }).press('Enter');
	await expect
		.poll(() => desk.evaluate(() => document.activeElement?.getAttribute('href')))
		.toMatch(new RegExp(`^/desk/${seated.classId}/${seated.teams.red.id}$`));
	await expectTalk();
	for (const name of ['回饋', '總結']) {
		await desk.getByRole('button', { name: new RegExp(`開放.*${name}`) }).click();
		await desk.locator('.bench-steps .now').filter({ hasText: name }).waitFor();
	}
});

test('a class that is over is deleted by whoever types its title', async () => {
	await desk.getByRole('button', { name: '結束', exact: true }).click();
	await desk.getByRole('dialog').getByRole('button', { name: '結束課堂' }).click();
	await desk.getByText('課堂已結束').first().waitFor();
	const opening = desk.context().waitForEvent('page');
	await desk.getByRole('link', { name: '投影各組結果' }).click();
	const wall = await opening;
	await wall.getByRole('region', { name: '各組的設計和結果' }).waitFor();
	await wall.locator('.hall-acts button').first().waitFor();
	const [student, late] = seated.waiting;
	const enter = async (token = ''): Promise<Page> => {
		const page = await newDevice(browser, phone, complaints);
		await page.context().addCookies([{ name: 'seat', value: token, url: site.origin }]);
		await page.goto(`${site.origin}/class/${seated.classId}`);
		return page;
	};
	const room = await enter(student?.seatToken);
	// Who is in no team is asked for none once it is over.
	const teamless = await enter(late?.seatToken);
	await teamless.getByRole('heading', { name: '陳晚到，這堂課已經結束' }).waitFor();
	expect(await teamless.getByRole('button', { name: /^加入/ }).count()).toBe(0);
	await room
		.getByText(/已儲存/)
		.first()
		.waitFor();
	await room.getByRole('heading', { name: '各組的簡報' }).waitFor();
	const slides = await desk.context().newPage();
	await slides.goto(`${site.origin}/class/${seated.classId}/stage/${seated.teams.red.id}`);
	await slides.getByRole('heading', { level: 1 }).first().waitFor();
	await slides.locator('.deck-foot').waitFor();
	const own = await room.context().newPage();
	await own.goto(`${site.origin}/class/${seated.classId}/stage/${seated.teams.blue.id}`);
	await own.locator('.deck-foot').waitFor();
	await room.bringToFront();
	await desk.bringToFront();
	await desk.goto(`${site.origin}/desk`);
	await desk.getByRole('button', { name: new RegExp(`刪除\\s*${title}`) }).click();
	const dialog = desk.getByRole('dialog');
	expect(await faultsOf(desk)).toEqual([]);
	const forGood = dialog.getByRole('button', { name: '永久刪除' });
	for (const short of ['', '別的課', ...[...title].map((_, end) => title.slice(0, end))]) {
		await dialog.getByLabel(/要刪除/).fill(short);
		await expect.poll(() => forGood.isDisabled()).toBe(true);
	}
	await dialog.getByText(`還不是「${title}」；整個名稱打完才能刪除。`).waitFor();
	await dialog.getByLabel(/要刪除/).fill(`${title.slice(0, 3)} ${title.slice(3)}`);
	await desk.keyboard.press('Enter');
	const told = desk.getByText(`已經刪除「${title}」。`);
	await told.waitFor();
	const size = (each: typeof told) => each.evaluate((line) => getComputedStyle(line).fontSize);
	expect(await size(told)).toBe(await size(desk.locator('main')));
	expect(await desk.evaluate(() => document.activeElement?.id)).toBe('closed-title');
	await wall.getByRole('heading', { name: '老師已經刪除這堂課' }).waitFor();
	expect(await wall.locator('.hall-board, .hall-counts, .hall-join').count()).toBe(0);
	expect(await faultsOf(wall)).toEqual([]);
	for (const [deck, home] of [
		[slides, '我的課堂'],
		[own, '回到課程'],
	] as const) {
		await deck.getByRole('alert').filter({ hasText: '老師已經刪除這堂課' }).waitFor();
		expect(await deck.locator('.deck-slide').count()).toBe(0);
		await deck.getByRole('link', { name: home }).waitFor();
		expect(await faultsOf(deck)).toEqual([]);
	}
	await teamless.getByRole('heading', { name: '陳晚到，這堂課已經刪除' }).waitFor();
	await teamless.locator('.cut').getByRole('link', { name: '回到課程' }).waitFor();
	expect(await teamless.locator('main').innerText()).not.toContain('離線');
	expect(await teamless.locator('.phase').innerText()).not.toMatch(/離線|下載/);
	// A phone that still shows it says why, and hands over what it has; there is no way back in.
	const said = room.getByRole('alert').filter({ hasText: '老師已經刪除這堂課' });
	await said.waitFor();
	expect(await room.locator('.phase .light').innerText()).toBe('不再儲存');
	// Nobody is here or away any more.
	expect(await room.locator('.crew').innerText()).not.toMatch(/線上|離線/);
	expect(await room.getByRole('button', { name: '重新進入課堂' }).count()).toBe(0);
	// Its page is the only copy now: nothing leads away from it, and leaving asks.
	expect(await room.getByRole('heading', { name: '各組的簡報' }).count()).toBe(0);
	expect(await room.locator('a[href^="/class/"]').count()).toBe(0);
	const asked: string[] = [];
	room.on('dialog', (dialog) => {
		asked.push(dialog.type());
		void dialog.dismiss();
	});
	await said.tap();
	const simulator = room.getByRole('link', { name: '在模擬器裡看成本怎麼分' });
	const beside = room.context().waitForEvent('page');
	await simulator.tap();
	await (await beside).close();
	await room.evaluate(() => {
		location.href = '/join';
	});
	await expect.poll(() => asked).toEqual(['beforeunload']);
	const work = room.waitForEvent('download');
	await room.locator('.cut').getByRole('button', { name: '下載我的作品' }).tap();
	expect((await work).suggestedFilename()).toMatch(/第2組\.txt$/);
	const text = readFileSync(await (await work).path(), 'utf8');
	expect(text).toMatch(/投資報酬率：|還在算/);
	expect(text).toContain(`${site.origin}/simulators/points`);
	await room.reload();
	expect(asked).toHaveLength(1);
	await room.getByRole('alert').filter({ hasText: '刪除了那堂課' }).waitFor();
	await wall.reload();
	await wall.getByText('那堂課可能已經被老師刪除').waitFor();
	await desk.reload();
	expect(await desk.getByText(title).count()).toBe(0);
	const gone = await fetch(`${site.origin}/desk/${seated.classId}/class.json`, {
		headers: { cookie: `ll=${seated.lecturer.sessionToken}` },
	});
	expect(gone.status).toBe(404);
});
