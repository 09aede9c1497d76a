/**
 * Finds the positive parameters that make a likelihood largest, by Newton's method on their
 * logarithms: there every point is allowed, and scales of a thousandth and of a thousand are alike.
 */

/** A function with its first and second derivatives at one point; `hessian` row by row. */
export interface Derivatives {
	readonly value: number;
	readonly gradient: readonly number[];
	readonly hessian: readonly (readonly number[])[];
}

export interface MaximiseOptions {
	/** Finished when every part of the gradient is smaller; 1e-9 for each customer fits well. */
	readonly gradientTolerance: number;
	/** 100 when left out. */
	readonly maximumIterations?: number;
	/** Longest move of any ln θ in one step, 1.5 when left out: the start may be far off. */
	readonly maximumStep?: number;
	/**
	 * How far each θ may go; a search that leaves runs to where the model has no finite best
	 * answer. One pair for all or one for each, 1e-6 to 1e6 when left out.
	 */
	readonly bounds?:
		readonly [low: number, high: number] | readonly (readonly [low: number, high: number])[];
}

export type Maximum =
	| {
			readonly ok: true;
			/** θ, in the order of the start. */
			readonly estimate: readonly number[];
			readonly value: number;
			readonly iterations: number;
			/** Covariance of ln θ: the inverse of the negative Hessian at the maximum. */
			readonly covariance: readonly (readonly number[])[];
	  }
	| {
			readonly ok: false;
			/** `parameter` (an index) would grow or shrink without end. */
			readonly reason: 'border';
			readonly parameter: number;
			readonly side: 'low' | 'high';
			/** Where the search left the bounds, and so nearly what there is at the edge. */
			readonly value: number;
			readonly iterations: number;
	  }
	| {
			readonly ok: false;
			/**
			 * `flat`: a ridge of parameters that fit alike. `unfinished`: out of iterations, or no
			 * step from here rises. `undefined at the start`: the first value is not a number.
			 */
			readonly reason: 'flat' | 'unfinished' | 'undefined at the start';
			/** Where the search ended; null where it did not begin. */
			readonly value: number | null;
			readonly iterations: number;
	  };

/** The lower triangle of a symmetric positive definite matrix's root, or null if it is not one. */
export function cholesky(matrix: readonly (readonly number[])[]): number[][] | null {
	const n = matrix.length;
	const root: number[][] = [];
	for (let i = 0; i < n; i++) {
		const row = new Array<number>(n).fill(0);
		for (let j = 0; j <= i; j++) {
			const other = j === i ? row : (root[j] as number[]);
			let sum = matrix[i]?.[j] as number;
			for (let k = 0; k < j; k++) sum -= (row[k] as number) * (other[k] as number);
			if (j < i) row[j] = sum / (other[j] as number);
			else if (sum > 0) row[i] = Math.sqrt(sum);
			else return null;
		}
		root.push(row);
	}
	return root;
}

/** Solves (root · rootᵀ) x = right. */
function solve(root: readonly (readonly number[])[], right: readonly number[]): number[] {
	const n = right.length;
	const x = [...right];
	const at = (i: number, j: number): number => root[i]?.[j] as number;
	for (let i = 0; i < n; i++) {
		for (let k = 0; k < i; k++) x[i] = (x[i] as number) - at(i, k) * (x[k] as number);
		x[i] = (x[i] as number) / at(i, i);
	}
	for (let i = n - 1; i >= 0; i--) {
		for (let k = i + 1; k < n; k++) x[i] = (x[i] as number) - at(k, i) * (x[k] as number);
		x[i] = (x[i] as number) / at(i, i);
	}
	return x;
}

/** Derivatives by θ turned into derivatives by ln θ: g∘θ, and θθᵀ∘H with g∘θ on the diagonal. */
export function onLogScale(
	theta: readonly number[],
	gradient: readonly number[],
	hessian: readonly (readonly number[])[],
): Pick<Derivatives, 'gradient' | 'hessian'> {
	const scaled = gradient.map((slope, i) => slope * (theta[i] as number));
	return {
		gradient: scaled,
		hessian: hessian.map((row, i) =>
			row.map(
				(curve, j) =>
					curve * (theta[i] as number) * (theta[j] as number) +
					(i === j ? (scaled[i] as number) : 0),
			),
		),
	};
}

/** θ's standard errors from the covariance of ln θ: se(θ) = θ·se(ln θ). */
export const standardErrorsOf = (
	estimate: readonly number[],
	covariance: readonly (readonly number[])[],
): number[] => estimate.map((each, i) => each * Math.sqrt(covariance[i]?.[i] as number));

const biggest = (values: readonly number[]): number =>
	values.reduce((most, each) => Math.max(most, Math.abs(each)), 0);

const allFinite = ({ value, gradient, hessian }: Derivatives): boolean =>
	Number.isFinite(value) &&
	gradient.every(Number.isFinite) &&
	hessian.every((row) => row.every(Number.isFinite));

/**
 * −H + μD with the smallest μ of a rising series that makes it positive definite. D is H's own
 * diagonal (Marquardt's way), so that a direction in which little happens is damped little and a
 * search bound for infinity gets there.
 */
function dampedRoot(hessian: readonly (readonly number[])[]): number[][] | null {
	const sizes = hessian.map((row, i) => Math.abs(row[i] as number));
	const least = 1e-12 * Math.max(1e-280, ...sizes);
	for (let damping = 0; damping < 1e12; damping = Math.max(damping * 4, 1e-3)) {
		const root = cholesky(
			hessian.map((row, i) =>
				row.map((h, j) => (i === j ? damping * Math.max(least, sizes[i] as number) : 0) - h),
			),
		);
		if (root) return root;
	}
	return null;
}

/**
 * Climbs from `start` (θ, every one above 0) to the nearest maximum of `objective`, which is given
 * ln θ and answers with its value and its derivatives by ln θ ({@link onLogScale} turns those by
 * θ into them). Where the surface is not yet a hilltop the step is damped towards the steepest
 * way up; a step is halved until the value rises.
 */
export function maximise(
	objective: (lnTheta: readonly number[]) => Derivatives,
	start: readonly number[],
	options: MaximiseOptions,
): Maximum {
	if (!start.every((each) => each > 0 && Number.isFinite(each))) {
		throw new RangeError(`every start must be above 0, got ${start.join(', ')}`);
	}
	const { gradientTolerance, maximumIterations = 100, maximumStep = 1.5 } = options;
	const bounds = options.bounds ?? [1e-6, 1e6];
	const lnBounds = start.map((_, i) => {
		const own = bounds[i];
		const [low, high] = typeof own === 'object' ? own : (bounds as readonly [number, number]);
		return [Math.log(low), Math.log(high)] as const;
	});

	let here = start.map(Math.log);
	let now = objective(here);
	if (!allFinite(now)) {
		return { ok: false, reason: 'undefined at the start', value: null, iterations: 0 };
	}

	for (let iterations = 0; iterations <= maximumIterations; iterations++) {
		const outside = here.findIndex(
			(each, i) => each < (lnBounds[i]?.[0] as number) || each > (lnBounds[i]?.[1] as number),
		);
		if (outside >= 0) {
			const side = (here[outside] as number) < (lnBounds[outside]?.[0] as number) ? 'low' : 'high';
			return {
				ok: false,
				reason: 'border',
				parameter: outside,
				side,
				value: now.value,
				iterations,
			};
		}
		if (biggest(now.gradient) <= gradientTolerance) return hilltop(here, now, iterations);
		if (iterations === maximumIterations) break;

		const root = dampedRoot(now.hessian);
		if (!root) return { ok: false, reason: 'unfinished', value: now.value, iterations };
		const step = solve(root, now.gradient);
		let share = Math.min(1, maximumStep / biggest(step));
		// The last steps change the value by less than its own rounding.
		const rounding = 1e-13 * Math.abs(now.value);
		let next: Derivatives | null = null;
		for (let halvings = 0; halvings < 50 && !next; halvings++, share /= 2) {
			const there = here.map((each, i) => each + share * (step[i] as number));
			const found = objective(there);
			if (allFinite(found) && found.value >= now.value - rounding) {
				next = found;
				here = there;
			}
		}
		if (!next) return { ok: false, reason: 'unfinished', value: now.value, iterations };
		now = next;
	}
	return { ok: false, reason: 'unfinished', value: now.value, iterations: maximumIterations };
}

function hilltop(lnTheta: readonly number[], at: Derivatives, iterations: number): Maximum {
	const root = cholesky(at.hessian.map((row) => row.map((each) => -each)));
	if (!root) return { ok: false, reason: 'flat', value: at.value, iterations };
	// A ridge leaves a curvature of rounding error only, and a variance without meaning.
	const covariance = lnTheta.map((_, i) =>
		solve(
			root,
			lnTheta.map((__, j) => (i === j ? 1 : 0)),
		),
	);
	const variances = covariance.map((row, i) => row[i] as number);
	if (!variances.every((each) => each > 0 && each < 1e6)) {
		return { ok: false, reason: 'flat', value: at.value, iterations };
	}
	return { ok: true, estimate: lnTheta.map(Math.exp), value: at.value, iterations, covariance };
}
