import { drawCustomers, usualSpendShape, type Customer, type SpendShape } from './customers.ts';
import type { PointsInputs } from './inputs.ts';
import type { PointsOutcome } from './outcome.ts';
import { programmeOf } from './programme.ts';
import { followCustomers, readBlocks, type EachCustomer } from './shares.ts';

/**
 * The points programme month by month for the same customers in two worlds, one without it and one
 * with it; their difference is the programme's effect.
 *
 * The cohort is closed: nobody new arrives. Members join in the first month, in the lowest tier.
 * Left out: hurrying towards the next tier, and points rounded to whole ones at each order.
 */
export function simulatePoints(
	inputs: PointsInputs,
	seed: number,
	shape: SpendShape = usualSpendShape,
): PointsOutcome {
	return simulateCustomers(drawCustomers(inputs, seed, shape), inputs, seed, shape);
}

/** The same for given customers, in any order. */
export function simulateCustomers(
	customers: readonly Customer[],
	inputs: PointsInputs,
	seed: number,
	shape: SpendShape = usualSpendShape,
	each?: EachCustomer,
): PointsOutcome {
	const sample = customers.length;
	const all = { from: 0, to: sample };
	const blocks = followCustomers(customers, inputs, seed, shape, all, each);
	return readBlocks([blocks], inputs, sample, programmeOf(inputs));
}
