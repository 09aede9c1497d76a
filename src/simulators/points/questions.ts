import { accountedMonths, countedProgramme } from '#models/points/counted.ts';
import type { Progress } from '#models/points/crossings.ts';
import { estimatePoints, type Estimate } from '#models/points/estimate.ts';
import type { PointsMonths } from '#models/points/ifrs-months.ts';
import { inverseSteps, type InverseAnswer } from '#models/points/inverse.ts';
import type { NumberName } from '#models/points/number-inputs.ts';
import type { PlausibleGroup } from '#models/points/plausible.ts';
import { pointsModel } from '#models/points/points.ts';
import { tornadoSteps, type Tornado } from '#models/points/tornado.ts';
import type { CountedProgramme } from '#models/points/ways.ts';
import type { PointsState } from './jobs.ts';
import type { OutcomeSums } from './shown-outcome.ts';

/**
 * What a reader may ask once he has the answer: the sums. They are answered in numbers; the page,
 * which has the names of the inputs already, says them.
 */

export type { Progress };

export interface AccountsQuestion {
	readonly kind: 'accounts';
	readonly state: PointsState;
}
export interface TornadoQuestion {
	readonly kind: 'tornado';
	readonly state: PointsState;
	readonly groups: readonly PlausibleGroup[];
}
export interface InverseQuestion {
	readonly kind: 'inverse';
	readonly state: PointsState;
	readonly name: NumberName;
	readonly targetRoi: number;
}
export type Question = AccountsQuestion | TornadoQuestion | InverseQuestion;

/** What others and the books would count of the same programme. */
export interface AccountsResult {
	readonly kind: 'accounts';
	readonly outcome: OutcomeSums;
	readonly estimate: Estimate;
	readonly counted: CountedProgramme;
	readonly months: PointsMonths;
}
/** Results carry the state that was simulated, which may have fewer customers than the one asked about. */
export interface TornadoResult {
	readonly kind: 'tornado';
	readonly state: PointsState;
	readonly tornado: Tornado;
}
export interface InverseResult {
	readonly kind: 'inverse';
	readonly state: PointsState;
	readonly inverse: InverseAnswer;
}
export type QuestionResult = AccountsResult | TornadoResult | InverseResult;

/** Runs in dozens are of so many customers at most; the rank of things hardly depends on it. */
export const mostForDozens = 5_000;

const smaller = (state: PointsState): PointsState => ({
	...state,
	inputs: {
		...state.inputs,
		simulatedCustomers: Math.min(mostForDozens, state.inputs.simulatedCustomers),
	},
});

export async function answerQuestion(
	question: Question,
	report: (word: Progress) => void = () => undefined,
): Promise<QuestionResult> {
	if (question.kind === 'accounts') return answerAccounts(question.state);
	const state = smaller(question.state);
	if (question.kind === 'tornado') {
		const { groups } = question;
		return {
			kind: 'tornado',
			state,
			tornado: await drive(tornadoSteps(state, { groups }), report),
		};
	}
	const { name, targetRoi } = question;
	const inverse = await drive(inverseSteps(state, { name, targetRoi }), report);
	return { kind: 'inverse', state, inverse };
}

/** Everything but the simulation takes a moment, so the three are worked out together. */
export function answerAccounts({ inputs, seed }: PointsState): AccountsResult {
	const outcome = pointsModel.run(inputs, seed);
	const { months: _months, deciles: _deciles, tiers: _tiers, revenue: _revenue, ...sums } = outcome;
	return {
		kind: 'accounts',
		outcome: sums,
		estimate: estimatePoints(inputs),
		counted: countedProgramme({ inputs, seed }, outcome),
		months: accountedMonths(inputs, outcome),
	};
}

/** On the page's own thread the hand must get its turn between two pieces of work. */
const pause = (): Promise<void> =>
	typeof document === 'undefined'
		? Promise.resolve()
		: new Promise((resolve) => setTimeout(resolve));

async function drive<Result>(
	steps: Generator<Progress, Result>,
	report: (word: Progress) => void,
): Promise<Result> {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		report(step.value);
		await pause();
	}
}
