import type { BarChartSpec } from '#ui/chart-spec.ts';
import { number, percent } from '#ui/format.ts';

/** What the page shows before anybody has brought data: one test, on a made-up company. */
export interface LabExample {
	readonly title: string;
	/** Share of the time that was learned from, 0–1. */
	readonly learned: number;
	readonly weeks: number;
	readonly expectedTotal: number;
	readonly actualTotal: number;
	/** Mean orders after the split, by repeat orders before it; the last stands for 7 or more. */
	readonly groups: readonly {
		readonly repeatOrders: number;
		readonly expectedMean: number;
		readonly actualMean: number;
	}[];
}

export function exampleSentence(example: LabExample): string {
	const { title, learned, weeks, expectedTotal, actualTotal } = example;
	const off = expectedTotal / actualTotal - 1;
	const size = percent(Math.abs(off), 1);
	const verdict = off < 0 ? `少猜${size}` : `多猜${size}`;
	return `${title}：只看前${percent(learned)}的時間，就猜之後${number(weeks)}週有${number(expectedTotal)}筆訂單；實際${number(actualTotal)}筆，${verdict}。`;
}

export function exampleChart(example: LabExample): BarChartSpec {
	const { groups, weeks } = example;
	return {
		kind: 'bar',
		finding: exampleSentence(example),
		caption: `以前回購幾次的人，之後${number(weeks)}週平均再買幾次`,
		shape: 'flat',
		x: {
			label: '學習期間的回購次數',
			categories: groups.map(({ repeatOrders }, index) =>
				index === groups.length - 1 ? `${repeatOrders}+` : String(repeatOrders),
			),
		},
		y: { label: '平均再買幾次', format: 'number', min: 0 },
		series: [
			// As everywhere in the lab: dashed is the model, filled is what happened.
			{ id: 'a', name: '模型預期', values: groups.map(({ expectedMean }) => expectedMean) },
			{ id: 'b', name: '實際', values: groups.map(({ actualMean }) => actualMean) },
		],
	};
}
