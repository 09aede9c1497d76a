import { shownNumber, type ModelState } from '#models/model.ts';
import type { Tried } from '#models/points/crossings.ts';
import type { PointsInputs } from '#models/points/inputs.ts';
import type { InverseAnswer } from '#models/points/inverse.ts';
import { numberRowOf, type NumberName } from '#models/points/number-inputs.ts';
import type { LineChartSpec } from '#ui/chart-spec.ts';
import { shortNumber } from '#ui/format.ts';
import { roiWords } from './roi-words.ts';

export interface InverseWords {
	readonly said: string;
	/** Values that meet the target, to be tried with a press. */
	readonly values: readonly { readonly value: number; readonly label: string }[];
	/** The ROI at every value that was tried. */
	readonly chart: LineChartSpec;
}

/** Enough digits to set the value by, and none that only the search knows. */
const digits = 4;

export function inverseWords(
	answer: InverseAnswer,
	{ inputs }: Pick<ModelState<PointsInputs>, 'inputs'>,
): InverseWords {
	const { name, targetRoi, tried, best, worst } = answer;
	const { label } = numberRowOf(name);
	const write = writer(name);
	const target = roiWords(targetRoi);
	const low = tried[0]?.value ?? inputs[name];
	const high = tried.at(-1)?.value ?? inputs[name];
	// Around the very best or worst the curve is flat, so its place is told as roughly as it is known.
	const about = ({ value }: Tried) =>
		value === low || value === high ? write(value) : `大約${write(Number(value.toPrecision(2)))}`;
	const looked = `在${write(low)}到${write(high)}之間`;
	const crossings = answer.kind === 'crossings' ? answer.crossings : [];
	const said =
		answer.kind === 'never'
			? `單靠「${label}」辦不到：${looked}，ROI最高只有${roiWords(best.height)}（${about(best)}時），到不了${target}。要一起改別的。`
			: answer.kind === 'always'
				? `「${label}」${looked}，ROI都在${target}以上；最低是${roiWords(worst.height)}（${about(worst)}時）。單靠它，不會跌破目標。`
				: `其他都不動，要讓ROI達到${target}，「${label}」要${meeting(answer, write)}；現在是${write(inputs[name])}。${
						crossings.some(({ kind }) => kind === 'between') ? 'ROI在那裡跳一下，所以是大約。' : ''
					}`;
	return {
		said,
		values: crossings.map(({ value }) => {
			const rounded = Number(value.toPrecision(digits));
			return { value: rounded, label: write(rounded) };
		}),
		chart: curve(name, targetRoi, tried),
	};
}

/** Where the target is met: 至少0.75點、不超過5.05點. */
function meeting(
	{ crossings }: Extract<InverseAnswer, { kind: 'crossings' }>,
	write: (value: number) => string,
): string {
	const stretches: string[] = [];
	let from: number | undefined;
	for (const { rising, value } of crossings) {
		if (rising) from = value;
		else {
			stretches.push(
				from === undefined ? `不超過${write(value)}` : `在${write(from)}到${write(value)}之間`,
			);
			from = undefined;
		}
	}
	if (from !== undefined) stretches.push(`至少${write(from)}`);
	return stretches.join('，或');
}

function writer(name: NumberName): (value: number) => string {
	const row = numberRowOf(name);
	return (value) => {
		const shown = Number(shownNumber(row, value).toPrecision(digits));
		return `${shortNumber(shown, 3)}${row.unit}`;
	};
}

function curve(name: NumberName, targetRoi: number, tried: readonly Tried[]): LineChartSpec {
	const row = numberRowOf(name);
	const end = tried.at(-1);
	return {
		kind: 'line',
		shape: 'flat',
		finding: `「${row.label}」從${writer(name)(tried[0]?.value ?? 0)}到${writer(name)(end?.value ?? 0)}時的ROI，目標是${roiWords(targetRoi)}。`,
		caption: `ROI隨「${row.label}」怎麼變；其他輸入不動，點線是目標。`,
		x: { label: row.label, unit: row.unit.startsWith('%') ? '%' : row.unit, format: 'number' },
		y: { label: 'ROI', format: 'signedPercent' },
		series: [
			{
				id: 'b',
				name: 'ROI',
				endLabel: [roiWords(end?.height ?? null)],
				// A hundredth of a point below −100 % would open an axis down to −200 %.
				points: tried.map(({ value, height }) => ({
					x: shownNumber(row, value),
					y: Number(height.toFixed(3)),
				})),
			},
		],
		references: [
			{ axis: 'y', at: 0, look: 'solid' },
			{ axis: 'y', at: targetRoi, look: 'dotted', label: `目標${roiWords(targetRoi)}` },
		],
	};
}
