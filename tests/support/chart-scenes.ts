import { startChart, type LiveChart, type PlacedReading } from '#ui/chart-js.ts';
import type { ChartSize } from '#ui/chart-layout.ts';
import { pointsFrom, type ChartSpec, type LineSeries } from '#ui/chart-spec.ts';
import type { ChartTheme } from '#ui/chart-theme.ts';

/**
 * Everything a chart on this site does, one scene after the other, for a page that tells what it
 * saw. Run with two builds of Chart.js it must tell the same twice.
 */

const said = { finding: '所見', caption: '圖說' };
const paper: ChartTheme = {
	paper: 'rgb(255, 253, 248)',
	tint: 'rgb(214, 232, 230)',
	ink: 'rgb(28, 27, 25)',
	inkSoft: 'rgb(92, 88, 82)',
	rule: 'rgb(221, 215, 204)',
	teal: 'rgb(0, 110, 110)',
	family: 'sans-serif',
};
const dark: ChartTheme = {
	...paper,
	paper: 'rgb(20, 20, 22)',
	tint: 'rgb(30, 58, 58)',
	ink: 'rgb(240, 236, 228)',
	teal: 'rgb(96, 200, 196)',
};

const line = (id: 'a' | 'b' | 'c', values: readonly number[], stepped = false): LineSeries => ({
	id,
	name: `線${id}`,
	points: pointsFrom(values),
	stepped,
});
const lines = (...series: LineSeries[]): ChartSpec => ({
	...said,
	kind: 'line',
	x: { label: '年', unit: '年', format: 'number', whole: true },
	y: { label: '元', format: 'money' },
	series,
	bands: [
		{ look: 'range', name: '範圍', points: [0, 1, 2, 3].map((x) => ({ x, low: x, high: 9 * x })) },
	],
	references: [{ axis: 'y', at: 20, look: 'dotted', label: '目標' }],
	callouts: [{ x: 2, y: 18, lines: ['看這裡'] }],
});
const bars = (overlaid: boolean, ...values: (number | null | [number, number])[][]): ChartSpec => ({
	...said,
	kind: 'bar',
	x: { label: '組', categories: ['甲', '乙', '丙', '丁'] },
	y: { label: '元', format: 'money' },
	series: values.map((each, index) => ({
		id: (['a', 'b', 'c'] as const)[index] ?? 'c',
		name: `組${index}`,
		values: each,
	})),
	valuesShown: true,
	overlaid,
});

const many = Array.from({ length: 400 }, (_, x) => 50 + 40 * Math.sin(x / 30));
const gap = [3, Number.NaN, 12, Number.POSITIVE_INFINITY, 20, 24];

export const specs: Readonly<Record<string, ChartSpec>> = {
	one: lines(line('b', [0, 8, 18, 30])),
	three: lines(
		line('a', [0, 7, 11, 14]),
		line('b', [0, 8, 18, 30]),
		line('c', [-6, 2, 9, 33], true),
	),
	stepped: lines(line('a', [100, 60, 40, 30], true), line('b', [100, 80, 70, 66], true)),
	many: lines(
		line('a', many),
		line(
			'b',
			many.map((y) => y * 1.2),
		),
	),
	gaps: lines(line('b', gap), line('a', [9, 9])),
	late: lines(line('b', many), { ...line('a', []), points: pointsFrom(many, 200) }),
	single: lines(line('b', [5])),
	bars: bars(false, [4, -3, null, 9], [5, 2, 7, -1], [1, 0, 3, 3]),
	floating: bars(true, [[2, 5], [3, -2], 4, null]),
	nothing: bars(false, [null, 3, null, 4], [null, null, null, null]),
	waterfall: bars(true, [10, [10, 14], [14, 6], null], [null, null, [6, 7], 7]),
};
const kinds = {
	line: ['three', 'gaps', 'single', 'stepped'],
	bar: ['floating', 'bars', 'nothing', 'waterfall'],
} as const;

/** What was seen, by the name of the moment: a picture, or what was read under the pointer. */
export type Seen = Record<string, string>;

const frames = async (count = 1): Promise<void> => {
	for (let left = count; left > 0; left -= 1) await new Promise(requestAnimationFrame);
};

class Stage {
	readonly seen: Seen = {};
	readonly #box = document.createElement('div');
	readonly #canvas = document.createElement('canvas');
	readonly #name: string;
	#reading: PlacedReading | undefined;
	readonly chart: LiveChart;

	constructor(name: string, spec: ChartSpec, size: ChartSize, width: number) {
		this.#name = name;
		this.#box.style.cssText = `position: relative; width: ${width}px; height: ${width * 0.476}px`;
		this.#box.append(this.#canvas);
		document.body.append(this.#box);
		this.chart = startChart(this.#canvas, spec, size, paper, (read) => (this.#reading = read));
	}

	async see(moment: string): Promise<void> {
		await frames();
		this.seen[`${this.#name}, ${moment}`] = this.#canvas.toDataURL();
	}

	resize(width: number): void {
		this.#box.style.width = `${width}px`;
		this.#box.style.height = `${width * 0.476}px`;
	}

	/** The pointer goes over the canvas; what is read there is seen too. */
	async point(moment: string, type: string, across: number, down: number): Promise<void> {
		const { left, top, width, height } = this.#canvas.getBoundingClientRect();
		const at = { clientX: left + width * across, clientY: top + height * down, bubbles: true };
		if (type.startsWith('touch')) {
			const touch = new Touch({ identifier: 1, target: this.#canvas, ...at });
			this.#canvas.dispatchEvent(new TouchEvent(type, { touches: [touch], bubbles: true }));
		} else this.#canvas.dispatchEvent(new MouseEvent(type, at));
		await this.see(moment);
		this.seen[`${this.#name}, ${moment}, read`] = JSON.stringify(this.#reading ?? null);
	}

	end(): void {
		this.chart.stop();
		this.#box.remove();
	}
}

async function play(name: string, spec: ChartSpec, size: ChartSize): Promise<Seen> {
	const stage = new Stage(`${name} ${size}`, spec, size, 760);
	await stage.see('drawn');
	for (const [index, across] of [0.3, 0.62, 0.02].entries()) {
		await stage.point(`pointer ${index}`, 'mousemove', across, 0.5);
	}
	await stage.point('click', 'click', 0.4, 0.7);
	await stage.point('touch', 'touchstart', 0.7, 0.4);
	await stage.point('touch moved', 'touchmove', 0.35, 0.4);
	stage.chart.dress(dark);
	await stage.see('dark');
	await stage.point('away', 'mouseout', 0.5, 0.5);
	stage.resize(610);
	await frames(4);
	await stage.see('resized');
	for (const next of kinds[spec.kind]) {
		const shown = specs[next];
		if (!shown) throw new Error(`no spec ${next}`);
		stage.chart.show(shown, size);
		await stage.see(`shows ${next}`);
		await stage.point(`pointer on ${next}`, 'mousemove', 0.66, 0.3);
	}
	stage.resize(0);
	await frames(4);
	stage.resize(500);
	await frames(4);
	stage.chart.show(spec, size === 'wide' ? 'narrow' : 'wide');
	await stage.see('back again');
	stage.end();
	return stage.seen;
}

export async function playAll(): Promise<Seen> {
	const seen: Seen = {};
	for (const [name, spec] of Object.entries(specs)) {
		for (const size of name === 'three' || name === 'bars'
			? (['wide', 'wall'] as const)
			: (['wide'] as const)) {
			Object.assign(seen, await play(name, spec, size));
		}
	}
	return seen;
}

Object.assign(globalThis, { playAll });
