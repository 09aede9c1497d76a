import { clvModel } from '#models/clv/clv.ts';
import { migrationWorth } from '#models/clv/migration.ts';
import { elasticities, multipleTable } from '#models/clv/multiples.ts';
import { worthOf, type Stream } from '#models/clv/stream.ts';
import { timingCodes, type TimingCode } from '#models/clv/timing.ts';
import { usualInputs, usualSeed } from '#models/model.ts';
import { golden, type Answers } from './answers.ts';

type Inputs = Readonly<Record<string, unknown>>;

const number = (inputs: Inputs, name: string): number => inputs[name] as number;

const streamOf = (inputs: Inputs, more: Partial<Stream> = {}): Stream => ({
	marginPerPeriod: number(inputs, 'm'),
	retentionPerPeriod: number(inputs, 'r'),
	discountPerPeriod: number(inputs, 'i'),
	...more,
});

function worth(stream: Stream, timing: TimingCode): number | undefined {
	const found = worthOf(stream, timing);
	return found.bounded ? found.value : undefined;
}

const timingNamed = (name: string): TimingCode | undefined =>
	timingCodes.find((code) => name.startsWith(`CLV timing ${code}:`));

const named: Answers = {
	'CLV finite horizon convention B n=5': {
		compute: (inputs) => worth(streamOf(inputs, { payments: number(inputs, 'n') }), 'B'),
	},
	'CLV with margin growth g=3% (convention B): m r/(1+i-r(1+g))': {
		compute: (inputs) => worth(streamOf(inputs, { growthPerPeriod: number(inputs, 'g') }), 'B'),
	},
	'CLV simple 客單價×頻率×期間': {
		compute: (inputs) =>
			clvModel.run(
				{
					...usualInputs(clvModel.inputs),
					orderValue: number(inputs, 'aov'),
					purchasesPerYear: number(inputs, 'freq'),
					yearsKept: number(inputs, 'years'),
				},
				usualSeed,
			).revenue,
	},
	'Berger & Nasr (1998) case 1': {
		// Margins from now on, promotion in the middle of each cycle: two streams of the product's own.
		compute: (inputs) => {
			const stream = (marginPerPeriod: number, payments: number): Stream => ({
				marginPerPeriod,
				retentionPerPeriod: number(inputs, 'r'),
				discountPerPeriod: number(inputs, 'd'),
				payments,
			});
			const cycles = number(inputs, 'n');
			const earned = worth(stream(number(inputs, 'GC'), cycles + 1), 'A') ?? Number.NaN;
			const spent = worth(stream(number(inputs, 'promo'), cycles), 'D') ?? Number.NaN;
			return earned - spent;
		},
	},
	'retention elasticity (1+i)/(1+i-r)': {
		compute: (inputs) => elasticities(streamOf(inputs, { marginPerPeriod: 1 }), 'B')?.retention,
	},
	'Markov CLV V=(I-P/(1+d))^-1 R, 3 recency states + lost': {
		compute: ({ P, R, d }) => {
			const found = migrationWorth(P as number[][], R as number[], d as number);
			return found.bounded ? found.values : found.reason;
		},
	},
	'weekly continuous discount from 15%/yr': {
		notInTheProduct:
			'a year counts 365.25 days here, not 52 weeks; both ways round to the .0027 of the literature',
	},
};

export const clvAnswers: Answers = {
	...Object.fromEntries(
		golden.flatMap(({ name }): [string, Answers[string]][] => {
			const timing = timingNamed(name);
			if (timing) return [[name, { compute: (inputs) => worth(streamOf(inputs), timing) }]];
			const discount = /^margin multiple .* at i=([\d.]+)$/.exec(name)?.[1];
			if (!discount) return [];
			const { discounts, multiples } = multipleTable(0.8, 0.1);
			return [[name, { compute: () => multiples[discounts.indexOf(Number(discount))] }]];
		}),
	),
	...named,
};
