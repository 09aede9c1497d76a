import type { ClvInputs } from '#models/clv/inputs.ts';
import type { ClvOutcome } from '#models/clv/clv.ts';
import { pointsFrom, type LineChartSpec } from '#ui/chart-spec.ts';
import { amount, number, percent, yuan } from '#ui/format.ts';
import { worthFigure } from './words.ts';

/** Cumulative margin year by year: dashed without discounting, solid with it. */
export function cumulativeChart(inputs: ClvInputs, outcome: ClvOutcome): LineChartSpec {
	const { years, worth, undiscounted, firstThreeShare } = outcome;
	const third = years[2];
	const plain = pointsFrom(years.map(({ cumulativeUndiscounted }) => cumulativeUndiscounted));
	const discounted = pointsFrom(years.map(({ cumulative }) => cumulative));
	const share =
		firstThreeShare === undefined ? '' : `；前三筆就占折現後的${percent(firstThreeShare)}`;
	const towards = (name: string, limit: ClvOutcome['worth']) =>
		limit.bounded ? `${name}的線趨近${yuan(limit.value)}` : `${name}的線一直往上，沒有上限`;
	return {
		kind: 'line',
		finding: `每位客戶的累計毛利。${towards('未折現', undiscounted)}，${towards('折現後', worth)}${share}。`,
		caption: '一位客戶逐年留下的毛利。虛線不折現，實線折現；兩條線的距離，就是等待的代價。',
		x: { label: '年', unit: '年', format: 'number', whole: true },
		y: { label: '累計毛利（元，每位客戶）', format: 'money' },
		bands: [
			{
				look: 'between',
				name: '等待的代價',
				points: years.map(({ year, cumulative, cumulativeUndiscounted }) => ({
					x: year,
					low: cumulative,
					high: cumulativeUndiscounted,
				})),
			},
		],
		series: [
			{ id: 'a', name: '未折現', endLabel: [`→ ${worthFigure(undiscounted)}`], points: plain },
			{ id: 'b', name: '折現後', endLabel: [`→ ${worthFigure(worth)}`], points: discounted },
		],
		...(third && firstThreeShare !== undefined
			? {
					callouts: [
						{
							x: 2,
							y: third.cumulative,
							lines: [`前三筆${yuan(third.cumulative)}`, `占CLV的${percent(firstThreeShare)}`],
						},
					],
				}
			: {}),
		...(inputs.acquisitionCost > 0
			? {
					references: [
						{
							axis: 'y',
							at: inputs.acquisitionCost,
							look: 'dotted',
							label: `取得成本${yuan(inputs.acquisitionCost)}`,
						},
					],
				}
			: {}),
	};
}

export const yearColumns = ['年', '還在的機率', '預期毛利', '折現係數', '現值', '累計'] as const;

export function yearRows({ years }: ClvOutcome): string[][] {
	return years.map((year) => [
		number(year.year),
		percent(year.survival, 1),
		amount(year.expectedMargin),
		number(year.discountFactor, 3),
		amount(year.presentValue),
		amount(year.cumulative),
	]);
}

export function limitRow({ worth }: ClvOutcome): string[] {
	return ['⋯', '', '', '', '', worthFigure(worth)];
}

export interface Rung {
	readonly name: string;
	readonly figure: string;
	/** Length of the bar, 0–100; the first rung is 100. */
	readonly share: number;
	readonly how: string;
}

/** Revenue → margin → present value → less acquisition cost, each a question more. */
export function rungsOf(inputs: ClvInputs, outcome: ClvOutcome): Rung[] {
	const { revenue, margin, worth, net } = outcome;
	const largest = Math.max(revenue, margin, worth.bounded ? worth.value : 0, 1);
	const bar = (value: number) => Math.max(0, Math.min(100, (value / largest) * 100));
	const rungs: Rung[] = [
		{
			name: '營收',
			figure: amount(revenue),
			share: bar(revenue),
			how: `${yuan(inputs.orderValue)} × 每年${number(inputs.purchasesPerYear)}次 × ${number(inputs.yearsKept, 1).replace(/\.0$/, '')}年`,
		},
		{
			name: '毛利',
			figure: amount(margin),
			share: bar(margin),
			how: `再乘毛利率${percent(inputs.marginRate)}`,
		},
		{
			name: `毛利現值（${inputs.timing}）`,
			figure: worthFigure(worth),
			share: worth.bounded ? bar(worth.value) : 100,
			how: `改用留存率${percent(inputs.retentionPerYear)}逐年往下乘，再除以${number(1 + inputs.discountPerYear, 3).replace(/0$/, '')}`,
		},
	];
	if (inputs.acquisitionCost > 0) {
		rungs.push({
			name: '扣掉取得成本',
			figure: worthFigure(net),
			share: net.bounded ? bar(net.value) : 100,
			how: `再減${yuan(inputs.acquisitionCost)}`,
		});
	}
	return rungs;
}
