import { describe, expect, test } from 'vitest';
import { pointsModel } from '#models/points/points.ts';
import { atUsualCosts, cheapCosts, cheapWords, lessSpentWords } from '#workflow/costs.ts';
import {
	compile,
	costFields,
	emptyDesign,
	numberFields,
	withUsualCosts,
	type Design,
} from '#workflow/design.ts';

const withCosts = (costs: Partial<Design['numbers']>): Design => {
	const design = emptyDesign();
	return { ...design, numbers: { ...design.numbers, ...costs } };
};
const lowest = {
	setupCost: numberFields.setupCost.min,
	fixedCostPerMonth: numberFields.fixedCostPerMonth.min,
	costPerMemberMonth: numberFields.costPerMemberMonth.min,
};
const company = { simulatedCustomers: 200 };

describe('costs below the usual', () => {
	test('are named with what they are a share of; usual and higher ones are not', () => {
		expect(cheapCosts(emptyDesign().numbers, company)).toEqual([]);
		expect(cheapWords(withCosts({ setupCost: 900_000 }).numbers, company)).toBe('');
		expect(cheapWords(withCosts({ ...lowest, costPerMemberMonth: 3 }).numbers, company)).toBe(
			'開辦費只有預設值的20%、每月固定費30%：便宜在哪裡，要寫得出來。',
		);
		expect(cheapWords({ ...emptyDesign().numbers, setupCost: 149_999 }, company)).toContain('99%');
	});

	test('make a result better that is the same design’s at the usual costs', () => {
		const state = compile(withCosts(lowest), company);
		const usual = atUsualCosts(state, company);
		expect(usual).toEqual(compile(emptyDesign(), company));
		const roi = (of: typeof state) => pointsModel.run(of.inputs, of.seed).roi ?? Number.NaN;
		expect(roi(state)).toBeGreaterThan(roi(usual as typeof state) + 0.1);
	});

	test('leave higher costs, moved assumptions and everything else where they are', () => {
		const state = compile(withCosts({ setupCost: 30_000, fixedCostPerMonth: 50_000 }), company);
		expect(atUsualCosts(state, company)?.inputs).toEqual({
			...state.inputs,
			setupCost: numberFields.setupCost.usual,
		});
		expect(atUsualCosts(compile(emptyDesign(), company), company)).toBeNull();
	});

	test('that were moved down are told beside the result; those moved up are not', () => {
		const { numbers } = emptyDesign();
		expect(lessSpentWords(numbers, { setupCost: 30_000 })).toMatch(/少花的錢全算成賺的/);
		expect(lessSpentWords(numbers, { ...numbers, setupCost: 300_000 })).toBe('');
		expect(lessSpentWords(numbers, {})).toBe('');
	});

	test('are held against the case’s own usual costs, where it has them', () => {
		const small = { ...company, setupCost: 60_000, fixedCostPerMonth: 5_000 };
		const decided = { ...withCosts({ setupCost: 60_000, fixedCostPerMonth: 4_000 }) };
		decided.numbersSet = [...costFields];
		expect(cheapCosts(decided.numbers, small)).toEqual([
			{ field: 'fixedCostPerMonth', share: 0.8 },
		]);
		expect(atUsualCosts(compile(decided, small), small)?.inputs.fixedCostPerMonth).toBe(5_000);
	});
});

describe('a cost that nobody has decided', () => {
	const small = { ...company, setupCost: 60_000, fixedCostPerMonth: 5_000 };

	test('stands where the case has it, in what is shown and in what is reckoned', () => {
		const { numbers } = withUsualCosts(emptyDesign(), small);
		expect(numbers.setupCost).toBe(60_000);
		expect(numbers.costPerMemberMonth).toBe(numberFields.costPerMemberMonth.usual);
		expect(compile(emptyDesign(), small).inputs.setupCost).toBe(60_000);
		expect(atUsualCosts(compile(emptyDesign(), small), small)).toBeNull();
	});

	test('is the team’s once it has decided it, also where that is the usual of all companies', () => {
		const decided = withCosts({ setupCost: numberFields.setupCost.usual });
		decided.numbersSet = ['setupCost'];
		expect(compile(decided, small).inputs).toMatchObject({
			setupCost: numberFields.setupCost.usual,
			fixedCostPerMonth: 5_000,
		});
	});
});
