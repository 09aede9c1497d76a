import { propensityPicture } from './propensity.ts';
import { mixAfter, mixSurvival, type ChurnMix } from './shifted-beta-geometric.ts';

/** The picture of who leaves as a handful of bars: at the start, and of the same people later. */
export interface PropensityBins {
	/** Lower end of each bar along churn, 0–1; the last bar has no upper end. */
	from: number[];
	width: number;
	/** Share of the first customers in each bar; adds up to 1. */
	atStart: number[];
	/** Those still here, as a share of the first customers; adds up to `survival`. */
	stillHere: number[];
	/** The same as a share of those still here; adds up to 1, or to 0 when nobody is left. */
	ofThoseLeft: number[];
	survival: number;
	meanAtStart: number;
	meanNow: number;
	/** Half of them have a lower churn than this. */
	medianAtStart: number;
	medianNow: number;
}

const fine = 100;
const mostBars = 11;
/** The bars leave out no more than this share; it stands in the last one. */
const tail = 0.02;

/** Bars of one width that hold nearly all first customers, for a mix and `renewals` renewals. */
export function propensityBins(mix: ChurnMix, renewals: number): PropensityBins {
	// Only the two moments shown are worked out: those left after t renewals are a mix themselves.
	const frameOf = (at: ChurnMix) => propensityPicture(at, 0, fine).frames[0];
	const start = frameOf(mix);
	const now = frameOf(mixAfter(mix, renewals));
	if (!start || !now) throw new RangeError('a picture has at least one frame');
	const survival = mixSurvival(mix, renewals).at(-1) ?? 0;
	let held = 0;
	const reach = start.ofThoseLeft.findIndex((share) => (held += share) >= 1 - tail) + 1 || fine;
	const step = [1, 2, 5, 10].find((each) => Math.ceil(reach / each) <= mostBars - 1) ?? 20;
	const bars = Math.min(Math.ceil(reach / step) + 1, fine / step);
	const gather = (shares: readonly number[]) =>
		Array.from({ length: bars }, (_, bar) =>
			shares
				.slice(bar * step, bar === bars - 1 ? fine : (bar + 1) * step)
				.reduce((sum, share) => sum + share, 0),
		);
	const ofThoseLeft = gather(now.ofThoseLeft);
	return {
		from: Array.from({ length: bars }, (_, bar) => (bar * step) / fine),
		width: step / fine,
		atStart: gather(start.ofThoseLeft),
		stillHere: ofThoseLeft.map((share) => share * survival),
		ofThoseLeft,
		survival,
		meanAtStart: start.meanChurn,
		meanNow: now.meanChurn,
		medianAtStart: start.medianChurn,
		medianNow: now.medianChurn,
	};
}
