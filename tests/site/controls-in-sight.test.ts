import { afterAll, expect, test } from 'vitest';
import { newDevice } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

/** Controls that stay beside their figure while the page scrolls are reached to the last one. */
const complaints: string[] = [];

const served = serveSite();
afterAll(() => expect(complaints).toEqual([]));

test.each([
	{ path: '/lessons/contribution', height: 768 },
	{ path: '/lessons/contribution', height: 650 },
	{ path: '/simulators/concentration', height: 650 },
])(
	'by Tab every control of $path stands inside a window $height high',
	async ({ path, height }) => {
		const page = await newDevice(served.browser, { viewport: { width: 1366, height } }, complaints);
		await page.goto(served.origin + path);
		const plate = page.locator('section.plate').first();
		if (path.startsWith('/lessons/'))
			await plate.getByRole('button', { name: '不猜，直接看' }).click();
		const form = plate.locator('form.plate-in');
		const first = form.locator('input, button').first();
		await expect.poll(() => first.isEnabled()).toBe(true);
		await first.focus();
		const outside: string[] = [];
		for (let count = 0; count < 60; count++) {
			const at = await form.evaluate(async (whole) => {
				// What has the focus is brought into view in the next frame.
				await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
				const { activeElement: focused } = document;
				if (!focused || !whole.contains(focused)) return null;
				const { top, bottom } = focused.getBoundingClientRect();
				return { name: focused.textContent, hidden: top < -1 || bottom > innerHeight + 1 };
			});
			if (!at) break;
			if (at.hidden) outside.push(at.name);
			await page.keyboard.press('Tab');
		}
		expect(outside).toEqual([]);
		await page.context().close();
	},
);
