import { clampInputs, usualInputs, usualSeed } from '#models/model.ts';
import { pointsModel, type PointsInputs, type PointsOutcome } from '#models/points/points.ts';
import { roiRange, type RoiRange } from '#models/points/range.ts';
import type { FirstAccounts } from './AccountsAnswers.svelte.ts';
import type { PointsState } from './jobs.ts';
import { answerAccounts } from './questions.ts';
import type { ShownOutcome } from './shown-outcome.ts';

/** What a page made in advance already knows, so that the first answer needs no script. */
export interface FirstPoints {
	readonly state: PointsState;
	readonly outcome: ShownOutcome;
	readonly range: RoiRange;
}

function stateWith(initial: Partial<PointsInputs>): PointsState {
	const { inputs } = clampInputs(pointsModel.inputs, {
		...usualInputs(pointsModel.inputs),
		...initial,
	});
	return { model: pointsModel.id, v: pointsModel.version, inputs, seed: usualSeed };
}

/** Works out the first answer while the page is being made. */
export function firstPoints(initial: Partial<PointsInputs> = {}): FirstPoints {
	const state = stateWith(initial);
	const outcome = pointsModel.run(state.inputs, state.seed);
	return { state, outcome: light(outcome), range: roiRange(state) };
}

/** What the page of further questions knows of the usual setting when it is made. */
export function firstAccounts(): FirstAccounts {
	const state = stateWith({});
	return { state, result: answerAccounts(state) };
}

const rounded = (row: readonly number[]): number[] => row.map(Math.round);

/** Points of a month, which the page adds up by quarter; other rows are read a month at a time. */
const flows: readonly string[] = ['earned', 'redeemed', 'expired', 'forfeited'];

/** Whole numbers that come, quarter by quarter, to the whole of the true sum. */
function wholeByQuarter(row: readonly number[]): number[] {
	let sum = 0;
	return row.map((value, month) => {
		if (month % 3 === 0) sum = 0;
		const before = Math.round(sum);
		sum += value;
		return Math.round(sum) - before;
	});
}

/**
 * The outcome without what the first view folds away, its rows rounded (NT$1, a point, a member):
 * nobody sees less, and the page carries half the bytes. What the page adds up comes to the total
 * that is worked out after a move: quarters are rounded as quarters, and tenths are left as they are.
 */
function light({ months: all, deciles, revenue, tiers, ...outcome }: PointsOutcome): ShownOutcome {
	const { owed: _owed, sales: _sales, ...months } = all;
	return {
		...outcome,
		revenue,
		deciles,
		tiers: tiers && {
			members: tiers.members.map(rounded),
			up: rounded(tiers.up),
			down: rounded(tiers.down),
		},
		months: Object.fromEntries(
			Object.entries(months).map(([name, row]) => [
				name,
				flows.includes(name) ? wholeByQuarter(row) : rounded(row),
			]),
		) as ShownOutcome['months'],
	};
}
