import type { Page } from 'playwright';
import { afterAll, expect, test } from 'vitest';
import { expectNoSidewaysScroll, faultsOf } from './accessible.ts';
import { moveHand, newDevice } from './devices.ts';
import { serveSite } from './site.ts';

/** Wakes what waits for a hand, lets every figure be seen and every fold be open. */
async function unfold(page: Page): Promise<void> {
	await moveHand(page);
	for (const plate of await page.locator('section.plate').all()) {
		await plate.scrollIntoViewIfNeeded();
		await plate.locator('fieldset:disabled').first().waitFor({ state: 'detached' });
		const seeAtOnce = plate.getByRole('button', { name: '不猜，直接看' });
		if ((await seeAtOnce.count()) > 0) await seeAtOnce.click();
	}
	// What an address asks is to be answered.
	if (page.url().includes('most=')) await page.locator('.range-bars').waitFor();
	await page.evaluate(() => {
		for (const fold of document.querySelectorAll('details')) fold.open = true;
	});
	const term = page.locator('a.term').first();
	if ((await term.count()) > 0) {
		await term.click();
		await page.getByRole('dialog').waitFor();
	}
}

type Look = readonly [width: number, colorScheme: 'light' | 'dark'];
const looks: readonly Look[] = [
	[360, 'light'],
	[1366, 'dark'],
	[360, 'dark'],
	[1366, 'light'],
];
/** `npm run axe` takes all four of every page, which lasts; among the other tests each page has one. */
const looksOf = (index: number): readonly Look[] =>
	process.env['ALL_LOOKS'] ? looks : looks.slice(index % 2, (index % 2) + 1);

/**
 * Tests pages alive and unfolded, on a phone and on a laptop, in light and in dark: axe finds
 * nothing, with every rule that it has, and nothing is wider than the screen.
 */
export function testAccessible(routes: readonly string[]): void {
	const complaints: string[] = [];
	const served = serveSite();
	afterAll(() =>
		expect(complaints.filter((complaint) => !complaint.includes('nothing-here'))).toEqual([]),
	);

	test.each(routes.map((route, index) => ({ route, looks: looksOf(index) })))(
		'$route has no fault that axe knows',
		async ({ route, looks }) => {
			const page = await newDevice(served.browser, {}, complaints);
			await page.setViewportSize({ width: 360, height: 740 });
			await page.goto(served.origin + route);
			await unfold(page);
			await expectNoSidewaysScroll(page);
			const faults: string[] = [];
			for (const [width, colorScheme] of looks) {
				await page.emulateMedia({ colorScheme });
				await page.setViewportSize({ width, height: 740 });
				const found = await faultsOf(page);
				faults.push(...found.map((fault) => `${width} px, ${colorScheme}: ${fault}`));
			}
			expect(faults).toEqual([]);
			await page.context().close();
		},
	);
}
