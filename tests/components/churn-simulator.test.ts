import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import ChurnSimulator from '../../src/simulators/churn/ChurnSimulator.svelte';

async function open(props: Parameters<typeof render<typeof ChurnSimulator>>[1] = {}) {
	const { container } = await render(ChurnSimulator, props);
	const text = (selector: string) =>
		container.querySelector(selector)?.textContent?.replaceAll(/\s+/g, '') ?? '';
	await expect.poll(() => container.querySelector('fieldset:disabled')).toBeNull();
	return { container, text };
}

test('the first thing to be seen sets the two answers side by side', async () => {
	const { text } = await open({ figure: '12-2' });
	expect(text('h2')).toBe('每月走5%，三年後剩幾人？');
	expect(text('.answer')).toContain('16%或47%');
	expect(text('.finding-h')).toContain('低估64%');
});

test('a number typed for churn moves question, answer and the year', async () => {
	const { text } = await open();
	const box = page.getByRole('textbox', { name: '每期流失率，%' });
	await userEvent.fill(box, '10');
	await expect.poll(() => text('h2')).toBe('每月走10%，三年後剩幾人？');
	expect(text('.ladder')).toContain('120%');
	expect(text('.ladder')).toContain('72%');
});

test('nobody leaving is neither a mistake nor a correction', async () => {
	const { text } = await open({ initial: { churnPerPeriod: 0 } });
	expect(text('.year')).toContain('沒有人流失，一個月是0%，一年也是0%。');
	expect(text('.year')).not.toMatch(/錯|不是|0\.0/);
});

test('a yearly churn too small to tell twelve months apart is not set against itself', async () => {
	const { text } = await open({ initial: { churnPerPeriod: 0.0000001 } });
	expect(text('.year')).toContain('連乘和相加幾乎一樣');
});

test('a churn that cannot be is told beside its box, and the last good one stays', async () => {
	const { text } = await open();
	await userEvent.fill(page.getByRole('textbox', { name: '每期流失率，%' }), '95');
	await expect.poll(() => text('[role="alert"]')).toContain('「每期流失率」要在');
	expect(text('h2')).toBe('每月走5%，三年後剩幾人？');
});

test('percent instead of points changes the block and its table', async () => {
	const { container } = await open();
	await page.getByRole('radio', { name: /百分比/ }).click();
	await expect.poll(() => container.querySelector('.less h3')?.textContent).toContain('其中的5%');
	const classic = [...container.querySelectorAll('.less table')].at(-1);
	const row = [...(classic?.querySelectorAll('tbody tr') ?? [])].find((each) =>
		each.textContent?.startsWith('85%'),
	);
	expect(row?.textContent).toContain('+3.1%');
});

test('a published segment brings its observed years, and one step back takes them away', async () => {
	const { container, text } = await open();
	await page.getByRole('button', { name: /高階方案/ }).click();
	await expect.poll(() => text('h2')).toBe('每年走14.93%，12年後剩幾人？');
	const drawn = [...container.querySelectorAll('svg.chart')].map((each) => each.textContent);
	expect(drawn.join()).toContain('實際觀察');
	await page.getByRole('button', { name: '復原' }).click();
	await expect.poll(() => text('h2')).toBe('每月走5%，三年後剩幾人？');
});

test('a lesson may set where it starts, and resetting leads back there', async () => {
	const { text } = await open({ initial: { heterogeneity: 0 } });
	expect(text('.answer')).toContain('16%');
	expect(text('.answer')).not.toContain('或');
	await userEvent.fill(page.getByRole('textbox', { name: '客戶差異' }), '0.2');
	await expect.poll(() => text('.answer')).toContain('或');
	await page.getByRole('button', { name: '全部還原' }).click();
	await expect.poll(() => text('.answer')).not.toContain('或');
});
