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
 * Orders a week expected of a customer with `repeatOrders` in `observedFor` weeks: the mean
 * (r+x)/(α+T) of the rates such a customer may have. When the orders came says nothing, because
 * silence is only ever chance here.
 */
export const ratePerWeek = ({ r, alpha }: Nbd, repeatOrders: number, observedFor: number): number =>
	(r + repeatOrders) / (alpha + observedFor);
