import type { InputsOf, InputTable, Preset } from '#models/model.ts';
import { publishedShares } from './published.ts';

export const churnInputs = {
	churnPerPeriod: {
		kind: 'number',
		label: '每期流失率',
		key: 'churn',
		unit: '%',
		min: 0,
		max: 0.6,
		step: 0.005,
		usual: 0.05,
		source: '假設',
		hint: '客戶有深有淺時，這是第一期的平均',
	},
	heterogeneity: {
		kind: 'number',
		label: '客戶差異',
		key: 'mix',
		unit: '',
		min: 0,
		max: 0.6,
		step: 0.01,
		usual: 0.1,
		source:
			'假設。Fader與Hardie（2007）的兩群客戶是0.18與0.35，但那裡一期是一年；一期是一個月時不能照搬',
		hint: '0是人人的流失率都一樣；愈大，愛走的和不走的差愈遠',
	},
	periods: {
		kind: 'number',
		label: '看幾期',
		key: 'periods',
		unit: '期',
		min: 1,
		max: 120,
		step: 1,
		usual: 36,
		source: '假設',
	},
	period: {
		kind: 'choice',
		label: '一期是',
		key: 'period',
		usual: 'month',
		source: '看公司多久讓客戶決定一次去留',
		options: [
			{ value: 'month', label: '一個月' },
			{ value: 'year', label: '一年' },
		],
	},
	customers: {
		kind: 'number',
		label: '期初客戶數',
		key: 'n',
		unit: '人',
		min: 1,
		max: 1_000_000,
		step: 100,
		usual: 1_000,
		source: '假設',
	},
	marginPerPeriod: {
		kind: 'number',
		label: '每位客戶每期的毛利',
		key: 'margin',
		unit: '元',
		min: 0,
		max: 10_000,
		step: 10,
		usual: 300,
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
	acquisitionCost: {
		kind: 'number',
		label: '取得一位客戶的成本',
		key: 'cost',
		unit: '元',
		min: 0,
		max: 50_000,
		step: 100,
		usual: 1_500,
		source: '假設',
	},
	seenPeriods: {
		kind: 'number',
		label: '看第幾期之後留下的人',
		key: 'seen',
		unit: '期',
		min: 0,
		max: 120,
		step: 1,
		usual: 12,
		source: '看你想知道什麼時候',
	},
	reduction: {
		kind: 'number',
		label: '一年少流失',
		key: 'less',
		unit: '%',
		min: 0,
		max: 0.5,
		step: 0.005,
		usual: 0.05,
		source: 'Reichheld與Sasser（1990）寫5%，從例子看是百分點',
		hint: '從第一年的流失率裡減，再換回每期',
	},
	reductionKind: {
		kind: 'choice',
		label: '少的是',
		key: 'kind',
		usual: 'points',
		source: 'Reichheld與Sasser（1990）寫5%，從例子看是百分點：10%降到5%',
		options: [
			{ value: 'points', label: '百分點', note: '例如15%減五個百分點，剩10%' },
			{ value: 'percent', label: '百分比', note: '例如15%減掉其中的5%，剩14.25%' },
		],
	},
} as const satisfies InputTable;

export type ChurnInputs = InputsOf<typeof churnInputs>;

/** Rounded to four digits from the published fits (α .668, β 3.806 and α .704, β 1.182). */
const faderHardie = {
	highEnd: { churnPerPeriod: 0.1493, heterogeneity: 0.1827 },
	regular: { churnPerPeriod: 0.3733, heterogeneity: 0.3465 },
} as const;

export const churnPresets = [
	{
		id: 'gym',
		label: '健身房（示意）',
		note: '示意：一月辦卡的人走得快，常客幾乎不走。數字是假設，不是哪一家的資料。',
		inputs: {
			churnPerPeriod: 0.06,
			heterogeneity: 0.15,
			marginPerPeriod: 600,
			acquisitionCost: 2_000,
		},
	},
	{
		id: 'telecom',
		label: '電信月租（示意）',
		note: '示意：綁約讓流失低，客戶之間差得不多。數字是假設，不是哪一家的資料。',
		inputs: {
			churnPerPeriod: 0.015,
			heterogeneity: 0.01,
			marginPerPeriod: 250,
			acquisitionCost: 3_000,
		},
	},
	{
		id: 'alike',
		label: '人人相同',
		note: '示意：把客戶差異歸零，兩條線就合成一條。',
		inputs: { heterogeneity: 0 },
	},
	{
		id: 'high-end',
		label: '高階方案（文獻）',
		note: 'Fader與Hardie（2007）表1的High End客戶，一期是一年；前七年配適α＝.668、β＝3.806。毛利與取得成本是假設。',
		inputs: {
			...faderHardie.highEnd,
			period: 'year',
			periods: 12,
			marginPerPeriod: 3_600,
		},
	},
	{
		id: 'regular',
		label: '一般方案（文獻）',
		note: 'Fader與Hardie（2007）表1的Regular客戶，一期是一年；前七年配適α＝.704、β＝1.182。毛利與取得成本是假設。',
		inputs: {
			...faderHardie.regular,
			period: 'year',
			periods: 12,
			marginPerPeriod: 3_600,
		},
	},
] as const satisfies readonly Preset<ChurnInputs>[];

/** Share of customers still here after 0 to 12 years, as observed (Fader & Hardie 2007, Table 1). */
const observed: Partial<Record<(typeof churnPresets)[number]['id'], readonly number[]>> = {
	'high-end': publishedShares('highEnd'),
	regular: publishedShares('regular'),
};

/** What was really observed, when the inputs stand where one of the published segments has them. */
export function observedSurvival(inputs: ChurnInputs): readonly number[] | null {
	if (inputs.period !== 'year') return null;
	const preset = churnPresets.find(
		({ id, inputs: given }) =>
			observed[id] !== undefined &&
			'churnPerPeriod' in given &&
			given.churnPerPeriod === inputs.churnPerPeriod &&
			given.heterogeneity === inputs.heterogeneity,
	);
	const curve = preset && observed[preset.id];
	return curve ? curve.slice(0, inputs.periods + 1) : null;
}
