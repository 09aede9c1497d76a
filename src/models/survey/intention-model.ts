import {
	numberRow as number,
	requireInRange,
	type InputsOf,
	type InputTable,
	type Model,
} from '#models/model.ts';
import { intentionCalibration, type Calibration } from './intention.ts';

export const intentionInputs = {
	people: number({
		label: '問了幾個人',
		key: 'n',
		unit: '人',
		min: 50,
		max: 20_000,
		step: 50,
		usual: 2_000,
		source: '假設',
	}),
	middleChance: number({
		label: '一般人真正再買的機會',
		key: 'chance',
		unit: '%',
		min: 0.02,
		max: 0.98,
		step: 0.01,
		usual: 0.35,
		source: '假設',
	}),
	spread: number({
		label: '人與人的差別',
		key: 'spread',
		unit: '',
		min: 0,
		max: 4,
		step: 0.1,
		usual: 1.2,
		source: '假設',
		hint: '0是人人一樣；1是一般人五成時，約三分之二的人在27%到73%之間',
	}),
	politeness: number({
		label: '客氣的程度',
		key: 'polite',
		unit: '',
		min: -2,
		max: 4,
		step: 0.1,
		usual: 1.2,
		source: '假設',
		hint: '0是照實回答；1是心裡五成的人說成七成三',
	}),
	noise: number({
		label: '當下心情的起伏',
		key: 'noise',
		unit: '',
		min: 0,
		max: 4,
		step: 0.1,
		usual: 1,
		source: '假設',
		hint: '0是每次回答都一樣；1是心裡五成的人，三次約有兩次答在27%到73%之間',
	}),
} as const satisfies InputTable;

export type IntentionInputs = InputsOf<typeof intentionInputs>;

/** Stated intention against behaviour, answer by answer. */
export const intentionModel: Model<typeof intentionInputs, Calibration> = {
	id: 'intention',
	version: 1,
	title: '說的與做的',
	inputs: intentionInputs,
	presets: [
		{ id: 'polite', label: '客氣的客人', note: '預設值。數字都是假設。', inputs: {} },
		{
			id: 'honest',
			label: '照實回答',
			note: '沒有客氣，也沒有心情起伏：說幾成就是幾成。示意。',
			inputs: { politeness: 0, noise: 0 },
		},
		{
			id: 'moody',
			label: '心情不定',
			note: '不客氣，但起伏大：答得愈高的人愈做不到，答得愈低的人反而買得比說的多。示意。',
			inputs: { politeness: 0, noise: 2.5 },
		},
	],
	run: (inputs, seed) => {
		requireInRange(intentionInputs, inputs);
		return intentionCalibration({ ...inputs, people: Math.round(inputs.people) }, seed);
	},
};
