/**
 * Draws from gamma and Poisson by inverting their distribution: one uniform in, one value out,
 * rising with the uniform and with the mean. That monotony is what lets two worlds share a draw.
 */

const lanczos = [
	0.999_999_999_999_809_9, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_1,
	-176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12,
	9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
] as const;

/** Natural logarithm of the gamma function for x > 0 (Lanczos, g = 7; about 14 digits). */
export function logGamma(x: number): number {
	if (!(x > 0)) throw new RangeError(`logGamma needs x above 0, got ${x}`);
	if (x < 0.5) return logGamma(x + 1) - Math.log(x);
	const shifted = x - 1;
	let sum: number = lanczos[0];
	for (let i = 1; i < lanczos.length; i++) sum += (lanczos[i] as number) / (shifted + i);
	const t = shifted + 7.5;
	return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * The regularised lower incomplete gamma function P(shape, x): the share of a gamma distribution
 * with that shape (and scale 1) lying below x. Series below the mean, continued fraction above.
 */
export function gammaShareBelow(shape: number, x: number): number {
	if (!(shape > 0)) throw new RangeError(`shape must be above 0, got ${shape}`);
	if (!(x > 0)) return 0;
	if (x === Number.POSITIVE_INFINITY) return 1;
	const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
	if (x < shape + 1) {
		let term = 1 / shape;
		let sum = term;
		for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-16 && n < 100_000; n++) {
			term *= x / (shape + n);
			sum += term;
		}
		return Math.min(1, sum * front);
	}
	const tiny = 1e-300;
	let b = x + 1 - shape;
	let c = 1 / tiny;
	let d = 1 / b;
	let fraction = d;
	for (let n = 1; n < 100_000; n++) {
		const a = -n * (n - shape);
		b += 2;
		d = a * d + b;
		d = 1 / (Math.abs(d) < tiny ? tiny : d);
		c = b + a / c;
		if (Math.abs(c) < tiny) c = tiny;
		const step = d * c;
		fraction *= step;
		if (Math.abs(step - 1) < 1e-15) break;
	}
	return 1 - front * fraction;
}

const reach = 20;
const nodesPerUnit = 32;
const nodes = 2 * reach * nodesPerUnit + 1;

/** A gamma distribution's quantiles (scale 1), looked up; make one for a shape and keep it. */
export type GammaQuantile = (uniform: number) => number;

/**
 * Tabulates ln(quantile) over the log-odds of the uniform, in which it is nearly straight in both
 * tails, and reads between two nodes. Relative error below 3e-5 for shapes of 0.5 and more, below
 * 4e-4 at 0.1. Taking the table costs a few milliseconds, a draw two logarithms' time.
 */
export function gammaQuantiles(shape: number): GammaQuantile {
	if (!(shape > 0)) throw new RangeError(`shape must be above 0, got ${shape}`);
	const table = new Float64Array(nodes);
	const logNorm = logGamma(shape);
	const middle = (nodes - 1) / 2;
	const start =
		shape > 0.5
			? Math.log(shape) + 3 * Math.log(1 - 1 / (9 * shape))
			: (Math.log(0.5) + logGamma(shape + 1)) / shape;

	/** Newton's method on the log-odds; `guess` is the neighbour's answer carried one node on. */
	const solve = (logOdds: number, guess: number): { at: number; slope: number } => {
		let at = guess;
		let slope = 0;
		for (let step = 0; step < 60; step++) {
			const x = Math.exp(at);
			const share = Math.min(1 - 1e-16, Math.max(1e-300, gammaShareBelow(shape, x)));
			slope = (share * (1 - share)) / Math.exp(shape * at - x - logNorm);
			const change = (Math.log(share / (1 - share)) - logOdds) * slope;
			at -= Math.min(2, Math.max(-2, change));
			if (Math.abs(change) < 1e-9) break;
		}
		return { at, slope };
	};

	const centre = solve(0, start);
	table[middle] = centre.at;
	for (const direction of [1, -1]) {
		let last = centre;
		for (let k = 1; k <= middle; k++) {
			const step = direction / nodesPerUnit;
			last = solve(k * step, last.at + last.slope * step);
			table[middle + direction * k] = last.at;
		}
	}

	return (uniform) => {
		const place = (Math.log(uniform / (1 - uniform)) + reach) * nodesPerUnit;
		const node = Math.min(nodes - 2, Math.max(0, Math.floor(place)));
		const low = table[node] as number;
		return Math.exp(low + (place - node) * ((table[node + 1] as number) - low));
	};
}

/**
 * The smallest count whose Poisson distribution reaches the uniform. Exact at any rate: for large
 * rates the sum starts nine standard deviations below the mean, where nothing is left to miss.
 */
export function poissonQuantile(uniform: number, rate: number): number {
	if (!(rate > 0)) return 0;
	let count = 0;
	let chance: number;
	if (rate < 100) {
		chance = Math.exp(-rate);
	} else {
		count = Math.floor(rate - 9 * Math.sqrt(rate));
		chance = Math.exp(count * Math.log(rate) - rate - logGamma(count + 1));
	}
	let sum = chance;
	const last = rate + 40 * Math.sqrt(rate) + 40;
	while (sum < uniform && count < last) {
		count++;
		chance *= rate / count;
		sum += chance;
	}
	return count;
}
