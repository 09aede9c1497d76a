import { Scale } from 'chart.js';

/**
 * An axis whose range and room the layout has settled: no search through the data, no ticks. It
 * takes the place of Chart.js's own linear scale, which would bring the numbering of ticks along.
 */
export class LaidScale extends Scale {
	static id = 'linear';
	static defaults = {};

	override parse(raw: unknown): number | null {
		return typeof raw === 'number' && Number.isFinite(raw) ? raw : null;
	}

	override getPixelForValue(value: number | null): number {
		return value === null
			? Number.NaN
			: this.getPixelForDecimal((value - this.min) / (this.max - this.min));
	}
}
