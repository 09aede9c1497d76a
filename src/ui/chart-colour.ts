/**
 * Stands in for the colour library with which Chart.js makes a colour stronger under the pointer
 * and mixes colours while it animates. Here nothing animates, and what is hovered keeps the style
 * sheet's colour, so a colour is handed back as it was written. lean-chart-js.ts puts it in.
 */
export class Color {
	/** Tells Chart.js that there is nothing to mix. */
	readonly valid = false;
	readonly #written: string;

	constructor(written: string) {
		this.#written = written;
	}

	saturate(): this {
		return this;
	}

	darken(): this {
		return this;
	}

	hexString(): string {
		return this.#written;
	}
}
