import { numberRow as number, type InputsOf, type InputTable, type Preset } from '#models/model.ts';

const component = (label: string, key: string, usual: number) =>
	number({
		label,
		key,
		unit: '元',
		min: 0,
		max: 5_000,
		step: 50,
		usual,
		source: '示意：小安修筆電的例子',
	});

/** First offer (a: the maker's own service centre) and second (b: the shop round the corner). */
export const perceivedValueInputs = {
	productA: component('甲（原廠）的產品利益', 'ap', 1_800),
	serviceA: component('甲（原廠）的服務利益', 'as', 600),
	personnelA: component('甲（原廠）的人員利益', 'ah', 300),
	imageA: component('甲（原廠）的形象利益', 'ai', 500),
	moneyA: component('甲（原廠）的金錢成本', 'am', 2_400),
	timeA: component('甲（原廠）的時間成本', 'at', 400),
	energyA: component('甲（原廠）的精力成本', 'ae', 200),
	psychologicalA: component('甲（原廠）的心理成本', 'ay', 0),
	productB: component('乙（巷口）的產品利益', 'bp', 1_500),
	serviceB: component('乙（巷口）的服務利益', 'bs', 500),
	personnelB: component('乙（巷口）的人員利益', 'bh', 500),
	imageB: component('乙（巷口）的形象利益', 'bi', 100),
	moneyB: component('乙（巷口）的金錢成本', 'bm', 1_200),
	timeB: component('乙（巷口）的時間成本', 'bt', 200),
	energyB: component('乙（巷口）的精力成本', 'be', 200),
	psychologicalB: component('乙（巷口）的心理成本', 'by', 500),
	sharpness: number({
		label: '客人看得多準',
		key: 'sharp',
		unit: '',
		min: 0,
		max: 10,
		step: 0.5,
		usual: 2,
		source: '假設',
		hint: '0是隨便選，愈大愈只選價值最高的',
	}),
} as const satisfies InputTable;

export type PerceivedValueInputs = InputsOf<typeof perceivedValueInputs>;

export const perceivedValuePresets: readonly Preset<PerceivedValueInputs>[] = [
	{
		id: 'laptop',
		label: '小安修筆電',
		note: '課文的例子：甲是原廠中心，乙是巷口維修站。示意。',
		inputs: {},
	},
	{
		id: 'watch',
		label: '巷口讓客人坐在旁邊看',
		note: '乙的心理成本從500降到100，價錢不動。示意。',
		inputs: { psychologicalB: 100 },
	},
	{
		id: 'cheaper',
		label: '巷口降價400',
		note: '在她眼中和坐在旁邊看一樣，差別是老闆少收400元。示意。',
		inputs: { moneyB: 800 },
	},
	{
		id: 'booking',
		label: '原廠改預約制',
		note: '兩趟併成一趟，甲的時間成本少一半。示意。',
		inputs: { timeA: 200 },
	},
];
