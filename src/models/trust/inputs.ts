import { numberRow as number, type InputsOf, type InputTable, type Preset } from '#models/model.ts';

const teaching = '教學用的設定（假設）；方向依Slovic（1993），比值沒有人量過';

export const trustInputs = {
	deliveries: number({
		label: '一共送幾次',
		key: 'n',
		unit: '次',
		min: 5,
		max: 60,
		step: 1,
		usual: 20,
		source: '示意：課文裡的鮮奶',
	}),
	failures: number({
		label: '其中失約',
		key: 'fail',
		unit: '次',
		min: 0,
		max: 30,
		step: 1,
		usual: 1,
		source: '示意：課文裡的鮮奶',
	}),
	when: {
		kind: 'choice',
		label: '失約排在哪裡',
		key: 'when',
		usual: 'late',
		source: '示意：課文裡的鮮奶',
		options: [
			{ value: 'early', label: '一開始' },
			{ value: 'together', label: '中間連著' },
			{ value: 'spread', label: '平均散開' },
			{ value: 'late', label: '最後' },
			{ value: 'random', label: '隨機', note: '照固定的亂數，每次打開都一樣' },
		],
	},
	loss: number({
		label: '失約一次扣',
		key: 'loss',
		unit: '分',
		min: 0,
		max: 30,
		step: 0.5,
		usual: 10,
		source: teaching,
	}),
	response: number({
		label: '回應得好，少扣',
		key: 'response',
		unit: '%',
		min: 0,
		max: 1,
		step: 0.05,
		usual: 0,
		source: '假設：只補一瓶，沒有說明',
		hint: '說清楚原因、以後怎麼做、主動通知別人，扣得就少',
	}),
	size: number({
		label: '承諾說多大',
		key: 'size',
		unit: '倍',
		min: 0.5,
		max: 2,
		step: 0.1,
		usual: 1,
		source: '假設',
		hint: '說得愈大，守住加得多，做不到也扣得多',
	}),
	gain: number({
		label: '守約一次加',
		key: 'gain',
		unit: '分',
		min: 0.5,
		max: 10,
		step: 0.5,
		usual: 2,
		source: teaching,
	}),
	start: number({
		label: '一開始的信任',
		key: 'start',
		unit: '分',
		min: 0,
		max: 100,
		step: 1,
		usual: 50,
		source: '假設：半信半疑',
	}),
} as const satisfies InputTable;

export type TrustInputs = InputsOf<typeof trustInputs>;

export const trustPresets: readonly Preset<TrustInputs>[] = [
	{
		id: 'milk',
		label: '二十次錯一次',
		note: '山腳牧場：五個月都準時，第二十次送來過期的。示意。',
		inputs: { deliveries: 20, failures: 1, when: 'late', response: 0 },
	},
	{
		id: 'dice',
		label: '六次錯一次',
		note: '守住83%：加的和扣的剛好抵銷。示意。',
		inputs: { deliveries: 24, failures: 4, when: 'spread', response: 0 },
	},
	{
		id: 'year',
		label: '一年錯三次，都在最後',
		note: '一週送一次，一年52次。把「失約排在哪裡」改成「一開始」比比看。示意。',
		inputs: { deliveries: 52, failures: 3, when: 'late', response: 0 },
	},
	{
		id: 'answered',
		label: '錯了好好回應',
		note: '和「六次錯一次」一樣，但失約時說明原因並主動通知，扣的少一半（假設）。',
		inputs: { deliveries: 24, failures: 4, when: 'spread', response: 0.5 },
	},
];
