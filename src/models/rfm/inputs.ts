import type { InputsOf, InputTable, Preset } from '#models/model.ts';
import { numberRow as number } from '#models/points/rows.ts';

export const rfmInputs = {
	target: {
		kind: 'choice',
		label: '寫信給誰',
		key: 'who',
		usual: 'best',
		source: '讀者自己選',
		options: [
			{ value: 'everyone', label: '每一位', note: '名單上的人都寫' },
			{ value: 'best', label: '分數最高的', note: '三項合計13分以上（5分最好）' },
			{ value: 'missed', label: '以前常來、最近不見', note: '頻率4–5分、近期1–3分' },
			{ value: 'recent', label: '剛來過的', note: '近期4–5分' },
			{ value: 'rare', label: '很少來的', note: '頻率1–2分' },
		],
	},
	best: {
		kind: 'choice',
		label: '幾分最好',
		key: 'best',
		usual: '5',
		source: '兩種都有人用',
		hint: '只改名稱，不改誰收到信',
		options: [
			{ value: '5', label: '5分最好', note: '多數工具' },
			{ value: '1', label: '1分最好', note: 'Hughes一系的教科書' },
		],
	},
	grading: {
		kind: 'choice',
		label: '怎麼分等',
		key: 'grading',
		usual: 'independent',
		source: '兩種都有人用',
		options: [
			{ value: 'independent', label: '各欄各自分', note: '每一欄都在全部客戶裡分五等' },
			{ value: 'nested', label: '一層一層分', note: '先分近期，每一等裡再分頻率，最後分金額' },
		],
	},
	letterCost: number({
		label: '一封信的成本',
		key: 'cost',
		unit: '元',
		min: 0,
		max: 100,
		step: 0.5,
		usual: 2,
		source: '假設',
	}),
	marginRate: number({
		label: '毛利率',
		key: 'margin',
		unit: '%',
		min: 0.05,
		max: 0.9,
		step: 0.05,
		usual: 0.3,
		source: '假設',
	}),
	persuasion: number({
		label: '信最多能說動多少人',
		key: 'move',
		unit: '%',
		min: 0,
		max: 0.5,
		step: 0.01,
		usual: 0.15,
		source: '假設',
		hint: '很感興趣、這個月本來不會來的人，因為信而來的比例',
	}),
	onlyEarlier: number({
		label: '其中只是提早來的',
		key: 'early',
		unit: '%',
		min: 0,
		max: 1,
		step: 0.05,
		usual: 0.7,
		source: '假設',
		hint: '三個月內本來就會來的人，因信而來的那一次有多少只是把之後的提前',
	}),
	winBack: number({
		label: '已經離開的人聽得進多少',
		key: 'back',
		unit: '%',
		min: 0,
		max: 1,
		step: 0.05,
		usual: 0.3,
		source: '假設',
		hint: '和還在的人相比',
	}),
	annoyance: number({
		label: '不感興趣的人退訂多少',
		key: 'annoy',
		unit: '%',
		min: 0,
		max: 0.3,
		step: 0.01,
		usual: 0.04,
		source: '假設',
	}),
} as const satisfies InputTable;

export type RfmInputs = InputsOf<typeof rfmInputs>;

export const rfmPresets: readonly Preset<RfmInputs>[] = [
	{
		id: 'best',
		label: '寫給分數最高的',
		note: '最常見的做法。客戶是虛構的，反應是假設。',
		inputs: {},
	},
	{
		id: 'missed',
		label: '寫給以前常來、最近不見的',
		note: '他們不寫信大概不會來；有些已經離開了。客戶是虛構的，反應是假設。',
		inputs: { target: 'missed' },
	},
	{
		id: 'everyone',
		label: '寫給每一位',
		note: '信最多，退訂也最多。客戶是虛構的，反應是假設。',
		inputs: { target: 'everyone' },
	},
	{
		id: 'no-effect',
		label: '信沒有用',
		note: '示意：信說不動任何人，收到信的人照樣有人買，看起來仍像有效。',
		inputs: { persuasion: 0 },
	},
];
