import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect } from 'vitest';

/**
 * What axe finds, every rule that it has and none switched off. In one pass, which leaves out only
 * frames from elsewhere (there are none), and without the list of what is right: a third of the time.
 */
export async function faultsOf(page: Page): Promise<string[]> {
	const axe = new AxeBuilder({ page }).setLegacyMode(true);
	const { violations } = await axe.options({ resultTypes: ['violations'] }).analyze();
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${page.url()} ${id}: ${html} ${failureSummary ?? ''}`),
	);
}

export async function expectAccessible(page: Page): Promise<void> {
	expect(await faultsOf(page)).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
	// What is too wide makes the window of a phone wider: only the screen itself stays as it is.
	const screen = page.viewportSize()?.width ?? 0;
	const needed = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(needed, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(screen);
}
