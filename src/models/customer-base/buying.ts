import { fitBgNbd, type BgNbdFit, type BgNbdRefusal } from './bg-nbd-fit.ts';
import { aliveChance, ordersIfAlive, type BgNbd } from './bg-nbd.ts';
import { discounting } from './discounting.ts';
import { fitNbd, type NbdFit } from './nbd-fit.ts';
import { ratePerWeek, requireRates, type Nbd } from './nbd.ts';
import { requireParameters, type Histories } from './requirements.ts';

/** Parameters of a model of buying: with a chance to leave, or without one. */
export type Buying = BgNbd | Nbd;

/** A customer base as the likeliest model tells it. */
export type BuyingFit =
	| (BgNbdFit & {
			readonly model: 'bg-nbd';
			/** ln L less that of the likeliest NBD: what a chance to leave adds. Null without an NBD. */
			readonly gainByLeaving: number | null;
	  })
	| (NbdFit & {
			readonly model: 'nbd';
			/** Where the search for BG/NBD ended, which found nobody to leave. */
			readonly withLeaving: BgNbdRefusal & { readonly logLikelihood: number };
	  });

/**
 * By so much ln L has to rise for two parameters more: 1 for each (Akaike 1974). Less than that
 * says nothing for a chance to leave.
 */
export const worthTwoParameters = 2;

/**
 * Fits BG/NBD; where that runs to the edge at which nobody ever leaves (a → 0, b → ∞, or a
 * likelihood that is flat there), fits the model without leaving, NBD, which is that edge. A search
 * that fails elsewhere, with customers who plainly leave, stays a refusal.
 */
export function fitBuying(columns: Histories): BuyingFit | BgNbdRefusal {
	const leaving = fitBgNbd(columns);
	if (!leaving.ok && leaving.logLikelihood === null) return leaving;
	const staying = fitNbd(columns);
	if (leaving.ok) {
		const gainByLeaving = staying.ok ? leaving.logLikelihood - staying.logLikelihood : null;
		return { ...leaving, model: 'bg-nbd', gainByLeaving };
	}
	const { logLikelihood } = leaving;
	if (!staying.ok || logLikelihood === null) return leaving;
	if (logLikelihood - staying.logLikelihood > worthTwoParameters) return leaving;
	return { ...staying, model: 'nbd', withLeaving: { ...leaving, logLikelihood } };
}

/** Whether the model knows a chance to leave. */
export const canLeave = (params: Buying): params is BgNbd => 'a' in params;

/** What a model of buying says of a customer; times in weeks, arguments already checked. */
export interface Outlook {
	/** The chance to be a customer still, 0–1. */
	alive(repeatOrders: number, lastOrderAt: number, observedFor: number): number;
	/** Orders in the next `weeks` of one who is. */
	ordersIfAlive(repeatOrders: number, observedFor: number, weeks: number): number;
	/**
	 * All orders to come of one who is, each worth e^−δt; made for customers observed for between
	 * `shortest` and `longest` weeks. δ above 0.
	 */
	discountedIfAlive(
		deltaPerWeek: number,
		shortest: number,
		longest: number,
	): (repeatOrders: number, observedFor: number) => number;
}

/**
 * The outlook under either model. Without leaving, the rate (r+x)/(α+T) goes on for ever, so the
 * discounted orders to come are that rate / δ. RangeError for parameters of 0 or less.
 */
export function outlookOf(params: Buying): Outlook {
	if (canLeave(params)) {
		requireParameters(params);
		return {
			alive: (x, lastOrderAt, observedFor) => aliveChance(params, x, lastOrderAt, observedFor),
			ordersIfAlive: (x, observedFor, weeks) => ordersIfAlive(params, x, observedFor, weeks),
			discountedIfAlive: (delta, shortest, longest) =>
				discounting(params, delta, shortest, longest),
		};
	}
	requireRates(params);
	return {
		alive: () => 1,
		ordersIfAlive: (x, observedFor, weeks) => ratePerWeek(params, x, observedFor) * weeks,
		discountedIfAlive(delta) {
			if (!(delta > 0 && Number.isFinite(delta))) {
				throw new RangeError(`deltaPerWeek must be above 0, got ${delta}`);
			}
			return (x, observedFor) => ratePerWeek(params, x, observedFor) / delta;
		},
	};
}
