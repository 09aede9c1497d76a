import type { InputTable, Model } from '#models/model.ts';

const inputs = {
	rate: {
		kind: 'number',
		label: '留存率',
		key: 'keep',
		unit: '%',
		min: 0,
		max: 0.99,
		step: 0.01,
		usual: 0.8,
		source: '假設：教學用',
	},
	price: {
		kind: 'number',
		label: '客單價',
		key: 'aov',
		unit: '元',
		min: 0,
		max: 5_000,
		step: 10,
		usual: 400,
		source: 'Gupta、Lehmann（2003）',
	},
	timing: {
		kind: 'choice',
		label: '收款',
		key: 'time',
		usual: 'A',
		source: '慣例',
		options: [
			{ value: 'A', label: '期初' },
			{ value: 'B', label: '期末' },
		],
	},
} as const satisfies InputTable;

/** A model small enough to know by heart: price times rate. `runs` counts how often it was asked. */
export const toyModel: Model<typeof inputs, number> & { runs: number } = {
	id: 'toy',
	version: 1,
	title: '小模型',
	inputs,
	presets: [{ id: 'loyal', label: '忠實', note: '假設：幾乎不走', inputs: { rate: 0.95 } }],
	runs: 0,
	run: ({ rate, price }) => {
		toyModel.runs++;
		return rate * price;
	},
};
