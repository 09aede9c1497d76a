import { valueWords } from './chart-bars.ts';
import { placeWords } from './chart-lines.ts';
import { barAmount, type ChartSpec, type SeriesId } from './chart-spec.ts';
import { formatAs } from './format.ts';

/** What stands under the pointer, in words: the place along the x axis and each series' value. */
export interface Reading {
	readonly title: string;
	readonly rows: readonly { readonly id: SeriesId; readonly words: string }[];
	/** Ranges around the lines at this place. */
	readonly notes: readonly string[];
}

/** A point of a chart by its series' place in the description and its own place in the series. */
export interface Touched {
	readonly series: number;
	readonly index: number;
}

/** The values at the touched points; undefined where none of them has one. */
export function readingOf(spec: ChartSpec, touched: readonly Touched[]): Reading | undefined {
	if (spec.kind === 'bar') {
		const rows = touched.flatMap(({ series, index }) => {
			const { id, name, values } = spec.series[series] ?? {};
			const value = values?.[index];
			if (id === undefined || value === undefined || value === null) return [];
			const words = valueWords(spec, barAmount(value), typeof value !== 'number');
			return [{ id, words: `${name}　${words}` }];
		});
		const category = spec.x.categories[touched[0]?.index ?? -1];
		return rows.length > 0 && category !== undefined
			? { title: category, rows, notes: [] }
			: undefined;
	}
	const { x, y } = spec;
	const value = (of: number): string => formatAs(y.format, of, y.decimals);
	const points = touched.flatMap(({ series, index }) => {
		const line = spec.series[series];
		const point = line && finitePoints(line.points)[index];
		return line && point ? [{ ...line, point }] : [];
	});
	const at = points[0]?.point.x;
	if (at === undefined) return undefined;
	return {
		title: `${placeWords(x, at)}${x.unit ?? ''}`,
		rows: points.map(({ id, name, point }) => ({ id, words: `${name}　${value(point.y)}` })),
		notes: (spec.bands ?? [])
			.filter(({ look }) => look === 'range')
			.flatMap(({ name, points: range }) => {
				const there = range.find((each) => each.x === at);
				return there ? [`${name}　${value(there.low)} 至 ${value(there.high)}`] : [];
			}),
	};
}

/** What of a line can be drawn; a gap in the numbers is no point. */
export const finitePoints = <Each extends { readonly x: number; readonly y: number }>(
	points: readonly Each[],
): Each[] => points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
