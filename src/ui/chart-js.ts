import {
	BarController,
	BarElement,
	CategoryScale,
	Chart,
	LinearScale,
	LineController,
	LineElement,
	PointElement,
	Tooltip,
	type ChartConfiguration,
	type ChartDataset,
} from 'chart.js';
import { valueWords } from './chart-bars.ts';
import { layChart, type ChartLayout, type ChartSize } from './chart-layout.ts';
import { drawAround, drawBehind, scaleOf } from './chart-paint.ts';
import { barAmount, type ChartSpec, type SeriesId } from './chart-spec.ts';
import type { ChartTheme } from './chart-theme.ts';
import { formatAs } from './format.ts';

/**
 * The one place that knows Chart.js, loaded on demand. Only the parts in use are registered.
 * Margins, ticks and marks come from chart-layout.ts, so the canvas replaces the server's
 * drawing line for line and adds what a drawing cannot do: values under the pointer, an image.
 */
Chart.register(
	BarController,
	BarElement,
	CategoryScale,
	LinearScale,
	LineController,
	LineElement,
	PointElement,
	Tooltip,
);

type Kind = 'line' | 'bar';

export interface LiveChart {
	show: (spec: ChartSpec, size: ChartSize) => void;
	dress: (theme: ChartTheme) => void;
	/** The chart on its paper as a PNG data URL. */
	image: () => string;
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

function datasets({ spec, layout, theme }: Scene, zoom: () => number): ChartDataset<Kind>[] {
	if (spec.kind === 'bar') {
		return spec.series.map(({ id, name, values }) => ({
			type: 'bar',
			label: name,
			data: values.map((value) =>
				typeof value === 'number' || !value ? value : [value[0], value[1]],
			),
			grouped: !spec.overlaid,
			backgroundColor: id === 'a' ? theme.paper : id === 'b' ? theme.teal : theme.tint,
			borderColor: colourOf(id, theme),
			borderWidth: id === 'b' ? 0 : 2,
			categoryPercentage: 0.7,
			barPercentage: 0.88,
		}));
	}
	const stroke = layout.size === 'wall' ? 2 : 1;
	return spec.series.map(({ id, name, points, stepped = false }) => {
		const finite = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
		const line = layout.lines.find((each) => each.id === id);
		const marked = new Set(line?.marks.map(({ index }) => index));
		const size = layout.mark * (id === 'a' ? 0.85 : 1);
		return {
			type: 'line',
			label: name,
			data: finite.map(({ x, y }) => ({ x, y })),
			borderColor: colourOf(id, theme),
			borderWidth: () => widths[id] * stroke * zoom(),
			borderDash: dashes[id].map((length) => length * stroke * zoom()),
			borderJoinStyle: 'round',
			// The first and last mark stand half outside the plot, like the drawn ones.
			clip: false,
			tension: 0,
			stepped: stepped && 'before',
			order: line ? layout.lines.length - layout.lines.indexOf(line) : 0,
			pointStyle: marks[id],
			pointRadius: ({ dataIndex }) => (marked.has(dataIndex) ? size * zoom() : 0),
			pointHoverRadius: () => size * 1.15 * zoom(),
			pointHitRadius: 12,
			pointBackgroundColor: id === 'b' ? theme.teal : theme.paper,
			pointHoverBackgroundColor: id === 'b' ? theme.teal : theme.paper,
			pointBorderColor: id === 'b' ? theme.paper : colourOf(id, theme),
			pointHoverBorderColor: id === 'b' ? theme.paper : colourOf(id, theme),
			pointBorderWidth: () => (id === 'b' ? 1.5 : 2) * stroke * zoom(),
		};
	});
}

function options(scene: () => Scene): NonNullable<ChartConfiguration<Kind>['options']> {
	const { spec, layout, theme } = scene();
	const format = (value: number) => formatAs(spec.y.format, value, spec.y.decimals);
	return {
		responsive: true,
		maintainAspectRatio: false,
		// A chart that follows the hand must not lag behind it; so nothing moves by itself either.
		animation: false,
		events: ['mousemove', 'mouseout', 'click', 'touchstart', 'touchmove'],
		interaction: { mode: 'index', intersect: false },
		layout: {
			autoPadding: false,
			padding: ({ chart }) => {
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
				...(spec.kind === 'line'
					? { type: 'linear', min: layout.xRange.low, max: layout.xRange.high }
					: { type: 'category' }),
				grid: { display: false },
				border: { display: false },
				// The words along the axes are painted with the rest; the axis only keeps their room.
				ticks: { display: false },
				afterFit: (scale) => {
					scale.height = (layout.height - layout.plot.bottom) * scaleOf(scale.chart, layout);
				},
			},
			y: {
				type: 'linear',
				min: layout.yRange.low,
				max: layout.yRange.high,
				grid: { display: false },
				border: { display: false },
				ticks: { display: false },
				afterFit: (scale) => {
					scale.width = layout.plot.left * scaleOf(scale.chart, layout);
				},
			},
		},
		plugins: {
			tooltip: {
				backgroundColor: theme.ink,
				titleColor: theme.paper,
				bodyColor: theme.paper,
				footerColor: theme.paper,
				cornerRadius: 0,
				padding: 10,
				usePointStyle: true,
				boxPadding: 6,
				titleFont: { family: theme.family, size: 14 },
				bodyFont: { family: theme.family, size: 14, weight: 'bold' },
				callbacks: {
					title: ([item]) => {
						if (!item) return '';
						if (spec.kind === 'bar') return spec.x.categories[item.dataIndex] ?? '';
						const at = item.parsed.x ?? 0;
						return `${formatAs(spec.x.format, at, spec.x.decimals)}${spec.x.unit ?? ''}`;
					},
					label: ({ dataset, datasetIndex, dataIndex, parsed }) => {
						const bar =
							spec.kind === 'bar' ? spec.series[datasetIndex]?.values[dataIndex] : undefined;
						const words =
							spec.kind === 'bar' && bar && typeof bar !== 'number'
								? valueWords(spec, barAmount(bar), true)
								: format(parsed.y ?? Number.NaN);
						return `${dataset.label ?? ''}　${words}`;
					},
					afterBody: ([item]) => {
						if (spec.kind === 'bar' || !item) return [];
						return (spec.bands ?? [])
							.filter(({ look }) => look === 'range')
							.flatMap(({ name, points }) => {
								const point = points.find(({ x }) => x === item.parsed.x);
								return point ? [`${name}　${format(point.low)} 至 ${format(point.high)}`] : [];
							});
					},
				},
			},
		},
	};
}

/** Lets Chart.js draw on a canvas whose parent has a size; returns the handle to it. */
export function startChart(
	canvas: HTMLCanvasElement,
	spec: ChartSpec,
	size: ChartSize,
	theme: ChartTheme,
): LiveChart {
	let scene: Scene = { spec, layout: layChart(spec, size), theme };
	const zoom = (): number => scaleOf(chart, scene.layout);
	let chart: Chart<Kind>;
	const configuration: ChartConfiguration<Kind> = {
		type: spec.kind,
		data: { datasets: [] },
		options: options(() => scene),
		plugins: [
			{
				id: 'paper',
				beforeDatasetsDraw: (drawn) => drawBehind(drawn, scene.spec, scene.layout, scene.theme),
				afterDatasetsDraw: (drawn) => drawAround(drawn, scene.layout, scene.theme),
			},
		],
	};
	chart = new Chart<Kind>(canvas, configuration);

	const redraw = (): void => {
		chart.options = options(() => scene);
		chart.data = {
			...(scene.spec.kind === 'bar' ? { labels: [...scene.spec.x.categories] } : {}),
			datasets: datasets(scene, zoom),
		};
		chart.update('none');
	};
	redraw();

	return {
		show: (next, nextSize) => {
			scene = { ...scene, spec: next, layout: layChart(next, nextSize) };
			redraw();
		},
		dress: (next) => {
			scene = { ...scene, theme: next };
			redraw();
		},
		image: () => {
			const onPaper = document.createElement('canvas');
			onPaper.width = canvas.width;
			onPaper.height = canvas.height;
			const context = onPaper.getContext('2d');
			if (context) {
				context.fillStyle = scene.theme.paper;
				context.fillRect(0, 0, onPaper.width, onPaper.height);
				context.drawImage(canvas, 0, 0);
			}
			return onPaper.toDataURL('image/png');
		},
		stop: () => chart.destroy(),
	};
}
