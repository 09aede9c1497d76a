import { churnModel } from '#models/churn/churn.ts';
import { clvModel } from '#models/clv/clv.ts';
import { usualInputs, usualSeed, type InputTable, type Model } from '#models/model.ts';
import { pointsModel } from '#models/points/points.ts';
import { furtherPath } from './points/further-questions.ts';
import { money, percent, signedPercent } from '#ui/format.ts';

/** A simulator as the map presents it: its question and the answer that its first state gives. */
export interface SimulatorCard {
	readonly id: 'clv' | 'churn' | 'points';
	readonly lesson: number;
	readonly question: string;
	readonly answer: string;
	readonly means: string;
	readonly finding: string;
	/** Another page about the same settings, where there is one. */
	readonly further?: { readonly path: string; readonly title: string };
}

const firstState = <Table extends InputTable, Outcome>(model: Model<Table, Outcome>): Outcome =>
	model.run(usualInputs(model.inputs), usualSeed);

function clvCard(): SimulatorCard {
	const { worth, revenue } = firstState(clvModel);
	const value = worth.bounded ? worth.value : Number.NaN;
	return {
		id: 'clv',
		lesson: 4,
		question: '一位熟客，今天值多少？',
		answer: money(value),
		means: '每位客戶，期初收款（A）',
		finding: `${money(revenue)}的營收，扣掉成本，再把往後的錢換回今天，只值其中的${percent(value / revenue)}。`,
	};
}

function churnCard(): SimulatorCard {
	const inputs = usualInputs(churnModel.inputs);
	const { alike, mixed } = churnModel.run(inputs, usualSeed);
	const [all, spread] = [alike, mixed].map(({ survival }) =>
		percent(survival.at(-1) ?? Number.NaN),
	);
	return {
		id: 'churn',
		lesson: 12,
		question: '每月走5%，三年後剩幾人？',
		answer: `${all}還是${spread}`,
		means: `${inputs.periods}個月後還在的比例`,
		finding: '頭一個月都走5%。客人若有深有淺，淺的先走，留下來的愈來愈穩。',
	};
}

function pointsCard(): SimulatorCard {
	const { roi, naiveGap, causalLift } = firstState(pointsModel);
	return {
		id: 'points',
		lesson: 16,
		question: '一百元送一點，賺不賺？',
		answer: `ROI ${signedPercent(roi ?? Number.NaN)}`,
		means: '三年，全部採用預設的假設',
		finding: `會員比非會員多買${percent(naiveGap ?? Number.NaN)}，計畫真正帶來的只有${percent(causalLift ?? Number.NaN)}：愛買的人本來就會加入。`,
		further: { path: furtherPath, title: '同一個計畫，再問四題' },
	};
}

export const simulators: readonly SimulatorCard[] = [clvCard(), churnCard(), pointsCard()];
