import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Chart from '../../src/ui/Chart.svelte';
import { drawImage } from '../../src/ui/chart-image.ts';
import { layChart } from '../../src/ui/chart-layout.ts';
import type { LineChartSpec } from '../../src/ui/chart-spec.ts';

const theme = {
	paper: 'rgb(255, 250, 240)',
	tint: 'rgb(210, 230, 230)',
	ink: 'rgb(20, 20, 20)',
	inkSoft: 'rgb(90, 90, 90)',
	rule: 'rgb(220, 215, 205)',
	teal: 'rgb(0, 110, 110)',
	family: 'sans-serif',
};
const spec: LineChartSpec = {
	kind: 'line',
	finding: '第二年到200元。',
	caption: '累計淨利。',
	x: { label: '年', unit: '年', format: 'number', whole: true },
	y: { label: '元', format: 'money' },
	series: [
		{
			id: 'b',
			name: '有計畫',
			points: [
				{ x: 0, y: 0 },
				{ x: 2, y: 200 },
			],
		},
	],
};
const words = { figure: '圖1-1', address: 'http://localhost/simulators/clv?v=1' };

/** Rows of the picture, from 0 above to 1 below, in which something is not paper. */
function inkedRows(canvas: HTMLCanvasElement): number[] {
	const context = canvas.getContext('2d');
	if (!context) throw new Error('no canvas');
	const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
	const rows: number[] = [];
	for (let row = 0; row < height; row += 1) {
		const line = data.subarray(row * width * 4, (row + 1) * width * 4);
		if (line.some((value, at) => value !== [255, 250, 240, 255][at % 4])) rows.push(row / height);
	}
	return rows;
}

test('the picture has a margin, and is twice the size of the wide drawing at least', () => {
	const canvas = drawImage(spec, theme, words);
	const { width, height, font } = layChart(spec, 'wide');
	expect(canvas.width).toBeGreaterThanOrEqual(2 * width + 4 * font);
	expect(canvas.height).toBeGreaterThan(2 * height + 4 * font);
	const rows = inkedRows(canvas);
	expect(rows[0]).toBeGreaterThan((3 * font) / canvas.height);
	expect(rows.at(-1)).toBeLessThan(1 - (3 * font) / canvas.height);
});

test('a long title and caption make it taller, never wider', () => {
	const short = drawImage(spec, theme, words);
	const long = drawImage({ ...spec, finding: spec.finding.repeat(12) }, theme, words);
	expect(long.width).toBe(short.width);
	expect(long.height).toBeGreaterThan(short.height + 40);
});

test('title, caption and address each leave their words in it', () => {
	const whole = drawImage(spec, theme, words).toDataURL();
	const without = [
		drawImage({ ...spec, finding: '第二年到201元。' }, theme, words),
		drawImage({ ...spec, caption: '累計毛利。' }, theme, words),
		drawImage(spec, theme, { ...words, figure: '圖1-2' }),
		drawImage(spec, theme, { ...words, address: 'http://localhost/simulators/clv?v=2' }),
	];
	for (const canvas of without) expect(canvas.toDataURL()).not.toBe(whole);
});

test('a phone saves the same picture as a laptop', async () => {
	const saved: string[] = [];
	const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
		this: HTMLAnchorElement,
	) {
		saved.push(this.href);
	});
	for (const width of [360, 1_200]) {
		await page.viewport(width, 700);
		const { getByRole, unmount } = await render(Chart, { spec, figure: '圖1-1' });
		await userEvent.click(getByRole('button', { name: '下載圖片' }));
		await expect.poll(() => saved.length).toBeGreaterThan(width === 360 ? 0 : 1);
		await unmount();
	}
	click.mockRestore();
	expect(saved[0]).toMatch(/^data:image\/png/);
	expect(saved[1]).toBe(saved[0]);
});
