import type { Satisfaction } from '#models/survey/csat.ts';
import type { CsatInputs, CsatOutcome } from '#models/survey/csat-model.ts';
import type { BarChartSpec } from '#ui/chart-spec.ts';
import { absent, number } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { countsOf, shareWords } from './csat-words.ts';

/** As few decimals as keep a bar from reading 0% or 100% without being so. */
const decimalsFor = (values: readonly (number | null)[]): number =>
	[0, 1, 2].find((decimals) =>
		values.every(
			(value) =>
				value === null ||
				value === 0 ||
				value === 1 ||
				!['0', '100'].includes(Number((value * 100).toFixed(decimals)).toString()),
		),
	) ?? 2;

export function scoreChart(inputs: CsatInputs): BarChartSpec {
	const counts = countsOf(inputs);
	const all = counts.reduce((sum, count) => sum + count, 0);
	const values = counts.map((count) => (all > 0 ? count / all : null));
	return {
		kind: 'bar',
		finding: `各分數占作答的人：${values
			.map((value, index) => `${index + 1}分${value === null ? absent : shareWords(value)}`)
			.join('、')}。`,
		caption: '每個分數有多少人。滿意度從右邊切：切在4分左邊還是5分左邊，答案就不同。',
		x: { label: '給幾分', categories: ['1分', '2分', '3分', '4分', '5分'] },
		y: { label: '占作答的人', format: 'percent', decimals: decimalsFor(values), min: 0 },
		series: [{ id: 'b', name: '占作答的人', values }],
		valuesShown: true,
	};
}

/** Three figures that all go by the name of satisfaction. */
export function waysTable({ topTwo, topOne }: CsatOutcome): NamedTable {
	if (!topTwo.ok || !topOne.ok) {
		return {
			caption: '同一疊問卷，三種滿意度',
			columns: ['算法', '結果', '95%信賴區間'],
			rows: [],
		};
	}
	const row = (name: string, { satisfied, interval }: Satisfaction) => [
		name,
		shareWords(satisfied),
		`${shareWords(interval.low)}–${shareWords(interval.high)}`,
	];
	return {
		caption: '同一疊問卷，三種滿意度',
		columns: ['算法', '結果', '95%信賴區間'],
		rows: [
			row('4分以上的比例', topTwo),
			row('5分的比例', topOne),
			['平均分數', `${number(topTwo.mean, 2)}分`, absent],
		],
	};
}
