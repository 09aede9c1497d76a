import { clampInputs } from '#models/model.ts';
import { pointsInputs } from '#models/points/inputs.ts';
import { noticed } from '#models/points/programme.ts';
import { number, percent } from '#ui/format.ts';
import type { CaseInputs, Design } from '#workflow/design.ts';

/**
 * Why a lower threshold may do less: what is redeemed at once gets smaller, and the case assumes
 * that a small reward is only partly noticed. Nobody sees it in the sliders, so it is said there.
 */
export function rewardSizeWords(numbers: Design['numbers'], company: CaseInputs): string {
	const { inputs } = clampInputs(pointsInputs, { ...company, ...numbers });
	const { orderValue, noticeableReward, pointsPerHundred, threshold, pointValue } = inputs;
	// One order may bring more points than a low threshold asks for.
	const points = Math.max(threshold, (orderValue * pointsPerHundred) / 100);
	const share = noticed(inputs, points, orderValue);
	const needed = `${percent(noticeableReward)}（約${number(orderValue * noticeableReward)}元）`;
	const now = `照現在的數字，一份約${number(points * pointValue)}元，`;
	return (
		`假設：一份回饋要有一次消費的${needed}，客人才完全有感；門檻愈低，一份愈小。${now}` +
		(share === 1 ? '完全有感。' : `只有感${percent(share)}，多買和留住人的效果照這樣打折。`)
	);
}
