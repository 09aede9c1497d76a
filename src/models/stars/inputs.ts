import { numberRow as number, type InputsOf, type InputTable, type Preset } from '#models/model.ts';

const rules = 'Starbucks Rewards美國規則，2023年2月13日到2026年3月9日；規則各國不同，也常改';

const price = (label: string, key: string, usual: number, max: number, source: string) =>
	number({ label, key, unit: '美元', min: 0, max, step: 0.1, usual, source });

export const starsInputs = {
	spendPerVisit: number({
		label: '每次花多少',
		key: 'spend',
		unit: '美元',
		min: 2,
		max: 25,
		step: 0.5,
		usual: 6,
		source: '假設；約一杯手工調製的飲料',
	}),
	visitsPerMonth: number({
		label: '一個月來幾次',
		key: 'visits',
		unit: '次',
		min: 1,
		max: 30,
		step: 1,
		usual: 8,
		source: '假設；一星期兩次',
	}),
	payment: {
		kind: 'choice',
		label: '怎麼付錢',
		key: 'pay',
		usual: 'preload',
		source: `${rules}；2026年3月10日起的綠卡，怎麼付都是一美元一顆`,
		options: [
			{ value: 'preload', label: '先存進卡裡', note: '每一美元兩顆星' },
			{ value: 'direct', label: '當場付，或2026年的綠卡', note: '每一美元一顆星' },
		],
	},
	step: {
		kind: 'choice',
		label: '集到哪一階才換',
		key: 'step',
		usual: '200',
		source: rules,
		options: [
			{ value: '25', label: '25顆', note: '加一份濃縮、換一種奶' },
			{ value: '100', label: '100顆', note: '現煮咖啡、茶或烘焙點心' },
			{ value: '200', label: '200顆', note: '手工調製的飲料或熱早餐' },
			{ value: '300', label: '300顆', note: '三明治、沙拉或一包咖啡' },
			{ value: '400', label: '400顆', note: '指定的杯子等商品' },
		],
	},
	displacedShare: number({
		label: '換掉原本會付錢買的',
		key: 'displace',
		unit: '%',
		min: 0,
		max: 1,
		step: 0.05,
		usual: 0.3,
		source: '假設；和點數模擬器的預設相同',
		hint: '拿免費的這一份，代替本來要買的那一份',
	}),
	price25: price('25顆換的值', 'p25', 0.8, 3, '假設；約一份加料的定價'),
	price100: price('100顆換的值', 'p100', 3.5, 10, '假設；約一杯現煮咖啡或一份點心的定價'),
	price200: price('200顆換的值', 'p200', 5.5, 15, '示意：課文的例子；約一杯手工調製飲料的定價'),
	price300: price('300顆換的值', 'p300', 8, 25, '假設；約一份三明治或沙拉的定價'),
	price400: price('400顆換的值', 'p400', 20, 40, '假設；指定商品的定價，挑便宜的就低得多'),
	costShare: number({
		label: '材料和人工占定價',
		key: 'cost',
		unit: '%',
		min: 0.05,
		max: 0.95,
		step: 0.05,
		usual: 0.35,
		source: '假設；課文用三到四成',
	}),
	breakage: number({
		label: '發出去卻沒有換的星星',
		key: 'break',
		unit: '%',
		min: 0,
		max: 0.9,
		step: 0.05,
		usual: 0.1,
		source: '假設',
	}),
	expiryMonths: number({
		label: '星星的效期',
		key: 'expiry',
		unit: '個月',
		min: 1,
		max: 24,
		step: 1,
		usual: 6,
		source: `${rules}；得到的那個月之後六個月`,
	}),
} as const satisfies InputTable;

export type StarsInputs = InputsOf<typeof starsInputs>;

export const starsPresets: readonly Preset<StarsInputs>[] = [
	{ id: 'latte', label: '一週兩杯拿鐵', note: '每次6美元，先存錢再付。示意。', inputs: {} },
	{
		id: 'drip',
		label: '每天一杯小杯咖啡',
		note: '每次3美元，一個月20次：來得最勤，改規則以後吃虧最多。示意。',
		inputs: { spendPerVisit: 3, visitsPerMonth: 20 },
	},
	{
		id: 'office',
		label: '替辦公室買的人',
		note: '每次25美元，一個月兩次：改規則以後賺到的人。示意。',
		inputs: { spendPerVisit: 25, visitsPerMonth: 2 },
	},
	{
		id: 'direct',
		label: '不存錢的人',
		note: '同樣的拿鐵，當場付只得一半的星星。示意。',
		inputs: { payment: 'direct' },
	},
	{
		id: 'green',
		label: '2026年的綠卡',
		note: '2026年3月起，怎麼付都是一美元一顆；常來，星星就不過期。示意。',
		inputs: { payment: 'direct', expiryMonths: 24 },
	},
	{
		id: 'never',
		label: '偶爾來的人',
		note: '一個月一次、每次5美元、當場付：星星先過期，換不到。示意。',
		inputs: { spendPerVisit: 5, visitsPerMonth: 1, payment: 'direct' },
	},
];
