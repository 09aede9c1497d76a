import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeOrders } from '#models/orders/companies.ts';
import { ordersText } from '#models/orders/table-text.ts';
import { stages } from '#simulators/orders/job.ts';
import { stageWords } from '#simulators/orders/words.ts';
import { simulators } from '#simulators/list.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, moveHand, newDevice, phone } from '../support/devices.ts';
import { temporaryFolder } from '../support/server.ts';
import { weigh } from '../support/weight.ts';
import { serveSite } from '../support/site.ts';

let folder: string;
const complaints: string[] = [];

const served = serveSite();
beforeAll(async () => {
	folder = temporaryFolder();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
	complaints.length = 0;
});

interface Named {
	readonly name: string;
	readonly content: string | Uint8Array;
}

const day = (number: number): string =>
	new Date(Date.UTC(2024, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
const smallRows = Array.from(
	{ length: 400 },
	(_, i) => `K${i % 60},${day((i * 17) % 600)},${100 + i}`,
);
const small: Named = { name: '小店.csv', content: ['會員,日期,金額', ...smallRows].join('\n') };

const upload = ({ name, content }: Named) => ({
	name,
	mimeType: 'text/csv',
	buffer: Buffer.from(content),
});

async function open(device = laptop): Promise<Page> {
	const page = await newDevice(served.browser, device, complaints);
	await page.goto(`${served.origin}/simulators/orders`);
	await moveHand(page);
	await expect.poll(() => page.getByLabel('選一個檔案').isEnabled()).toBe(true);
	return page;
}

const give = (page: Page, ...files: Named[]) =>
	page.getByLabel('選一個檔案').setInputFiles(files.map(upload));
const shownFile = (page: Page) => page.locator('.file b').first();
const trouble = (page: Page) => page.locator('.trouble [role=alert]');
const atRest = (page: Page) => expect.poll(() => page.locator('progress').count()).toBe(0);

async function openWithResult(): Promise<Page> {
	const page = await open();
	await give(page, small);
	await expect.poll(() => shownFile(page).textContent()).toBe(small.name);
	// The sections come one by one; this sentence stands in the last.
	await page.getByText('這是回購，不是留存').waitFor();
	return page;
}

test('a file is fitted on this device; nothing of it is sent anywhere', async () => {
	const page = await open();
	const sent: string[] = [];
	page.on('request', (request) => {
		const own = request.url().startsWith(`${served.origin}/_astro/`);
		if (request.method() !== 'GET' || !own || request.postData()) sent.push(request.url());
	});
	await give(page, small);
	await expect.poll(() => shownFile(page).textContent()).toBe(small.name);
	await expect.poll(() => page.locator('.plate-out').textContent()).toMatch(/60\s*位客戶/);
	expect(sent).toEqual([]);
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('the page says what it does without script, and shows one test worked out', async () => {
	const context = await served.browser.newContext({ ...phone, javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${served.origin}/simulators/orders`);
	const text = await page.locator('main').textContent();
	expect(text).toContain('檔案只在這台裝置的瀏覽器裡讀；沒有一筆訂單離開這裡。');
	expect(text).toMatch(/就猜之後\d+週有[\d,]+筆訂單；實際[\d,]+筆，[多少]猜[\d.]+%。/);
	expect(await page.getByText('讀檔案需要JavaScript').isVisible()).toBe(true);
	await context.close();
});

describe('a file that is no use gets one sentence, and leaves what was on the page', () => {
	const scrambled = Uint8Array.from({ length: 4_000 }, (_, i) =>
		i % 40 === 39 ? 10 : 0x80 + ((i * 31) % 0x7f),
	);
	const broken: [string, Named, RegExp][] = [
		['no bytes', { name: '空.csv', content: '' }, /空的/],
		[
			'a picture',
			{ name: '圖.csv', content: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]) },
			/圖片/,
		],
		['the wrong encoding', { name: '亂碼.csv', content: scrambled }, /看不懂這個檔案的文字編碼/],
		[
			'no dates',
			{ name: '品項.csv', content: '姓名,品項\n王小明,茶\n李小華,茶\n' },
			/找不到「日期」/,
		],
		[
			'ragged rows without a day',
			{ name: '殘.csv', content: `會員,日期,金額\n${'K1,x\nK2\n,,,,\n'.repeat(30)}` },
			/找不到「日期」|沒有一列/,
		],
	];
	test.each(broken)('%s', async (_, file, sentence) => {
		const page = await openWithResult();
		const before = await page.locator('.plate-out').textContent();
		await give(page, file);
		await expect.poll(() => trouble(page).textContent()).toMatch(sentence);
		expect(await trouble(page).textContent()).toContain(`下面仍是「${small.name}」的結果。`);
		expect(await page.locator('.plate-out').textContent()).toBe(before);
		await expectAccessible(page);
		// And the next good one works.
		await give(page, { ...small, name: '再來.csv' });
		await expect.poll(() => shownFile(page).textContent()).toBe('再來.csv');
		expect(await trouble(page).count()).toBe(0);
		expect(complaints).toEqual([]);
		await page.context().close();
	});

	test('more than 200 MB, told before a byte is read', async () => {
		const path = join(folder, '很大.csv');
		writeFileSync(path, '會員,日期,金額\n');
		truncateSync(path, 200_000_001);
		const page = await openWithResult();
		await page.getByLabel('選一個檔案').setInputFiles(path);
		await expect.poll(() => trouble(page).textContent()).toContain('超過200 MB');
		expect(await page.locator('progress').count()).toBe(0);
		expect(await shownFile(page).textContent()).toBe(small.name);
		await page.context().close();
	});

	test('one that vanishes before it is read', async () => {
		const path = join(folder, '消失.csv');
		writeFileSync(path, small.content);
		const page = await openWithResult();
		await page.evaluate(() => {
			const held = Object.assign(document.createElement('input'), { type: 'file', id: 'held' });
			document.body.append(held);
		});
		await page.locator('#held').setInputFiles(path);
		rmSync(path);
		await page.evaluate(() => {
			const carried = new DataTransfer();
			const file = document.querySelector<HTMLInputElement>('#held')?.files?.[0];
			if (file) carried.items.add(file);
			document.body.dispatchEvent(
				new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carried }),
			);
		});
		await expect.poll(() => trouble(page).textContent()).toContain('讀不下去');
		expect(await shownFile(page).textContent()).toBe(small.name);
		await page.context().close();
	});
});

test('ragged rows in a good file are left out, told, and can be taken away', async () => {
	const page = await open();
	const rows = [...smallRows, 'K1', 'K2,不是日期,5', 'K3,2024-02-30,5', 'K4,2024-03-01,=1+1'];
	await give(page, { name: '參差.csv', content: ['會員,日期,金額', ...rows].join('\r\n') });
	const summary = page.locator('summary', { hasText: '沒有用上' });
	await expect.poll(() => summary.textContent()).toBe('404列裡，4列沒有用上');
	await summary.click();
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: '下載這些列（CSV）' }).click();
	const stream = await (await download).createReadStream();
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
	const text = Buffer.concat(chunks).toString('utf8');
	expect(text).toMatch(/^\uFEFF行號,原因,原來的內容\r\n402,/);
	expect(text).toContain('沒有這一天');
	expect(complaints).toEqual([]);
	await page.context().close();
});

describe('a long reading', () => {
	const large: Named = { name: '大店.csv', content: '' };
	let path: string;
	beforeAll(() => {
		path = join(folder, large.name);
		writeFileSync(path, ordersText(makeOrders(400_000)));
	});

	test.each(stages)(
		'can be cancelled while it is %s, and the page stays as it was',
		async (stage) => {
			const page = await openWithResult();
			const before = await page.locator('.plate-out').textContent();
			await page.evaluate((words) => {
				const look = new MutationObserver(() => {
					if (!document.querySelector('.working label')?.textContent?.endsWith(words)) return;
					look.disconnect();
					document.querySelector<HTMLElement>('.working button')?.click();
				});
				look.observe(document.body, { subtree: true, childList: true, characterData: true });
			}, stageWords[stage]);
			await page.getByLabel('選一個檔案').setInputFiles(path);
			await expect.poll(() => page.locator('.word').textContent()).toContain('已取消');
			await atRest(page);
			expect(await page.locator('.plate-out').textContent()).toBe(before);
			await give(page, { ...small, name: '之後.csv' });
			await expect.poll(() => shownFile(page).textContent()).toBe('之後.csv');
			expect(complaints).toEqual([]);
			await page.context().close();
		},
	);

	test('gives way to a file dropped after it; the earlier one never shows', async () => {
		const page = await open();
		await page.evaluate(() => {
			const names = new Set<string>();
			Object.assign(window, { names });
			new MutationObserver(() => {
				const name = document.querySelector('.file b')?.textContent;
				if (name) names.add(name);
			}).observe(document.body, { subtree: true, childList: true, characterData: true });
		});
		await page.getByLabel('選一個檔案').setInputFiles(path);
		await give(page, small);
		await expect.poll(() => shownFile(page).textContent()).toBe(small.name);
		await atRest(page);
		const names = await page.evaluate(() => [...(Reflect.get(window, 'names') as Set<string>)]);
		expect(names).toEqual([small.name]);
		await page.context().close();
	});
});

test('columns guessed wrong are set right by hand', async () => {
	const page = await open();
	const rows = Array.from({ length: 120 }, (_, i) => `${i % 7},${day(i * 4)},P${i % 30}`);
	await give(page, { name: '無名.csv', content: ['甲,乙,丙', ...rows].join('\n') });
	await expect.poll(() => shownFile(page).textContent()).toBe('無名.csv');
	await page.locator('summary', { hasText: '欄位是這樣讀的' }).click();
	const role = (column: number) => page.getByLabel(`第${column}欄的用途`);
	await role(1).selectOption('不用');
	await role(3).selectOption('客戶');
	expect(await role(3).inputValue()).toBe('customer');
	await page.getByRole('button', { name: '照這樣重讀' }).click();
	await expect.poll(() => page.locator('.plate-out').textContent()).toMatch(/30\s*位客戶/);
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('a file without days is refused with the other columns recognised', async () => {
	const page = await open();
	const rows = Array.from(
		{ length: 40 },
		(_, i) => `K${i % 9},${i % 2 ? '台北' : '台南'},${100 + i}`,
	);
	await give(page, { name: '沒日期.csv', content: ['客戶,城市,金額', ...rows].join('\n') });
	await expect.poll(() => trouble(page).textContent()).toContain('日期');
	const role = (column: number) => page.getByLabel(`第${column}欄的用途`);
	await expect.poll(() => role(1).inputValue()).toBe('customer');
	expect(await role(2).inputValue()).toBe('');
	expect(await role(3).inputValue()).toBe('amount');
	expect(await page.locator('.trouble').textContent()).toContain('還沒有指定日期。');
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('pasted rows are read like a file', async () => {
	const page = await open();
	await page.getByText('貼上資料', { exact: true }).click();
	await page.getByRole('button', { name: '讀貼上的資料' }).click();
	await expect.poll(() => page.locator('.word').textContent()).toContain('還沒有貼上');
	await page.locator('textarea').fill(String(small.content).replaceAll(',', '\t'));
	await page.getByRole('button', { name: '讀貼上的資料' }).click();
	await expect.poll(() => shownFile(page).textContent()).toBe('貼上的資料');
	await page.context().close();
});

test.each(['連鎖咖啡店', '網路商店', '健身房會員'])(
	'%s can be tried, on a phone too',
	async (company) => {
		const page = await open(phone);
		await page.getByRole('button', { name: company }).click();
		await expect.poll(() => shownFile(page).textContent()).toContain(company);
		await expectNoSidewaysScroll(page);
		await expectAccessible(page);
		expect(complaints).toEqual([]);
		await page.context().close();
	},
);

test('a result has no fault that axe finds in the dark either, nor opened folds', async () => {
	const page = await open({ ...laptop, colorScheme: 'dark' });
	await page.getByRole('button', { name: '連鎖咖啡店' }).click();
	await page.getByText('這是回購，不是留存').waitFor();
	await page.evaluate(() => {
		for (const fold of document.querySelectorAll<HTMLDetailsElement>('.plate-out details')) {
			fold.open = true;
		}
	});
	await expectAccessible(page);
	expect(complaints).toEqual([]);
	await page.context().close();
});

test('on paper no paragraph is cut between two pages, and tables go on overleaf', async () => {
	const page = await openWithResult();
	await page.emulateMedia({ media: 'print' });
	const inside = (selector: string) =>
		page
			.locator(`.plate-out section ${selector}`)
			.evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).breakInside))]);
	expect(await inside('p')).toEqual(['avoid']);
	expect(await inside('tr')).toEqual(['avoid']);
	expect(await inside('table:not(:has(.t0, .t1, .t2, .t3, .t4))')).toEqual(['auto']);
	const headings = await page
		.locator('.plate-out section :is(h3, .says)')
		.evaluateAll((all) => all.map((each) => getComputedStyle(each).breakAfter));
	expect(new Set(headings)).toEqual(new Set(['avoid']));
	await page.context().close();
});

test('the lab comes with its own page only, and its worker only with a file', async () => {
	const lab = /DataLab|lab\.worker|lab-work/;
	const own = await weigh(served.browser, `${served.origin}/simulators/orders`, laptop);
	const loaded: string[] = [];
	own.page.on('request', (request) => loaded.push(request.url()));
	expect(await own.bytes(), (await own.list()).join('\n')).toBeLessThanOrEqual(25 * 1_024);
	await moveHand(own.page);
	await expect.poll(() => own.page.getByLabel('選一個檔案').isEnabled()).toBe(true);
	expect(await own.bytes(), (await own.list()).join('\n')).toBeLessThanOrEqual(95 * 1_024);
	expect(loaded.join('\n')).toContain('DataLab');
	expect(loaded.join('\n')).not.toMatch(/lab\.worker|lab-work/);
	await own.page.getByLabel('選一個檔案').setInputFiles(upload(small));
	await expect.poll(() => shownFile(own.page).textContent()).toBe(small.name);
	expect(loaded.join('\n')).toContain('lab.worker');
	await own.bytes();
	await own.close();
	for (const address of [...simulators.map(({ id }) => `/simulators/${id}`), '/lessons/clv', '/']) {
		const page = await newDevice(served.browser, laptop, complaints);
		const others: string[] = [];
		page.on('request', (request) => others.push(request.url()));
		await page.goto(served.origin + address);
		await moveHand(page);
		await page.waitForLoadState('networkidle');
		expect(others.filter((url) => lab.test(url))).toEqual([]);
		await page.context().close();
	}
});
