import type { ModelState } from '#models/model.ts';
import { pointsModel, type PointsInputs, type PointsOutcome } from '#models/points/points.ts';
import { roiRange, type RoiRange } from '#models/points/range.ts';
import { cutSample, mergeShares, simulateShare, type ShareSums } from '#models/points/shares.ts';
import type { ShownOutcome } from './shown-outcome.ts';

/** What the simulator has worked out beside the page: the answer, and how sure one may be of it. */
export type PointsState = ModelState<PointsInputs>;
export type PointsJob =
	| { readonly kind: 'run'; readonly state: PointsState }
	| { readonly kind: 'range'; readonly state: PointsState }
	/** One of `parts` even shares of a large sample, counted from 0. */
	| { readonly kind: 'share'; readonly state: PointsState; readonly part: number };
export type PointsResult =
	| { readonly kind: 'run'; readonly outcome: PointsOutcome }
	| { readonly kind: 'range'; readonly range: RoiRange; readonly sample: number }
	| { readonly kind: 'share'; readonly share: ShareSums };
/** A result as the page may hold it: one that came with the page is lighter. */
export type ShownResult = PointsResult | { readonly kind: 'run'; readonly outcome: ShownOutcome };

/** Two processors are what a small laptop has to spare. */
const parts = 2;
/** The range is some thirty runs; of a large sample it simulates only so many customers. */
export const mostForRange = 5_000;

export function doJob(job: PointsJob): PointsResult {
	const { inputs, seed } = job.state;
	if (job.kind === 'run') return { kind: 'run', outcome: pointsModel.run(inputs, seed) };
	if (job.kind === 'range') {
		const sample = Math.min(mostForRange, inputs.simulatedCustomers);
		const state = { ...job.state, inputs: { ...inputs, simulatedCustomers: sample } };
		return { kind: 'range', range: roiRange(state), sample };
	}
	const share = cutSample(inputs.simulatedCustomers, parts)[job.part];
	if (!share) throw new RangeError(`there is no share ${job.part} of so small a sample`);
	return { kind: 'share', share: simulateShare(inputs, seed, share) };
}

/** The buffers that move from a worker to the page instead of being copied. */
export const buffersOf = (result: PointsResult): Transferable[] =>
	result.kind === 'share' ? [result.share.sums.buffer as ArrayBuffer] : [];

/** The answer that the shares of one sample come to. */
export function mergeResults(state: PointsState, results: readonly ShownResult[]): PointsResult {
	const shares = results.flatMap((result) => (result.kind === 'share' ? [result.share] : []));
	return { kind: 'run', outcome: mergeShares(state.inputs, shares) };
}
