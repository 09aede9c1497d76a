import { requireInRange, type Model } from '#models/model.ts';
import { aboutPoints } from './about.ts';
import { pointsInputs, type PointsInputs } from './inputs.ts';
import type { PointsOutcome } from './outcome.ts';
import { simulatePoints } from './simulation.ts';

export type { PointsInputs } from './inputs.ts';
export type { PointsOutcome } from './outcome.ts';

/** The points-programme simulator: what a programme earns beyond what would have come anyway. */
export const pointsModel: Model<typeof pointsInputs, PointsOutcome> = {
	...aboutPoints,
	run: (inputs: PointsInputs, seed: number): PointsOutcome => {
		requireInRange(pointsInputs, inputs);
		return simulatePoints(inputs, seed);
	},
};
