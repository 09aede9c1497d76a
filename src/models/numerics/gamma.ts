/**
 * The gamma function's logarithm and the gamma distribution, small enough for any page. Pages that
 * fit models to data take theirs from a package (special.ts), which weighs forty times as much.
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
