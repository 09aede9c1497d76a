import {
	numberRow as number,
	requireInRange,
	type InputsOf,
	type InputTable,
	type Model,
} from '#models/model.ts';
import {
	netPromoterScore,
	npsAnswersNeeded,
	npsChange,
	type NpsAnswer,
	type NpsChangeAnswer,
} from './nps.ts';
import { sameNps, type SameNps } from './same-nps.ts';

const people = (label: string, key: string, usual: number, hint: string) =>
	number({
		label,
		key,
		unit: '人',
		min: 0,
		max: 2_000,
		step: 1,
		slideTo: 100,
		usual,
		source: '示意：巷口牙醫診所的例子',
		hint,
	});

export const npsInputs = {
	promoters: people('這次的推薦者', 'p', 50, '給9或10分的人'),
	passives: people('這次的中立者', 'n', 30, '給7或8分的人'),
	detractors: people('這次的批評者', 'd', 20, '給0到6分的人'),
	promotersBefore: people('上次的推薦者', 'p0', 50, '給9或10分的人'),
	passivesBefore: people('上次的中立者', 'n0', 25, '給7或8分的人'),
	detractorsBefore: people('上次的批評者', 'd0', 25, '給0到6分的人'),
	wantedMargin: number({
		label: '希望的誤差',
		key: 'margin',
		unit: '分',
		min: 1,
		max: 30,
		step: 1,
		usual: 5,
		source: '假設',
		hint: '95%信賴區間的一半',
	}),
} as const satisfies InputTable;

export type NpsInputs = InputsOf<typeof npsInputs>;

export interface NpsOutcome {
	readonly now: NpsAnswer;
	readonly before: NpsAnswer;
	readonly change: NpsChangeAnswer;
	/** Answers that would bring the wanted margin; null where it cannot be told. */
	readonly answersNeeded: number | null;
	/** Three surveys with the same NPS as this one; empty when nobody answered. */
	readonly sameNps: readonly SameNps[];
}

/** A small survey's NPS, how sure it is, and what else could hide behind the same figure. */
function run(inputs: NpsInputs): NpsOutcome {
	requireInRange(npsInputs, inputs);
	// People come whole, whatever an address says.
	const whole = (count: number) => Math.round(count);
	const now = {
		promoters: whole(inputs.promoters),
		passives: whole(inputs.passives),
		detractors: whole(inputs.detractors),
	};
	const before = {
		promoters: whole(inputs.promotersBefore),
		passives: whole(inputs.passivesBefore),
		detractors: whole(inputs.detractorsBefore),
	};
	return {
		now: netPromoterScore(now),
		before: netPromoterScore(before),
		change: npsChange(before, now),
		answersNeeded: npsAnswersNeeded(now, inputs.wantedMargin),
		sameNps: sameNps(now),
	};
}

export const npsModel: Model<typeof npsInputs, NpsOutcome> = {
	id: 'nps',
	version: 1,
	title: 'NPS與誤差',
	inputs: npsInputs,
	presets: [
		{ id: 'clinic', label: '巷口診所', note: '課文的例子：一百人。示意。', inputs: {} },
		{
			id: 'small',
			label: '只問了二十人',
			note: '比例不變，人數少成五分之一，誤差變成兩倍多。示意。',
			inputs: {
				promoters: 10,
				passives: 6,
				detractors: 4,
				promotersBefore: 10,
				passivesBefore: 5,
				detractorsBefore: 5,
			},
		},
		{
			id: 'split',
			label: '兩極',
			note: '同樣的NPS，沒有人在中間，誤差更大。示意。',
			inputs: { promoters: 65, passives: 0, detractors: 35 },
		},
		{
			id: 'lukewarm',
			label: '不冷不熱',
			note: '同樣的NPS，沒有人討厭，也少有人熱愛。示意。',
			inputs: { promoters: 30, passives: 70, detractors: 0 },
		},
		{
			id: 'large',
			label: '問了一千人',
			note: '比例不變，人數十倍，誤差縮到三分之一左右。示意。',
			inputs: {
				promoters: 500,
				passives: 300,
				detractors: 200,
				promotersBefore: 500,
				passivesBefore: 250,
				detractorsBefore: 250,
			},
		},
		{
			id: 'larger',
			label: '問了兩千人',
			note: '比例不變，人數二十倍，誤差縮到兩成多一點。示意。',
			inputs: {
				promoters: 1_000,
				passives: 600,
				detractors: 400,
				promotersBefore: 1_000,
				passivesBefore: 500,
				detractorsBefore: 500,
			},
		},
	],
	run,
};
