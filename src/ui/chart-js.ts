import {
	BarController,
	BarElement,
	Chart,
	Interaction,
	LineController,
	LineElement,
	PointElement,
	type ChartConfiguration,
	type ChartDataset,
} from 'chart.js';
import { barGap } from './chart-bars.ts';
import { layChart, type ChartLayout, type ChartSize } from './chart-layout.ts';
import { drawAround, drawBehind, drawMarks, scaleOf } from './chart-paint.ts';
import { LaidCategories, LaidScale } from './laid-scale.ts';
import { finitePoints, readingOf, type Reading } from './chart-reading.ts';
import type { ChartSpec, SeriesId } from './chart-spec.ts';
import type { ChartTheme } from './chart-theme.ts';

/**
 * The one place that knows Chart.js, loaded on demand. Only the parts in use are registered, and
 * lean-chart-js.ts leaves the rest out of the build. Margins, ticks and marks come from
 * chart-layout.ts, so the canvas replaces the server's drawing line for line and adds what a
 * drawing cannot do: values under the pointer.
 */
Chart.register(
	BarController,
	BarElement,
	LaidCategories,
	LaidScale,
	LineController,
	LineElement,
	PointElement,
);

/**
 * What stands at one place: lines need not begin together, nor have a point wherever others have
 * one. Halfway between two places it is the first.
 */
Interaction.modes.x = (...asked) => {
	const near = Interaction.modes.nearest(...asked);
	return near.filter(({ element }) => element.x === near[0]?.element.x);
};

type Kind = 'line' | 'bar';

/** The values under the pointer and where they stand, in CSS pixels of the canvas. */
export interface PlacedReading extends Reading {
	readonly x: number;
	readonly y: number;
}

export interface LiveChart {
	show: (spec: ChartSpec, size: ChartSize) => void;
	dress: (theme: ChartTheme) => void;
	stop: () => void;
}

interface Scene {
	spec: ChartSpec;
	layout: ChartLayout;
	theme: ChartTheme;
}

const dashes: Record<SeriesId, number[]> = { a: [7, 5], b: [], c: [2, 4] };
const marks = { a: 'circle', b: 'rectRot', c: 'rect' } as const;
const widths: Record<SeriesId, number> = { a: 2, b: 3, c: 2 };

function colourOf(id: SeriesId, theme: ChartTheme): string {
	return id === 'a' ? theme.ink : id === 'b' ? theme.teal : theme.inkSoft;
}

/**
 * Every setting is a plain value: Chart.js then works out a line's points' looks once, not point
 * by point. Marks at the ticks are therefore painted with the paper; Chart.js has only the hovered.
 */
function datasets({ spec, layout, theme }: Scene, zoom: number): ChartDataset<Kind>[] {
	if (spec.kind === 'bar') {
		return spec.series.map(({ id, name, values }) => {
			const fill = id === 'a' ? theme.paper : id === 'b' ? theme.teal : theme.tint;
			return {
				type: 'bar',
				label: name,
				data: values.map((value) =>
					typeof value === 'number' || !value ? value : [value[0], value[1]],
				),
				grouped: !spec.overlaid,
				backgroundColor: fill,
				hoverBackgroundColor: fill,
				borderColor: colourOf(id, theme),
				hoverBorderColor: colourOf(id, theme),
				borderWidth: id === 'b' ? 0 : 2,
				categoryPercentage: 1 - 2 * barGap(layout.size),
				barPercentage: 0.88,
			};
		});
	}
	const stroke = zoom * (layout.size === 'wall' ? 2 : 1);
	return spec.series.map(({ id, name, points, stepped = false }) => {
		const place = layout.lines.findIndex((each) => each.id === id);
		return {
			type: 'line',
			label: name,
			data: finitePoints(points).map(({ x, y }) => ({ x, y })),
			parsing: false,
			borderColor: colourOf(id, theme),
			borderWidth: widths[id] * stroke,
			borderDash: dashes[id].map((length) => length * stroke),
			borderJoinStyle: 'round',
			// The last mark stands half outside the plot, like the drawn one.
			clip: false,
			tension: 0,
			stepped: stepped && 'before',
			order: layout.lines.length - place,
			pointStyle: marks[id],
			pointRadius: 0,
			pointHoverRadius: layout.mark * (id === 'a' ? 0.98 : 1.15) * zoom,
			pointHitRadius: 12,
			pointHoverBackgroundColor: id === 'b' ? theme.teal : theme.paper,
			pointHoverBorderColor: id === 'b' ? theme.paper : colourOf(id, theme),
			pointHoverBorderWidth: (id === 'b' ? 1.5 : 2) * stroke,
		};
	});
}

/** Settled once: what follows the numbers is asked of the scene when the axes are fitted. */
function options(
	kind: Kind,
	scene: () => Scene,
	resized: (chart: Chart) => void,
): NonNullable<ChartConfiguration<Kind>['options']> {
	// The words along the axes are painted with the rest; an axis only keeps range and room.
	const axis = { display: false, ticks: { display: false } };
	return {
		responsive: true,
		maintainAspectRatio: false,
		// A chart that follows the hand must not lag behind it; so nothing moves by itself either.
		animation: false,
		events: ['mousemove', 'mouseout', 'click', 'touchstart', 'touchmove'],
		interaction: { mode: kind === 'line' ? 'x' : 'index', axis: 'x', intersect: false },
		onResize: resized,
		layout: {
			autoPadding: false,
			padding: ({ chart }) => {
				const { layout } = scene();
				const zoom = scaleOf(chart, layout);
				return {
					left: 0,
					right: (layout.width - layout.plot.right) * zoom,
					top: layout.plot.top * zoom,
					bottom: 0,
				};
			},
		},
		scales: {
			x: {
				...axis,
				...(kind === 'line'
					? {
							type: 'linear',
							afterDataLimits: (scale) => {
								scale.min = scene().layout.xRange.low;
								scale.max = scene().layout.xRange.high;
							},
						}
					: { type: 'category' }),
				afterFit: (scale) => {
					const { layout } = scene();
					scale.height = (layout.height - layout.plot.bottom) * scaleOf(scale.chart, layout);
				},
			},
			y: {
				...axis,
				type: 'linear',
				afterDataLimits: (scale) => {
					scale.min = scene().layout.yRange.low;
					scale.max = scene().layout.yRange.high;
				},
				afterFit: (scale) => {
					const { layout } = scene();
					scale.width = layout.plot.left * scaleOf(scale.chart, layout);
				},
			},
		},
	};
}

/**
 * Lets Chart.js draw on a canvas whose parent has a size; returns the handle to it. `read` hears
 * what stands under the pointer, and undefined when it has gone.
 */
export function startChart(
	canvas: HTMLCanvasElement,
	spec: ChartSpec,
	size: ChartSize,
	theme: ChartTheme,
	read: (reading: PlacedReading | undefined) => void,
): LiveChart {
	let scene: Scene = { spec, layout: layChart(spec, size), theme };
	const fill = (on: Chart): void => {
		const fresh = datasets(scene, scaleOf(on, scene.layout));
		const held = on.data.datasets;
		if (scene.spec.kind === 'bar') on.data.labels = [...scene.spec.x.categories];
		// A dataset that stays the same object keeps its controller and its points.
		if (held.length !== fresh.length) on.data.datasets = fresh;
		else held.forEach((dataset, index) => Object.assign(dataset, fresh[index]));
	};
	const chart: Chart = new Chart(canvas, {
		type: spec.kind,
		data: { datasets: [] },
		options: options(spec.kind, () => scene, fill),
		plugins: [
			{
				id: 'paper',
				beforeDatasetsDraw: (drawn) => drawBehind(drawn, scene.spec, scene.layout, scene.theme),
				afterDatasetDraw: (drawn, { index }) => {
					const id = scene.spec.series[index]?.id;
					if (id) drawMarks(drawn, scene.layout, scene.theme, id);
				},
				afterDatasetsDraw: (drawn) => drawAround(drawn, scene.layout, scene.theme),
				afterEvent: (drawn) => {
					// Read from top to bottom, as the lines stand.
					const active = [...drawn.getActiveElements()].sort(
						({ element: one }, { element: other }) => one.y - other.y,
					);
					const reading = readingOf(
						scene.spec,
						active.map(({ datasetIndex, index }) => ({ series: datasetIndex, index })),
					);
					const [first, last] = [active.at(0)?.element, active.at(-1)?.element];
					read(
						reading && first && last
							? { ...reading, x: first.x, y: (first.y + last.y) / 2 }
							: undefined,
					);
				},
			},
		],
	});

	const redraw = (): void => {
		fill(chart);
		chart.update('none');
	};
	redraw();

	return {
		show: (next, nextSize) => {
			if (next === scene.spec && nextSize === scene.layout.size) return;
			scene = { ...scene, spec: next, layout: layChart(next, nextSize) };
			redraw();
		},
		dress: (next) => {
			scene = { ...scene, theme: next };
			redraw();
		},
		stop: () => chart.destroy(),
	};
}
