import type { ModelState } from '#models/model.ts';
import { rewardUnitCost } from './costs.ts';
import type { PointsMonths } from './ifrs-months.ts';
import type { PointsInputs } from './inputs.ts';
import type { PointsOutcome } from './outcome.ts';
import { pointsModel } from './points.ts';
import type { CountedProgramme } from './ways.ts';

/** What the ways of counting and the accounts ask of a simulated programme. */

/** Nobody buys more because of the programme; whoever would stay on because of it does. */
const buyingAsBefore = {
	lift: 0,
	goalGradient: 0,
	rewardedLift: 0,
	statusLift: 0,
} as const satisfies Partial<PointsInputs>;

/**
 * The programme as {@link waysOfCounting} takes it. Besides the outcome it needs what staying on
 * alone is worth, so it runs the same customers a second time, with nobody buying more.
 */
export function countedProgramme(
	{ inputs, seed }: Pick<ModelState<PointsInputs>, 'inputs' | 'seed'>,
	outcome: PointsOutcome = pointsModel.run(inputs, seed),
): CountedProgramme {
	const { revenue, cost, members } = outcome;
	return {
		marginRate: inputs.marginRate,
		members,
		others: inputs.customers - members,
		revenue,
		membersKept: outcome.with.customersLeft - outcome.without.customersLeft,
		keptMargin: pointsModel.run({ ...inputs, ...buyingAsBefore }, seed).extraMargin,
		cost,
	};
}

/**
 * The programme's months as {@link pointsLiability} takes them. Expected to be redeemed is what the
 * simulation charges: points held by members who can reach a reward.
 */
export function accountedMonths(
	inputs: Pick<PointsInputs, 'pointValue' | 'marginRate' | 'displacedShare'>,
	{ months }: PointsOutcome,
): PointsMonths {
	return {
		salesWithPoints: months.sales,
		pointsEarned: months.earned,
		pointsRedeemed: months.redeemed,
		pointsLapsed: months.expired.map((points, month) => points + (months.forfeited[month] ?? 0)),
		pointValue: inputs.pointValue,
		costPerFaceDollar: rewardUnitCost(inputs.marginRate, inputs.displacedShare),
		expectation: { pointsHeld: months.owed },
	};
}
