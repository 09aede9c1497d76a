import { accountedMonths, countedProgramme } from '#models/points/counted.ts';
import type { Progress } from '#models/points/crossings.ts';
import { estimatePoints } from '#models/points/estimate.ts';
import { liabilityBridge, pointsLiability } from '#models/points/ifrs-months.ts';
import { inverseSteps } from '#models/points/inverse.ts';
import type { NumberName } from '#models/points/number-inputs.ts';
import type { PlausibleGroup } from '#models/points/plausible.ts';
import { pointsModel } from '#models/points/points.ts';
import { tornadoSteps } from '#models/points/tornado.ts';
import { waysOfCounting } from '#models/points/ways.ts';
import { estimateWords, type EstimateWords } from './estimate-words.ts';
import { inverseWords, type InverseWords } from './inverse-words.ts';
import type { PointsState } from './jobs.ts';
import { liabilityWords, type LiabilityWords } from './liability-words.ts';
import { tornadoWords, type TornadoWords } from './tornado-words.ts';
import { waysWords, type WayWords } from './ways-words.ts';

/**
 * What a reader may ask once he has the answer. Answered in words, so that the page loads neither
 * the sums nor the sentences before somebody asks.
 */

export type { Progress };

export type Question =
	| { readonly kind: 'accounts'; readonly state: PointsState }
	| {
			readonly kind: 'tornado';
			readonly state: PointsState;
			readonly groups: readonly PlausibleGroup[];
	  }
	| {
			readonly kind: 'inverse';
			readonly state: PointsState;
			readonly name: NumberName;
			readonly targetRoi: number;
	  };

/** How others count the same programme, and how the books do. */
export interface AccountsWords {
	readonly kind: 'accounts';
	readonly estimate: EstimateWords;
	readonly ways: WayWords;
	readonly liability: LiabilityWords;
}

export type QuestionAnswer = AccountsWords | TornadoWords | InverseWords;

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
): Promise<QuestionAnswer> {
	const { state } = question;
	if (question.kind === 'accounts') return accounts(state);
	const few = smaller(state);
	if (question.kind === 'tornado') {
		const { groups } = question;
		return tornadoWords(await drive(tornadoSteps(few, { groups }), report), few);
	}
	const { name, targetRoi } = question;
	return inverseWords(await drive(inverseSteps(few, { name, targetRoi }), report), few);
}

/** Everything but the simulation takes a moment, so the three are worked out together. */
function accounts(state: PointsState): AccountsWords {
	const { inputs, seed } = state;
	const outcome = pointsModel.run(inputs, seed);
	const months = pointsLiability(accountedMonths(inputs, outcome));
	const end = months.at(-1);
	return {
		kind: 'accounts',
		estimate: estimateWords(inputs, outcome, estimatePoints(inputs)),
		ways: waysWords(waysOfCounting(countedProgramme({ inputs, seed }, outcome))),
		liability: liabilityWords(months, end && liabilityBridge(end, inputs.pointValue)),
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
