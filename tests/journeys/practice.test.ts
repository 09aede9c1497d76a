import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice } from '../support/devices.ts';
import { openPhase, setUp } from '../support/rooms.ts';
import { serveSite } from '../support/site.ts';

/** A lecturer alone with the practice class, on the built site and at the pace of people. */
let desk: Page;
const complaints: string[] = [];

const served = serveSite();
beforeAll(async () => {
	desk = await newDevice(served.browser, laptop, complaints);
});

test('whoever sets up the first account is told all that is missing at once, and goes on', async () => {
	const path = `/setup#${served.site.setUpToken}`;
	await desk.goto(served.origin + path);
	await desk.getByLabel('密碼', { exact: true }).fill('太短');
	await desk.getByRole('button', { name: '設定並登入' }).click();
	for (const wrong of ['請填名字', '密碼至少要8個字，現在是2個。', '請再打一次密碼。'])
		await desk.getByText(wrong).waitFor();
	await expect
		.poll(() => desk.evaluate(() => document.activeElement?.getAttribute('autocomplete')))
		.toBe('username');
	await expectAccessible(desk);
	await desk.goto('about:blank');
	await setUp(desk, served.origin, path);
});

test('one press opens a class in which simulated students sit down and begin to write', async () => {
	await expectAccessible(desk);
	await desk.getByRole('button', { name: '開一堂練習課' }).click();
	await desk.waitForURL(/\/desk\/[^/]+$/);
	await desk.getByText('佳穎（模擬）').first().waitFor();
	await openPhase(desk, '說明');
	await openPhase(desk, '設計');
	// What the table says of the draft comes from the document itself.
	await desk.getByText('第二次的理由').first().waitFor({ timeout: 30_000 });
	await expectNoSidewaysScroll(desk);
	expect(complaints).toEqual([]);
});
