import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect } from 'vitest';

/** What axe finds, every rule that it has and none switched off. */
export async function faultsOf(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${page.url()} ${id}: ${html} ${failureSummary ?? ''}`),
	);
}

export async function expectAccessible(page: Page): Promise<void> {
	expect(await faultsOf(page)).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect(over, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}
