import { numberRow as number, type InputsOf, type InputTable, type Preset } from '#models/model.ts';

const score = (label: string, key: string, usual: number) =>
	number({
		label,
		key,
		unit: '分',
		min: 1,
		max: 5,
		step: 0.5,
		usual,
		source: '示意：課文的牙醫診所',
	});

const smooth = (label: string, key: string) =>
	number({
		label,
		key,
		unit: '%',
		min: 0.5,
		max: 1,
		step: 0.01,
		usual: 0.95,
		source: '示意：課文的牙醫診所',
	});

/** Six stations of a dental clinic, in their order. */
export const journeyInputs = {
	way: {
		kind: 'choice',
		label: '怎麼算整段',
		key: 'way',
		usual: 'mean',
		source: '課文先看平均',
		options: [
			{ value: 'mean', label: '平均', note: '六站一樣重' },
			{ value: 'peakEnd', label: '谷底與結尾', note: '最差的一站與最後一站' },
			{ value: 'smooth', label: '全程都順', note: '六站的比例相乘' },
		],
	},
	booking: score('預約', 'b', 4),
	arrival: score('報到', 'a', 3),
	waiting: score('候診', 'w', 1),
	treatment: score('治療', 't', 4),
	payment: score('結帳', 'p', 3),
	aftercare: score('術後', 'c', 5),
	drag: number({
		label: '不愉快帶到下一站',
		key: 'drag',
		unit: '分',
		min: 0,
		max: 1,
		step: 0.1,
		usual: 0,
		source: '假設',
		hint: '一站比3分每低1分，下一站少幾分',
	}),
	smoothBooking: smooth('預約順的人', 'sb'),
	smoothArrival: smooth('報到順的人', 'sa'),
	smoothWaiting: smooth('候診順的人', 'sw'),
	smoothTreatment: smooth('治療順的人', 'st'),
	smoothPayment: smooth('結帳順的人', 'sp'),
	smoothAftercare: smooth('術後順的人', 'sc'),
} as const satisfies InputTable;

export type JourneyInputs = InputsOf<typeof journeyInputs>;

export const journeyPresets: readonly Preset<JourneyInputs>[] = [
	{
		id: 'clinic',
		label: '課文的診所',
		note: '候診四十分鐘，沒有人說還要多久。示意。',
		inputs: {},
	},
	{
		id: 'screen',
		label: '螢幕顯示還要等多久',
		note: '一分鐘都沒縮短，候診從1分變3分。示意。',
		inputs: { waiting: 3 },
	},
	{
		id: 'angry',
		label: '等得一肚子氣',
		note: '候診的氣帶進診間，治療只拿得到3分。假設。',
		inputs: { drag: 0.5 },
	},
	{
		id: 'flat',
		label: '一路平平的診所',
		note: '檢核裡的甲診所：平均一樣是3.3分。示意。',
		inputs: { booking: 3, arrival: 4, waiting: 3, treatment: 4, payment: 3, aftercare: 3 },
	},
	{
		id: 'shares',
		label: '六站都是95%',
		note: '報表上一片綠燈，乘起來剩多少？示意。',
		inputs: { way: 'smooth' },
	},
	{
		id: 'weak',
		label: '候診只有70%',
		note: '檢核裡的另一家診所：其餘五站都是95%。示意。',
		inputs: { way: 'smooth', smoothWaiting: 0.7 },
	},
];
