import { expect, test } from 'vitest';
import { newDevice, phone } from '../support/devices.ts';
import { serveSite } from '../support/site.ts';

const served = serveSite();

test.each([
	// What a promise brings is told in the finding.
	{
		id: 'service-quality',
		name: '廣告把期望墊高',
		steps: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
		said: '廣告沒有墊高期望的話',
	},
	// The sentences above the sliders take fewer lines at an end.
	{ id: 'membership-fee', name: '非會員每單的運費', steps: [9, 7, 5, 3, 1, 0], said: '' },
	{ id: 'churn', name: '客戶差異', steps: [9, 7, 5, 3, 1, 0], said: '' },
])('no words move the slider under the finger: $id, $name', async ({ id, name, steps, said }) => {
	const complaints: string[] = [];
	const page = await newDevice(served.browser, phone, complaints);
	await page.goto(`${served.origin}/simulators/${id}`);
	const slider = page.getByRole('slider', { name }).first();
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
	const start = await slider.evaluate(
		(node: HTMLInputElement) =>
			(node.valueAsNumber - Number(node.min)) / (Number(node.max) - Number(node.min)),
	);
	await finger('touchStart', start);
	for (const step of steps) {
		const before = await slider.inputValue();
		await finger('touchMove', step / 10);
		await expect.poll(() => slider.inputValue()).not.toBe(before);
		// The words beside it are new when the hand has paused.
		await expect.poll(() => page.locator('.plate.moving').count()).toBe(0);
		const { y = 0 } = (await slider.boundingBox()) ?? {};
		expect(Math.abs(y - box.y), `at ${await slider.inputValue()}`).toBeLessThan(said ? 0.01 : 2);
	}
	expect(await page.locator('.finding').first().textContent()).toContain(said);
	expect(complaints).toEqual([]);
	await page.context().close();
});
