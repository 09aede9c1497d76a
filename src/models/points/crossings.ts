/**
 * Where a curve that is dear to work out meets a target. Nothing is assumed of the curve but that
 * it is computed the same way each time: it may rise and fall, and it may jump.
 */

export interface Tried {
	value: number;
	/** The curve's height there. */
	height: number;
}

export interface Crossing {
	/** `reached`: the target is met within the tolerance; `between`: the curve jumps past it. */
	kind: 'reached' | 'between';
	/** Whether the curve is at or above the target to the right of the crossing. */
	rising: boolean;
	/** Meets the target; at a jump the side that is at or above it. */
	value: number;
	height: number;
	/** The two nearest values tried, on either side of the target. */
	from: Tried;
	to: Tried;
}

export interface Search {
	target: number;
	/** How near the target counts as met. */
	tolerance: number;
	/** Values nearer than this are not told apart. */
	resolution: number;
	/** Only whole numbers may be tried. */
	whole: boolean;
}

export interface Found {
	/** In order of value; empty when the curve stays on one side wherever it was looked at. */
	crossings: Crossing[];
	/** Every value tried, in order: a picture of the curve. */
	tried: Tried[];
	best: Tried;
	worst: Tried;
}

/** Work done and, as far as can be told, to be done; a generator yields one after each piece. */
export interface Progress {
	done: number;
	total: number;
}

/** Bisections from a scan's gap down to a resolution; peaks looked for between three values. */
const stepsPerCrossing = 14;
const goldenSteps = 16;
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * Scans the grid (at least one value), climbs into the gaps where a peak or a dip might reach the
 * target between two of its values, then halves each gap in which the curve passes the target.
 * Crossings closer to one another than the grid may go unseen in pairs. Yields after each height.
 */
export function* findCrossings(
	heightAt: (value: number) => number,
	grid: readonly number[],
	search: Search,
): Generator<Progress, Found> {
	const { target, tolerance, whole } = search;
	const resolution = whole ? Math.max(1, search.resolution) : search.resolution;
	const heights = new Map<number, number>();
	const progress = { done: 0, total: grid.length + stepsPerCrossing };
	function* look(at: number): Generator<Progress, Tried> {
		const value = whole ? Math.round(at) : at;
		let height = heights.get(value);
		if (height === undefined) {
			height = heightAt(value);
			heights.set(value, height);
			progress.done++;
			progress.total = Math.max(progress.total, progress.done);
			yield { ...progress };
		}
		return { value, height };
	}
	const inOrder = (): Tried[] =>
		[...heights].map(([value, height]) => ({ value, height })).sort((a, b) => a.value - b.value);
	const isAbove = ({ height }: Tried) => height >= target;

	for (const value of grid) yield* look(value);
	const scanned = inOrder();
	if (scanned.length === 0) throw new RangeError('the grid must have at least one value');

	const best = extreme(scanned, 1);
	const worst = extreme(scanned, -1);
	for (const sign of [1, -1] as const) {
		for (const [index, top] of scanned.entries()) {
			// Below the target only a peak can still reach it, above it only a dip.
			if (isAbove(top) === sign > 0) continue;
			const left = scanned[index - 1] ?? top;
			const right = scanned[index + 1] ?? top;
			const falls = [left, right].map(({ height }) => sign * (top.height - height));
			if (falls.some((fall) => fall < 0)) continue;
			// A peak stands over the best of three by less than they differ; the very best is always
			// looked for, since it is what can be attained.
			const isOutermost = top === (sign > 0 ? best : worst);
			if (!isOutermost && sign * (target - top.height) > Math.max(...falls)) continue;
			yield* climb(left.value, right.value, sign);
		}
	}

	function* climb(from: number, to: number, sign: 1 | -1): Generator<Progress, void> {
		let low = from;
		let high = to;
		let inner = yield* look(high - golden * (high - low));
		let outer = yield* look(low + golden * (high - low));
		for (let step = 0; step < goldenSteps && high - low > resolution; step++) {
			if ([inner, outer].some((each) => isAbove(each) === sign > 0)) return;
			if (sign * inner.height >= sign * outer.height) {
				high = outer.value;
				outer = inner;
				inner = yield* look(high - golden * (high - low));
			} else {
				low = inner.value;
				inner = outer;
				outer = yield* look(low + golden * (high - low));
			}
		}
	}

	const gaps = inOrder().flatMap((left, index, all) => {
		const right = all[index + 1];
		return right && isAbove(left) !== isAbove(right) ? [{ left, right }] : [];
	});
	progress.total = progress.done + gaps.length * stepsPerCrossing;
	const crossings: Crossing[] = [];
	for (let { left, right } of gaps) {
		const rising = isAbove(right);
		const met = () => [left, right].find(({ height }) => Math.abs(height - target) <= tolerance);
		while (!met() && right.value - left.value > resolution) {
			const middle = yield* look((left.value + right.value) / 2);
			// Halves of a gap may be too near to tell apart from its ends.
			if (middle.value === left.value || middle.value === right.value) break;
			if (isAbove(middle) === rising) right = middle;
			else left = middle;
		}
		const at = met();
		crossings.push({
			kind: at ? 'reached' : 'between',
			rising,
			...(at ?? (rising ? right : left)),
			from: left,
			to: right,
		});
	}
	const tried = inOrder();
	return { crossings, tried, best: extreme(tried, 1), worst: extreme(tried, -1) };
}

/** The highest (sign 1) or lowest (−1); the first of equals. */
function extreme(tried: readonly Tried[], sign: 1 | -1): Tried {
	return tried.reduce((top, each) => (sign * each.height > sign * top.height ? each : top));
}

/** Runs a generator to its end and gives its result, for whoever does not show progress. */
export function finish<Result>(steps: Generator<unknown, Result>): Result {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}
