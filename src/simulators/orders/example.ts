import { usualInputs } from '#models/model.ts';
import type { LabExample } from './example-words.ts';
import { labWorker } from './lab-work.ts';
import { labInputs } from './settings.ts';

/** Works the coffee chain out, once, when the pages are built. */
export async function labExample(title: string): Promise<LabExample> {
	const settings = usualInputs(labInputs);
	const answer = await labWorker()(
		{
			source: { kind: 'company', id: 'coffee', name: title },
			sourceNumber: 0,
			choices: {},
			today: null,
			settings,
		},
		() => undefined,
	);
	if (!answer.ok || answer.analysis.kind !== 'orders' || !answer.analysis.holdOut.ok) {
		throw new Error('the coffee chain, made to be fitted, could not be');
	}
	const { holdOutWeeks, expectedTotal, actualTotal, groups } = answer.analysis.holdOut;
	return {
		title,
		learned: settings.calibrationShare,
		weeks: Math.round(holdOutWeeks),
		expectedTotal,
		actualTotal,
		groups: groups.map(({ repeatOrders, expectedMean, actualMean }) => ({
			repeatOrders,
			expectedMean: expectedMean ?? 0,
			actualMean: actualMean ?? 0,
		})),
	};
}
