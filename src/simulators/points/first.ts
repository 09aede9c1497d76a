import { clampInputs, usualInputs, usualSeed } from '#models/model.ts';
import { pointsModel, type PointsInputs, type PointsOutcome } from '#models/points/points.ts';
import { roiRange, type RoiRange } from '#models/points/range.ts';
import type { PointsState } from './jobs.ts';

/** What a page made in advance already knows, so that the first answer needs no script. */
export interface FirstPoints {
	readonly state: PointsState;
	readonly outcome: PointsOutcome;
	readonly range: RoiRange;
}

/**
 * Works out the first answer while the page is being made. The monthly rows are rounded (NT$1, a
 * point): nobody sees less, and the page carries half the bytes.
 */
export function firstPoints(initial: Partial<PointsInputs> = {}): FirstPoints {
	const { inputs } = clampInputs(pointsModel.inputs, {
		...usualInputs(pointsModel.inputs),
		...initial,
	});
	const state = { model: pointsModel.id, v: pointsModel.version, inputs, seed: usualSeed };
	const outcome = pointsModel.run(inputs, usualSeed);
	const months = Object.fromEntries(
		Object.entries(outcome.months).map(([name, row]) => [name, row.map(Math.round)]),
	) as PointsOutcome['months'];
	return { state, outcome: { ...outcome, months }, range: roiRange(state) };
}
