import type { Preset } from '#models/model.ts';
import type { ClvInputs } from './inputs.ts';

/** Two groups that look alike after a year: Var θ is 1/(α+β+1) of the largest possible. */
const publishedPair = {
	business: 'contractual',
	orderValue: 100,
	purchasesPerYear: 1,
	yearsKept: 5,
	marginRate: 1,
	retentionPerYear: 0.8,
	discountPerYear: 0.1,
	acquisitionCost: 0,
} as const satisfies Partial<ClvInputs>;

export const clvPresets: readonly Preset<ClvInputs>[] = [
	{
		id: 'cafe',
		label: '巷口咖啡館',
		note: '課文的例子：每次400元、一年5次、毛利率50%，當成一年續一次約。示意。',
		inputs: {
			orderValue: 400,
			purchasesPerYear: 5,
			yearsKept: 5,
			marginRate: 0.5,
			retentionPerYear: 0.8,
			discountPerYear: 0.1,
			acquisitionCost: 0,
		},
	},
	{
		id: 'streaming',
		label: '串流訂閱',
		note: '每月270元、毛利率不高、每年留下七成。示意。',
		inputs: {
			orderValue: 270,
			purchasesPerYear: 12,
			yearsKept: 3.5,
			marginRate: 0.3,
			retentionPerYear: 0.7,
			discountPerYear: 0.1,
			acquisitionCost: 1200,
		},
	},
	{
		id: 'goods',
		label: '日用品電商',
		note: '買得勤、毛利薄、取得新客要先花600元。示意。',
		inputs: {
			orderValue: 900,
			purchasesPerYear: 8,
			yearsKept: 2.5,
			marginRate: 0.18,
			retentionPerYear: 0.6,
			discountPerYear: 0.12,
			acquisitionCost: 600,
		},
	},
	{
		id: 'textbook',
		label: '教科書的數字',
		note: '每年毛利100元、留存率80%、折現率10%：A 366.67、B 266.67、C 333.33、D 349.60。',
		inputs: {
			orderValue: 100,
			purchasesPerYear: 1,
			yearsKept: 5,
			marginRate: 1,
			retentionPerYear: 0.8,
			discountPerYear: 0.1,
			acquisitionCost: 0,
		},
	},
	{
		id: 'gym',
		label: '健身房會籍',
		note: '有合約，會員有深有淺：第一年只留下63%，留下來的卻愈來愈穩。留存取自Fader與Hardie（2007）較不穩定的一群，金額示意。',
		inputs: {
			business: 'contractual',
			orderValue: 1_200,
			purchasesPerYear: 12,
			yearsKept: 2.5,
			marginRate: 0.4,
			retentionPerYear: 0.63,
			differences: 0.35,
			discountPerYear: 0.1,
			acquisitionCost: 3_000,
		},
	},
	{
		id: 'walk-in',
		label: '咖啡館的散客',
		note: '同一家咖啡館，客人沒有合約：買得多勤、多容易走，人人不同。示意。',
		inputs: {
			business: 'nonContractual',
			orderValue: 400,
			purchasesPerYear: 5,
			yearsKept: 5,
			marginRate: 0.5,
			retentionPerYear: 0.8,
			discountPerYear: 0.1,
			acquisitionCost: 0,
			leaveAfterOrder: 0.05,
			differences: 0.2,
			rateSpread: 1.2,
		},
	},
	{
		id: 'published-alike',
		label: '第一年都留80%：差不多的客戶',
		note: 'Fader與Hardie（2010）的第一群，α＝3.8、β＝15.2：人人都差不多。毛利示意，每年100元。',
		inputs: { ...publishedPair, differences: 0.05 },
	},
	{
		id: 'published-apart',
		label: '第一年都留80%：兩極的客戶',
		note: 'Fader與Hardie（2010）的第二群，α＝0.067、β＝0.267：第一年一樣留下80%，其實有人幾乎不走、有人馬上走。毛利示意，每年100元。',
		inputs: { ...publishedPair, differences: 0.75 },
	},
];
