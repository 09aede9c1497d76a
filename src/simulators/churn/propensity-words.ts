import type { ChurnInputs } from '#models/churn/inputs.ts';
import { propensityBins, type PropensityBins } from '#models/churn/propensity-bins.ts';
import type { ChurnMix } from '#models/churn/shifted-beta-geometric.ts';
import type { BarChartSpec } from '#ui/chart-spec.ts';
import { percent, shortNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { exactPercent, toldApart } from '../digits.ts';
import { periodWord, share, unitOf } from './words.ts';

/** Who is still here, told as a picture of everybody's own churn. */

/** A count of periods as the slider has it; an address may hold part of one. */
export const seenOf = ({ seenPeriods }: ChurnInputs): number => Math.round(seenPeriods);

/** One of the two ways of counting the same bars. */
export type Counted = 'all' | 'left';

const barName = ({ from, width }: PropensityBins, bar: number): string => {
	const low = shortNumber((from[bar] ?? 0) * 100);
	if (bar === from.length - 1) return `${low}以上`;
	return `${low}–${shortNumber(((from[bar] ?? 0) + width) * 100)}`;
};

const later = (inputs: ChurnInputs): string => `${seenOf(inputs)}${periodWord(inputs)}後還在的人`;

/** Average churn at the start and of those who are left, with the digits that tell them apart. */
function risks({ meanAtStart, meanNow }: PropensityBins): [string, string] {
	return (
		toldApart(meanAtStart, meanNow) ?? [exactPercent(meanAtStart, 1), exactPercent(meanNow, 1)]
	);
}

/** What the picture shows, in a sentence: nobody has changed, the mixture has. */
export function propensityWords(inputs: ChurnInputs, bins: PropensityBins): string {
	const [start, now] = risks(bins);
	const seen = seenOf(inputs);
	if (seen === 0) {
		return `一開始，平均每${unitOf(inputs)}走${start}，可是一半的人低於${exactPercent(bins.medianAtStart, 1)}。把期數往右拉，看誰先不見。`;
	}
	const same = start === now;
	return `${seen}${periodWord(inputs)}後還在${share(bins.survival)}。一開始平均每${unitOf(inputs)}走${start}，還在的人平均走${now}${
		same ? '，幾乎沒有動' : ''
	}。每個人自己的流失率都沒有變，是愛走的人先走了。`;
}

/** Bars by everybody's own churn: at the start, and of those who are left. */
export function propensityChart(
	inputs: ChurnInputs,
	bins: PropensityBins,
	counted: Counted,
): BarChartSpec {
	const bars = bins.from.map((_, bar) => bar);
	const [start, now] = risks(bins);
	return {
		kind: 'bar',
		shape: 'flat',
		finding: propensityWords(inputs, bins),
		caption: `橫軸是每位客戶自己的每${unitOf(inputs)}流失率（%）。${
			counted === 'all'
				? '虛線框是一開始的人，實心是其中還在的；差的那一截，就是走掉的人。'
				: '虛線框是一開始的組成，實心是還在的人的組成；兩種各自加起來都是100%。'
		}`,
		x: {
			label: `自己的流失率（%，每${unitOf(inputs)}）`,
			categories: bars.map((bar) => barName(bins, bar)),
		},
		y: {
			label: counted === 'all' ? '占一開始的人（%）' : '占當時的人（%）',
			format: 'percent',
			min: 0,
		},
		series: [
			{ id: 'a', name: `一開始（平均每${unitOf(inputs)}走${start}）`, values: bins.atStart },
			{
				id: 'b',
				name: `${later(inputs)}（平均走${now}）`,
				values: counted === 'all' ? bins.stillHere : bins.ofThoseLeft,
			},
		],
		overlaid: counted === 'all',
	};
}

/** The bars in numbers. */
export function propensityTable(inputs: ChurnInputs, bins: PropensityBins): NamedTable {
	const [start, now] = risks(bins);
	return {
		caption: `每位客戶自己的每${unitOf(inputs)}流失率，一開始和${later(inputs)}`,
		columns: [`自己的流失率（%）`, '占一開始的人', `其中${later(inputs)}`, '占還在的人'],
		rows: bins.from.map((_, bar) => [
			barName(bins, bar),
			percent(bins.atStart[bar] ?? 0, 1),
			percent(bins.stillHere[bar] ?? 0, 1),
			percent(bins.ofThoseLeft[bar] ?? 0, 1),
		]),
		foot: ['平均流失率', start, '', now],
	};
}

export const propensityOf = (inputs: ChurnInputs, mix: ChurnMix): PropensityBins =>
	propensityBins(mix, seenOf(inputs));
