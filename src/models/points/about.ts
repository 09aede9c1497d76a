import { pointsInputs } from './inputs.ts';
import { pointsPresets } from './presets.ts';

/** The points model without its run: what a page shows while a worker does the sums. */
export const aboutPoints = {
	id: 'points',
	version: 1,
	title: '點數計畫的投資報酬',
	inputs: pointsInputs,
	presets: pointsPresets,
} as const;
