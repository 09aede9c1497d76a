import { digamma, lnBeta, trigamma } from '../numerics/special.ts';
import { onLogScale, type Derivatives } from '../numerics/newton.ts';
import type { BaseSummary } from './bg-nbd-summary.ts';
import type { BgNbd } from './bg-nbd.ts';
import {
	createTimes,
	measureTimes,
	rateLikelihood,
	type RateSums,
	type Times,
} from './rate-likelihood.ts';

/** A product of many factors is turned into a logarithm before it leaves the range of numbers. */
const fullProduct = 1e250;
/** Beyond e^±40 the smaller of two chances is lost in the rounding of the larger. */
const oneSided = 40;

/**
 * The BG/NBD log-likelihood of a customer base with its derivatives by ln r, ln α, ln a, ln b, as
 * a function of these. A customer with x orders, the last at t_x of T, is either alive,
 * A3 = −(r+x) ln(α+T), or gone since the last order,
 * A4 = ln a − ln(b+x−1) − (r+x) ln(α+t_x); to the logarithm of the sum of both come terms in x
 * alone (Hardie's note 027, second form). Derivatives: with w the share of A4 in that sum, slope
 * A3′ + w(A4′−A3′), curvature A3″ + w(A4″−A3″) + w(1−w)(A4′−A3′)(A4′−A3′)ᵀ.
 */
export function bgNbdObjective(base: BaseSummary): (lnTheta: readonly number[]) => Derivatives {
	// One memory for all evaluations of a fit.
	const observed = createTimes(base.observed);
	const last = createTimes(base.last);

	return (lnTheta) => {
		const [r, alpha, a, b] = lnTheta.map(Math.exp) as [number, number, number, number];
		const params = { r, alpha, a, b };
		measureTimes(observed, alpha);
		measureTimes(last, alpha);
		const sums: Sums = { ...noLeaving, ...rateLikelihood(base, params, observed) };
		addStaying(base, params, sums);
		addRepeaters(base, params, sums, observed, last);
		const { byR, byAlpha, byA, byB } = sums;
		const { byRR, byRAlpha, byRA, byRB, byAlphaAlpha, byAlphaA, byAlphaB, byAA, byAB, byBB } = sums;
		return {
			value: sums.value,
			...onLogScale(
				[r, alpha, a, b],
				[byR, byAlpha, byA, byB],
				[
					[byRR, byRAlpha, byRA, byRB],
					[byRAlpha, byAlphaAlpha, byAlphaA, byAlphaB],
					[byRA, byAlphaA, byAA, byAB],
					[byRB, byAlphaB, byAB, byBB],
				],
			),
		};
	};
}

interface Sums extends RateSums {
	byA: number;
	byB: number;
	byRA: number;
	byRB: number;
	byAlphaA: number;
	byAlphaB: number;
	byAA: number;
	byAB: number;
	byBB: number;
}

const noLeaving = {
	byA: 0,
	byB: 0,
	byRA: 0,
	byRB: 0,
	byAlphaA: 0,
	byAlphaB: 0,
	byAA: 0,
	byAB: 0,
	byBB: 0,
};

/** Adds the chance to have stayed after each of x orders, ln B(a, b+x) − ln B(a, b). */
function addStaying({ customersWith }: BaseSummary, { a, b }: BgNbd, sums: Sums): void {
	const lnBetaAB = lnBeta(a, b);
	const digammaB = digamma(b);
	const trigammaB = trigamma(b);
	const digammaAB = digamma(a + b);
	const trigammaAB = trigamma(a + b);
	for (let x = 1; x < customersWith.length; x++) {
		const customers = customersWith[x] as number;
		if (customers === 0) continue;
		const together = digammaAB - digamma(a + b + x);
		const togetherCurve = trigammaAB - trigamma(a + b + x);
		sums.value += customers * (lnBeta(a, b + x) - lnBetaAB);
		sums.byA += customers * together;
		sums.byB += customers * (together + digamma(b + x) - digammaB);
		sums.byAA += customers * togetherCurve;
		sums.byAB += customers * togetherCurve;
		sums.byBB += customers * (togetherCurve + trigamma(b + x) - trigammaB);
	}
}

/** Adds ln(1 + e^(A4−A3)) of every repeater and its derivatives. */
function addRepeaters(
	base: BaseSummary,
	{ r, a, b }: BgNbd,
	sums: Sums,
	observed: Times,
	last: Times,
): void {
	const { customersWith, observedPlace, lastPlace } = base;
	const { ln: lnObserved, inverse: inverseObserved } = observed;
	const { ln: lnLast, inverse: inverseLast } = last;
	let row = 0;
	for (let x = 1; x < customersWith.length; x++) {
		const end = row + (customersWith[x] as number);
		if (end === row) continue;
		const shape = r + x;
		// A4 − A3 falls by this with b, and starts from this.
		const k = 1 / (b + x - 1);
		const lnOdds = Math.log(a * k);
		let ln = 0;
		let product = 1;
		let gone = 0;
		let goneLn = 0;
		let goneInverse = 0;
		let goneCurve = 0;
		let unsure = 0;
		let unsureLn = 0;
		let unsureInverse = 0;
		let unsureLnLn = 0;
		let unsureLnInverse = 0;
		let unsureInverseInverse = 0;
		for (; row < end; row++) {
			const whole = observedPlace[row] as number;
			const until = lastPlace[row] as number;
			const lnRatio = (lnObserved[whole] as number) - (lnLast[until] as number);
			const wholeInverse = inverseObserved[whole] as number;
			const untilInverse = inverseLast[until] as number;
			const byAlpha = wholeInverse - untilInverse;
			const exponent = lnOdds + shape * lnRatio;
			if (exponent < -oneSided) continue;
			if (exponent > oneSided) {
				ln += exponent;
				gone += 1;
				goneLn += lnRatio;
				goneInverse += byAlpha;
				goneCurve -= byAlpha * (wholeInverse + untilInverse);
				continue;
			}
			const both = 1 + Math.exp(exponent);
			const alive = 1 / both;
			const w = 1 - alive;
			const v = w * alive;
			product *= both;
			if (product > fullProduct) {
				ln += Math.log(product);
				product = 1;
			}
			const wInverse = w * byAlpha;
			const vLn = v * lnRatio;
			const vInverse = v * byAlpha;
			gone += w;
			goneLn += w * lnRatio;
			goneInverse += wInverse;
			goneCurve -= wInverse * (wholeInverse + untilInverse);
			unsure += v;
			unsureLn += vLn;
			unsureInverse += vInverse;
			unsureLnLn += vLn * lnRatio;
			unsureLnInverse += vLn * byAlpha;
			unsureInverseInverse += vInverse * byAlpha;
		}
		sums.value += ln + Math.log(product);
		sums.byR += goneLn;
		sums.byAlpha += shape * goneInverse;
		sums.byA += gone / a;
		sums.byB -= gone * k;
		sums.byRR += unsureLnLn;
		sums.byRAlpha += goneInverse + shape * unsureLnInverse;
		sums.byRA += unsureLn / a;
		sums.byRB -= unsureLn * k;
		sums.byAlphaAlpha += shape * goneCurve + shape * shape * unsureInverseInverse;
		sums.byAlphaA += (shape * unsureInverse) / a;
		sums.byAlphaB -= shape * unsureInverse * k;
		sums.byAA += (unsure - gone) / (a * a);
		sums.byAB -= (unsure * k) / a;
		sums.byBB += (unsure + gone) * k * k;
	}
}
