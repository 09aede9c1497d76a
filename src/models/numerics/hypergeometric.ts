/** Share of the series' sum below which a further term changes nothing. */
const negligible = 1e-17;
/** Sums are kept below this and their excess carried as a logarithm. */
const tooLarge = 1e250;
const lnTooLarge = Math.log(tooLarge);
/** Up to here the series about 0 is short; nearer to 1 it is continued step by step. */
const seriesReach = 0.9;

/**
 * ln ₂F₁(a, b; c; z) for a, b ≥ 0, c > 0 and 0 ≤ z < 1, where every term is positive and so no
 * digit cancels. Given as a logarithm because the function itself leaves the range of numbers.
 * Near 1, where the series would need millions of terms, the function is expanded anew about points
 * ever nearer to 1, the coefficients following from its differential equation.
 */
export function lnHypergeometric(a: number, b: number, c: number, z: number): number {
	if (!(a >= 0 && b >= 0 && c > 0 && z >= 0 && z < 1)) {
		throw new RangeError(`lnHypergeometric needs a, b ≥ 0, c > 0, 0 ≤ z < 1, got ${[a, b, c, z]}`);
	}
	if (a === 0 || b === 0 || z === 0) return 0;
	// Terms that fall like a high power of their number need no help.
	if (z <= seriesReach || c - a - b > 12) return lnSeries(a, b, c, z);

	let ln = lnSeries(a, b, c, seriesReach);
	let value = 1;
	let slope = ((a * b) / c) * Math.exp(lnSeries(a + 1, b + 1, c + 1, seriesReach) - ln);
	const steepest = Math.max(a, b, c);
	for (let from = seriesReach; from < z;) {
		const step = Math.min(z - from, (1 - from) * Math.min(0.5, 30 / steepest), (3 * from) / c);
		[value, slope] = expanded(a, b, c, from, step, value, slope);
		ln += Math.log(value);
		slope /= value;
		value = 1;
		from += step;
		if (step < 1e-16) break;
	}
	return ln;
}

/** Value and slope of the hypergeometric function at from + step, given both at `from`. */
function expanded(
	a: number,
	b: number,
	c: number,
	from: number,
	step: number,
	value: number,
	slope: number,
): [number, number] {
	const outer = from * (1 - from);
	const inner = 1 - 2 * from;
	const drift = c - (a + b + 1) * from;
	let before = value;
	let term = slope * step;
	let sum = value + term;
	let slopeSum = slope;
	for (let n = 0; n < 100_000; n++) {
		const next =
			((n + a) * (n + b) * before * step * step - (n + 1) * (inner * n + drift) * term * step) /
			(outer * (n + 1) * (n + 2));
		before = term;
		term = next;
		sum += term;
		slopeSum += ((n + 2) * term) / step;
		if (
			Math.abs(term) * (n + 2) < negligible * sum &&
			Math.abs(before) * (n + 1) < negligible * sum
		) {
			break;
		}
	}
	return [sum, slopeSum];
}

function lnSeries(a: number, b: number, c: number, z: number): number {
	let ln = 0;
	let term = 1;
	let sum = 1;
	for (let k = 0; k < 50_000_000; k++) {
		term *= ((a + k) / (c + k)) * ((b + k) / (1 + k)) * z;
		sum += term;
		if (sum > tooLarge) {
			sum /= tooLarge;
			term /= tooLarge;
			ln += lnTooLarge;
		}
		// Near its end the series falls like a geometric one with the ratio of this term.
		const ratio = ((a + k) / (c + k)) * ((b + k) / (1 + k)) * z;
		if (ratio < 1 && term < negligible * sum * (1 - ratio) * 10) break;
	}
	return ln + Math.log(sum);
}

/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) for a > 0, b ≥ 0, c ≥ b and z < 1; below 0 by Pfaff's
 * transformation, which leads back to positive terms.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
	if (z >= 0) return Math.exp(lnHypergeometric(a, b, c, z));
	return Math.exp(-a * Math.log1p(-z) + lnHypergeometric(a, c - b, c, z / (z - 1)));
}
