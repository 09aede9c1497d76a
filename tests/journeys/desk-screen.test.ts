import { rmSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNoSidewaysScroll } from '../support/accessible.ts';
import { openUpTo, seatClass } from '../support/class.ts';
import { laptop, newDevice, phone, startBrowser } from '../support/devices.ts';
import { holdScripts } from '../support/held-scripts.ts';
import { openPhase, review, teamLink } from '../support/rooms.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';
import { Device, fillDesign, listen } from '../support/socket.ts';

/**
 * A desk on screens as lecturers have them, on a server whose clock is set to another country. One
 * story, told in order.
 */
const folder = temporaryFolder();
const complaints: string[] = [];
let site: Site;
let browser: Browser;
let seated: Awaited<ReturnType<typeof prepare>>;
let desk: Page;

async function prepare() {
	return prepareData(folder, async (host) => {
		const teams = { red: ['林子晴'], blue: ['周予安'], green: ['吳小美'], four: ['陳大文'] };
		const made = await seatClass(host, { teams });
		await openUpTo(host, made.classId, 'design');
		const { port, http } = await listen(host);
		for (const { members } of Object.values(made.teams)) {
			const [student] = members;
			const cookie = `seat=${student?.seatToken}`;
			const device = new Device({ port, classId: made.classId, cookie });
			await device.ready();
			fillDesign(device.doc, '書香集點');
			await device.saved();
			await host.services.submissions.submit(student?.memberId ?? '');
			await device.end();
		}
		http.close();
		return { ...made, handedInAt: host.clock() };
	});
}

async function enter(
	options: BrowserContextOptions,
	cookie: { name: string; value: string },
	path: string,
) {
	const page = await newDevice(browser, options, complaints);
	await page.context().addCookies([{ ...cookie, url: site.origin }]);
	await page.goto(site.origin + path);
	return page;
}

const lecturerCookie = () => ({ name: 'll', value: seated.lecturer.sessionToken });

beforeAll(async () => {
	seated = await prepare();
	site = await startSite({ dataFolder: folder, environment: { TZ: 'America/Los_Angeles' } });
	browser = await startBrowser();
	desk = await enter(laptop, lecturerCookie(), `/desk/${seated.classId}`);
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** 11月30日10:20, as a clock in Taiwan has it. */
function inTaiwan(at: number): string {
	const parts = new Intl.DateTimeFormat('en-GB', {
		timeZone: 'Asia/Taipei',
		month: 'numeric',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
	}).formatToParts(at);
	const part = (type: string) => parts.find((one) => one.type === type)?.value;
	return `${part('month')}月${part('day')}日${part('hour')}:${part('minute')}`;
}

test('what is pressed before the desk lives is done as soon as it does', async () => {
	const early = await newDevice(browser, laptop, complaints);
	await early.context().addCookies([{ ...lecturerCookie(), url: site.origin }]);
	const arrive = await holdScripts(early);
	await early.goto(`${site.origin}/desk/${seated.classId}`, { waitUntil: 'commit' });
	await early.getByRole('button', { name: /開放.*分享/ }).click();
	arrive('here');
	const opened = early.locator('.bench-steps .now').filter({ hasText: '分享' });
	await opened.waitFor();
	await early.context().close();
});

test('pages that the server writes tell the time in Taiwan, wherever it stands', async () => {
	const headers = { cookie: `ll=${seated.lecturer.sessionToken}` };
	const read = async (path: string) => (await fetch(site.origin + path, { headers })).text();
	const list = await read('/desk');
	const opened = /<time datetime="([^"]+)"[^>]*>([^<]+)<\/time>/.exec(list);
	expect(opened?.[2]).toBe(inTaiwan(Date.parse(opened?.[1] ?? '')));
	const slide = await read(`/class/${seated.classId}/stage/${seated.teams.red.id}`);
	expect(slide).toContain(`${inTaiwan(seated.handedInAt)}繳交`);
});

test('a phone on another country’s clock reads when its team handed in as the desk does', async () => {
	const [student] = seated.teams.red.members;
	const seat = { name: 'seat', value: student?.seatToken ?? '' };
	const abroad = await enter(
		{ ...phone, timezoneId: 'America/New_York' },
		seat,
		`/class/${seated.classId}`,
	);
	const stub = abroad.locator('.stub');
	await stub.waitFor();
	expect(await stub.innerText()).toContain(`${inTaiwan(seated.handedInAt)}:`);
	await abroad.context().close();
});

// Whatever is pressed lies whole and uncovered in the window.
async function expectInReach(page: Page, name: RegExp) {
	const button = page.locator('.sheet-acts').getByText(name);
	await button.waitFor();
	await expect
		.poll(() =>
			button.evaluate((box) => {
				const { left, top, bottom } = box.getBoundingClientRect();
				const over = document.elementFromPoint(left + 4, (top + bottom) / 2);
				return over === box || box.contains(over);
			}),
		)
		.toBe(true);
}

test('a team that is opened from far down the desk shows its own buttons, and after it is handed out', async () => {
	for (const down of [150, 230, 276, 300, 340, 600]) {
		await desk.evaluate((top) => scrollTo(0, top), down);
		await teamLink(desk, 1).evaluate((link: HTMLElement) => link.click());
		await expectInReach(desk, /^收起第1組/);
		await desk.locator('.sheet-acts button').click();
	}
	await review(desk, 1, 3);
	await desk.getByRole('button', { name: /^發還/ }).first().click();
	await desk.locator('dialog[open] .btn-seal').click();
	await desk.locator('.done.shown').waitFor();
	await expectInReach(desk, /^收起第1組/);
});

test('what is said to one team goes on to the same team, and the button says to whom', async () => {
	const say = desk.getByRole('button', { name: /^傳給/ });
	expect(await say.innerText()).toBe('傳給全班');
	await desk.getByRole('combobox', { name: /^傳給/ }).selectOption({ label: '第3組' });
	for (const line of ['再看一次題目', '還有兩分鐘']) {
		await desk.getByLabel('要說的話').fill(line);
		expect(await say.innerText()).toBe('傳給第3組');
		await say.click();
		await desk.getByText(/^已傳給第3組/).waitFor();
		await expect.poll(() => desk.getByLabel('要說的話').inputValue()).toBe('');
	}
});

test('a team that was returned is not told to revise once the class is over', async () => {
	const seat = { name: 'seat', value: seated.teams.red.members[0]?.seatToken ?? '' };
	const room = await enter(phone, seat, `/class/${seated.classId}`);
	await room.getByRole('button', { name: '開始修訂' }).waitFor();
	for (const phase of ['回饋', '總結']) await openPhase(desk, phase);
	await desk.locator('.bench-steps').getByRole('button', { name: '結束', exact: true }).click();
	await desk.getByRole('button', { name: '結束課堂' }).click();
	await room.getByText('這堂課已經結束，內容只能看、不能改。').first().waitFor();
	// The line may say so before the page has heard how the class stands.
	await expect.poll(() => room.getByRole('button', { name: '開始修訂' }).count()).toBe(0);
	await expect.poll(() => room.getByText(/輪到你們/).count()).toBe(0);
	await desk.getByRole('button', { name: /^重新開啟/ }).click();
});

test('at no width and in no phase does the desk scroll sideways', async () => {
	for (const phase of ['總結', '回饋', '分享', '設計', '說明', '集合']) {
		const back = desk.locator('.back-to').filter({ hasText: phase });
		if ((await back.count()) > 0) await back.click();
		await desk.locator('.bench-steps .now > p:first-child').filter({ hasText: phase }).waitFor();
		for (const width of [768, 940, 960, 1024, 1093, 1120, 1151, 1152, 1280, 1366]) {
			await desk.setViewportSize({ width, height: 768 });
			await expectNoSidewaysScroll(desk);
		}
	}
	expect(complaints).toEqual([]);
});
