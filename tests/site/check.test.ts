import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** The check at the end of a lesson, as a reader works it. */

const served = serveSite();

const open = async (lesson: string, options: BrowserContextOptions = laptop): Promise<Page> => {
	const page = await newDevice(served.browser, options, []);
	await page.goto(`${served.origin}/lessons/${lesson}`);
	await page.locator('.question.is-live').first().waitFor();
	return page;
};
const question = (page: Page, id: string) => page.locator(`#check-${id}`);
const verdict = (page: Page, id: string) => question(page, id).locator('.verdict').innerText();
const hear = (page: Page, id: string, words: string | RegExp) =>
	expect.poll(() => verdict(page, id)).toMatch(words);
/** Whatever has the focus: what a reader without a pointer works with. */
const focused = (page: Page) => page.locator(':focus');
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
	for (let press = 0; press < 30; press += 1) {
		await page.keyboard.press('Tab');
		const said = await focused(page).evaluate(
			(one) =>
				one.getAttribute('aria-label') ??
				(one instanceof HTMLInputElement ? (one.labels?.[0]?.textContent ?? '') : one.textContent),
		);
		if (name.test(said ?? '')) return;
	}
	throw new Error(`Tab never came to ${name}`);
};

/** The steps of an order as they stand. */
const stepsOf = (page: Page, id: string) =>
	question(page, id).locator('.order-says').allInnerTexts();
/** Moves one step, by keyboard, until it stands at its place; the focus has to stay on its button. */
async function moveTo(page: Page, id: string, says: string, place: number): Promise<void> {
	await question(page, id)
		.getByRole('button', { name: `上移：${says}`, exact: true })
		.focus();
	let at = (await stepsOf(page, id)).indexOf(says);
	while (at > place) {
		await page.keyboard.press('Enter');
		at -= 1;
		expect((await stepsOf(page, id)).indexOf(says)).toBe(at);
		await expect.poll(() => focused(page).getAttribute('aria-label')).toBe(`上移：${says}`);
		await expect
			.poll(() => question(page, id).locator('[data-said]').textContent())
			.toBe(`「${says}」現在是第${at + 1}項，共5項。`);
	}
}
async function putInOrder(page: Page, id: string, steps: readonly string[]): Promise<void> {
	for (const [place, says] of steps.entries()) await moveTo(page, id, says, place);
}

const clvOrder = [
	'五年營收',
	'五年毛利，沒有折現',
	'毛利的現值，時點A',
	'毛利的現值，時點A，再扣獲取成本',
	'毛利的現值，時點B',
];
/** Answers every question of the lesson on CLV right, but for those named. */
async function solve(page: Page, leave: readonly string[] = []): Promise<void> {
	const choose = async (id: string, options: readonly string[]) => {
		if (leave.includes(id)) return;
		// By keyboard: the simulator above may still be growing, and a pointer would miss.
		for (const says of options) {
			const option = question(page, id).getByLabel(says, { exact: true });
			await option.focus();
			await page.keyboard.press('Space');
			await expect.poll(() => option.isChecked()).toBe(true);
		}
		await page.keyboard.press('Enter');
		await hear(page, id, /^答對了/);
	};
	await choose('two-books', ['兩本書採用的收款時點不同']);
	await choose('budget-ceiling', ['3,667元']);
	await choose('what-revenue-clv-is-for', [
		'同一套算法下，比較兩家分店的客人誰花得多',
		'在自己的客戶裡，依花費排出名次',
	]);
	await question(page, 'care-break-even').getByRole('textbox').fill('83');
	await question(page, 'care-break-even').getByRole('textbox').press('Enter');
	await hear(page, 'care-break-even', /^答對了/);
	await putInOrder(page, 'five-numbers-of-one-customer', clvOrder);
	await question(page, 'five-numbers-of-one-customer')
		.getByRole('button', { name: '對答案' })
		.focus();
	await page.keyboard.press('Enter');
	await hear(page, 'five-numbers-of-one-customer', /^答對了/);
}

describe('by keyboard alone', () => {
	test('one choice: wrong teaches, right explains', async () => {
		const page = await open('clv');
		const id = 'two-books';
		await question(page, id).locator('input').first().focus();
		await page.keyboard.press('Space');
		await page.keyboard.press('Enter');
		await hear(page, id, '不是這一個。');
		const feedback = question(page, id).locator('.is-wrong .fb');
		expect(await feedback.innerText()).toMatch(/^不對。還不能這樣說/);
		expect(await question(page, id).locator('.explained').innerText()).toBe('');
		await page.keyboard.press('ArrowDown');
		await expect.poll(() => verdict(page, id)).toBe('');
		await page.keyboard.press('Enter');
		await hear(page, id, '答對了。');
		expect(await question(page, id).locator('.is-right .fb').innerText()).toMatch(/^對。兩者剛好/);
		expect(await question(page, id).locator('.explained').innerText()).toContain('時點A是');
	});

	test('several choices: too few and too many are counted, exactly right is right', async () => {
		const page = await open('clv');
		const id = 'what-revenue-clv-is-for';
		const boxes = question(page, id).getByRole('checkbox');
		await boxes.nth(0).focus();
		await page.keyboard.press('Space');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Space');
		await tabTo(page, /^\s*對答案/);
		await page.keyboard.press('Enter');
		await hear(page, id, '選的裡面有1個不對，還少1個。');
		await boxes.nth(1).focus();
		await page.keyboard.press('Space');
		await boxes.nth(3).focus();
		await page.keyboard.press('Space');
		await page.keyboard.press('Enter');
		await hear(page, id, '答對了');
		const told = await question(page, id).locator('.fb').allInnerTexts();
		expect(told.map((words) => words.slice(0, 3))).toEqual([
			'對。比',
			'不選是',
			'不選是',
			'對。排',
			'不選是',
		]);
		// What was rightly left alone does not look like a mistake.
		expect(await question(page, id).locator('li.is-wrong').count()).toBe(0);
		expect(await question(page, id).locator('li.is-right').count()).toBe(2);
	});

	test('an order: buttons move a step, keep the focus and say where it is', async () => {
		const page = await open('clv');
		const id = 'five-numbers-of-one-customer';
		expect(await stepsOf(page, id)).not.toEqual(clvOrder);
		await question(page, id).getByRole('button', { name: '對答案' }).focus();
		await page.keyboard.press('Enter');
		await hear(page, id, /在對的位置/);
		expect(await question(page, id).locator('.is-wrong .fb').innerText()).not.toBe('');
		await putInOrder(page, id, clvOrder);
		await question(page, id).getByRole('button', { name: '對答案' }).focus();
		await page.keyboard.press('Enter');
		await hear(page, id, '答對了');
	});

	test('an estimate: no number is no try, a slip is named, near is right', async () => {
		const page = await open('clv');
		const id = 'care-break-even';
		await question(page, id).getByRole('textbox').focus();
		await page.keyboard.press('Enter');
		await hear(page, id, '先填一個數字');
		await page.keyboard.type('很多');
		await page.keyboard.press('Enter');
		await hear(page, id, '只收一個數字');
		const kept = () => page.evaluate(() => localStorage.getItem('answer/clv/care-break-even'));
		expect(await kept()).toBeNull();
		await focused(page).fill('90');
		await page.keyboard.press('Enter');
		await hear(page, id, '太高了。');
		expect(await question(page, id).locator('.fb').innerText()).toContain('毛利少了一成');
		await focused(page).fill('８３．４％');
		await page.keyboard.press('Enter');
		await hear(page, id, '答對了，夠近了。');
		const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
		expect(JSON.parse((await kept()) ?? '{}')).toEqual({
			first: { given: 90, right: false, at },
			latest: { given: 83.4, right: true, at },
			tries: 2,
			solved: true,
		});
	});

	test('hints come one at a time, and the solution after a first try', async () => {
		const page = await open('clv');
		const one = question(page, 'two-books');
		const hints = one.locator('.hints li');
		expect(await one.getByText('看解答與說明').isVisible()).toBe(false);
		await one.getByRole('button', { name: /提示/ }).focus();
		await page.keyboard.press('Enter');
		await expect.poll(() => hints.count()).toBe(1);
		await page.keyboard.press('Enter');
		await expect.poll(() => hints.count()).toBe(2);
		await page.keyboard.press('Enter');
		expect(await hints.count()).toBe(2);
		await one.getByLabel('甲書算錯了').check();
		await page.keyboard.press('Enter');
		await one.getByText('看解答與說明').click();
		expect(await one.locator('.solution').innerText()).toContain('「兩本書採用的收款時點不同」');
	});
});

describe('what is said aloud', () => {
	/** Every live region of the page that is written anew from here on, and what it then says. */
	const listen = (page: Page) =>
		page.evaluate(() => {
			const heard: string[] = [];
			Object.assign(window, { heard });
			new MutationObserver((changes) => {
				const regions = new Set(
					changes.map(({ target }) =>
						(target instanceof Element ? target : target.parentElement)?.closest('[aria-live]'),
					),
				);
				for (const region of regions)
					if (region?.textContent?.trim()) heard.push(region.textContent.trim());
			}).observe(document.body, { childList: true, characterData: true, subtree: true });
		});
	const heardBy = (page: Page) =>
		page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0));
	const times = (words: string, said: string) => said.split(words).length - 1;

	test('one place says the verdict and why, once; the seal’s line only when it is another', async () => {
		const page = await open('clv');
		const one = question(page, 'two-books');
		await listen(page);
		await one.getByLabel('甲書算錯了').check();
		await page.keyboard.press('Enter');
		await hear(page, 'two-books', '不是這一個');
		const [wrong, ...furtherWrong] = await heardBy(page);
		expect(furtherWrong).toEqual([]);
		expect(wrong).toMatch(/^不對。還不能這樣說/);
		expect(wrong).not.toContain('不是這一個');

		await one.getByLabel('兩本書採用的收款時點不同').check();
		await page.keyboard.press('Enter');
		await hear(page, 'two-books', '答對了。');
		const right = await heardBy(page);
		expect(right).toHaveLength(2);
		expect(right[0]).toMatch(/^對。兩者剛好[\s\S]*時點A是/);
		expect(times('兩者剛好', right.join(''))).toBe(1);
		expect(right[1]).toBe('答對了1題，再4題就蓋章。');

		// The same answer again: it is judged aloud again, and the line of the seal stays silent.
		await one.getByRole('button', { name: '對答案' }).click();
		expect(await heardBy(page)).toEqual([right[0]]);
	});

	test('with the seal pressed its line is silent, whatever is answered after', async () => {
		const page = await open('clv');
		await solve(page);
		await listen(page);
		await question(page, 'two-books').getByRole('button', { name: '對答案' }).click();
		expect(await heardBy(page)).toHaveLength(1);
		await question(page, 'care-break-even').getByRole('textbox').fill('90');
		await page.keyboard.press('Enter');
		await hear(page, 'care-break-even', '太高了。');
		const [said, ...further] = await heardBy(page);
		expect(said).toMatch(/^太高了。毛利少了一成/);
		expect(further).toEqual([]);
	});

	test('what a reload or an undone clearing brings back is silent', async () => {
		const page = await open('clv');
		await question(page, 'two-books').getByLabel('甲書算錯了').check();
		await page.keyboard.press('Enter');
		await hear(page, 'two-books', '不是這一個');
		await page.reload();
		await hear(page, 'two-books', '不是這一個');
		expect(await question(page, 'two-books').locator('[data-said]').textContent()).toBe('');
		await page.getByRole('button', { name: '重新作答' }).click();
		await listen(page);
		await page.getByRole('button', { name: '復原' }).click();
		await hear(page, 'two-books', '不是這一個');
		expect(await heardBy(page)).toEqual(['作答都回來了。']);
	});
});

test('a wrong answer is named with all its digits in the solution of an estimate', async () => {
	const page = await open('starbucks');
	const names = question(page, 'true-cost-of-a-free-drink').locator('.solution .why-name');
	expect(
		await names.allTextContents().then((all) => all.slice(0, 5).map((one) => one.trim())),
	).toEqual(['夠近', '5.5', '1.93', '3.71', '4.07']);
});

test('a step is dragged to its place with the pointer', async () => {
	const page = await open('clv');
	const id = 'five-numbers-of-one-customer';
	const items = question(page, id).locator('.order li');
	const [first] = await stepsOf(page, id);
	await items.first().scrollIntoViewIfNeeded();
	const grip = await items.first().locator('.grip').boundingBox();
	const end = await items.last().boundingBox();
	if (!grip || !end || !first) throw new Error('there is no order to drag');
	await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
	await page.mouse.down();
	await page.mouse.move(grip.x + grip.width / 2, end.y + end.height - 2, { steps: 8 });
	await page.mouse.up();
	await expect.poll(async () => (await stepsOf(page, id)).indexOf(first)).toBe(4);
	expect(await question(page, id).locator('[data-said]').textContent()).toContain('第5項');
});

describe('the seal', () => {
	test('is pressed by the last right answer, and the map shows it', async () => {
		const page = await open('clv');
		const foot = page.locator('.check-foot');
		expect(await foot.getByRole('button', { name: '蓋章' }).count()).toBe(0);
		await solve(page, ['two-books']);
		await expect.poll(() => foot.innerText()).toContain('答對了4題，再1題就蓋章。');
		expect(await foot.locator('.seal').isVisible()).toBe(false);
		await question(page, 'two-books').getByLabel('兩本書採用的收款時點不同').check();
		await page.keyboard.press('Enter');
		await expect.poll(() => foot.innerText()).toContain('全部答對過，章蓋好了');
		expect(await foot.locator('.seal').isVisible()).toBe(true);
		expect(await page.locator('.strip [data-lesson="clv"].is-stamped').count()).toBe(1);
		await page.goto(served.origin);
		await expect
			.poll(() => page.locator('.cell[data-lesson="clv"]').getAttribute('class'))
			.toContain('is-earned');
	});

	test('stays when the reader starts again; starting again can be taken back', async () => {
		const page = await open('clv');
		await solve(page);
		const foot = page.locator('.check-foot');
		await foot.getByRole('button', { name: '重新作答' }).click();
		await expect.poll(() => verdict(page, 'two-books')).toBe('');
		expect(await question(page, 'two-books').locator('input:checked').count()).toBe(0);
		expect(await foot.locator('.seal').isVisible()).toBe(true);
		await expect(foot.innerText()).resolves.toContain('第一次的答案和蓋好的章都還在');
		// The page has become shorter; the way back is still on the screen.
		const undo = await foot.getByRole('button', { name: '復原' }).boundingBox();
		expect(undo?.y).toBeGreaterThan(0);
		expect(undo?.y).toBeLessThan(800);
		await foot.getByRole('button', { name: '復原' }).click();
		await hear(page, 'two-books', '答對了。');
		expect(await question(page, 'two-books').locator('input:checked').count()).toBe(1);
	});
});

test('a reload keeps every answer, and an answer whose words are gone is passed over', async () => {
	const page = await open('clv');
	await solve(page, ['two-books']);
	await question(page, 'two-books').getByLabel('甲書算錯了').check();
	await page.keyboard.press('Enter');
	await hear(page, 'two-books', '不是這一個');
	await page.evaluate(() => {
		const answer = { given: ['從前的選項'], right: true };
		localStorage.setItem(
			'answer/clv/budget-ceiling',
			JSON.stringify({ first: answer, latest: answer, tries: 1, solved: true }),
		);
		localStorage.setItem('answer/clv/a-question-of-last-year', '{"solved":true}');
	});
	await page.reload();
	await hear(page, 'two-books', '不是這一個');
	expect(await question(page, 'two-books').getByLabel('甲書算錯了').isChecked()).toBe(true);
	expect(await stepsOf(page, 'five-numbers-of-one-customer')).toEqual(clvOrder);
	expect(await question(page, 'care-break-even').getByRole('textbox').inputValue()).toBe('83');
	expect(await question(page, 'budget-ceiling').locator('input:checked').count()).toBe(0);
	expect(await page.locator('.check-foot').innerText()).toContain('答對了4題，再1題就蓋章。');
});

test('two tabs open at once lose nothing of each other', async () => {
	const page = await open('clv');
	const other = await page.context().newPage();
	await other.goto(`${served.origin}/lessons/clv`);
	await other.locator('.question.is-live').first().waitFor();
	await question(other, 'two-books').getByLabel('兩本書採用的收款時點不同').focus();
	await other.keyboard.press('Space');
	await other.keyboard.press('Enter');
	await hear(other, 'two-books', '答對了。');
	// A tab in the background is drawn seldom, so whoever works in one comes to the front.
	await page.bringToFront();
	await expect.poll(() => page.locator('.check-foot').innerText()).toContain('答對了1題');
	await solve(page, ['two-books']);
	await expect.poll(() => page.locator('.check-foot').innerText()).toContain('章蓋好了');
	await other.bringToFront();
	await other.reload();
	await hear(other, 'two-books', '答對了。');
	await hear(other, 'budget-ceiling', '答對了。');
});

test('storage that is switched off is told in a sentence, and answering works all the same', async () => {
	const page = await newDevice(served.browser, laptop, []);
	await page.addInitScript(() => {
		Storage.prototype.setItem = () => {
			throw new DOMException('off', 'QuotaExceededError');
		};
	});
	await page.goto(`${served.origin}/lessons/clv`);
	await page.locator('.question.is-live').first().waitFor();
	await solve(page);
	const foot = page.locator('.check-foot');
	expect(await foot.innerText()).toContain('這個瀏覽器不讓網頁記東西');
	expect(await foot.innerText()).toContain('可惜章留不下來');
	expect(await foot.locator('.seal').isVisible()).toBe(false);
});

test('without JavaScript every question is read, with its options and its solution', async () => {
	const context = await served.browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${served.origin}/lessons/clv`);
	const asked = page.locator('.question');
	expect(await asked.count()).toBe(5);
	for (const one of await asked.all()) {
		expect((await one.locator('.check-q').innerText()).length).toBeGreaterThan(4);
		expect(await one.getByRole('button').count()).toBe(0);
		await one.getByText('看解答與說明').click();
		const solution = one.locator('.solution');
		expect(await solution.innerText()).toMatch(/答案：[\s\S]+說明/);
	}
	expect(await asked.nth(0).locator('.ans').allInnerTexts()).toHaveLength(4);
	expect(await asked.nth(2).locator('.order-says').allInnerTexts()).toHaveLength(5);
	await context.close();
});

test('the teacher’s copy says at its top what it is, and leads back', async () => {
	const page = await newDevice(served.browser, phone, []);
	await page.goto(`${served.origin}/lessons/clv`);
	await page.locator('.question.is-live').first().waitFor();
	const said = page.getByText('教師用的版本：檢核的解答');
	expect(await said.isVisible()).toBe(false);
	await page.getByText(/^講稿/).tap();
	await page.getByRole('link', { name: '印成教師用的版本' }).tap();
	await said.waitFor();
	expect(await page.evaluate(() => scrollY)).toBe(0);
	// On the screen that the reader sees, not far below.
	expect((await said.boundingBox())?.y).toBeLessThan(400);
	expect(await page.locator('.solution[open]').count()).toBe(5);
	await page.getByRole('link', { name: '回到一般版本' }).tap();
	await page.locator('.question.is-live').first().waitFor();
	expect(await said.isVisible()).toBe(false);
	expect(new URL(page.url()).search).toBe('');
	expect(await page.locator('.solution[open]').count()).toBe(0);
	await page.context().close();
});

describe('on paper', () => {
	const printed = async (address: string) => {
		const page = await newDevice(served.browser, laptop, []);
		await page.goto(served.origin + address);
		await page.locator('.question.is-live').first().waitFor();
		await question(page, 'two-books').getByLabel('甲書算錯了').check();
		await page.keyboard.press('Enter');
		await hear(page, 'two-books', '不是這一個');
		await page.emulateMedia({ media: 'print' });
		return question(page, 'two-books');
	};

	test('a question is a sheet to write on', async () => {
		const one = await printed('/lessons/clv');
		expect(await one.locator('.ans').first().isVisible()).toBe(true);
		expect(await one.locator('.q-line').isVisible()).toBe(true);
		for (const hidden of ['.verdict', '.is-wrong .fb', '.solution', '.q-foot'])
			expect(await one.locator(hidden).isVisible(), hidden).toBe(false);
	});

	test('the teacher’s copy has the solutions', async () => {
		const one = await printed('/lessons/clv?solutions=1');
		expect(await one.locator('.solution-answer').isVisible()).toBe(true);
		expect(await one.locator('.verdict').isVisible()).toBe(false);
		const page = one.page();
		expect(await page.getByText('教師用的版本：檢核的解答').isVisible()).toBe(true);
		expect(await page.getByRole('link', { name: '回到一般版本' }).isVisible()).toBe(false);
	});
});

describe('on the wall', () => {
	test('a question is a slide, and R shows its answer and hides it again', async () => {
		const complaints: string[] = [];
		const page = await newDevice(
			served.browser,
			{ viewport: { width: 1920, height: 1080 } },
			complaints,
		);
		await page.goto(`${served.origin}/present/check/clv`);
		await page.getByRole('button', { name: '揭曉答案' }).waitFor();
		const slide = page.locator('.deck-slide:not([hidden])');
		expect(await slide.innerText()).toContain('甲書算出的CLV是2,667元');
		expect(await slide.innerText()).not.toContain('答案');
		await page.keyboard.press('r');
		await expect.poll(() => slide.innerText()).toContain('答案：B');
		expect(await slide.locator('li.right').innerText()).toContain('收款時點不同');
		expect(await slide.innerText()).toContain('CLV後面要跟著一個字母');
		await expectAccessible(page);
		await page.keyboard.press('r');
		await expect.poll(() => slide.innerText()).not.toContain('答案');
		await page.keyboard.press('PageDown');
		await page.keyboard.press('PageDown');
		await page.keyboard.press('r');
		// The letters, read in the order of the answer, spell out the steps as the lesson has them.
		await expect.poll(() => slide.locator('.answer-line').count()).toBe(1);
		const letters = (await slide.locator('.answer-line').innerText()).match(/[A-E]/g) ?? [];
		const rows = await slide.locator('li').allInnerTexts();
		const said = letters.map((letter) => rows.find((row) => row.startsWith(letter)));
		expect(said.map((row) => row?.replace(/^[A-E]\s*/, ''))).toEqual(clvOrder);
		expect(complaints).toEqual([]);
	});

	test.each(['activity', 'loyalty-factors', 'excellent-service', 'emotional-bond'])(
		'every answered slide of %s stands whole above the foot',
		async (lesson) => {
			const page = await newDevice(served.browser, { viewport: { width: 1920, height: 1080 } }, []);
			await page.goto(`${served.origin}/present/check/${lesson}`);
			await page.getByRole('button', { name: '揭曉答案' }).waitFor();
			const slides = await page.locator('.deck-slide').count();
			for (let place = 1; place <= slides; place += 1) {
				await page.keyboard.press('r');
				const slide = page.locator('.deck-slide:not([hidden])');
				await slide.locator('.answer-line').waitFor();
				const ask = await slide.locator('.ask').boundingBox();
				const foot = await page.locator('.deck-foot').boundingBox();
				expect((ask?.y ?? 0) + (ask?.height ?? 0), `${place}`).toBeLessThanOrEqual(foot?.y ?? 0);
				await page.keyboard.press('PageDown');
			}
		},
	);
});

describe.each([
	{ kind: 'a phone in light', options: { ...phone, colorScheme: 'light' as const } },
	{ kind: 'a phone in dark', options: { ...phone, colorScheme: 'dark' as const } },
	{ kind: 'a laptop in light', options: { ...laptop, colorScheme: 'light' as const } },
	{ kind: 'a laptop in dark', options: { ...laptop, colorScheme: 'dark' as const } },
])('on $kind', ({ options }) => {
	test('a check with its verdicts shown is accessible and fits', async () => {
		const page = await open('clv', options);
		await solve(page, ['two-books', 'what-revenue-clv-is-for']);
		await question(page, 'two-books').getByLabel('甲書算錯了').check();
		await page.keyboard.press('Enter');
		await question(page, 'two-books').getByRole('button', { name: /提示/ }).click();
		await question(page, 'two-books').getByText('看解答與說明').click();
		await question(page, 'what-revenue-clv-is-for').getByRole('checkbox').nth(1).check();
		await question(page, 'what-revenue-clv-is-for').getByRole('button', { name: '對答案' }).click();
		await hear(page, 'what-revenue-clv-is-for', '選的都不對');
		await expectAccessible(page);
		await expectNoSidewaysScroll(page);
		const small = await page
			.locator('.question :is(.ans, button, summary, .ctl-box), .check-again button')
			.evaluateAll((targets) =>
				targets
					.map((target) => ({ target, box: target.getBoundingClientRect() }))
					.filter(({ box }) => box.height > 0 && (box.height < 44 || box.width < 44))
					.map(({ target }) => target.outerHTML.slice(0, 80)),
			);
		expect(small).toEqual([]);
	});
});
