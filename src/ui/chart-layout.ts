import { layBars } from './chart-bars.ts';
import type { TextBlock } from './chart-labels.ts';
import { layLines } from './chart-lines.ts';
import type { ChartSpec, SeriesId } from './chart-spec.ts';

/**
 * Where everything of a chart stands, in units of its own box. SVG draws from it directly;
 * Chart.js takes margins, ticks and marks from it, so that the one can replace the other without
 * anything moving.
 */

export type ChartSize = 'wide' | 'narrow' | 'wall';

export interface Tick {
	readonly value: number;
	/** Place along its axis in the box. */
	readonly at: number;
	readonly lines: readonly string[];
}

export interface LaidLine {
	readonly id: SeriesId;
	readonly name: string;
	readonly path: string;
	readonly marks: readonly { readonly index: number; readonly x: number; readonly y: number }[];
	readonly label: TextBlock;
}

export interface LaidBar {
	readonly id: SeriesId;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly value?: TextBlock;
}

export interface LaidReference {
	readonly look: 'solid' | 'dotted';
	readonly x1: number;
	readonly y1: number;
	readonly x2: number;
	readonly y2: number;
	readonly label?: TextBlock;
}

export interface ChartLayout {
	readonly size: ChartSize;
	readonly width: number;
	readonly height: number;
	readonly font: number;
	readonly mark: number;
	readonly plot: {
		readonly left: number;
		readonly right: number;
		readonly top: number;
		readonly bottom: number;
	};
	readonly xRange: { readonly low: number; readonly high: number };
	readonly yRange: { readonly low: number; readonly high: number };
	readonly xTicks: readonly Tick[];
	readonly yTicks: readonly Tick[];
	/** Height of a zero line inside the plot; absent when zero is the plot's floor. */
	readonly zero?: number;
	readonly title: TextBlock;
	readonly unit?: TextBlock;
	readonly bands: readonly { readonly look: 'range' | 'between'; readonly path: string }[];
	/** In the order in which they are drawn. */
	readonly lines: readonly LaidLine[];
	readonly bars: readonly LaidBar[];
	readonly references: readonly LaidReference[];
	readonly callouts: readonly (TextBlock & {
		/** From the axis to the point, and on to the words where those stand higher. */
		readonly stem: {
			readonly x: number;
			readonly top: number;
			readonly from: number;
			readonly to: number;
		};
	})[];
}

/** Lays a chart out for one of three boxes. Points that are not finite numbers are left out. */
export function layChart(spec: ChartSpec, size: ChartSize): ChartLayout {
	return spec.kind === 'line' ? layLines(spec, size) : layBars(spec, size);
}
