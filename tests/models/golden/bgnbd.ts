import { bgNbdObjective } from '#models/customer-base/bg-nbd-likelihood.ts';
import { summarise } from '#models/customer-base/bg-nbd-summary.ts';
import {
	expectedOrders,
	expectedOrdersNew,
	orderCountChance,
	probabilityAlive,
	type BgNbd,
	type History,
} from '#models/customer-base/bg-nbd.ts';
import { discountedOrders } from '#models/customer-base/discounting.ts';
import { golden, type Answer, type Answers } from './answers.ts';

type Inputs = Readonly<Record<string, unknown>>;

const paramsOf = ({ params }: Inputs): BgNbd => {
	const [r, alpha, a, b] = params as [number, number, number, number];
	return { r, alpha, a, b };
};
const historyOf = ({ x, tx, T }: Inputs): History => ({
	repeatOrders: x as number,
	lastOrderAt: tx as number,
	observedFor: T as number,
});

/** The likelihood that fits climb, of one customer. */
function logLikelihood({ r, alpha, a, b, x, tx, T }: Inputs): number {
	const base = summarise({
		repeatOrders: Int32Array.of(x as number),
		lastOrderAt: Float64Array.of(tx as number),
		observedFor: Float64Array.of(T as number),
	});
	return bgNbdObjective(base)([r, alpha, a, b].map((each) => Math.log(each as number))).value;
}

const expectedOf = (inputs: Inputs): number =>
	expectedOrders(paramsOf(inputs), historyOf(inputs), inputs['t'] as number);

const eachOrOne = (value: unknown, compute: (each: number) => number): unknown =>
	Array.isArray(value) ? value.map(compute) : compute(value as number);

/** By how a name begins, longest first. */
const byBeginning: readonly (readonly [
	string,
	Extract<Answer, { compute: unknown }>['compute'],
])[] = [
	[
		'BG/NBD increasing-frequency paradox',
		(inputs) => [10, 15, 20, 25].map((x) => expectedOf({ ...inputs, x, tx: 20, T: 39, t: 52 })),
	],
	[
		'BG/NBD discounted expected residual transactions',
		(inputs) =>
			(inputs['customers'] as [number, number, number][]).map(([x, tx, T]) =>
				discountedOrders(paramsOf(inputs), historyOf({ x, tx, T }), inputs['delta'] as number),
			),
	],
	[
		'BG/NBD customer 1516 P(alive)',
		(inputs) => probabilityAlive(paramsOf(inputs), historyOf(inputs)),
	],
	['BG/NBD customer 1516 CE', expectedOf],
	['BG/NBD conditional expectation edge case', expectedOf],
	['BG/NBD CE customer 1', expectedOf],
	[
		'BG/NBD E[X(',
		(inputs) => eachOrOne(inputs['t'], (t) => expectedOrdersNew(paramsOf(inputs), t)),
	],
	[
		'BG/NBD P(X(',
		(inputs) =>
			eachOrOne(inputs['n'], (n) => orderCountChance(paramsOf(inputs), inputs['t'] as number, n)),
	],
	['BG/NBD LL single customer', logLikelihood],
	['BG/NBD stable LL', logLikelihood],
];

export const bgnbdAnswers: Answers = Object.fromEntries(
	golden
		.filter(({ area }) => area === 'bgnbd')
		.flatMap(({ name }) => {
			const compute = byBeginning.find(([beginning]) => name.startsWith(beginning))?.[1];
			return compute ? [[name, { compute }]] : [];
		}),
);
