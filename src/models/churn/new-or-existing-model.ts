import {
	requireInRange,
	type InputsOf,
	type InputTable,
	type Model,
	type Preset,
} from '#models/model.ts';
import {
	bestEquity,
	equityAt,
	steepnessFor,
	type Equity,
	type EquityInputs,
} from './equity-split.ts';
import { newOrExisting, newOrExistingInputs, type NewOrExisting } from './new-or-existing.ts';
import { retentionSpend, type RetentionSpendResult } from './retention-spend.ts';

export const choiceInputs = {
	...newOrExistingInputs,
	marginPerYear: {
		kind: 'number',
		label: '一位客戶一年的毛利',
		key: 'margin',
		unit: '元',
		min: 100,
		max: 50_000,
		step: 100,
		slideTo: 5_000,
		usual: 1_500,
		source: '假設',
	},
	discountPerYear: {
		kind: 'number',
		label: '年折現率',
		key: 'discount',
		unit: '%',
		min: 0,
		max: 0.5,
		step: 0.005,
		usual: 0.1,
		source: '慣例',
	},
	winRate: {
		kind: 'number',
		label: '現在的成交率',
		key: 'win',
		unit: '%',
		min: 0.01,
		max: 0.9,
		step: 0.01,
		usual: 0.1,
		source: '假設',
		hint: '接觸到的潛在客戶裡，成為客戶的比例',
	},
	winCeiling: {
		kind: 'number',
		label: '花再多錢，成交最多到',
		key: 'winmost',
		unit: '%',
		min: 0.02,
		max: 0.95,
		step: 0.01,
		usual: 0.25,
		source: '假設。Blattberg與Deighton（1996）請經理人自己估',
	},
	keepRate: {
		kind: 'number',
		label: '現在的年留存率',
		key: 'keep',
		unit: '%',
		min: 0.05,
		max: 0.95,
		step: 0.01,
		usual: 0.7,
		source: '假設',
	},
	keepCeiling: {
		kind: 'number',
		label: '花再多錢，留存最多到',
		key: 'keepmost',
		unit: '%',
		min: 0.06,
		max: 0.98,
		step: 0.01,
		usual: 0.85,
		source: '假設。Blattberg與Deighton（1996）請經理人自己估',
	},
	points: {
		kind: 'number',
		label: '想讓年留存率多',
		key: 'points',
		unit: '%',
		min: 0,
		max: 0.3,
		step: 0.005,
		usual: 0.05,
		source: '假設',
		hint: '這裡的%是百分點',
	},
} as const satisfies InputTable;

export type ChoiceInputs = InputsOf<typeof choiceInputs>;

export const choicePresets = [
	{
		id: 'rule',
		label: '照五倍法則',
		note: '法則只說了花費差五倍，沒說接觸到的人有幾個是因此才留下。這裡假設一成。',
		inputs: {
			ratio: 5,
			acquisitionCost: 1_500,
			savedShare: 0.1,
			newValue: 4_500,
			keptValue: 3_000,
			marginPerYear: 1_500,
		},
	},
	{
		id: 'cafe',
		label: '課文的咖啡館',
		note: '第1課的例子：一位新客600元，照顧到的熟客有兩成因此留下；價值只算第一年的毛利。示意。',
		inputs: {
			ratio: 5,
			acquisitionCost: 600,
			savedShare: 0.2,
			newValue: 500,
			keptValue: 1_000,
			marginPerYear: 1_000,
		},
	},
	{
		id: 'already-staying',
		label: '本來就會留',
		note: '假設：接觸到的舊客一百人裡，只有兩人是因為這筆錢才留下。',
		inputs: { savedShare: 0.02 },
	},
	{
		id: 'targeted',
		label: '找得到要走的人',
		note: '假設：認得出誰要走，接觸到的人有四成因此留下。',
		inputs: { savedShare: 0.4 },
	},
	{
		id: 'crowded',
		label: '新客愈來愈貴',
		note: '假設：取得一位新客要4,000元，留客的花費沒有跟著貴，差距拉大到十三倍。',
		inputs: { acquisitionCost: 4_000, ratio: 13 },
	},
] as const satisfies readonly Preset<ChoiceInputs>[];

/** What a year of both kinds of spending comes to, now and at its best. */
export interface BudgetSplit {
	now: Equity;
	best: Equity;
	/** Of 100 spent on a prospect over a lifetime, the share that goes to keeping (present value). */
	keepingShareNow: number;
	keepingShareBest: number;
	/** Worth of a prospect by yearly spending on keeping, winning at its present spending. */
	byKeepingSpend: { spend: number; equity: number }[];
}

export type BudgetResult =
	| { ok: true; split: BudgetSplit }
	/** A rate as it is now reaches or passes what is said to be the most. */
	| { ok: false; reason: 'winning-above-ceiling' | 'keeping-above-ceiling' };

export interface ChoiceOutcome {
	now: NewOrExisting;
	/** Value ÷ cost of a new customer. */
	valueToCost: number;
	/** Years until the margins of a customer who stays have paid for winning them. */
	paybackYears: number;
	/** Value bought with one NT$ spent on keeping, by ratio 1–25. */
	byRatio: { ratio: number; kept: number }[];
	budget: BudgetResult;
	/** The most that better retention may cost. */
	breakEven: RetentionSpendResult;
}

const spendSteps = 48;

/** The present value of a year's spending for as long as a customer stays, seen from a prospect. */
function keepingShare(
	{ winningSpend, winningRate, keepingSpend, keepingRate }: Equity,
	discount: number,
) {
	const keeping = (winningRate * keepingSpend) / (1 + discount - keepingRate);
	return winningSpend + keeping > 0 ? keeping / (winningSpend + keeping) : 0;
}

/** The best split after Blattberg & Deighton (1996), from today's spending and today's rates. */
function budgetOf(inputs: ChoiceInputs, costPerApproach: number): BudgetResult {
	const { marginPerYear, discountPerYear, winRate, winCeiling, keepRate, keepCeiling } = inputs;
	if (winRate >= winCeiling) return { ok: false, reason: 'winning-above-ceiling' };
	if (keepRate >= keepCeiling) return { ok: false, reason: 'keeping-above-ceiling' };
	// A prospect costs what a customer won costs, times the share who are won.
	const winningSpend = inputs.acquisitionCost * winRate;
	const equity: EquityInputs = {
		marginPerPeriod: marginPerYear,
		discountPerPeriod: discountPerYear,
		winning: {
			ceiling: winCeiling,
			steepness: steepnessFor(winCeiling, winningSpend, winRate),
		},
		keeping: {
			ceiling: keepCeiling,
			steepness: steepnessFor(keepCeiling, costPerApproach, keepRate),
		},
	};
	const now = equityAt(equity, winningSpend, costPerApproach);
	const best = bestEquity(equity);
	const most = 2 * Math.max(costPerApproach, best.keepingSpend);
	return {
		ok: true,
		split: {
			now,
			best,
			keepingShareNow: keepingShare(now, discountPerYear),
			keepingShareBest: keepingShare(best, discountPerYear),
			byKeepingSpend: Array.from({ length: spendSteps + 1 }, (_, step) => {
				const spend = (most * step) / spendSteps;
				return {
					spend,
					equity: equityAt(equity, winningSpend, spend).equityPerProspect,
				};
			}),
		},
	};
}

/** Winning against keeping: the rule, what it costs and brings, and where the money is best spent. */
function run(inputs: ChoiceInputs): ChoiceOutcome {
	requireInRange(choiceInputs, inputs);
	const { ratio, acquisitionCost, savedShare, newValue, keptValue } = inputs;
	const rule = { ratio, acquisitionCost, savedShare, newValue, keptValue };
	const now = newOrExisting(rule);
	return {
		now,
		valueToCost: newValue / acquisitionCost,
		paybackYears: acquisitionCost / inputs.marginPerYear,
		byRatio: Array.from({ length: 25 }, (_, index) => ({
			ratio: index + 1,
			kept: newOrExisting({ ...rule, ratio: index + 1 }).valuePerDollarKept,
		})),
		budget: budgetOf(inputs, now.costPerApproach),
		breakEven: retentionSpend({
			marginPerPeriod: inputs.marginPerYear,
			retention: inputs.keepRate,
			points: inputs.points,
			discountPerPeriod: inputs.discountPerYear,
		}),
	};
}

export const choiceModel: Model<typeof choiceInputs, ChoiceOutcome> = {
	id: 'new-or-existing',
	version: 1,
	title: '新客還是舊客',
	inputs: choiceInputs,
	presets: choicePresets,
	run,
};
