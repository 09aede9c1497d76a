import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { firstPoints } from '../../src/simulators/points/first.ts';
import PointsSimulator from '../../src/simulators/points/PointsSimulator.svelte';

async function open(props: Parameters<typeof render<typeof PointsSimulator>>[1] = {}) {
	const { container } = await render(PointsSimulator, props);
	const text = (selector: string) =>
		container.querySelector(selector)?.textContent?.replaceAll(/\s+/g, '') ?? '';
	await expect.poll(() => container.querySelector('.plate fieldset:not(:disabled)')).not.toBeNull();
	return { container, text };
}

test('the first thing to be seen is an answer that pays modestly, and what it means', async () => {
	const { container, text } = await open({ figure: '16-1' });
	expect(text('h2')).toBe('一百元送一點，三年後這個計畫賺不賺？');
	expect(text('.answer')).toMatch(/ROI）\+[23]\d%/);
	expect(text('.means')).toMatch(/第\d+個月回本。$/);
	expect(text('.finding-h')).toMatch(/真正多買的只有3\.\d%/);
	expect(container.querySelector('svg.wide')?.textContent).toContain('個月回本');
});

test('the lines of both receipts add up to their totals', async () => {
	const { container } = await open();
	const receipts = [...container.querySelectorAll('.receipt')];
	expect(receipts).toHaveLength(2);
	for (const receipt of receipts) {
		const read = (cell: Element | null) =>
			Number((cell?.textContent ?? '').replaceAll(',', '').replace('−', '-'));
		const lines = [...receipt.querySelectorAll('tbody td')].map(read);
		expect(lines.length).toBeGreaterThanOrEqual(4);
		expect(lines.reduce((sum, line) => sum + line, 0)).toBe(
			read(receipt.querySelector('tfoot td')),
		);
	}
});

test('what the model leaves out is one tap away, and CLV says what it is', async () => {
	const { container, text } = await open();
	const assumptions = container.querySelector<HTMLDetailsElement>('.assumptions');
	expect(assumptions?.open).toBe(false);
	await userEvent.click(page.getByText('假設與來源'));
	expect(assumptions?.open).toBe(true);
	expect(text('.assumptions')).toMatch(/封閉.*第一個月就全部加入.*對手不反應/);
	expect(text('.plate-out')).toContain('CLV（元；C，36個月，未扣開辦與固定費）');
});

test('points that are worth nothing lose everything, worked out beside the page', async () => {
	const { text } = await open();
	await userEvent.fill(page.getByRole('textbox', { name: '每點可折抵，元' }), '0');
	await expect.poll(() => text('.answer'), { timeout: 10_000 }).toContain('−100%');
	expect(text('.finding-h')).toBe('沒有人因此多買，花的錢就全部賠掉。');
	expect(text('.means')).toContain('三年內沒有回本。');
});

test('the preset without extra loyalty says why it fails, and one step back undoes it', async () => {
	const { text } = await open();
	const before = text('.answer');
	await page.getByRole('button', { name: '沒有額外忠誠' }).click();
	await expect.poll(() => text('.answer'), { timeout: 10_000 }).toContain('−100%');
	expect(text('.presets .hint')).toContain('Sharp');
	await page.getByRole('button', { name: '復原' }).click();
	await expect.poll(() => text('.answer'), { timeout: 10_000 }).toBe(before);
});

test('what the page brought along is shown at once, range and all', async () => {
	const first = firstPoints({ threshold: 15 });
	const { container, text } = await open({ initial: { threshold: 15 }, first });
	expect(text('.plate-out')).toContain('假設在合理範圍內變動');
	expect(container.textContent).not.toContain('正在換幾組假設重算');
});

test('without it the range follows when the hand rests', async () => {
	const { text } = await open();
	await expect.poll(() => text('.plate-out'), { timeout: 15_000 }).toContain('只換一批模擬的人');
});
