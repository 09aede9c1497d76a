import {
	numberRow as number,
	requireInRange,
	type InputsOf,
	type InputTable,
	type Model,
} from '#models/model.ts';
import { satisfaction, type SatisfactionAnswer } from './csat.ts';

const people = (score: number, usual: number) =>
	number({
		label: `給${score}分`,
		key: `s${score}`,
		unit: '人',
		min: 0,
		max: 2_000,
		step: 1,
		usual,
		source: '示意：巷口牙醫診所的例子',
	});

export const csatInputs = {
	ones: people(1, 2),
	twos: people(2, 3),
	threes: people(3, 5),
	fours: people(4, 60),
	fives: people(5, 30),
} as const satisfies InputTable;

export type CsatInputs = InputsOf<typeof csatInputs>;

export interface CsatOutcome {
	/** Satisfied means 4 or 5. */
	readonly topTwo: SatisfactionAnswer;
	/** Satisfied means 5 only. */
	readonly topOne: SatisfactionAnswer;
}

/** The same answers counted in the two usual ways. */
export const csatModel: Model<typeof csatInputs, CsatOutcome> = {
	id: 'csat',
	version: 1,
	title: 'CSAT與取分方式',
	inputs: csatInputs,
	presets: [
		{ id: 'clinic', label: '九成滿意的診所', note: '課文的例子，人數是假設。', inputs: {} },
		{
			id: 'small',
			label: '十個人',
			note: '比例相近，只有十個人作答。示意。',
			inputs: { ones: 0, twos: 0, threes: 1, fours: 6, fives: 3 },
		},
	],
	run: (inputs) => {
		requireInRange(csatInputs, inputs);
		const { ones, twos, threes, fours, fives } = inputs;
		const counts = [ones, twos, threes, fours, fives].map((count) => Math.round(count));
		return { topTwo: satisfaction(counts, 2), topOne: satisfaction(counts, 1) };
	},
};
