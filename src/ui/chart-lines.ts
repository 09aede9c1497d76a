import { boxes, frame, layReferences, roomOf, rounded, rows } from './chart-frame.ts';
import { lineHeight, overlap, placeBeside, placeEndLabels, type Covered } from './chart-labels.ts';
import type { ChartLayout, ChartSize, LaidLine } from './chart-layout.ts';
import { insideTicks, type Axis, type LineChartSpec } from './chart-spec.ts';
import { formatAs } from './format.ts';
import { textWidth } from './text-width.ts';

/** Lines with their marks, bands, remarks, and names at their ends. */
export function layLines(spec: LineChartSpec, size: ChartSize): ChartLayout {
	const box = boxes[size];
	const { font } = box;
	const series = spec.series.map((each) => ({
		...each,
		points: each.points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)),
		label: [each.name, ...(each.endLabel ?? [])],
	}));
	const labelWidth = Math.max(0, ...series.flatMap(({ label }) => label.map(textWidth)));
	const xs = series.flatMap(({ points }) => points.map((point) => point.x));
	const low = spec.x.min ?? Math.min(...(xs.length > 0 ? xs : [0]));
	const high = spec.x.max ?? Math.max(...(xs.length > 0 ? xs : [1]));
	const tickValues =
		spec.x.names?.map((_, index) => index + 1) ?? insideTicks(low, high, box.xTicks, spec.x.whole);

	// The unit stands after the last tick's number, which may hang over the plot's end; how far the
	// tick is from there is reckoned with a plot of half the box, which is the least it gets.
	const last = tickValues.at(-1) ?? low;
	const short = (((high - last) / (high - low || 1)) * box.width) / 2 / font;
	const overhang = Math.max(0, textWidth(placeWords(spec.x, last)) / 2 - short);
	const unitAt = Math.max(0.8, overhang + 0.2);
	const unitWidth = spec.x.unit ? textWidth(spec.x.unit) + unitAt : overhang;
	const right = font * Math.max(labelWidth + 1.2, unitWidth + 0.2, 1);
	const { base, y } = frame(spec, size, right, font * 2.6);
	const { plot } = base;
	const x = (value: number) =>
		plot.left + ((value - low) / (high - low || 1)) * (plot.right - plot.left);

	const placed = series.map((each) => ({
		...each,
		points: each.points.map((point) => ({ value: point.x, x: x(point.x), y: y(point.y) })),
	}));
	const shared = coincide(
		placed.map(({ points }) => points),
		font,
	);
	const ends = placeEndLabels(
		placed.map(({ points, label }) => ({ y: points.at(-1)?.y ?? plot.bottom, lines: label })),
		plot,
		font,
	);
	const lines: LaidLine[] = placed.map(({ id, name, points, stepped }, order) => ({
		id,
		name,
		path: pathOf(stepped ? steps(points) : points),
		// Where lines run together, the marks of every other one stand between the ticks.
		marks: marksOf(points, tickValues, shared && order % 2 === 0 ? 0.5 : 0),
		label: ends[order] ?? { x: plot.right, y: plot.bottom, anchor: 'start', lines: [] },
	}));

	// Only words inside the plot ask for it, and most charts that follow a hand have none.
	let along: readonly Place[] | undefined;
	const covered: Covered = (box) =>
		(along ??= placed.flatMap(({ points }) => alongLine(points, font / 2))).filter(({ x, y }) =>
			overlap(box, { left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }),
		).length;
	const room = roomOf(base, covered, ends);
	const callouts = (spec.callouts ?? []).map(({ x: place, y: height, lines }) => ({
		lines,
		stem: { x: x(place), from: y(height), to: plot.bottom },
	}));
	for (const { stem } of callouts) {
		room.taken.push({ left: stem.x, right: stem.x + 1, top: stem.from, bottom: stem.to });
	}

	return {
		...base,
		xRange: { low, high },
		xTicks: tickValues.map((value) => ({
			value,
			at: x(value),
			lines: [placeWords(spec.x, value)],
		})),
		...(spec.x.unit
			? {
					unit: {
						x: plot.right + font * unitAt,
						y: plot.bottom + font * 1.45,
						anchor: 'start',
						lines: [spec.x.unit],
					} as const,
				}
			: {}),
		bands: (spec.bands ?? []).map(({ look, points, stepped }) => ({
			look,
			path: bandPath(points, x, y, stepped),
		})),
		// A dashed line over a solid one still shows both; the other way round it would be hidden.
		lines: shared ? [...lines].reverse() : lines,
		bars: [],
		references: layReferences(spec, room, x, y),
		callouts: callouts.map(({ lines, stem }) => {
			const leading = font * lineHeight;
			const tops = rows.flatMap((row) => [
				stem.from + font * 1.1 + row * leading,
				stem.from - font * 1.1 - (lines.length + row) * leading,
			]);
			const words = placeBeside(stem.x, lines, tops, room);
			return { ...words, stem: { ...stem, top: Math.min(stem.from, words.y) } };
		}),
	};
}

/** A place along the x axis: its name where it has one, its number where not. */
export const placeWords = (x: Axis, value: number): string =>
	x.names?.[value - 1] ?? formatAs(x.format, value, x.decimals);

interface Place {
	readonly x: number;
	readonly y: number;
}

/** The corners of a line whose value holds until the next. */
function steps(points: readonly Place[]): Place[] {
	return points.flatMap((point, index) => {
		const last = points[index - 1];
		return last ? [{ x: point.x, y: last.y }, point] : [point];
	});
}

function pathOf(points: readonly Place[]): string {
	return points
		.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`)
		.join('');
}

function bandPath(
	points: readonly { readonly x: number; readonly low: number; readonly high: number }[],
	x: (value: number) => number,
	y: (value: number) => number,
	stepped = false,
): string {
	const along = (points: readonly Place[]) => (stepped ? steps(points) : points);
	const finite = points.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
	if (finite.length === 0) return '';
	const upper = finite.map((point) => ({ x: x(point.x), y: y(point.high) }));
	const lower = finite.map((point) => ({ x: x(point.x), y: y(point.low) }));
	return `${pathOf([...along(upper), ...[...along(lower)].reverse()])}Z`;
}

/** Points of a line no further apart than `step`. */
function alongLine(
	points: readonly { readonly x: number; readonly y: number }[],
	step: number,
): { x: number; y: number }[] {
	return points.flatMap((point, index) => {
		const next = points[index + 1] ?? point;
		const pieces = Math.ceil(Math.hypot(next.x - point.x, next.y - point.y) / step) || 1;
		return Array.from({ length: pieces }, (_, piece) => ({
			x: point.x + ((next.x - point.x) * piece) / pieces,
			y: point.y + ((next.y - point.y) * piece) / pieces,
		}));
	});
}

/** Whether lines lie so close that their marks would cover each other. */
function coincide(lines: readonly (readonly { readonly y: number }[])[], font: number): boolean {
	const [first, second] = lines;
	if (!first || !second || first.length < 4) return false;
	const near = first.filter(
		({ y }, index) => Math.abs(y - (second[index]?.y ?? Infinity)) < font * 0.6,
	);
	return near.length > first.length * 0.6;
}

function marksOf(
	points: readonly { readonly value: number; readonly x: number; readonly y: number }[],
	ticks: readonly number[],
	shift: number,
): LaidLine['marks'] {
	const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
	let last = -1;
	return ticks.flatMap((tick) => {
		const wanted = tick + shift * step;
		const index = points.findIndex(
			({ value }) => Math.abs(value - wanted) < 0.5 + 1e-9 && value >= wanted - 1e-9,
		);
		const point = points[index];
		// A line of few points may have but one near several ticks.
		if (index === last) return [];
		last = index;
		return point ? [{ index, x: rounded(point.x), y: rounded(point.y) }] : [];
	});
}
