import { numberRow } from '#models/model.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import { signedPercent } from '#ui/format.ts';
import type { Guessable } from '../guess.svelte.ts';
import { span } from './roi-words.ts';

/** The ROI is no height of the chart, so a guess stands beside the answer alone. */
export const guessableOf = (inputs: PointsInputs): Guessable => ({
	ask: `照這套規則，${span(inputs)}後的ROI是多少？`,
	input: numberRow({
		label: 'ROI',
		key: 'guess',
		unit: '%',
		min: -1,
		max: 2,
		step: 0.05,
		usual: 0.5,
		source: '猜測',
	}),
	written: (value) => signedPercent(value),
});
