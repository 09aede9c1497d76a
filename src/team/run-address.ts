import type { ModelState } from '#models/model.ts';
import { pointsInputs, type PointsInputs } from '#models/points/inputs.ts';
import { comparedToQuery } from '#simulators/address.ts';

/** A design as an address of its simulator: its whole state, frozen by that alone. */
export const runAddress = (state: ModelState<PointsInputs>): string =>
	`/simulators/points${comparedToQuery(pointsInputs, { now: state, pinned: null })}`;
