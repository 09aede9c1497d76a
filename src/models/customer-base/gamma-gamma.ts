/**
 * The gamma-gamma model of spend (Fader, Hardie & Lee 2005, note 025): a customer's order values
 * scatter as Gamma(p, ν) around a mean of their own, and ν is spread over customers as
 * Gamma(q, γ). γ carries the unit of money. Assumes that spend and order rate are unrelated.
 */
export interface GammaGamma {
	readonly p: number;
	readonly q: number;
	readonly gamma: number;
}

export interface Spend {
	readonly repeatOrders: number;
	/** Mean value of those orders (the first one left out), NT$; ignored without a repeat order. */
	readonly meanSpend: number;
}

/** Throws RangeError unless all three parameters are above 0. */
export function requireSpendParameters(params: GammaGamma): void {
	for (const name of ['p', 'q', 'gamma'] as const) {
		if (!(params[name] > 0 && Number.isFinite(params[name]))) {
			throw new RangeError(`${name} must be above 0, got ${params[name]}`);
		}
	}
}

/** Mean order value over all customers, pγ/(q−1), NT$; null when q ≤ 1, as no mean exists then. */
export function meanSpendOfAll(params: GammaGamma): number | null {
	return expectedSpend(params, { repeatOrders: 0, meanSpend: 0 });
}

/**
 * What an order of this customer will bring on average, NT$: p(γ + x m̄)/(px + q − 1). It lies
 * between what they spent and what all spend, the nearer to the former the more orders there
 * were. Null when px + q ≤ 1: so few orders of so wild a distribution have no mean.
 */
export function expectedSpend(
	params: GammaGamma,
	{ repeatOrders, meanSpend }: Spend,
): number | null {
	requireSpendParameters(params);
	if (!(Number.isInteger(repeatOrders) && repeatOrders >= 0)) {
		throw new RangeError(`repeatOrders must be a whole number from 0, got ${repeatOrders}`);
	}
	if (repeatOrders > 0 && !(meanSpend >= 0 && Number.isFinite(meanSpend))) {
		throw new RangeError(`meanSpend must be 0 or more, got ${meanSpend}`);
	}
	const { p, q, gamma } = params;
	const below = p * repeatOrders + q - 1;
	if (!(below > 0)) return null;
	return (p * (gamma + (repeatOrders > 0 ? repeatOrders * meanSpend : 0))) / below;
}
