import { boxes, frame, layReferences, roomOf, rounded } from './chart-frame.ts';
import { overlap, type Covered } from './chart-labels.ts';
import type { ChartLayout, ChartSize, LaidBar } from './chart-layout.ts';
import { barAmount, type BarChartSpec } from './chart-spec.ts';
import { formatAs } from './format.ts';
import { wrapText } from './text-width.ts';

/** Left free on either side of a category; on a phone the numbers over the bars need the room. */
export const barGap = (size: ChartSize): number => (size === 'narrow' ? 0.08 : 0.15);

/** Bars side by side in their category, standing on zero or hanging from it. */
export function layBars(spec: BarChartSpec, size: ChartSize): ChartLayout {
	const { font, width } = boxes[size];
	const count = Math.max(1, spec.x.categories.length);
	const slotGuess = (width - font * 5) / count;
	const labels = spec.x.categories.map((text) =>
		wrapText(text, Math.max(1, slotGuess / font - 0.4)),
	);
	const labelLines = Math.max(1, ...labels.map((lines) => lines.length));
	const { base, y } = frame(spec, size, font, font * (1.2 + 1.25 * labelLines));
	const { plot } = base;
	const slot = (plot.right - plot.left) / count;
	const gap = barGap(size) * slot;
	const abreast = spec.overlaid ? 1 : Math.max(1, spec.series.length);
	const barWidth = (slot - 2 * gap) / abreast;
	const floor = y(Math.max(base.yRange.low, Math.min(0, base.yRange.high)));

	const bars = spec.series.flatMap(({ id, values }, seriesIndex) =>
		values.flatMap((value, index): LaidBar[] => {
			if (value === null) return [];
			const ends = typeof value === 'number' ? [floor, y(value)] : value.map(y);
			if (!ends.every(Number.isFinite)) return [];
			const [top, bottom] = [Math.min(...ends), Math.max(...ends)];
			const left = plot.left + index * slot + gap + (spec.overlaid ? 0 : seriesIndex * barWidth);
			const middle = left + barWidth / 2;
			const amount = barAmount(value);
			const below = typeof value === 'number' && value < 0;
			return [
				{
					id,
					x: rounded(left + barWidth * 0.06),
					y: rounded(top),
					width: rounded(barWidth * 0.88),
					height: rounded(bottom - top),
					...(spec.valuesShown
						? {
								value: {
									x: rounded(middle),
									y: rounded(below ? bottom + font * 1.1 : top - font * 0.4),
									anchor: 'middle',
									lines: [valueWords(spec, amount, typeof value !== 'number')],
								} as const,
							}
						: {}),
				},
			];
		}),
	);
	const middles = (index: number) => plot.left + (index + 0.5) * slot;
	return {
		...base,
		xRange: { low: 0, high: count },
		xTicks: labels.map((lines, index) => ({ value: index, at: middles(index), lines })),
		bands: [],
		lines: [],
		bars,
		references: layReferences(spec, roomOf(base, coveredBars(bars, font)), middles, y),
		callouts: [],
	};
}

/** Overlap with bars and the numbers at their ends, in lines' heights. */
const coveredBars =
	(bars: readonly LaidBar[], font: number): Covered =>
	(box) =>
		bars.reduce((sum, { x, y, width, height, value }) => {
			const number = value ? font * 1.4 : 0;
			const bar = { left: x, right: x + width, top: y - number, bottom: y + height + number };
			return sum + overlap(box, bar) / font ** 2;
		}, 0);

/** A floating bar says by how much it goes up or down, so it carries its sign. */
export function valueWords(spec: BarChartSpec, amount: number, floats: boolean): string {
	const words = formatAs(spec.y.format, amount, spec.y.decimals);
	return floats && amount > 0 && !words.startsWith('+') ? `+${words}` : words;
}
