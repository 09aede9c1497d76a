import type { NoConcentration } from '#models/concentration/lorenz.ts';
import type { LineChartSpec } from '#ui/chart-spec.ts';
import { number, percent } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { everybodyAlike } from '../../lorenz-line.ts';
import type { OrdersAnalysis } from '../analysis.ts';
import { shareWords, type Told } from './told.ts';

type Answer = OrdersAnalysis['concentration'];
type Found = Extract<Answer, { ok: true }>;

const refusals: Readonly<Record<NoConcentration | 'no amounts', string>> = {
	'no amounts': '檔案沒有金額，數不出營收集中在多少人手上。',
	nobody: '沒有客戶，沒有營收可以分。',
	'negative values': '有客戶的合計是負的，排不出羅倫茲曲線。',
	'nothing to share': '營收合計是零，沒有東西可以分。',
};

export function concentrationTold(answer: Answer): Told {
	if (!answer.ok) return { finding: refusals[answer.reason], notes: [] };
	const { top20, customersFor80, gini, customers } = answer;
	if (customers === 1) {
		return { finding: '只有一位客戶，營收全在他身上，談不上集中不集中。', notes: [] };
	}
	return {
		finding: `花最多的20%客戶，帶來${shareWords(top20)}的營收；80%的營收來自前${shareWords(customersFor80)}的客戶。`,
		notes: [
			`Gini係數是${number(gini, 2)}：0是人人一樣多，1是全在一個人身上。`,
			'看的期間換了，這些數字就跟著換，而且檔案裡只有買過的人；所以不要拿來和別家的「80／20」比。這是過去的營收，不是往後的價值。',
		],
	};
}

export function lorenzChart({ lorenz, top20, gini }: Found): LineChartSpec {
	return {
		kind: 'line',
		finding: `羅倫茲曲線：前20%的客戶帶來${shareWords(top20)}的營收，Gini係數${number(gini, 2)}。`,
		caption: '客戶從花最少排到花最多，累計到這裡的人占了多少營收。曲線愈往下彎，愈集中。',
		x: { label: '客戶（從花最少排起）', format: 'percent', min: 0, max: 1 },
		y: { label: '累計營收（%）', format: 'percent', min: 0, max: 1 },
		series: [
			everybodyAlike,
			{
				id: 'b',
				name: '這份檔案',
				points: lorenz.people.map((x, index) => ({ x, y: lorenz.share[index] ?? 0 })),
			},
		],
		references: [{ axis: 'x', at: 0.8, look: 'dotted', label: '右邊是前20%' }],
	};
}

/** Share of revenue from the best tenth, two tenths, and so on. */
export function concentrationTable({ lorenz }: Found): NamedTable {
	const { people, share } = lorenz;
	const below = (part: number): number => {
		const after = people.findIndex((each) => each >= part - 1e-9);
		const [x0, x1] = [people[after - 1] ?? 0, people[after] ?? 1];
		const [y0, y1] = [share[after - 1] ?? 0, share[after] ?? 1];
		return x1 > x0 ? y0 + ((part - x0) / (x1 - x0)) * (y1 - y0) : y1;
	};
	return {
		caption: '花最多的客戶占多少營收',
		columns: ['前幾成客戶', '占營收'],
		rows: [0.1, 0.2, 0.3, 0.4, 0.5].map((top) => [percent(top), percent(1 - below(1 - top), 1)]),
	};
}
