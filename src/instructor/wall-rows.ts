import { shownValue } from '#presentation/design-rows.ts';
import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { patchedState } from '#workflow/comment.ts';
import { atUsualCosts } from '#workflow/costs.ts';
import { compileAtCase, type CaseInputs, type Design } from '#workflow/design.ts';
import type { Submission } from '#workflow/submission.ts';

/** What of a version handed in is compared on the wall. */

export type State = ModelState<PointsInputs>;

/** The states of a version: what compares, with what the team has moved, at the usual costs. */
export function statesOf({ state, design }: Submission, company: CaseInputs) {
	const atCase = compileAtCase(design, company);
	const plain = atCase ?? state;
	return { plain, moved: atCase && state, usual: atUsualCosts(plain, company) };
}

/** The points rule in short: 1點×1元，滿30點，12個月. */
export const ruleOf = ({ numbers }: Design): string =>
	`${shownValue('pointsPerHundred', numbers.pointsPerHundred)}×${shownValue('pointValue', numbers.pointValue)}，滿${shownValue('threshold', numbers.threshold)}，${shownValue('expiryMonths', numbers.expiryMonths)}`;

/** A version handed in before the model had one of its inputs gets the usual one for it. */
export const whole = (state: State): State => patchedState(state, null);
