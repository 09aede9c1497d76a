import type { InputsOf, InputTable, Preset } from '#models/model.ts';

export const cohortsInputs = {
	segment: {
		kind: 'choice',
		label: '哪一群客戶',
		key: 'who',
		usual: 'highEnd',
		source: 'Fader與Hardie（2007）表1，一家訂閱公司的兩群客戶',
		options: [
			{ value: 'highEnd', label: '高階方案', note: 'High End，第一年走13%' },
			{ value: 'regular', label: '一般方案', note: 'Regular，第一年走37%' },
		],
	},
	fitYears: {
		kind: 'number',
		label: '只給模型看前幾年',
		key: 'years',
		unit: '年',
		min: 1,
		max: 11,
		step: 1,
		usual: 7,
		source: 'Fader與Hardie（2007）用前七年配適，留五年檢查',
		hint: '之後的年份，模型都沒看過',
	},
	discountPerYear: {
		kind: 'number',
		label: '年折現率',
		key: 'discount',
		unit: '%',
		min: 0.005,
		max: 0.5,
		step: 0.005,
		usual: 0.1,
		source: '慣例',
	},
	cut: {
		kind: 'number',
		label: '讓每個人的流失率都少',
		key: 'cut',
		unit: '%',
		min: 0,
		max: 1,
		step: 0.05,
		usual: 0.2,
		source: '假設',
		hint: '少掉各人自己流失率的這個比例',
	},
	growth: {
		kind: 'number',
		label: '新客人數每期成長',
		key: 'growth',
		unit: '%',
		min: -0.3,
		max: 0.4,
		step: 0.05,
		usual: 0.15,
		source: '假設。只影響合成的世代表',
		hint: '只改每期來多少新客，每一位客戶的流失率都不動',
	},
} as const satisfies InputTable;

export type CohortsInputs = InputsOf<typeof cohortsInputs>;

export const cohortsPresets = [
	{
		id: 'regular',
		label: '一般方案',
		note: 'Fader與Hardie（2007）表1的Regular客戶：走得快，差異也更大。',
		inputs: { segment: 'regular' },
	},
	{
		id: 'three',
		label: '只看三年',
		note: '資料少的時候，同一個模型猜得到多遠。',
		inputs: { fitYears: 3 },
	},
	{
		id: 'one',
		label: '只看一年',
		note: '只有一個留存率，分不出人人相同還是有深有淺。',
		inputs: { fitYears: 1 },
	},
] as const satisfies readonly Preset<CohortsInputs>[];
