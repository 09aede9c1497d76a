import type { ChurnOutcome } from '#models/churn/churn.ts';
import { discountForGain, gainFromLessChurn, gainsAt } from '#models/churn/five-points.ts';
import { churnInputs, type ChurnInputs } from '#models/churn/inputs.ts';
import { gained, lessChurnWords, rate, stories } from './words.ts';

/** Sentences on what less churn is worth, put together from their numbers. */

/** Says so where a first year has fewer points of churn than are to be taken off. */
function shortWords(inputs: ChurnInputs, { alike, mixed }: ChurnOutcome): string {
	const { reductionKind, reduction } = inputs;
	// Those who differ never lose more in their first year than those alike.
	if (reductionKind === 'percent' || mixed.firstYearChurn > reduction - 1e-9) return '';
	const who = alike.firstYearChurn > reduction - 1e-9 ? `${stories.mixed}時` : '';
	return `${who}一年流失的本來就少不到${lessChurnWords(inputs).replace('少流失', '')}，最多降到0%。`;
}

/** What the reduction does to the first year, for each of the two stories. */
export function ownChangeWords(inputs: ChurnInputs, outcome: ChurnOutcome): string {
	const { alike, mixed, mix } = outcome;
	const year = ({ firstYearChurn: before, firstYearChurnAfter: after }: typeof alike) =>
		`從${rate(before, 1)}降到${rate(after, 1)}`;
	const how = `${shortWords(inputs, outcome)}做法是每個人自己的流失率都照同樣的比例降`;
	if (mix === null) return `你的設定：第一年的流失率${year(alike)}。${how}。`;
	if (inputs.period === 'year') {
		return `你的設定：第一年的流失率${year(alike)}，兩種說法都一樣。${how}。`;
	}
	const all = alike.firstYearChurnAfter === 0 && mixed.firstYearChurnAfter === 0;
	return `你的設定：第一年的流失率，${stories.alike}時${year(alike)}，${stories.mixed}時${year(mixed)}。${how}${all ? '' : '；兩種說法第一年走的人不一樣多，所以比例也不一樣'}。`;
}

/**
 * When "25 to 85 percent" is true: for five points less churn at flat margins, without
 * acquisition cost, the whole range hangs on 1 + i − r (Reichheld & Sasser 1990), which
 * {@link discountForGain} solves.
 */
export function famousWords(inputs: ChurnInputs): string {
	const paper = 'Reichheld與Sasser（1990）';
	const unpaid = '為了少流失花掉的錢都還沒算。';
	if (inputs.reductionKind !== 'points' || inputs.reduction !== churnInputs.reduction.usual) {
		return `${paper}的25%到85%，從例子看是五個百分點，不能拿來形容${lessChurnWords(inputs)}；${unpaid}`;
	}
	const points = inputs.reduction;
	const where = (retention: number, rise: number) =>
		`留存率${rate(retention)}、折現${rate(discountForGain(retention, points, rise), 1)}`;
	const at95 = gained(
		gainFromLessChurn({ churn: 0.05, discount: 0.1, reduction: points, kind: 'points' }),
	);
	const row = (retention: number) => {
		const gains = gainsAt(retention, points, 'points');
		return `${rate(retention)}那一列是${gained(gains.at(-1) ?? null)}到${gained(gains[0] ?? null)}`;
	};
	return (
		`${paper}的25%到85%，原文寫5%，從例子看是百分點：流失率10%降到5%，也就是從留存率90%算起。只靠少流失五個百分點，折現從15%降到0%時，表裡${row(0.85)}，${row(0.9)}，${row(0.95)}。要剛好25%，得是${where(0.85, 0.25)}，或${where(0.9, 0.25)}；` +
		`要到85%，得留得更久、折現更低，例如${where(0.9, 0.85)}，或${where(0.95, 0.85)}。` +
		`折現10%、毛利不變又不扣取得成本時，留存率到95%也只有${at95}，到不了85%；這時要靠毛利逐年成長，或先扣掉取得成本再比。` +
		unpaid
	);
}
