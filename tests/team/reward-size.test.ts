import { expect, test } from 'vitest';
import { pointsModel } from '#models/points/points.ts';
import { rewardSizeWords } from '#team/reward-size.ts';
import { compile, emptyDesign } from '#workflow/design.ts';

// The gym: orders of NT$1,200, of which 5 % is NT$60.
const gym = { orderValue: 1_200, firstYearChurn: 0.45, churnReduction: 0.12 };
const at = (threshold: number, pointsPerHundred = 1) => ({
	...emptyDesign().numbers,
	...{ threshold, pointsPerHundred },
});

test('beside the threshold stands what a reward must be to be noticed, as an assumption', () => {
	expect(rewardSizeWords(at(60), gym)).toBe(
		'假設：一份回饋要有一次消費的5%（約60元），客人才完全有感；門檻愈低，一份愈小。照現在的數字，一份約60元，完全有感。',
	);
	expect(rewardSizeWords(at(30), gym)).toMatch(/一份約30元，只有感50%，多買和留住人的效果/);
	// One order of NT$1,200 brings 12 points by itself.
	expect(rewardSizeWords(at(1), gym)).toMatch(/一份約12元，只有感20%/);
	expect(rewardSizeWords({ ...at(30), pointValue: 0 }, gym)).toMatch(/一份約0元，只有感0%/);
});

test('and where it says that less is noticed, the model keeps fewer members', () => {
	const churn = (threshold: number) => {
		const { inputs, seed } = compile({ ...emptyDesign(), numbers: at(threshold) }, gym);
		return pointsModel.run(inputs, seed).with.churn12 ?? Number.NaN;
	};
	expect(churn(1)).toBeGreaterThan(churn(30));
});
