import type { PointsInputs } from '#models/points/inputs.ts';
import { pointsFrom, type LineChartSpec, type ReferenceLine } from '#ui/chart-spec.ts';
import { amount, signedYuan, yuan } from '#ui/format.ts';
import type { ShownOutcome } from './shown-outcome.ts';
import { span } from './roi-words.ts';
import { worlds } from './words.ts';

const months = { label: '月', unit: '月', format: 'number', whole: true } as const;
const last = (values: readonly number[]) => values.at(-1) ?? 0;

/** The cumulative difference of the two worlds: below zero at first, above it once paid back. */
export function differenceChart(inputs: PointsInputs, outcome: ShownOutcome): LineChartSpec {
	const { difference } = outcome.months;
	const { paybackMonth, roi } = outcome;
	const end = last(difference);
	const references: ReferenceLine[] = [{ axis: 'y', at: 0, look: 'solid' }];
	if (paybackMonth !== null) {
		references.push({
			axis: 'x',
			at: paybackMonth,
			look: 'dotted',
			label: `第${paybackMonth}個月回本`,
		});
	}
	return {
		kind: 'line',
		finding: `有計畫比沒有計畫的累計利潤多多少：開始時${signedYuan(-inputs.setupCost)}，${span(inputs)}後${signedYuan(end)}。${
			roi === null
				? '沒有花錢，就沒有回本可言。'
				: paybackMonth === null
					? '期間內沒有回本。'
					: `第${paybackMonth}個月回本。`
		}`,
		caption: '有計畫減沒有計畫的累計利潤。兩個世界是同一批客戶，差別只有計畫。',
		x: months,
		y: { label: '累計差額（元）', format: 'signedMoney' },
		series: [
			{
				id: 'b',
				name: '差額',
				endLabel: [signedYuan(end)],
				points: pointsFrom([-inputs.setupCost, ...difference]),
			},
		],
		references,
	};
}

/** Both worlds' cumulative profit; the gap is small beside the business that was there anyway. */
export function profitChart(inputs: PointsInputs, outcome: ShownOutcome): LineChartSpec {
	const { profitWithout, profitWith } = outcome.months;
	const without = last(profitWithout);
	const withProgramme = last(profitWith);
	const lowest = Math.min(-inputs.setupCost, ...profitWith);
	const highest = Math.max(without, withProgramme);
	return {
		kind: 'line',
		shape: 'flat',
		finding: `${span(inputs)}的累計利潤：${worlds.without}${yuan(without)}，${worlds.with}${yuan(withProgramme)}。`,
		caption:
			'兩個世界的累計利潤（毛利減計畫成本）。本來就有的生意很大，計畫的效果很小，不分開看就看不見。',
		x: months,
		// A set-up cost too small to see would make half the figure an empty space below zero.
		y: { label: '累計利潤（元）', format: 'money', min: lowest > -highest / 20 ? 0 : undefined },
		series: [
			{
				id: 'a',
				name: worlds.without,
				endLabel: [amount(without)],
				points: pointsFrom([0, ...profitWithout]),
			},
			{
				id: 'b',
				name: worlds.with,
				endLabel: [amount(withProgramme)],
				points: pointsFrom([-inputs.setupCost, ...profitWith]),
			},
		],
	};
}
