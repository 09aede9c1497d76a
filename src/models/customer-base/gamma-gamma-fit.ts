import { maximise, onLogScale, standardErrorsOf, type Derivatives } from '../numerics/newton.ts';
import { digamma, lnGamma, trigamma } from '../numerics/special.ts';
import type { GammaGamma } from './gamma-gamma.ts';

export const gammaGammaNames = ['p', 'q', 'gamma'] as const satisfies readonly (keyof GammaGamma)[];

export interface SpendColumns {
	readonly repeatOrders: Int32Array | Uint32Array | Uint16Array;
	/** Mean value of a customer's repeat orders, NT$; not looked at without one. */
	readonly meanSpend: Float64Array;
}

export interface SpendCounts {
	/** Customers the fit rests on: a repeat order, and a mean above 0. */
	readonly customers: number;
	readonly withoutRepeatOrder: number;
	/** Returned goods, gifts: repeat orders with a mean of 0 or less. */
	readonly withoutSpend: number;
	/**
	 * Correlation of number of orders and mean spend among those customers. The model takes the
	 * two for unrelated; far from 0 (say beyond ±0.3) its values for heavy buyers are off. Null
	 * where one of the two does not vary.
	 */
	readonly correlation: number | null;
}

export type GammaGammaFit =
	| {
			readonly ok: true;
			readonly params: GammaGamma;
			readonly standardErrors: GammaGamma;
			/** Covariance of ln p, ln q, ln γ. */
			readonly lnCovariance: readonly (readonly number[])[];
			readonly logLikelihood: number;
			readonly iterations: number;
			readonly counts: SpendCounts;
	  }
	| {
			readonly ok: false;
			/**
			 * `nobody`: fewer than two customers to go by. `alike`: all spend the same. `one order each`:
			 * nobody has a second repeat order, so that only the assumed shapes could tell spread
			 * within customers from spread between them.
			 */
			readonly reason: 'nobody' | 'alike' | 'one order each' | 'flat' | 'unfinished';
			readonly counts: SpendCounts;
	  }
	| {
			readonly ok: false;
			/** p → ∞: nobody's orders scatter; q and γ → ∞: all customers have one mean. */
			readonly reason: 'border';
			readonly parameter: keyof GammaGamma;
			readonly side: 'low' | 'high';
			readonly counts: SpendCounts;
	  };

const named = ([p, q, gamma]: readonly number[]): GammaGamma => ({ p, q, gamma }) as GammaGamma;

/** Those a spend model can use, fewest orders first, in units of their mean spend. */
interface Spenders {
	readonly counts: SpendCounts;
	readonly unit: number;
	/** How many made 0, 1, … repeat orders. */
	readonly customersWith: Float64Array;
	/** x·m̄ in that unit, row by row. */
	readonly total: Float64Array;
	readonly mostAlike: boolean;
}

function chooseSpenders({ repeatOrders, meanSpend }: SpendColumns): Spenders {
	if (repeatOrders.length !== meanSpend.length) {
		throw new RangeError(
			`columns must have one length, got ${repeatOrders.length} and ${meanSpend.length}`,
		);
	}
	let customers = 0;
	let withoutRepeatOrder = 0;
	let withoutSpend = 0;
	let most = 0;
	let sumOrders = 0;
	let sumSpend = 0;
	let least = Number.POSITIVE_INFINITY;
	let largest = 0;
	const fits = (i: number): boolean =>
		(repeatOrders[i] as number) > 0 && (meanSpend[i] as number) > 0;
	for (let i = 0; i < repeatOrders.length; i++) {
		const x = repeatOrders[i] as number;
		const spend = meanSpend[i] as number;
		if (x < 0 || x > 10_000_000) {
			throw new RangeError(`customer ${i}: repeatOrders must be within 0 to 10000000, got ${x}`);
		}
		if (x === 0) withoutRepeatOrder++;
		else if (!Number.isFinite(spend)) {
			throw new RangeError(`customer ${i}: meanSpend must be a number, got ${spend}`);
		} else if (spend <= 0) withoutSpend++;
		else {
			customers++;
			most = Math.max(most, x);
			sumOrders += x;
			sumSpend += spend;
			least = Math.min(least, spend);
			largest = Math.max(largest, spend);
		}
	}
	const unit = customers > 0 ? sumSpend / customers : 1;
	const meanOrders = sumOrders / customers;
	const customersWith = new Float64Array(most + 1);
	let covariance = 0;
	let varianceOrders = 0;
	let varianceSpend = 0;
	for (let i = 0; i < repeatOrders.length; i++) {
		if (!fits(i)) continue;
		const x = repeatOrders[i] as number;
		customersWith[x] = (customersWith[x] as number) + 1;
		const offOrders = x - meanOrders;
		const offSpend = (meanSpend[i] as number) / unit - 1;
		covariance += offOrders * offSpend;
		varianceOrders += offOrders ** 2;
		varianceSpend += offSpend ** 2;
	}
	const nextRow = new Int32Array(most + 1);
	for (let x = 1, row = 0; x <= most; x++) {
		nextRow[x] = row;
		row += customersWith[x] as number;
	}
	const total = new Float64Array(customers);
	for (let i = 0; i < repeatOrders.length; i++) {
		if (!fits(i)) continue;
		const x = repeatOrders[i] as number;
		total[nextRow[x] as number] = (x * (meanSpend[i] as number)) / unit;
		nextRow[x] = (nextRow[x] as number) + 1;
	}
	const mostAlike = !(largest - least > 1e-9 * largest);
	const correlation =
		varianceOrders > 0 && !mostAlike
			? covariance / Math.sqrt(varianceOrders * varianceSpend)
			: null;
	const counts = { customers, withoutRepeatOrder, withoutSpend, correlation };
	return { counts, unit, customersWith, total, mostAlike };
}

/**
 * The gamma-gamma log-likelihood with its derivatives by ln p, ln q, ln γ:
 * lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q ln γ + px ln(x m̄) − ln m̄ − (px+q) ln(γ + x m̄), summed over
 * customers (Fader & Hardie, note 025), `m̄` in units of the mean.
 */
function spendObjective({
	customersWith,
	total,
	counts,
}: Spenders): (lnTheta: readonly number[]) => Derivatives {
	// What no parameter changes: for each x Σ ln(x m̄), and Σ ln m̄ over all.
	const lnTotals = new Float64Array(customersWith.length);
	let lnMeans = 0;
	for (let x = 1, row = 0; x < customersWith.length; x++) {
		const end = row + (customersWith[x] as number);
		lnMeans -= (end - row) * Math.log(x);
		for (; row < end; row++) {
			lnTotals[x] = (lnTotals[x] as number) + Math.log(total[row] as number);
		}
		lnMeans += lnTotals[x] as number;
	}
	const n = counts.customers;

	return (lnTheta) => {
		const [p, q, gamma] = lnTheta.map(Math.exp) as [number, number, number];
		const lnGammaQ = lnGamma(q);
		let value = n * q * Math.log(gamma) - lnMeans;
		let byP = 0;
		let byQ = n * (Math.log(gamma) - digamma(q));
		let byGamma = (n * q) / gamma;
		let byPP = 0;
		let byPQ = 0;
		let byPGamma = 0;
		let byQQ = -n * trigamma(q);
		let byQGamma = n / gamma;
		let byGammaGamma = -(n * q) / gamma ** 2;
		for (let x = 1, row = 0; x < customersWith.length; x++) {
			const customers = customersWith[x] as number;
			if (customers === 0) continue;
			let ln = 0;
			let inverse = 0;
			let inverseSquared = 0;
			for (const end = row + customers; row < end; row++) {
				const sum = gamma + (total[row] as number);
				const one = 1 / sum;
				ln += Math.log(sum);
				inverse += one;
				inverseSquared += one * one;
			}
			const shape = p * x + q;
			const own = p * x;
			const lnTotal = lnTotals[x] as number;
			const slope = digamma(shape);
			const curve = trigamma(shape);
			value += customers * (lnGamma(shape) - lnGamma(own) - lnGammaQ) + own * lnTotal - shape * ln;
			byP += x * (customers * (slope - digamma(own)) + lnTotal - ln);
			byQ += customers * slope - ln;
			byGamma -= shape * inverse;
			byPP += customers * x * x * (curve - trigamma(own));
			byPQ += customers * x * curve;
			byPGamma -= x * inverse;
			byQQ += customers * curve;
			byQGamma -= inverse;
			byGammaGamma += shape * inverseSquared;
		}
		return {
			value,
			...onLogScale(
				[p, q, gamma],
				[byP, byQ, byGamma],
				[
					[byPP, byPQ, byPGamma],
					[byPQ, byQQ, byQGamma],
					[byPGamma, byQGamma, byGammaGamma],
				],
			),
		};
	};
}

/** The gamma-gamma parameters under which the customers' mean order values are likeliest. */
export function fitGammaGamma(columns: SpendColumns): GammaGammaFit {
	const spenders = chooseSpenders(columns);
	const { counts, unit, customersWith } = spenders;
	if (counts.customers < 2) return { ok: false, reason: 'nobody', counts };
	if (spenders.mostAlike) return { ok: false, reason: 'alike', counts };
	if (customersWith.length <= 2) return { ok: false, reason: 'one order each', counts };
	const found = maximise(spendObjective(spenders), [2, 3, 1], {
		gradientTolerance: 1e-9 * counts.customers,
		bounds: [1e-5, 1e5],
	});
	if (!found.ok) {
		if (found.reason === 'border') {
			const parameter = gammaGammaNames[found.parameter] as keyof GammaGamma;
			return { ok: false, reason: 'border', parameter, side: found.side, counts };
		}
		return { ok: false, reason: found.reason === 'flat' ? 'flat' : 'unfinished', counts };
	}
	const [p, q, gamma] = found.estimate as [number, number, number];
	const estimate = [p, q, gamma * unit];
	return {
		ok: true,
		params: named(estimate),
		standardErrors: named(standardErrorsOf(estimate, found.covariance)),
		lnCovariance: found.covariance,
		// A density of money: in units `unit` times smaller, each is that much smaller.
		logLikelihood: found.value - counts.customers * Math.log(unit),
		iterations: found.iterations,
		counts,
	};
}
