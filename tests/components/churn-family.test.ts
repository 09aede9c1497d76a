import type { Component } from 'svelte';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import ChurnSimulator from '../../src/simulators/churn/ChurnSimulator.svelte';
import ClaimSimulator from '../../src/simulators/claim/ClaimSimulator.svelte';
import CohortsSimulator from '../../src/simulators/cohorts/CohortsSimulator.svelte';
import ChoiceSimulator from '../../src/simulators/new-or-existing/ChoiceSimulator.svelte';
import RevenueChurnSimulator from '../../src/simulators/revenue-churn/RevenueChurnSimulator.svelte';

async function open(simulator: Component<{ view?: 'page' }>) {
	const { container } = await render(simulator, { view: 'page' });
	const text = (selector: string) =>
		container.querySelector(selector)?.textContent?.replaceAll(/\s+/g, '') ?? '';
	/** What the first chart says of itself in the drawing that is seen. */
	const told = () =>
		[...container.querySelectorAll('.chart-box svg')]
			.find((drawing) => getComputedStyle(drawing).display !== 'none')
			?.getAttribute('aria-label') ?? '';
	await expect.poll(() => container.querySelector('fieldset:disabled')).toBeNull();
	return { container, text, told };
}

test('the claim is true where it opens, and false as soon as points become percent', async () => {
	const { text } = await open(ClaimSimulator);
	expect(text('.answer')).toContain('+25%');
	await page.getByRole('radio', { name: /百分比/ }).click();
	await expect.poll(() => text('.answer')).toContain('+3.1%');
	expect(text('.finding-h')).toContain('不到25%');
});

test('the map turns to another axis, and a pinned setting stays marked on its own', async () => {
	const { text, told } = await open(ClaimSimulator);
	await page.getByRole('button', { name: '釘住這個設定' }).click();
	await userEvent.fill(page.getByRole('textbox', { name: '原本的年留存率，%' }), '90');
	await expect.poll(() => text('.answer')).toContain('+33.3%');
	await expect.poll(told).toContain('釘住的設定是留存率85%');
	await page.getByRole('radio', { name: '取得成本' }).click();
	await expect.poll(told).toContain('縱軸是取得成本');
	expect(told()).not.toContain('釘住的設定');
});

test('a year of data is refused, three years are too few, seven are enough', async () => {
	const { text } = await open(CohortsSimulator);
	expect(text('.answer')).toContain('37.8%');
	const years = page.getByRole('textbox', { name: '只給模型看前幾年，年' });
	await userEvent.fill(years, '3');
	await expect.poll(() => text('.finding-h')).toContain('差異還看不清楚');
	await userEvent.fill(years, '1');
	await expect.poll(() => text('.answer')).toContain('推不出來');
});

test('the cohort table stands with its three rates, and scrolls in its own box', async () => {
	const { container } = await open(CohortsSimulator);
	expect(container.querySelectorAll('.rates li')).toHaveLength(3);
	expect(page.getByRole('region', { name: /還在的比例（合成資料）/ }).element()).toBeInstanceOf(
		HTMLElement,
	);
});

test('the share who stay because of it decides which side wins', async () => {
	const { text } = await open(ChoiceSimulator);
	expect(text('.finding-h')).toContain('爭取新客');
	await page.getByRole('button', { name: '找得到要走的人' }).click();
	await expect.poll(() => text('.finding-h')).toContain('留舊客划算');
});

test('rates that contradict each other are told in words, and the rest stays', async () => {
	const { container, text } = await open(ChoiceSimulator);
	await page.getByText('毛利、成交與留存').click();
	await userEvent.fill(page.getByRole('textbox', { name: '現在的成交率，%' }), '50');
	await expect.poll(() => container.textContent).toContain('兩個數字要改一個');
	expect(text('.answer')).toContain('1元');
});

test('expansion hides a leak until it is taken away', async () => {
	const { text } = await open(RevenueChurnSimulator);
	expect(text('.finding-h')).toContain('還是漏的');
	await page.getByRole('button', { name: '沒有加購' }).click();
	await expect.poll(() => text('.finding-h')).toContain('小客戶');
});

test('time moves the picture of who leaves, and it can be counted in two ways', async () => {
	const { container } = await open(ChurnSimulator);
	expect(container.textContent).toContain('12個月後還在67%');
	await userEvent.fill(page.getByRole('textbox', { name: '看第幾期之後留下的人，期' }), '24');
	await expect.poll(() => container.textContent).toContain('24個月後還在54%');
	await page.getByRole('radio', { name: /占還在的人/ }).click();
	await expect.poll(() => container.textContent).toContain('各自加起來都是100%');
});

test('what is moved further down counts among the inputs in use', async () => {
	const { container } = await open(ChurnSimulator);
	await page.getByText('假設與來源').first().click();
	const rows = [...container.querySelectorAll('.assumptions dl > div')];
	const of = (label: string) => rows.find((row) => row.textContent?.includes(label))?.textContent;
	for (const label of ['看第幾期之後留下的人', '一年少流失']) {
		expect(of(label)).toBeDefined();
		expect(of(label)).not.toContain('用不到');
	}
});
