import { clvModel, type ClvOutcome } from '#models/clv/clv.ts';
import { clvInputs, type ClvInputs } from '#models/clv/inputs.ts';
import { numberRow, usualSeed } from '#models/model.ts';
import { percent, shortNumber, yuan } from '#ui/format.ts';
import type { Guessable } from '../guess.svelte.ts';

/** The step that the lesson asks about: customers who stay twice as long on average. */
const better = 0.9;

/** How many times the worth of a customer becomes at the better retention; undefined without bound. */
export function timesWorth(inputs: ClvInputs, { worth }: ClvOutcome): number | undefined {
	const after = clvModel.run({ ...inputs, retentionPerYear: better }, usualSeed).worth;
	return worth.bounded && after.bounded && worth.value > 0 ? after.value / worth.value : undefined;
}

/** On the chart a guess of so many times lies that much higher than the worth as it opens. */
export function guessableOf({ worth }: ClvOutcome): Guessable {
	return {
		ask: `年留存率從${percent(clvInputs.retentionPerYear.usual)}拉到${percent(better)}，CLV會變成幾倍？`,
		input: numberRow({
			label: 'CLV變成',
			key: 'guess',
			unit: '倍',
			min: 1,
			max: 4,
			step: 0.1,
			usual: 2.5,
			source: '猜測',
		}),
		written: (value) => `${shortNumber(value, 1)}倍`,
		...(worth.bounded
			? {
					// The figure goes on to say what she is worth as it opens.
					exactly: (times: number) =>
						`${shortNumber(times, 1)}倍（${yuan(worth.value)}變成${yuan(times * worth.value)}）`,
					axis: 'y' as const,
					at: (times: number) => times * worth.value,
					truthLine: (times: number) => `留存${percent(better)}：${shortNumber(times, 1)}倍`,
					supposes: { retentionPerYear: better },
				}
			: {}),
	};
}
