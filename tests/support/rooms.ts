import type { Page } from 'playwright';

/** What people do in the rooms, in the words on the buttons. */
export const lecturer = { name: '王老師', password: '雨天的茶館有貓 9' };

export async function setUp(page: Page, origin: string, path: string): Promise<void> {
	await page.goto(origin + path);
	await page.getByLabel('名字').fill(lecturer.name);
	await page.getByLabel('密碼', { exact: true }).fill(lecturer.password);
	await page.getByLabel('密碼再打一次').fill(lecturer.password);
	await page.getByRole('button', { name: '設定並登入' }).click();
	await page.waitForURL('**/desk');
}

export async function signIn(page: Page, origin: string): Promise<void> {
	await page.goto(`${origin}/sign-in`);
	await page.getByLabel('名字').fill(lecturer.name);
	await page.getByLabel('密碼', { exact: true }).fill(lecturer.password);
	await page.getByRole('button', { name: '登入', exact: true }).click();
	await page.waitForURL('**/desk');
}

/** Opens a class from the desk; gives back its join code. */
export async function openClass(page: Page, title: string, teams: number): Promise<string> {
	await page.getByLabel('課堂名稱').fill(title);
	await page.getByRole('radio', { name: /半山茶行/ }).check();
	await page.getByLabel('組數').fill(String(teams));
	await page.getByRole('button', { name: '開課' }).click();
	await page.waitForURL(/\/desk\/[^/]+$/);
	const code = await page.locator('.join-code').innerText();
	return code.trim();
}

export async function join(
	page: Page,
	origin: string,
	code: string,
	name: string,
	team: number,
): Promise<void> {
	await page.goto(`${origin}/join`);
	await page.getByLabel('課堂碼').fill(code);
	await page.getByLabel('名字').fill(name);
	await page.locator('form button[type="submit"], form button:not([type])').first().click();
	await page.waitForURL(/\/class\/[^/]+$/);
	await page
		.getByRole('button', {
			name: new RegExp(`加入第${'〇一二三四五六七八九十'[team]}組|加入第${team}組`),
		})
		.click();
}

export async function openPhase(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name: new RegExp(`開放.*${name}`) }).click();
	await page.locator('.bench-steps .now').filter({ hasText: name }).waitFor();
}

export const textBox = (page: Page, label: string) =>
	page.getByRole('textbox', { name: label, exact: true });

export async function write(page: Page, label: string, words: string): Promise<void> {
	const box = textBox(page, label);
	await box.click();
	await page.keyboard.type(words);
}

/** Goes to the end of a shared field and writes on there, as a thumb does. */
export async function writeOn(page: Page, label: string, words: string): Promise<void> {
	await textBox(page, label).click();
	await page.keyboard.press('Control+End');
	await page.keyboard.type(words);
}

export const saved = (page: Page) => page.getByText(/已儲存\s*\d/).first();

/** How far down the screen the head of something stands, in pixels. */
export const topOf = (page: Page, place: string): Promise<number> =>
	page
		.locator(place)
		.first()
		.evaluate((one) => one.getBoundingClientRect().top);

/** Writes something into every required field, the way a team would: words, choices, numbers. */
export async function fillDesign(page: Page, planName: string): Promise<void> {
	await write(page, '計畫名稱', planName);
	const labels = [
		'客戶滿意度',
		'產品和服務品質',
		'價格與價值',
		'品牌信任與形象',
		'客戶體驗',
		'做法與道理',
		'為什麼值得',
		'怎麼衡量',
		'風險與退場',
	];
	for (const label of labels) await write(page, label, `${planName}：${label}，從個案裡讀到的。`);
	if ((await wordsIn(page, '目標客群')) === '') {
		await write(page, '目標客群', '一個月來一兩次的淺客。');
	}
	await page.getByRole('radio', { name: '價格與價值' }).check();
	await page.getByRole('checkbox', { name: /實施忠誠度計/ }).check();
	const take = page.getByRole('button', { name: /^就用/ });
	while ((await take.count()) > 0) await take.first().click();
}

/** What stands in a shared field, without the name flags of teammates' carets. */
export const wordsIn = (page: Page, label: string): Promise<string> =>
	textBox(page, label).evaluate((box) => {
		const copy = box.cloneNode(true) as HTMLElement;
		for (const extra of copy.querySelectorAll('[class*="aret"], .cm-placeholder')) extra.remove();
		return (copy.textContent ?? '').replace(/[\s\u2060\u200b\ufeff]/g, '');
	});

/** What opens a team, in its row of the desk's table. */
export const teamLink = (desk: Page, team: number) =>
	desk
		.locator('.ledger tbody tr')
		.nth(team - 1)
		.getByRole('rowheader')
		.getByRole('link');

/** Opens a team's submission on the desk and gives every criterion the same level, by key. */
export async function review(page: Page, team: number, level: number): Promise<void> {
	await teamLink(page, team).click();
	await page.getByRole('button', { name: '開始審閱' }).click();
	await page
		.getByText(/還有\d+項沒給等級/)
		.first()
		.waitFor();
	while ((await page.getByText(/還有\d+項沒給等級/).count()) > 0) {
		await page.keyboard.press(`Digit${level}`);
	}
}
