/** A box that shows a stretch of very many rows of one height. */
export interface RowBox {
	/** Rows there are. */
	readonly count: number;
	readonly rowPixels: number;
	/** Height of the box without its head. */
	readonly seenPixels: number;
	/** How far its bar has been moved. */
	readonly scrolled: number;
}

export interface RowWindow {
	/** The rows to build, from `first` up to and without `last`. */
	readonly first: number;
	readonly last: number;
	/** Room in pixels that stands for the rows above and below. */
	readonly above: number;
	readonly below: number;
	/** Pixels of rows for each pixel of the bar: 1, or more where the rows are too many. */
	readonly stretch: number;
}

/** Rows kept ready above and below those that are seen. */
const ready = 8;
/** Browsers lose count of pixels in a box much higher than this. */
const highest = 8_000_000;

/** Which rows a box has to build, and how much room stands for the others. */
export function rowWindow({ count, rowPixels, seenPixels, scrolled }: RowBox): RowWindow {
	const height = count * rowPixels;
	// Where the rows are higher than a box can be, the bar moves over them in larger steps.
	const boxHeight = Math.min(height, highest);
	const stretch = height > boxHeight ? (height - seenPixels) / (boxHeight - seenPixels) : 1;
	const top = Math.max(0, Math.min(scrolled * stretch, height - seenPixels));
	const first = Math.max(0, Math.floor(top / rowPixels) - ready);
	const last = Math.min(count, Math.ceil((top + seenPixels) / rowPixels) + ready);
	const above = Math.max(0, Math.min(scrolled, boxHeight) - (top - first * rowPixels));
	const below = Math.max(0, boxHeight - above - (last - first) * rowPixels);
	return { first, last, above, below, stretch };
}
