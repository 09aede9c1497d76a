import type { ModelState } from '#models/model.ts';
import { pointsModel, type PointsInputs, type PointsOutcome } from '#models/points/points.ts';
import { roiRange, type RoiRange } from '#models/points/range.ts';

/** What the simulator has worked out beside the page: the answer, and how sure one may be of it. */
export type PointsState = ModelState<PointsInputs>;
export interface PointsJob {
	readonly kind: 'run' | 'range';
	readonly state: PointsState;
}
export type PointsResult =
	| { readonly kind: 'run'; readonly outcome: PointsOutcome }
	| { readonly kind: 'range'; readonly range: RoiRange };

export function doJob({ kind, state }: PointsJob): PointsResult {
	return kind === 'run'
		? { kind, outcome: pointsModel.run(state.inputs, state.seed) }
		: { kind, range: roiRange(state) };
}
