import { numberRow as number, type InputsOf, type InputTable, type Preset } from '#models/model.ts';

export const concentrationInputs = {
	purchasesPerMonth: number({
		label: '平均每月購買次數',
		key: 'freq',
		unit: '次',
		min: 0.02,
		max: 4,
		step: 0.02,
		usual: 0.5,
		source: '假設',
		hint: '名單上每一位，沒買的也算',
	}),
	evenness: number({
		label: '購買次數的均勻度 κ',
		key: 'kappa',
		unit: '',
		min: 0.1,
		max: 10,
		step: 0.01,
		usual: 0.8,
		source: '假設；在唱片電商（0.24）與日用品（約1）之間',
		hint: '愈小，客戶之間差得愈多',
	}),
	months: number({
		label: '看幾個月',
		key: 'months',
		unit: '個月',
		min: 1,
		max: 60,
		step: 1,
		usual: 12,
		source: '假設',
	}),
	counted: {
		kind: 'choice',
		label: '算誰',
		key: 'who',
		usual: 'all',
		source: '兩種算法都有人用，報告裡要寫清楚',
		options: [
			{ value: 'all', label: '名單上每一位', note: '期間內沒買的也算一位客戶' },
			{ value: 'buyers', label: '只算有買的', note: '期間內至少買過一次的客戶' },
		],
	},
	topPeople: number({
		label: '前多少客戶',
		key: 'top',
		unit: '%',
		min: 0.01,
		max: 0.5,
		step: 0.01,
		usual: 0.2,
		source: '80/20法則的20%',
	}),
} as const satisfies InputTable;

export type ConcentrationInputs = InputsOf<typeof concentrationInputs>;

export const concentrationPresets: readonly Preset<ConcentrationInputs>[] = [
	{ id: 'usual', label: '一年，全部客戶', note: '預設值。數字是假設。', inputs: {} },
	{
		id: 'one-month',
		label: '只看一個月',
		note: '同一批客戶，只看一個月：很多人還沒輪到買，集中程度跟著升高。數字是假設。',
		inputs: { months: 1 },
	},
	{
		id: 'one-month-buyers',
		label: '一個月，只算有買的',
		note: '沒買的不算，方向就反過來：大家多半只買一次，看起來很平均。數字是假設。',
		inputs: { months: 1, counted: 'buyers' },
	},
	{
		id: 'records',
		label: '唱片電商的均勻度',
		note: 'κ約0.24，是Fader、Hardie與Lee（2005）由一家唱片電商的資料估出的；長期下來前20%約占80%。購買次數是假設。',
		inputs: { evenness: 0.24, months: 60, purchasesPerMonth: 1 },
	},
	{
		id: 'alike',
		label: '客戶都差不多',
		note: '示意：κ＝10，差別幾乎全是運氣，今年的前20%明年就換人。',
		inputs: { evenness: 10 },
	},
];
