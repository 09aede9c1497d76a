/**
 * The model of customers who never leave (Ehrenberg 1959; the NBD, and BG/NBD as its chance to
 * leave goes to 0): each orders at a rate of their own for ever, spread over customers as
 * Gamma(r, rate α). α carries the unit of time: weeks here, as for every other time below.
 */
export interface Nbd {
	readonly r: number;
	readonly alpha: number;
}

/** Throws RangeError unless both parameters are above 0. */
export function requireRates({ r, alpha }: Nbd): void {
	for (const [name, value] of [
		['r', r],
		['alpha', alpha],
	] as const) {
		if (!(value > 0 && Number.isFinite(value))) {
			throw new RangeError(`${name} must be above 0, got ${value}`);
		}
	}
}

/**
 * By so much ln L has to rise before two parameters more are worth having: 1 for each (Akaike 1974).
 * Less than that says nothing for a chance to leave.
 */
export const worthTwoParameters = 2;

/**
 * Orders a week expected of a customer with `repeatOrders` in `observedFor` weeks: the mean
 * (r+x)/(α+T) of the rates such a customer may have. When the orders came says nothing, because
 * silence is only ever chance here.
 */
export const ratePerWeek = ({ r, alpha }: Nbd, repeatOrders: number, observedFor: number): number =>
	(r + repeatOrders) / (alpha + observedFor);

/**
 * The chances, 0–1, of 0, 1, … `most` repeat orders in the `weeks` after a first one: the negative
 * binomial distribution Γ(r+n)/(Γ(r) n!) · (α/(α+t))^r · (t/(α+t))^n that the model is named after.
 */
export function nbdCountChances({ r, alpha }: Nbd, weeks: number, most: number): Float64Array {
	const chances = new Float64Array(most + 1);
	if (weeks === 0) {
		chances[0] = 1;
		return chances;
	}
	const lnShare = -Math.log1p(alpha / weeks);
	let ln = -r * Math.log1p(weeks / alpha);
	for (let n = 0; n <= most; n++) {
		chances[n] = Math.exp(ln);
		ln += Math.log((r + n) / (n + 1)) + lnShare;
	}
	return chances;
}
