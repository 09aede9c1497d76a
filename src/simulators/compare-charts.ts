import type {
	BarChartSpec,
	BarSeries,
	ChartSpec,
	LineChartSpec,
	LineSeries,
} from '#ui/chart-spec.ts';

/** How the two settings are called in charts, tables and sentences. */
export const settings = { pinned: '釘住的設定', now: '現在的設定' } as const;

const main = <Series extends LineSeries | BarSeries>(
	series: readonly Series[],
	id: Series['id'],
): Series | undefined => series.find((each) => each.id === id) ?? series.at(-1);

/** The lowest and highest bound of two axes; where one has none, the data of both decide. */
function bounds(
	one: LineChartSpec['y'],
	other: LineChartSpec['y'],
): Pick<typeof one, 'min' | 'max'> {
	const both = (a: number | undefined, b: number | undefined, pick: (...of: number[]) => number) =>
		a === undefined || b === undefined ? undefined : pick(a, b);
	return { min: both(one.min, other.min, Math.min), max: both(one.max, other.max, Math.max) };
}

function sentence(pinned: ChartSpec, now: ChartSpec): string {
	return `${settings.pinned}：${pinned.finding}${settings.now}：${now.finding}`;
}

/**
 * One chart of two: the series that matters (`id`, usually 'b') of the pinned setting with the look
 * of "before", of the present one with the look of "now". Lines, remarks and bands that belong to
 * the present setting alone go, because nobody could tell whose they are; lines across the plot
 * stay. Charts of different kinds, bars over different categories and waterfalls cannot share axes:
 * then the present one is answered alone.
 */
export function compareCharts<Spec extends ChartSpec>(
	pinned: Spec | undefined,
	now: Spec,
	id: 'a' | 'b' | 'c' = 'b',
): ChartSpec {
	if (!pinned) return now;
	const before: ChartSpec = pinned;
	const after: ChartSpec = now;
	if (before.kind === 'line' && after.kind === 'line') return compareLines(before, after, id);
	if (before.kind === 'bar' && after.kind === 'bar') return compareBars(before, after, id);
	return now;
}

function compareLines(
	pinned: LineChartSpec,
	now: LineChartSpec,
	id: LineSeries['id'],
): LineChartSpec {
	const a = main(pinned.series, id);
	const b = main(now.series, id);
	if (!a || !b) return now;
	return {
		...now,
		finding: sentence(pinned, now),
		caption: `比較「${b.name}」：虛線是${settings.pinned}，實線是${settings.now}。`,
		y: { ...now.y, ...bounds(pinned.y, now.y) },
		series: [
			{ ...a, id: 'a', name: settings.pinned },
			{ ...b, id: 'b', name: settings.now },
		],
		bands: [],
		callouts: [],
		references: now.references?.filter(({ axis, look }) => axis === 'y' && look === 'solid'),
	};
}

function compareBars(pinned: BarChartSpec, now: BarChartSpec, id: BarSeries['id']): BarChartSpec {
	const a = main(pinned.series, id);
	const b = main(now.series, id);
	const same =
		pinned.x.categories.length === now.x.categories.length &&
		now.x.categories.every((category, index) => category === pinned.x.categories[index]);
	if (!a || !b || !same || pinned.overlaid || now.overlaid) return now;
	return {
		...now,
		finding: sentence(pinned, now),
		caption: `比較「${b.name}」：虛線框是${settings.pinned}，實色是${settings.now}。`,
		y: { ...now.y, ...bounds(pinned.y, now.y) },
		series: [
			{ ...a, id: 'a', name: settings.pinned },
			{ ...b, id: 'b', name: settings.now },
		],
	};
}
