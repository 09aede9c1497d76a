import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { afterAll, describe, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { chromiumArguments, findChromium } from '../support/browser.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { temporaryFolder } from '../support/server.ts';
import { serveSite } from '../support/site.ts';

/** What belongs to the reader, carried from one device to another and cleared. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const at = daysAgo(9);
const solved = (given: string[], right: boolean) => ({
	first: { given, right, at },
	latest: { given, right, at },
	tries: 1,
	solved: right,
});
const atHome = {
	progress: {
		stamped: ['goals', 'clv'],
		last: 'clv',
		places: [{ lesson: 'clv', section: 'check', words: '檢核', at }],
	},
	'answer/clv/two-books': solved(['甲書算錯了'], false),
	'answer/goals/members-buy-more': solved(['沒有問題，8減3就是5'], false),
	'guess/contribution/concentration': {
		ask: '前兩成占營收幾成？',
		value: 0.8,
		guess: '80%',
		truth: '58%',
		at,
	},
	'note/clv': { text: '時點A和B差一年的毛利。', at },
};
const atSchool = {
	progress: { stamped: ['outline', 'goals'], last: 'outline', places: [] },
	'note/clv': { text: '報告用時點A。', at: daysAgo(8) },
	theme: 'ink',
};

async function deviceWith(kept: Record<string, unknown>, options = laptop): Promise<Page> {
	const page = await newDevice(served.browser, options, complaints);
	await page.goto(`${served.origin}/mine`);
	await page.evaluate((all) => {
		for (const [key, value] of Object.entries(all))
			localStorage.setItem(key, typeof value === 'string' ? value : JSON.stringify(value));
	}, kept);
	await page.reload();
	await page.locator('.sheet-own').waitFor();
	return page;
}
const everything = (page: Page) =>
	page.evaluate(() => Object.fromEntries(Object.entries(localStorage)) as Record<string, string>);
const offer = (page: Page) => page.locator('.offer');
const told = (page: Page) => page.locator('.decide .told');
const openFile = (page: Page, name: string, text: string) =>
	page
		.getByLabel('打開下載的檔案')
		.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

async function linkOf(page: Page): Promise<string> {
	await page.getByRole('button', { name: '做成連結', exact: true }).click();
	await page.locator('.address').waitFor();
	return page.locator('.address').innerText();
}

test('of a question not answered again yet, the record says so once', async () => {
	const page = await deviceWith(atHome);
	const words = await page.locator('.again > li').allInnerTexts();
	expect(words).toHaveLength(5);
	for (const each of words) expect(each.match(/還沒有作答/g)).toHaveLength(1);
	await page.context().close();
});

test('by link: what will be taken is shown first, both records meet, and it can be undone', async () => {
	const home = await deviceWith(atHome);
	await home.getByText('第1課那時你答了1題。到第22課再答一次，才比得出想法變了多少。').waitFor();
	const link = await linkOf(home);
	const asked: string[] = [];
	const school = await deviceWith(atSchool);
	school.on('request', (request) => asked.push(request.url()));
	const before = await everything(school);

	await school.goto(link);
	await school.reload();
	await offer(school).waitFor();
	// Nothing after # ever leaves the device.
	expect(asked.filter((url) => /[#?].*z\./.test(url) || url.length > 300)).toEqual([]);
	const lines = await offer(school).getByRole('listitem').allInnerTexts();
	expect(lines).toEqual([
		'多1個章：第4課。',
		'多2筆作答。',
		'1則筆記兩邊不同，兩份都留，中間用一行隔開：第4課。',
		'1個猜測；兩邊都猜過的，留較早的。',
		'上次讀到的地方，換成比較晚的那一處。',
	]);
	expect(await everything(school)).toEqual(before);
	await expectAccessible(school);

	// By keyboard: the sentence has the focus, its button is the next stop.
	await expect.poll(() => school.locator(':focus').innerText()).toContain('先看會變什麼');
	await school.keyboard.press('Tab');
	await school.keyboard.press('Enter');
	await told(school).waitFor();
	const after = await everything(school);
	expect(JSON.parse(after['progress'] ?? '').stamped.sort()).toEqual(['clv', 'goals', 'outline']);
	expect(JSON.parse(after['note/clv'] ?? '').text).toMatch(
		/^報告用時點A。[^]+時點A和B差一年的毛利。$/,
	);
	expect(after['theme']).toBe('ink');
	expect(new URL(school.url()).hash).toBe('');

	await told(school).getByRole('button', { name: '復原' }).press('Enter');
	await expect.poll(() => everything(school)).toEqual(before);
});

test('by file: what was downloaded opens on a phone, and a second time brings nothing new', async () => {
	const home = await deviceWith(atHome);
	const [download] = await Promise.all([
		home.waitForEvent('download'),
		home.getByRole('button', { name: '下載檔案' }).click(),
	]);
	expect(download.suggestedFilename()).toMatch(/^忠誠實驗室-我的紀錄-\d{4}-\d\d-\d\d\.json$/);
	await expect.poll(() => home.locator('.carry').innerText()).toContain('檔案交給瀏覽器存了');
	const path = join(temporaryFolder(), 'record.json');
	await download.saveAs(path);
	const text = readFileSync(path, 'utf8');
	writeFileSync(path, '');

	const other = await deviceWith({}, phone);
	await openFile(other, 'record.json', text);
	await offer(other).getByRole('button', { name: '拿進來' }).tap();
	await told(other).waitFor();
	const kept = await everything(other);
	for (const [key, value] of Object.entries(atHome))
		expect(JSON.parse(kept[key] ?? 'null'), key).toEqual(value);
	await openFile(other, 'record.json', text);
	await offer(other).getByText('這裡都有了').waitFor();
	await expectNoSidewaysScroll(other);
});

test('over plain http on a classroom’s network all of it works as well', async () => {
	const executablePath = findChromium();
	const plain = await chromium.launch({
		...(executablePath ? { executablePath } : {}),
		args: [...chromiumArguments, '--host-resolver-rules=MAP 192.168.7.20 127.0.0.1'],
	});
	const origin = `http://192.168.7.20:${served.site.port}`;
	const page = await newDevice(plain, phone, complaints);
	await page.goto(`${origin}/lessons/goals`);
	expect(await page.evaluate(() => isSecureContext)).toBe(false);
	await page.getByRole('textbox', { name: '我的筆記' }).fill('五倍沒有出處。');
	await page.goto(`${origin}/mine`);
	const link = await linkOf(page);
	expect(link).toMatch(/#z\./);
	const other = await newDevice(plain, laptop, complaints);
	await other.goto(link);
	await offer(other).getByText('多1則筆記：第1課。').waitFor();
	await offer(other).getByRole('button', { name: '拿進來' }).click();
	await other.getByText('五倍沒有出處。').waitFor();
	await plain.close();
});

test.each([
	['a picture', '\u0089PNG\r\n', '讀不出學習紀錄'],
	['half a file', '{"format":"loyalty-lab","version":1,"entr', '讀不出學習紀錄'],
	['somebody else’s JSON', '{"orders":[1,2,3]}', '讀不出學習紀錄'],
	['a later version', '{"format":"loyalty-lab","version":99,"entries":{}}', '比較新的版本'],
])('%s is told in one sentence, and nothing is lost', async (_, text, words) => {
	const page = await deviceWith(atHome);
	const before = await everything(page);
	await openFile(page, 'x.json', text);
	await told(page).filter({ hasText: words }).waitFor();
	expect(await told(page).innerText()).toContain('你現在的紀錄沒有動');
	expect(await offer(page).count()).toBe(0);
	expect(await everything(page)).toEqual(before);
});

test('a link that lost its end is told, and nothing is lost', async () => {
	const page = await deviceWith(atHome);
	const link = await linkOf(page);
	const before = await everything(page);
	await page.goto(link.slice(0, -20));
	await told(page).filter({ hasText: '這個連結讀不出學習紀錄' }).waitFor();
	expect(await everything(page)).toEqual(before);
});

test('a code is drawn while it fits; of a longer record nothing promises one, and the other ways are told', async () => {
	const page = await deviceWith(atHome);
	await linkOf(page);
	await page.getByRole('img', { name: 'QR碼：我的紀錄' }).waitFor();
	// Random letters, because a note that repeats itself packs to nearly nothing.
	const long = Array.from({ length: 3_000 }, (_, place) =>
		String.fromCodePoint(0x4e00 + ((place * place * 7_919 + place * 104_729) % 20_000)),
	).join('');
	const writer = await deviceWith({ 'note/clv': { text: long, at } });
	const link = await linkOf(writer);
	await writer.getByText('傳給自己，在另一台裝置點開').waitFor();
	expect(await writer.locator('.qr').count()).toBe(0);
	const other = await deviceWith({});
	await other.goto(link);
	await offer(other).getByText('多1則筆記：第4課。').waitFor();
});

test('clearing asks, takes the reader’s own alone, and can be undone', async () => {
	const page = await deviceWith({ ...atHome, theme: 'ink' });
	const before = await everything(page);
	const inTab = () => page.evaluate(() => Object.entries(sessionStorage).sort());
	await page.evaluate(() => {
		sessionStorage.setItem('setting/lessons/clv/s1', '?keep=0.9');
		sessionStorage.setItem('guess/clv/clv', 'passed');
	});
	const tabBefore = await inTab();
	await page.getByRole('button', { name: '清掉勾選的' }).press('Enter');
	await page
		.getByText('會清掉這個瀏覽器裡的我的紀錄（2個章、2筆作答、1則筆記、1個猜測）。')
		.waitFor();
	expect(await page.getByRole('button', { name: '先下載檔案' }).isVisible()).toBe(true);
	await expectAccessible(page);
	await page.getByRole('button', { name: '確定清掉' }).press('Enter');
	await told(page).filter({ hasText: '清掉了' }).waitFor();
	expect(Object.keys(await everything(page))).toEqual(['theme']);
	expect(await inTab()).toEqual([]);
	await page.getByText('還沒有東西可以帶走').waitFor();
	await told(page).getByRole('button', { name: '復原' }).press('Enter');
	await told(page).filter({ hasText: '紀錄都回來了' }).waitFor();
	expect(await everything(page)).toEqual(before);
	expect(await inTab()).toEqual(tabBefore);
});

test('the seat and the draft of a class are said to stay, and where', async () => {
	const page = await deviceWith({ 'll:classes': JSON.stringify({ ABCD2EF: 'c1' }) });
	const clear = page.locator('.clear');
	await clear.getByText('課堂的座位和設計表的草稿也還在這台裝置上').waitFor();
	expect(await clear.innerText()).not.toContain('沒有東西要清');
	expect(await clear.getByRole('link', { name: '回到課堂' }).getAttribute('href')).toBe(
		'/class/c1',
	);
});

test('what it names besides is cleared too where it is ticked, and only there', async () => {
	const page = await deviceWith(atHome);
	const cached = () =>
		page.evaluate(async () => {
			const pages = await caches.open('loyalty-lab.pages.1');
			return (await pages.keys()).map(({ url }) => new URL(url).pathname);
		});
	const designs = () =>
		page.evaluate(async () =>
			(await indexedDB.databases()).flatMap(({ name = '' }) => (/^solo:/.test(name) ? name : [])),
		);
	// A form that was only opened holds nothing, and is not told of.
	await page.goto(`${served.origin}/solo`);
	await page.getByRole('link', { name: '沿河書店' }).click();
	await page.getByRole('textbox', { name: '計畫名稱' }).click();
	await page.keyboard.insertText('晚上十點的書店');
	await page.getByText('已保存在這台裝置').first().waitFor();
	await expect.poll(cached).toContain('/solo');

	await page.goto(`${served.origin}/mine`);
	await page.evaluate(() => sessionStorage.setItem('setting/lessons/clv/s1', '?keep=0.9'));
	const clear = page.locator('.clear');
	const tick = (name: string) => clear.getByRole('checkbox', { name });
	await tick('自己設計的稿子').waitFor();
	expect(await clear.innerText()).toContain('沿河書店');
	expect(await clear.innerText()).not.toContain('半山茶行');
	expect(await tick('自己設計的稿子').isChecked()).toBe(false);
	await tick('我的紀錄').uncheck();
	expect(await clear.getByRole('button', { name: '清掉勾選的' }).isDisabled()).toBe(true);
	await tick('自己設計的稿子').check();
	await tick('離線留著的頁').check();
	await clear.getByRole('button', { name: '清掉勾選的' }).press('Enter');
	await clear
		.getByText(/會清掉這個瀏覽器裡的自己設計的稿子（沿河書店）、離線留著的頁（\d+頁）。/)
		.waitFor();
	await expectAccessible(page);
	await clear.getByRole('button', { name: '確定清掉' }).press('Enter');
	await told(page).filter({ hasText: '自己設計的稿子清掉了。離線留著的頁清掉了。' }).waitFor();
	expect(await designs()).toEqual([]);
	expect(await cached()).not.toContain('/solo');
	// The record was not ticked, and stands.
	expect(Object.keys(await everything(page)).sort()).toEqual(Object.keys(atHome).sort());
	expect(await tick('自己設計的稿子').count()).toBe(0);

	await tick('我的紀錄').check();
	await clear.getByRole('button', { name: '清掉勾選的' }).press('Enter');
	await clear.getByRole('button', { name: '確定清掉' }).press('Enter');
	await told(page).filter({ hasText: '紀錄清掉了' }).waitFor();
	expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
	await page.context().close();
});

describe('a design that is still open in another tab', () => {
	async function withDesign(): Promise<{ page: Page; tab: Page }> {
		const page = await deviceWith(atHome);
		const tab = await page.context().newPage();
		await tab.goto(`${served.origin}/solo`);
		await tab.getByRole('textbox', { name: '計畫名稱' }).click();
		await tab.keyboard.insertText('還在寫的');
		await tab.getByText('已保存在這台裝置').first().waitFor();
		return { page, tab };
	}
	async function clearBoth(page: Page): Promise<void> {
		await page.reload();
		const clear = page.locator('.clear');
		await clear.getByRole('checkbox', { name: '自己設計的稿子' }).check();
		await clear.getByRole('button', { name: '清掉勾選的' }).press('Enter');
		await clear.getByRole('button', { name: '確定清掉' }).press('Enter');
	}

	test('is cleared all the same, and that tab says so and asks before it closes', async () => {
		const { page, tab } = await withDesign();
		await clearBoth(page);
		await told(page).filter({ hasText: '自己設計的稿子清掉了' }).waitFor();
		expect(await everything(page)).toEqual({});
		expect(await told(page).getByRole('button', { name: '復原' }).isVisible()).toBe(true);
		await tab.getByText('未儲存：在另一個分頁清掉了').first().waitFor();
		const asked = tab.waitForEvent('dialog');
		const closing = tab.close({ runBeforeUnload: true });
		const dialog = await asked;
		expect(dialog.type()).toBe('beforeunload');
		await dialog.accept();
		await closing;
		await page.context().close();
	});

	test('does not hold up the record where a page does not let go of it', async () => {
		const { page, tab } = await withDesign();
		await tab.goto(`${served.origin}/references`);
		await tab.evaluate(
			() =>
				new Promise<void>((resolve) => {
					void indexedDB.databases().then((all) => {
						const { name = '' } = all.find((one) => one.name?.startsWith('solo:')) ?? {};
						const opening = indexedDB.open(name);
						opening.onsuccess = () => {
							Object.assign(globalThis, { held: opening.result });
							resolve();
						};
					});
				}),
		);
		await clearBoth(page);
		await told(page).filter({ hasText: '紀錄清掉了' }).waitFor();
		expect(await everything(page)).toEqual({});
		await told(page).filter({ hasText: '還在別的分頁開著' }).waitFor();
		await page.context().close();
	});
});

describe('the page to take away', () => {
	test('shows seals, checks, guesses and notes, and follows another tab', async () => {
		const page = await deviceWith(atHome);
		const sheet = page.locator('.sheet-own');
		expect(await sheet.locator('[data-lesson].is-stamped').count()).toBe(2);
		expect(await sheet.innerText()).toContain('第一次答對0／5題');
		expect(await sheet.innerText()).toMatch(/我猜\s*80%\s*，算出來是\s*58%/);
		expect(await sheet.innerText()).toContain('時點A和B差一年的毛利。');
		const tab = await page.context().newPage();
		await tab.goto(`${served.origin}/lessons/goals`);
		await tab.getByRole('textbox', { name: '我的筆記' }).fill('五倍沒有出處。');
		await sheet.getByText('五倍沒有出處。').waitFor();
	});

	test('on paper is the page alone: no ways to carry, no buttons', async () => {
		const page = await deviceWith(atHome);
		await page.emulateMedia({ media: 'print' });
		for (const hidden of ['.carry', '.sheet-own .btn', '.sheet-own .on', '.head-nav'])
			expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
		expect(await page.getByText('時點A和B差一年的毛利。').isVisible()).toBe(true);
	});

	test('without storage says what would come, and breaks nothing', async () => {
		const page = await newDevice(served.browser, laptop, complaints);
		await page.addInitScript(() =>
			Object.defineProperty(globalThis, 'localStorage', {
				get: () => {
					throw new DOMException('denied', 'SecurityError');
				},
			}),
		);
		await page.goto(`${served.origin}/mine`);
		await page.getByText('還沒有東西可以帶走').waitFor();
	});

	test.each([
		{ kind: 'a phone in light', options: { ...phone, colorScheme: 'light' as const } },
		{ kind: 'a laptop in dark', options: { ...laptop, colorScheme: 'dark' as const } },
		{ kind: 'a narrow screen', options: { viewport: { width: 320, height: 640 } } },
	])('on $kind is accessible and fits', async ({ options }) => {
		const page = await deviceWith(atHome, options);
		await linkOf(page);
		await page.getByRole('img', { name: 'QR碼：我的紀錄' }).waitFor();
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
	});
});

test('two exercises of one name both stand there, and the page goes on', async () => {
	const page = await deviceWith({
		'exercise/clv/one': { position: [1], title: '同名', finding: '第一個' },
		'exercise/clv/two': { position: [2], title: '同名', finding: '第二個' },
	});
	expect(await page.locator('.exercise .finding').allInnerTexts()).toEqual(['第一個', '第二個']);
	await page.context().close();
});

test('a name that no lesson has is told in short', async () => {
	const page = await deviceWith({});
	const progress = { stamped: ['a'.repeat(60)], last: null, places: [] };
	const entries = JSON.stringify({ progress });
	await openFile(page, 'x.json', `{"format":"loyalty-lab","version":1,"entries":${entries}}`);
	await offer(page)
		.getByText(`多1個章：「${'a'.repeat(20)}…」。`)
		.waitFor();
	await page.context().close();
});

test('a record nested deeper than anything we write is refused in words', async () => {
	const page = await deviceWith({ 'note/clv': { text: '留著。', at: daysAgo(8) } });
	const before = await everything(page);
	const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
	await openFile(
		page,
		'deep.json',
		`{"format":"loyalty-lab","version":1,"entries":{"exercise/clv/x":{"position":${deep},"title":"甲","finding":"乙"}}}`,
	);
	await expect.poll(() => told(page).innerText()).toContain('你現在的紀錄沒有動');
	expect(await everything(page)).toEqual(before);
	await page.context().close();
});
