import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { costFields, numberFields, usualCost, type CaseInputs, type CostField } from './design.ts';

/**
 * In what a programme costs beside its points a team decides what no customer answers to: money
 * left out changes no effect, so the lowest costs beat every idea. What stands below the usual is
 * therefore told wherever a result is told, and so is the result without it.
 */
type Costs = Pick<PointsInputs, CostField>;

/** The costs that stand below what is usual for the company, each as a share of it. */
export const cheapCosts = (
	costs: Costs,
	company: CaseInputs,
): { field: CostField; share: number }[] =>
	costFields
		.map((field) => ({ field, share: costs[field] / usualCost(company, field) }))
		.filter(({ share }) => share < 1 - 1e-9);

/**
 * What a design compiles to with its cheap costs at their usual value; null where that is no other
 * design. Assumptions that the team has moved stay moved: this is about costs alone.
 */
export function atUsualCosts(
	state: ModelState<PointsInputs>,
	company: CaseInputs,
): ModelState<PointsInputs> | null {
	const cheap = cheapCosts(state.inputs, company);
	if (cheap.length === 0) return null;
	const usual = Object.fromEntries(cheap.map(({ field }) => [field, usualCost(company, field)]));
	return { ...state, inputs: { ...state.inputs, ...usual } };
}

/** Whether any cost is lower than it was, so that part of a better result is money left out. */
const spendsLess = (before: Costs, after: Partial<Costs>): boolean =>
	costFields.some((field) => (after[field] ?? before[field]) < before[field] - 1e-9);

/** 20%: how much of the usual a cost is; what is below it is never called all of it. */
export const shareWords = (share: number): string => `${Math.min(99, Math.round(100 * share))}%`;
/** What a team with low costs owes its readers. */
export const cheapOwes = '便宜在哪裡，要寫得出來。';

/** 開辦費只有預設值的20%、每月固定費30%：便宜在哪裡，要寫得出來。 Empty where nothing is cheap. */
export function cheapWords(costs: Costs, company: CaseInputs): string {
	const cheap = cheapCosts(costs, company).map(
		({ field, share }, place) =>
			`${numberFields[field].label}${place === 0 ? '只有預設值的' : ''}${shareWords(share)}`,
	);
	return cheap.length === 0 ? '' : `${cheap.join('、')}：${cheapOwes}`;
}

/** Said beside a result that is better because something costs less; empty where nothing does. */
export const lessSpentWords = (before: Costs, after: Partial<Costs>): string =>
	spendsLess(before, after)
		? '費用移低了：模擬器裡，少花的錢全算成賺的，效果一點也不少，實際上未必。'
		: '';

/** Having no points may be the answer; the model sees what is spent all the same, and nothing else. */
export const noPointsMeans =
	'沒有點數計畫，這裡沒有ROI可算：花的錢照算，其他做法的效果模擬器算不到，寫在「怎麼衡量」。';
