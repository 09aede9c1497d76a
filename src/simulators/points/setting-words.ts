import { usualInputs, usualSeed } from '#models/model.ts';
import { pointsInputs } from '#models/points/inputs.ts';
import { changedInputs } from '../compare.ts';
import type { PointsState } from './jobs.ts';
import type { OutcomeSums } from './shown-outcome.ts';
import { answer } from './roi-words.ts';

const usual = { inputs: usualInputs(pointsInputs), seed: usualSeed };

/** Which setting a page is about: its answer, and what in it is not as usual. */
export function settingWords(state: PointsState, outcome: OutcomeSums): string {
	const { before, figure, after } = answer(state.inputs, outcome);
	const changed = changedInputs(pointsInputs, usual, state).map(
		({ label, to }) => `「${label}」${to}`,
	);
	const setting = changed.length > 0 ? `和預設不同的是${changed.join('、')}` : '設定都用預設值';
	return `這一頁問的計畫，${before}是${figure}（${after}）；${setting}。`;
}
