import type { PointsInputs } from '#models/points/inputs.ts';
import { absent, percent, shortNumber, signedPercent } from '#ui/format.ts';
import type { Answer } from '../frame.ts';
import type { ShownOutcome } from './shown-outcome.ts';

/** How spans, shares and the ROI are written wherever the programme is spoken of. */

const smallNumbers = ['零', '一', '兩', '三', '四', '五', '六', '七', '八', '九', '十'];
/** 一百元送「兩」點, 「三」年; 2.5 stays a figure. */
export const counted = (count: number) => smallNumbers[count] ?? shortNumber(count, 2);

/** 三年, 30個月. */
export const span = ({ months }: PointsInputs): string =>
	months % 12 === 0 ? `${counted(months / 12)}年` : `${months}個月`;

/** A percentage with as many decimals as it takes to be told from none. */
export const share = (fraction: number | null, signed = false): string => {
	if (fraction === null) return absent;
	const size = Math.abs(fraction);
	if (!signed && fraction > 0 && fraction < 0.000_05) return '不到0.01%';
	const decimals = size === 0 || size >= 0.1 ? 0 : size >= 0.001 ? 1 : 2;
	return signed ? signedPercent(fraction, decimals) : percent(fraction, decimals);
};

export const roiWords = (roi: number | null): string =>
	roi === null ? absent : signedPercent(roi);

export function answer(inputs: PointsInputs, outcome: Pick<ShownOutcome, 'roi'>): Answer {
	return {
		before: `${span(inputs)}的投資報酬率（ROI）`,
		figure: roiWords(outcome.roi),
		after: outcome.roi === null ? '沒有花錢，就沒有報酬率' : '淨利÷成本；0%是剛好回本',
		...(outcome.roi === null
			? {}
			: { amount: { value: outcome.roi, format: 'signedPercent', kind: 'ROI' } }),
	};
}
