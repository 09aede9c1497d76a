import { fitBgNbd, type BgNbdFit, type BgNbdRefusal } from './bg-nbd-fit.ts';
import { fitNbd, type NbdFit } from './nbd-fit.ts';
import { worthTwoParameters } from './nbd.ts';
import type { Histories } from './requirements.ts';

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
 * Fits BG/NBD; where that runs to the edge at which nobody ever leaves (a → 0, b → ∞, or a
 * likelihood that is flat there), fits the model without leaving, NBD, which is that edge. A search
 * that fails elsewhere, with customers who plainly leave, stays a refusal, which at a border says
 * by how much leaving is the likelier.
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
	const gainByLeaving = logLikelihood - staying.logLikelihood;
	if (gainByLeaving > worthTwoParameters) {
		return leaving.reason === 'border' ? { ...leaving, gainByLeaving } : leaving;
	}
	return { ...staying, model: 'nbd', withLeaving: { ...leaving, logLikelihood } };
}
