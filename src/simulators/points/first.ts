import { clampInputs, usualInputs, usualSeed } from '#models/model.ts';
import { pointsModel, type PointsInputs, type PointsOutcome } from '#models/points/points.ts';
import { roiRange, type RoiRange } from '#models/points/range.ts';
import type { PointsState } from './jobs.ts';
import type { ShownOutcome } from './shown-outcome.ts';

/** What a page made in advance already knows, so that the first answer needs no script. */
export interface FirstPoints {
	readonly state: PointsState;
	readonly outcome: ShownOutcome;
	readonly range: RoiRange;
}

/** Works out the first answer while the page is being made. */
export function firstPoints(initial: Partial<PointsInputs> = {}): FirstPoints {
	const { inputs } = clampInputs(pointsModel.inputs, {
		...usualInputs(pointsModel.inputs),
		...initial,
	});
	const state = { model: pointsModel.id, v: pointsModel.version, inputs, seed: usualSeed };
	return { state, outcome: light(pointsModel.run(inputs, usualSeed)), range: roiRange(state) };
}

const rounded = (row: readonly number[]): number[] => row.map(Math.round);

/**
 * The outcome without what the first view folds away, its rows rounded (NT$1, a point, a member):
 * nobody sees less, and the page carries half the bytes.
 */
function light({ months: all, deciles, revenue, tiers, ...outcome }: PointsOutcome): ShownOutcome {
	const { owed: _owed, sales: _sales, ...months } = all;
	return {
		...outcome,
		revenue,
		deciles: deciles.map(({ members, rewardCost, extraMargin, deadweightShare }) => ({
			members: Math.round(members),
			rewardCost: Math.round(rewardCost),
			extraMargin: Math.round(extraMargin),
			deadweightShare: deadweightShare === null ? null : Number(deadweightShare.toFixed(4)),
		})),
		tiers: tiers && {
			members: tiers.members.map(rounded),
			up: rounded(tiers.up),
			down: rounded(tiers.down),
		},
		months: Object.fromEntries(
			Object.entries(months).map(([name, row]) => [name, rounded(row)]),
		) as ShownOutcome['months'],
	};
}
