import { liabilityBridge, pointsLiability } from '#models/points/ifrs-months.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { waysOfCounting } from '#models/points/ways.ts';
import { estimateWords, type EstimateWords } from './estimate-words.ts';
import { liabilityWords, type LiabilityWords } from './liability-words.ts';
import type { AccountsResult } from './questions.ts';
import { waysWords, type WayWords } from './ways-words.ts';

/** How others count the same programme, and how the books do. */
export interface AccountsWords {
	readonly estimate: EstimateWords;
	readonly ways: WayWords;
	readonly liability: LiabilityWords;
}

export function accountsWords(
	{ outcome, estimate, counted, months: accounted }: AccountsResult,
	inputs: PointsInputs,
): AccountsWords {
	const months = pointsLiability(accounted);
	const end = months.at(-1);
	return {
		estimate: estimateWords(inputs, outcome, estimate),
		ways: waysWords(waysOfCounting(counted)),
		liability: liabilityWords(months, end && liabilityBridge(end, inputs.pointValue)),
	};
}
