import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/accessible.ts';
import { laptop, moveHand, newDevice, phone } from '../support/devices.ts';
import { holdScripts, scripts } from '../support/held-scripts.ts';
import { serveSite } from '../support/site.ts';

const served = serveSite();

/** A page with a simulator or an exercise whose scripts are still on their way. */
async function openSlow(path: string, device = laptop) {
	const complaints: string[] = [];
	const page = await newDevice(served.browser, device, complaints);
	const arrive = await holdScripts(page);
	// A lesson's own scripts are under way too: whoever reads it does not wait for them.
	await page.goto(served.origin + path, { waitUntil: 'commit' });
	const plate = page.locator('.plate').first();
	await plate.scrollIntoViewIfNeeded();
	return {
		page,
		plate,
		complaints,
		slider: (name: string | RegExp) => plate.getByRole('slider', { name }),
		box: (name: string | RegExp) => plate.getByRole('textbox', { name }),
		answer: () => plate.locator('.answer b').innerText(),
		arrive,
	};
}

const coming = (page: Page) => page.getByRole('status').filter({ hasText: '準備中……' });
const waiting = (page: Page) => page.locator('[data-waits]').count();

/** The whole of the way: drawn, waiting, alive. */
async function expectAlive(page: Page): Promise<void> {
	await coming(page).waitFor({ state: 'detached' });
	await expect.poll(() => waiting(page)).toBe(0);
}

test('a mouse that lies where the page appears is no hand; one that moves is', async () => {
	const page = await newDevice(served.browser, laptop, []);
	await page.goto(`${served.origin}/simulators/churn`);
	const asleep = () => page.locator('astro-island[ssr]').count();
	const all = await asleep();
	expect(all).toBeGreaterThan(0);
	// As Chrome sends it of itself.
	await page.evaluate(() => document.body.dispatchEvent(new PointerEvent('pointermove')));
	await page.waitForLoadState('networkidle');
	expect(await asleep()).toBe(all);
	await moveHand(page);
	await expect.poll(asleep).toBe(0);
	await page.context().close();
});

describe('what is done to an exercise before its script is here counts once it is', () => {
	test('a statement is put into a bin', async () => {
		const slow = await openSlow('/lessons/loyalty-factors', phone);
		const bins = slow.page.getByRole('group', { name: '放進哪一格？' });
		await expect.poll(() => bins.getByRole('button').first().isEnabled()).toBe(true);
		await bins.getByRole('button').first().tap();
		expect(await slow.page.locator('.told .verdict').count()).toBe(0);
		slow.arrive('here');
		await slow.page.locator('.told .verdict').waitFor();
		expect(slow.complaints).toEqual([]);
		await slow.page.context().close();
	});

	test('a part of a story is chosen', async () => {
		const slow = await openSlow('/lessons/emotional-bond', phone);
		const radio = slow.page.getByRole('radio', { name: '接手的小芸' });
		await expect.poll(() => radio.isEnabled()).toBe(true);
		const told = slow.page.locator('.told').first();
		expect(await told.innerText()).not.toContain('小芸');
		await radio.check({ force: true });
		slow.arrive('here');
		await expect.poll(() => told.innerText()).toContain('小芸');
		expect(slow.complaints).toEqual([]);
		await slow.page.context().close();
	});
});

test('a fold that is opened before its script is here stays open, and has its form once it is', async () => {
	const page = await newDevice(served.browser, phone, []);
	const arrive = await holdScripts(page);
	await page.goto(`${served.origin}/join`, { waitUntil: 'commit' });
	await page.getByText('我已經有座位').tap();
	arrive('here');
	await page.getByLabel('加入時的名字').fill('林子晴');
	await page.getByText('我已經有座位').tap();
	await page.getByLabel('加入時的名字').waitFor({ state: 'detached' });
	await page.context().close();
});

test('the assumptions that are opened before their script is here stay open, and follow', async () => {
	const slow = await openSlow('/simulators/churn', phone);
	await slow.plate.getByText('假設與來源').tap();
	slow.arrive('here');
	await slow.plate.getByRole('slider').first().focus();
	await slow.page.keyboard.press('ArrowRight');
	await slow.plate.locator('.assumptions').getByText(/^預設/).first().waitFor();
	expect(slow.complaints).toEqual([]);
	await slow.page.context().close();
});

describe('what is done to a simulator before its script is here counts once it is', () => {
	test.each([
		{ path: '/simulators/churn', device: phone },
		{ path: '/simulators/churn', device: laptop },
		{ path: '/lessons/satisfaction', device: phone },
	])('a slider moved by key on $path ($device.viewport.width px)', async ({ path, device }) => {
		const slow = await openSlow(path, device);
		const slider = slow.plate.getByRole('slider').first();
		const [before, stood] = [await slow.answer(), await slider.inputValue()];
		await slider.focus();
		for (let press = 0; press < 3; press += 1) await slow.page.keyboard.press('ArrowRight');
		const moved = await slider.inputValue();
		expect(Number(moved)).toBeGreaterThan(Number(stood));
		await coming(slow.page).waitFor();
		expect(await waiting(slow.page)).toBe(1);
		await expectAccessible(slow.page);
		expect(await slow.answer()).toBe(before);

		slow.arrive('here');
		await expect.poll(slow.answer).not.toBe(before);
		await expectAlive(slow.page);
		expect(await slider.inputValue()).toBe(moved);
		expect(await slow.plate.getByRole('textbox').first().inputValue()).toBe(moved);
		expect(await slider.evaluate((node) => node === document.activeElement)).toBe(true);
		expect(slow.complaints).toEqual([]);
		await slow.page.context().close();
	});

	test('a slider that is still held goes on from where the hand is', async () => {
		const slow = await openSlow('/simulators/churn');
		const slider = slow.plate.getByRole('slider').first();
		await slider.scrollIntoViewIfNeeded();
		const at = (await slider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
		const to = (share: number) =>
			slow.page.mouse.move(at.x + at.width * share, at.y + at.height / 2, { steps: 4 });
		const before = await slow.answer();
		await to(0.3);
		await slow.page.mouse.down();
		await coming(slow.page).waitFor();
		await to(0.5);
		const half = Number(await slider.inputValue());
		slow.arrive('here');
		await expect.poll(slow.answer).not.toBe(before);
		await expectAlive(slow.page);
		expect(Number(await slider.inputValue())).toBe(half);
		await to(0.8);
		await slow.page.mouse.up();
		expect(Number(await slider.inputValue())).toBeGreaterThan(half);
		await expect
			.poll(() => slow.plate.getByRole('textbox').first().inputValue())
			.toBe(await slider.inputValue());
		await slow.page.context().close();
	});

	test('text, a choice and a setting, in the order of touching', async () => {
		const slow = await openSlow('/simulators/clv');
		await slow.plate.locator('.presets button').nth(1).click();
		await slow.box(/年留存率/).fill('71');
		await slow.page.keyboard.press('Enter');
		await slow.plate.locator('.tm').nth(1).click();
		await coming(slow.page).waitFor();
		expect(await waiting(slow.page)).toBe(3);
		const chosen = slow.plate.locator('.tm').nth(1).getByRole('radio');
		slow.arrive('here');
		await slow.page.waitForURL(/[?&]v=1&/);
		await expectAlive(slow.page);
		expect(await slow.box(/年留存率/).inputValue()).toBe('71');
		expect(await chosen.isChecked()).toBe(true);
		const undo = slow.plate.getByRole('button', { name: '復原', exact: true });
		for (let step = 0; step < 3; step += 1) await undo.click();
		expect(await undo.getAttribute('aria-disabled')).toBe('true');
		await slow.page.context().close();
	});

	test('a guess', async () => {
		const slow = await openSlow('/lessons/strategies', phone);
		await slow.plate.getByRole('slider').first().focus();
		await slow.page.keyboard.press('ArrowRight');
		await slow.plate.getByRole('button', { name: /^就猜/ }).click();
		await coming(slow.page).waitFor();
		slow.arrive('here');
		await expect.poll(() => slow.plate.locator('.guess-told').innerText()).toMatch(/猜/);
		await expectAlive(slow.page);
		expect(await slow.plate.getByRole('button', { name: /^就猜/ }).count()).toBe(0);
		await slow.page.context().close();
	});

	test('on top of what the address sets', async () => {
		const first = await openSlow('/simulators/churn');
		first.arrive('here');
		await first.box(/./).nth(0).fill('9');
		await first.page.waitForURL(/[?&]v=1&/);
		const { search } = new URL(first.page.url());
		await first.page.context().close();

		const slow = await openSlow(`/simulators/churn${search}`);
		const second = slow.plate.getByRole('slider').nth(1);
		await second.focus();
		await slow.page.keyboard.press('ArrowRight');
		const moved = await second.inputValue();
		slow.arrive('here');
		await expect.poll(() => slow.box(/./).nth(0).inputValue()).toBe('9');
		await expectAlive(slow.page);
		expect(await second.inputValue()).toBe(moved);
		await slow.page.context().close();
	});

	test('but not where a thumb only scrolled the page', async () => {
		const slow = await openSlow('/simulators/churn', phone);
		const slider = slow.plate.getByRole('slider').first();
		const stood = await slider.inputValue();
		await slider.evaluate((node: HTMLInputElement) => {
			const touch = (type: string): boolean =>
				node.dispatchEvent(new PointerEvent(type, { pointerType: 'touch', bubbles: true }));
			touch('pointerdown');
			node.value = node.max;
			node.dispatchEvent(new Event('input', { bubbles: true }));
			touch('pointercancel');
		});
		expect(await waiting(slow.page)).toBe(0);
		slow.arrive('here');
		await expectAlive(slow.page);
		expect(await slider.inputValue()).toBe(stood);
		await slow.page.context().close();
	});
});

test('a script that is lost is told with a way to try again, and what was moved is kept', async () => {
	const slow = await openSlow('/lessons/satisfaction');
	const slider = slow.plate.getByRole('slider').first();
	await slider.focus();
	await slow.page.keyboard.press('ArrowRight');
	const [before, moved] = [await slow.answer(), await slider.inputValue()];
	await coming(slow.page).waitFor();
	slow.arrive('lost');
	const word = slow.page.getByRole('alert').filter({ hasText: '動過的先留著，連上就照著算。' });
	await word.waitFor();
	expect(await coming(slow.page).count()).toBe(0);
	await expectAccessible(slow.page);
	await slow.page.unroute(scripts);
	await slow.page.getByRole('button', { name: '再試一次' }).click();
	await expect.poll(slow.answer).not.toBe(before);
	expect(await slider.inputValue()).toBe(moved);
	await word.waitFor({ state: 'detached' });
	await slow.page.context().close();
});

test('whoever has no script meets no control that only looks alive', async () => {
	const context = await served.browser.newContext({ ...phone, javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${served.origin}/simulators/churn`);
	expect(await page.getByRole('slider').first().isDisabled()).toBe(true);
	await context.close();
});
