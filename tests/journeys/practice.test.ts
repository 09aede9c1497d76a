import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessible.ts';
import { laptop, newDevice, startBrowser } from '../support/devices.ts';
import { openPhase, setUp } from '../support/rooms.ts';
import { startSite, type Site } from '../support/server.ts';

/** A lecturer alone with the practice class, on the built site and at the pace of people. */
let site: Site;
let browser: Browser;
let desk: Page;
const complaints: string[] = [];

beforeAll(async () => {
	site = await startSite();
	browser = await startBrowser();
	desk = await newDevice(browser, laptop, complaints);
	await setUp(desk, site.origin, `/setup#${site.setUpToken}`);
});
afterAll(async () => {
	await browser.close();
	await site.stop();
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
