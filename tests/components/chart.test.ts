import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Chart from '../../src/ui/Chart.svelte';
import { layChart } from '../../src/ui/chart-layout.ts';
import type { LineChartSpec } from '../../src/ui/chart-spec.ts';
import '../../src/ui/styles/base.css';
import '../../src/ui/styles/parts.css';

/** Where the mouse waits: left over the next chart, it would wake it. */
const corner = document.createElement('p');
corner.textContent = '角落';
corner.style.cssText = 'position: fixed; inset-block-end: 0; inset-inline-end: 0; margin: 0';

beforeEach(async () => {
	document.body.append(corner);
	await userEvent.hover(corner);
});
afterEach(() => {
	corner.remove();
	delete document.documentElement.dataset['theme'];
});

const spec = (last: number): LineChartSpec => ({
	kind: 'line',
	finding: `有計畫的線第二年到${last}元。`,
	caption: '累計淨利。',
	x: { label: '年', unit: '年', format: 'number', whole: true },
	y: { label: '累計淨利（元）', format: 'money' },
	series: [
		{
			id: 'a',
			name: '無計畫',
			points: [
				{ x: 0, y: 0 },
				{ x: 1, y: 80 },
				{ x: 2, y: 100 },
			],
		},
		{
			id: 'b',
			name: '有計畫',
			points: [
				{ x: 0, y: 0 },
				{ x: 1, y: 90 },
				{ x: 2, y: last },
			],
		},
	],
});

async function open(width: number) {
	await page.viewport(width, 700);
	const chart = await render(Chart, { spec: spec(200), figure: '圖1-1' });
	const part = (selector: string) => {
		const found = chart.container.querySelector(selector);
		if (!(found instanceof Element)) throw new Error(`no ${selector}`);
		return found;
	};
	return { ...chart, part };
}

/** A hand comes to the chart, and Chart.js with it. */
const live = (container: Element) => {
	container.querySelector('.chart-box')?.dispatchEvent(new PointerEvent('pointerenter'));
	return expect
		.poll(() => container.querySelector('.chart-box.live'), { timeout: 10_000 })
		.toBeTruthy();
};

/** How many pixels of a canvas are not empty. */
function inked(canvas: Element): number {
	if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
	const context = canvas.getContext('2d');
	if (!context || canvas.width === 0) return 0;
	const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
	let count = 0;
	for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha]) count++;
	return count;
}

test('the canvas takes over the drawing’s box without moving anything', async () => {
	const { container, part } = await open(900);
	const before = part('.chart-box').getBoundingClientRect();
	expect(before.height).toBeGreaterThan(100);
	await live(container);
	const canvas = part('canvas');
	expect(canvas.getBoundingClientRect().width).toBeGreaterThan(300);
	expect(inked(canvas)).toBeGreaterThan(1_000);
	expect(part('.chart-box').getBoundingClientRect().height).toBe(before.height);
});

test('exactly one drawing is seen and named at a time', async () => {
	const { container, part } = await open(900);
	await live(container);
	expect(getComputedStyle(part('svg.wide')).visibility).toBe('hidden');
	expect(getComputedStyle(part('svg.narrow')).display).toBe('none');
	expect(part('canvas').getAttribute('aria-label')).toBe('有計畫的線第二年到200元。');
});

test('a phone’s box gets the narrow drawing', async () => {
	const { container, part } = await open(360);
	await live(container);
	expect(getComputedStyle(part('svg.wide')).display).toBe('none');
	expect(getComputedStyle(part('svg.narrow')).display).toBe('block');
	expect(inked(part('canvas'))).toBeGreaterThan(1_000);
});

test('while numbers move the drawing follows at once, and the canvas when they stand still', async () => {
	const { container, part, rerender } = await open(900);
	await live(container);
	const canvas = part('canvas');
	if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
	const pictureBefore = canvas.toDataURL();
	const line = () => part('svg.wide .ln-b').getAttribute('d');
	const lineBefore = line();
	await rerender({ spec: spec(50) });
	expect(container.querySelector('.live')).toBeNull();
	expect(line()).not.toBe(lineBefore);
	expect(part('svg.wide').getAttribute('aria-label')).toBe('有計畫的線第二年到50元。');
	expect(getComputedStyle(part('svg.wide')).visibility).toBe('visible');
	expect(getComputedStyle(canvas).visibility).toBe('hidden');
	await expect.poll(() => container.querySelector('.live')).toBeTruthy();
	expect(canvas.toDataURL()).not.toBe(pictureBefore);
	expect(canvas.getAttribute('aria-label')).toBe('有計畫的線第二年到50元。');
});

test('until a hand comes to it the drawing that is seen follows the numbers by itself', async () => {
	const { container, part, rerender } = await open(900);
	const line = (size: string) => part(`svg.${size} .ln-b`).getAttribute('d');
	const [wide, narrow] = [line('wide'), line('narrow')];
	await rerender({ spec: spec(50) });
	expect(line('wide')).not.toBe(wide);
	expect(line('narrow')).toBe(narrow);
	expect(container.querySelector('.live')).toBeNull();
});

test('under the pointer stand the place and each line’s value, and go with it', async () => {
	const { container, part, rerender } = await open(900);
	await live(container);
	const canvas = part('canvas');
	const { left, top, width, height } = canvas.getBoundingClientRect();
	const move = (type: string, share: number) =>
		canvas.dispatchEvent(
			new MouseEvent(type, { clientX: left + width * share, clientY: top + height / 2 }),
		);
	move('mousemove', 0.85);
	await expect.poll(() => container.querySelector('.chart-reading')?.textContent).toContain('200');
	const reading = part('.chart-reading');
	expect(reading.textContent).toMatch(/2年.*有計畫　200.*無計畫　100/s);
	expect(getComputedStyle(reading).position).toBe('absolute');
	const box = reading.getBoundingClientRect();
	expect(box.left).toBeGreaterThanOrEqual(left);
	expect(box.right).toBeLessThanOrEqual(left + width);
	// It follows the numbers even while the hand is on the slider's keys.
	await rerender({ spec: spec(50) });
	await expect.poll(() => part('.chart-reading').textContent).toContain('有計畫　50');
	move('mouseout', 0.85);
	await expect.poll(() => container.querySelector('.chart-reading')).toBeNull();
});

test('lines that begin elsewhere are read at the same place, and left out where they have no point', async () => {
	await page.viewport(900, 700);
	const along = (from: number) =>
		Array.from({ length: 9 - from }, (_, step) => ({ x: from + step - 4, y: 10 * (from + step) }));
	const [a, b] = spec(0).series;
	if (!a || !b) throw new Error('no lines');
	const { container } = await render(Chart, {
		spec: {
			...spec(0),
			x: { ...spec(0).x, min: -4, max: 4 },
			series: [
				{ ...a, points: along(0) },
				{ ...b, points: along(4) },
			],
		},
	});
	await live(container);
	const canvas = container.querySelector('canvas');
	const { plot, width } = layChart({ ...spec(0), x: { ...spec(0).x, min: -4, max: 4 } }, 'wide');
	if (!canvas) throw new Error('no canvas');
	const box = canvas.getBoundingClientRect();
	const readAt = (x: number) => {
		const across = (plot.left + ((x + 4) / 8) * (plot.right - plot.left)) / width;
		const at = { clientX: box.left + across * box.width, clientY: box.top + box.height / 2 };
		canvas.dispatchEvent(new MouseEvent('mousemove', at));
		return expect.poll(() => container.querySelector('.chart-reading')?.textContent.trim());
	};
	await readAt(1).toBe('1年 ◆有計畫　50○無計畫　50');
	await readAt(-3).toBe('−3年 ○無計畫　10');
	await readAt(3.8).toBe('4年 ◆有計畫　80○無計畫　80');
	// As near to one place as to the next: one of them is read, not both.
	await readAt(2.5).toMatch(/^2年 ◆有計畫　60○無計畫　60$|^3年 ◆有計畫　70○無計畫　70$/);
});

test('a chart off the screen waits until the numbers stand still, or paper asks for them', async () => {
	const { container, part, rerender } = await open(900);
	const figure = part('figure');
	if (!(figure instanceof HTMLElement)) throw new Error('not a figure');
	const line = () => part('svg.wide .ln-b').getAttribute('d');
	figure.style.marginBlockStart = '4000px';
	// Whether it is seen is told with a frame, so the numbers move until the drawing has stopped.
	let last = 100;
	await expect
		.poll(async () => {
			const before = line();
			last += 1;
			await rerender({ spec: spec(last) });
			return line() === before;
		})
		.toBe(true);
	const resting = line();
	await rerender({ spec: spec(50) });
	expect(line()).toBe(resting);
	dispatchEvent(new Event('beforeprint'));
	const printed = line();
	expect(printed).not.toBe(resting);
	dispatchEvent(new Event('afterprint'));
	await rerender({ spec: spec(70) });
	await expect
		.poll(() => part('svg.wide').getAttribute('aria-label'))
		.toBe('有計畫的線第二年到70元。');
	expect([resting, printed]).not.toContain(line());
	expect(container.querySelector('.live')).toBeNull();
});

test('turning to ink redraws in the colours of ink', async () => {
	const { container, part } = await open(900);
	await live(container);
	const canvas = part('canvas');
	if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
	const onPaper = canvas.toDataURL();
	document.documentElement.dataset['theme'] = 'ink';
	await expect.poll(() => canvas.toDataURL() === onPaper).toBe(false);
});

test('the image comes with its figure’s number as name', async () => {
	const { container, getByRole } = await open(900);
	await live(container);
	const saved: { name: string; start: string }[] = [];
	const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
		this: HTMLAnchorElement,
	) {
		saved.push({ name: this.download, start: this.href.slice(0, 22) });
	});
	await userEvent.click(getByRole('button', { name: '下載圖片' }));
	await expect.poll(() => saved).toEqual([{ name: '圖1-1.png', start: 'data:image/png;base64,' }]);
	click.mockRestore();
});

test('the touch that fetches Chart.js is answered with the values under it', async () => {
	const { container, part } = await open(900);
	const box = part('.chart-box');
	const { left, top, width, height } = box.getBoundingClientRect();
	const at = { clientX: left + width * 0.85, clientY: top + height / 2 };
	box.dispatchEvent(new PointerEvent('pointerdown', { ...at, pointerType: 'touch' }));
	await expect.poll(() => container.querySelector('.chart-reading')?.textContent).toContain('200');
});
