import { describe, expect, test } from 'vitest';
import { simulators } from '#simulators/list.ts';
import { laptop, newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** What anyone may read, in a real browser against the running site. */

const served = serveSite();

test('charts are drawn, not empty boxes', async () => {
	const page = await newDevice(served.browser, phone, []);
	for (const { id } of simulators) {
		await page.goto(`${served.origin}/simulators/${id}`);
		await page.locator('.chart-box').first().hover();
		const canvas = page.locator('canvas').first();
		await expect
			.poll(() => canvas.evaluate((one: HTMLCanvasElement) => one.width))
			.toBeGreaterThan(100);
	}
});

test('a note in the margin stands beside its paragraph and pushes no gap into the text', async () => {
	const page = await newDevice(served.browser, laptop, []);
	for (const lesson of ['quality', 'experience', 'starbucks', 'brand-trust']) {
		await page.goto(`${served.origin}/lessons/${lesson}`);
		const all = await page.locator('.lesson-body > .note').evaluateAll((notes) =>
			notes.map((note) => {
				const [before, after] = [note.previousElementSibling, note.nextElementSibling];
				const bottom = before?.getBoundingClientRect().bottom ?? 0;
				const beside = note.getBoundingClientRect().top < bottom;
				const isText = after?.matches('p, h2') ?? false;
				// A heading stands 3 rem below the text, a paragraph a line.
				const room = after?.matches('h2') ? 72 : 24;
				return {
					beside,
					gap: isText && (after?.getBoundingClientRect().top ?? 0) - bottom > room,
				};
			}),
		);
		expect(all.length, lesson).toBeGreaterThan(0);
		expect(all, lesson).toEqual(all.map(() => ({ beside: true, gap: false })));
	}
	await page.context().close();
});

test('a figure that nobody has touched goes on paper with its whole address', async () => {
	const page = await newDevice(served.browser, phone, []);
	for (const path of ['/lessons/clv', '/simulators/clv']) {
		await page.goto(served.origin + path);
		const addresses = await page.locator('[data-address]').allTextContents();
		expect(addresses.length, path).toBeGreaterThan(0);
		for (const address of addresses)
			expect(address).toMatch(new RegExp(`^${served.origin}/simulators/clv\\?v=1`));
	}
	await page.context().close();
});

test('the squares at the top of a lesson are as large as a finger', async () => {
	const page = await newDevice(served.browser, phone, []);
	await page.goto(`${served.origin}/lessons/satisfaction`);
	const squares = await page.locator('.strip a').evaluateAll((links) =>
		links.map((link) => {
			const { width, height, left, right } = link.getBoundingClientRect();
			return { width, height, left, right };
		}),
	);
	expect(squares).toHaveLength(6);
	for (const [at, { width, height, right }] of squares.entries()) {
		expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
		expect(squares[at + 1]?.left ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(right);
	}
	await page.context().close();
});

describe('without JavaScript', () => {
	test.each(simulators.map(({ id, answer }) => ({ id, answer })))(
		'the $id simulator shows its first result, the one that its model gives',
		async ({ id, answer }) => {
			const context = await served.browser.newContext({ javaScriptEnabled: false });
			const page = await context.newPage();
			await page.goto(`${served.origin}/simulators/${id}`);
			const shown = (await page.locator('.answer').innerText()).replace(/\s/g, '');
			for (const figure of answer.match(/[+−-]?[\d,.]+%?/g) ?? []) expect(shown).toContain(figure);
			expect(await page.locator('svg.chart path').count()).toBeGreaterThan(0);
			await context.close();
		},
	);

	test('a lesson is read from its slide to the way on', async () => {
		const context = await served.browser.newContext({ javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(`${served.origin}/lessons/clv`);
		await page.getByRole('link', { name: /下一課/ }).click();
		expect(new URL(page.url()).pathname).toBe('/lessons/contribution');
		await context.close();
	});
});

test.each(['starbucks', 'amazon-prime'])(
	'the title of %s leaves no character alone on a phone',
	async (lesson) => {
		const page = await newDevice(served.browser, phone, []);
		await page.goto(`${served.origin}/lessons/${lesson}`);
		const lines = await page.locator('h1').evaluate((title) => {
			const characters = document.createRange();
			const walk = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
			const counts = new Map<number, number>();
			for (let node = walk.nextNode(); node; node = walk.nextNode())
				for (let at = 0; at < (node.nodeValue ?? '').length; at += 1) {
					characters.setStart(node, at);
					characters.setEnd(node, at + 1);
					const { bottom } = characters.getBoundingClientRect();
					counts.set(bottom, (counts.get(bottom) ?? 0) + 1);
				}
			return [...counts.values()];
		});
		expect(Math.min(...lines)).toBeGreaterThan(2);
		await page.context().close();
	},
);

test('moving a slider by keyboard moves the answer, and the address carries it', async () => {
	const page = await newDevice(served.browser, { viewport: { width: 1366, height: 800 } }, []);
	await page.goto(`${served.origin}/simulators/clv`);
	const slider = page.getByRole('slider', { name: /留存率/ });
	await expect.poll(() => slider.isEnabled()).toBe(true);
	const before = await page.locator('.answer').innerText();
	await slider.focus();
	for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight');
	await expect.poll(() => page.locator('.answer').innerText()).not.toBe(before);
	await page.waitForURL(/\?v=1&/);
	const after = await page.locator('.answer').innerText();
	await page.reload();
	await expect.poll(() => page.locator('.answer').innerText()).toBe(after);
});

test.each(simulators.map(({ id }) => id))(
	'bad input in the %s simulator gets a sentence beside the field and never a broken number',
	async (id) => {
		const page = await newDevice(served.browser, { viewport: { width: 1366, height: 800 } }, []);
		await page.goto(`${served.origin}/simulators/${id}`);
		const box = page.locator('.plate-in .ctl-box input').first();
		await expect.poll(() => box.isEnabled()).toBe(true);
		const answer = await page.locator('.answer').innerText();
		for (const bad of ['', '多少', '-5', '1e99']) {
			await box.fill(bad);
			await page
				.locator('.plate-in .ctl')
				.first()
				.getByText(/要|請|空著/)
				.last()
				.waitFor();
			expect(await page.locator('main').innerText()).not.toMatch(/NaN|Infinity|undefined/);
			expect(await page.locator('.answer').innerText()).toBe(answer);
		}
	},
);
