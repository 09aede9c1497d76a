import { expect, test } from 'vitest';
import { newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

const served = serveSite();

test('what a promise brings moves no slider under the finger that raises it', async () => {
	const complaints: string[] = [];
	const page = await newDevice(served.browser, phone, complaints);
	await page.goto(`${served.origin}/simulators/service-quality`);
	const slider = page.getByRole('slider', { name: '廣告把期望墊高' });
	await expect.poll(() => slider.isEnabled()).toBe(true);
	// Clear of the answer above and of the chart below, which stay in sight.
	await slider.evaluate((node) => scrollBy(0, node.getBoundingClientRect().top - 330));
	const box = (await slider.boundingBox())!;
	const touches = await page.context().newCDPSession(page);
	const finger = (type: 'touchStart' | 'touchMove', share: number) =>
		touches.send('Input.dispatchTouchEvent', {
			type,
			touchPoints: [{ x: box.x + 9 + share * (box.width - 18), y: box.y + box.height / 2 }],
		});
	await finger('touchStart', 0);
	for (let step = 1; step <= 10; step++) {
		const before = await slider.inputValue();
		await finger('touchMove', step / 10);
		await expect.poll(() => slider.inputValue()).not.toBe(before);
		// The words beside it are new when the hand has paused.
		await expect.poll(() => page.locator('.plate.moving').count()).toBe(0);
		expect((await slider.boundingBox())?.y, `at ${await slider.inputValue()}`).toBe(box.y);
	}
	expect(await page.locator('.finding').textContent()).toContain('廣告沒有墊高期望的話');
	expect(complaints).toEqual([]);
	await page.context().close();
});
