import type { ModelState } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { ProgrammeEffect } from '#models/points/range.ts';
import { effectRows, figuresMean, netWords } from './effect-rows.ts';
import { runAddress } from './run-address.ts';

type State = ModelState<PointsInputs>;

/** What a page shows of a design's results at the moment when the work is taken home. */
export interface ShownResults {
	/** Whose results: 目前的設計, 第2版. */
	of: string;
	/** What they are worked out from. */
	state: State;
	/** The same with every assumption where the case has it; null while none is moved that counts. */
	atCase: State | null;
	/** Whether the company counts who leaves. */
	seesLeaving: boolean | undefined;
	/** The team has set no number yet. */
	undecided: boolean;
	effects: { effect: ProgrammeEffect | null; pending: boolean; failed: boolean };
}

function figureLines({ state, seesLeaving, effects }: ShownResults): string[] {
	if (effects.pending) return ['還在算：下載的時候數字還沒有算好；等畫面上算好，再下載一次就有。'];
	if (effects.failed || !effects.effect) return ['這一組數字算不出結果。'];
	const { months } = state.inputs;
	return [
		...effectRows(effects.effect, months, seesLeaving).map(
			({ unit, sentence }) => `${sentence}（${unit}）`,
		),
		netWords(effects.effect),
		...figuresMean,
	];
}

/** The results as the page shows them, and where the same setting can be run again. */
export const resultLines = (results: ShownResults, origin: string): string[] => [
	'',
	`════ 成果（照${results.of}，${results.state.inputs.months}個月後） ════`,
	'',
	...(results.undecided ? ['還沒決定數字，先用預設值推算。'] : []),
	...figureLines(results),
	`從這些數字與假設算出來：${origin}${runAddress(results.state)}`,
	...(results.atCase ? [`不算移動的假設：${origin}${runAddress(results.atCase)}`] : []),
];
