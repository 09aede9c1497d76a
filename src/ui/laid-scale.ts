import { Scale } from 'chart.js';

/**
 * Axes whose range and room the layout has settled: no search through the data, no ticks. They take
 * the place of Chart.js's own linear and category scales, which would bring all of that along.
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

/** One place of even width for each label. */
export class LaidCategories extends Scale {
	static id = 'category';
	static defaults = {};

	/** Bars stand in the order of their labels, so a label is the number of its place. */
	override parse(_label: unknown, index?: number): number | undefined {
		return index;
	}

	override determineDataLimits(): void {
		this.min = 0;
		this.max = this.getLabels().length - 1;
	}

	override getPixelForValue(place: number): number {
		return this.getPixelForDecimal((place + 0.5) / Math.max(1, this.getLabels().length));
	}
}
