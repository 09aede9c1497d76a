import { readFileSync, rmSync } from 'node:fs';
import Papa from 'papaparse';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { designText, textFields, type TextField } from '#workflow/design.ts';
import { lecturerPassword, openUpTo, words } from '../support/class.ts';
import { laptop, startBrowser } from '../support/devices.ts';
import { writeDraft } from '../support/drafts.ts';
import { packed, payloads, shortPayloads } from '../support/payloads.ts';
import { prepareData, startSite, temporaryFolder, type Site } from '../support/server.ts';
import { fillDesign } from '../support/socket.ts';
import { isStruck, watchedPage } from '../support/watched.ts';

// Whatever somebody writes into any text of a class is text for whoever reads it: in every view,
// in a real browser, under the pages' own content policy.

const folder = temporaryFolder();
const alarms: string[] = [];
let site: Site;
let browser: Browser;
let at: Awaited<ReturnType<typeof prepare>>;

const longTexts = packed(1_900);
const titles = packed(56).slice(0, 4);
const fields = Object.keys(textFields) as TextField[];

/** As many of the payloads as a field has room for, beginning where the last field stopped. */
function fieldTexts(): Record<TextField, string> {
	let next = 0;
	return Object.fromEntries(
		fields.map((field) => {
			let text = '';
			for (let tried = 0; tried < payloads.length; tried++) {
				const payload = payloads[next % payloads.length] ?? '';
				if (text.length + payload.length + 1 > textFields[field].most) break;
				text += `${payload}\n`;
				next += 1;
			}
			return [field, text || '<svg onload=struck=1>'];
		}),
	) as Record<TextField, string>;
}
const written = fieldTexts();

/** None of the students': no student may have the lecturer's own name. */
const lecturersName = '<q onclick=struck=1>';

const prepare = () =>
	prepareData(folder, async (host) => {
		const { services, people } = host;
		const lecturerId = await people.addLecturer(lecturersName, lecturerPassword);
		const signIn = { name: lecturersName, password: lecturerPassword, address: '127.0.0.1' };
		const { sessionToken } = await services.people.signIn(signIn);
		const opened: string[] = [];
		for (const title of titles) {
			const input = { title, caseId: 'river-books', teamCount: 2 };
			opened.push((await services.classes.open(lecturerId, input)).classId);
		}
		const classId = opened[0] ?? '';
		const { joinCode, teams } = await services.views.forLecturer(classId);
		const members: { memberId: string; seatToken: string }[] = [];
		for (const [index, student] of shortPayloads.entries()) {
			const asked = { code: joinCode ?? '', name: student, address: '10.0.0.7', seatToken: null };
			const { seatToken } = await services.teams.join(asked);
			const { seats } = await services.people.visitor({ seat: seatToken });
			const memberId = seats[0]?.memberId ?? '';
			// The last few wait, so that the lecturer's list of them is shown as well.
			const team = teams[index % 3];
			if (team) await services.teams.choose(memberId, team.id);
			members.push({ memberId, seatToken });
		}
		const [one, two] = members as [(typeof members)[0], (typeof members)[0]];
		const [red = '', blue = ''] = teams.map(({ id }) => id);
		await openUpTo(host, classId, 'design');
		for (const own of [
			{ id: red, memberId: one.memberId },
			{ id: blue, memberId: two.memberId },
		]) {
			await writeDraft(host, own, (doc) => {
				for (const field of fields) designText(doc, field).insert(0, written[field]);
				fillDesign(doc);
			});
			await services.submissions.submit(own.memberId);
			await services.submissions.openReview(classId, own.id);
		}
		const scores = Object.fromEntries(words.rubric.criteria.map(({ id }) => [id, 4]));
		const comments = [null, ...fields].map((field, index) => ({
			id: `c${index + 1}`,
			field,
			patch: null,
			text: longTexts[index % longTexts.length] ?? '',
		}));
		const review = { number: 1, scores, comments, summary: longTexts.slice(0, 2).join('\n') };
		await services.submissions.returnDesign(classId, red, review);
		await services.submissions.saveReview(classId, blue, review);
		await openUpTo(host, classId, 'share');
		return { classId, red, blue, one, two, sessionToken };
	});

beforeAll(async () => {
	at = await prepare();
	site = await startSite({ dataFolder: folder });
	browser = await startBrowser();
});
afterAll(async () => {
	await browser?.close();
	await site?.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function deviceOf(cookies: { name: string; value: string }[], more?: BrowserContextOptions) {
	const page = await watchedPage(browser, { ...laptop, ...more }, alarms);
	await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, url: site.origin })));
	return page;
}

/** Everything on the page that can be read, as one line. */
const readable = (page: Page): Promise<string> =>
	page.evaluate(() => {
		const values = [...document.querySelectorAll('input, textarea')].map(
			(box) => (box as HTMLInputElement).value,
		);
		return [document.title, document.body.textContent, ...values].join(' ').replace(/\s+/g, ' ');
	});

/** The page has come alive, shows these words as they were written, and nothing has run. */
async function expectText(page: Page, path: string, shown: readonly string[]): Promise<void> {
	await page.goto(site.origin + path, { waitUntil: 'load' });
	await page.waitForFunction(
		() => document.querySelector('astro-island[ssr][client=load]') === null,
	);
	for (const text of shown) {
		const line = text.replace(/\s+/g, ' ').trim();
		await expect.poll(() => readable(page), { message: `${path}: ${line}` }).toContain(line);
	}
	await page.mouse.move(400, 300);
	expect(await isStruck(page), path).toBe(false);
}

/** A field shows its words once it is on the screen. */
async function expectWritten(page: Page, label: string, text: string): Promise<void> {
	const box = page.getByRole('textbox', { name: label, exact: true });
	await box.scrollIntoViewIfNeeded();
	await expect.poll(() => box.innerText(), { message: label }).toContain(text);
	expect(await isStruck(page)).toBe(false);
}

const first = (text: string): string => text.trim().split('\n')[0] ?? '';

test('there are a hundred payloads and more, and every one is written somewhere', () => {
	expect(payloads.length).toBeGreaterThanOrEqual(100);
	expect(new Set(payloads).size).toBe(payloads.length);
	const everything = Object.values(written).join('\n') + longTexts.join('\n');
	expect(payloads.filter((payload) => !everything.includes(payload))).toEqual([]);
});

test('in the lecturer’s views: the classes, the desk, a team’s sheet, the wall, the stage', async () => {
	const page = await deviceOf([{ name: 'll', value: at.sessionToken }]);
	const { classId, red, blue } = at;
	await expectText(page, '/desk', [...titles, lecturersName]);
	await expectText(page, `/desk/${classId}`, [titles[0] ?? '', ...shortPayloads]);
	for (const team of [red, blue]) {
		await expectText(page, `/desk/${classId}/${team}`, [
			first(written.risks),
			first(written.strategyPlan),
			longTexts[0] ?? '',
		]);
	}
	await expectText(page, `/wall/${classId}`, [titles[0] ?? '']);
	await expectText(page, `/class/${classId}/stage/${red}`, [first(written.planName)]);
	for (let slide = 0; slide < 12; slide++) {
		await page.keyboard.press('PageDown');
		expect(await isStruck(page)).toBe(false);
	}
	await page.context().close();
	expect(alarms).toEqual([]);
});

test('in the students’ views: the room of one’s own team and the others’, the stage, joining', async () => {
	const { classId, red, one, two } = at;
	for (const student of [one, two]) {
		const page = await deviceOf([{ name: 'seat', value: student.seatToken }]);
		// Red reads its returned review; blue, still under review, what it has written.
		const isRed = student === one;
		await expectText(page, `/class/${classId}`, [
			titles[0] ?? '',
			...(isRed ? longTexts.slice(0, 1) : []),
		]);
		await expectWritten(page, '風險與退場', first(written.risks));
		await expectText(page, `/class/${classId}/stage/${red}`, [first(written.planName)]);
		await expectText(page, '/join', [titles[0] ?? '']);
		await page.context().close();
	}
	expect(alarms).toEqual([]);
});

test('in what a reader keeps for himself: notes, his record, a design alone and its slides', async () => {
	const page = await deviceOf([], { acceptDownloads: true });
	const note = longTexts.join('\n');
	await page.goto(`${site.origin}/mine`);
	await page.evaluate((text) => {
		const at = '2026-11-20T10:00:00.000Z';
		localStorage.setItem('note/quality', JSON.stringify({ text, at }));
		const guess = {
			ask: text.slice(0, 200),
			value: 0.8,
			guess: text.slice(200, 400),
			truth: text,
			at,
		};
		localStorage.setItem('guess/contribution/concentration', JSON.stringify(guess));
	}, note);
	await expectText(page, '/mine', [longTexts[0] ?? '']);
	await expectText(page, '/lessons/quality', [longTexts[0] ?? '']);
	await page.goto(`${site.origin}/solo`);
	const risks = page.getByRole('textbox', { name: '風險與退場', exact: true });
	const plan = page.getByRole('textbox', { name: '計畫名稱', exact: true });
	// The effects are worked out once the form is alive.
	await expect.poll(() => page.locator('.effects ul').innerText()).toContain('→');
	for (const [label, text] of [
		['計畫名稱', '</script><svg onload=struck=1>'],
		['風險與退場', longTexts[0]?.slice(0, 1_100) ?? ''],
	] as const) {
		await page.getByRole('textbox', { name: label, exact: true }).click();
		await page.keyboard.insertText(text);
	}
	await expect.poll(() => risks.innerText()).toContain(first(longTexts[0] ?? '').slice(0, 40));
	await expect.poll(() => plan.innerText()).toContain('</script><svg onload=struck=1>');
	await expect.poll(() => page.locator('.phase .light').innerText()).toContain('已保存在這台裝置');
	await page.reload();
	await expectWritten(page, '計畫名稱', '</script><svg onload=struck=1>');
	await page.getByRole('link', { name: '放成簡報看' }).click();
	await page.waitForURL('**/solo/slides**');
	await expect.poll(() => readable(page)).toContain('</script><svg onload=struck=1>');
	expect(await isStruck(page)).toBe(false);
	await page.context().close();
	expect(alarms).toEqual([]);
});

test('in a file of orders: what customers are called, on the page and in what is saved from it', async () => {
	const page = await deviceOf([], { acceptDownloads: true });
	await page.goto(`${site.origin}/simulators/orders`);
	await expect.poll(() => page.getByLabel('選一個檔案').isEnabled()).toBe(true);
	const day = (number: number): string =>
		new Date(Date.UTC(2024, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
	const rows = Array.from({ length: payloads.length * 5 }, (_, index) => [
		(payloads[index % payloads.length] ?? '').replace(/\p{Cc}/gu, ' '),
		day((index * 17) % 600),
		String(100 + index),
	]);
	const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join());
	await page.getByLabel('選一個檔案').setInputFiles({
		name: '"><svg onload=struck=1>.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(['會員,日期,金額', ...quoted].join('\n')),
	});
	await page.getByText('這是回購，不是留存').waitFor();
	await expect
		.poll(async () => {
			const text = await readable(page);
			return payloads.some((payload) => text.includes(payload));
		})
		.toBe(true);
	expect(await isStruck(page)).toBe(false);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: '下載全部客戶（CSV）' }).click();
	const text = readFileSync(await (await download).path(), 'utf8').replace(/^\ufeff/, '');
	const { data } = Papa.parse<string[]>(text.trim());
	const names = data.slice(1).map(([name]) => name ?? '');
	expect(names.length).toBeGreaterThanOrEqual(100);
	// Whatever a spreadsheet would work out begins with a sign that keeps it a text.
	expect(names.filter((name) => /^[=+\-@]/.test(name))).toEqual([]);
	await page.context().close();
	expect(alarms).toEqual([]);
});
