import type { ClvInputs } from '#models/clv/inputs.ts';
import type { ClvOutcome } from '#models/clv/clv.ts';
import { timings } from '#models/clv/timing.ts';
import type { LineChartSpec, Point } from '#ui/chart-spec.ts';
import { amount, number, percent, years as inYears, yuan } from '#ui/format.ts';
import { exactNumber, exactPercent, factor } from '../digits.ts';
import { firstThreeName, worthFigure } from './words.ts';

/** Cumulative margin year by year: dashed without discounting, solid with it. */
export function cumulativeChart(inputs: ClvInputs, outcome: ClvOutcome): LineChartSpec {
	const { years, worth, undiscounted, firstThreeShare } = outcome;
	const third = years[2];
	const { delay } = timings[inputs.timing];
	// Where the first payment is later than today, nothing has been earned today.
	const curve = (points: Point[]) => (delay > 0 ? [{ x: 0, y: 0 }, ...points] : points);
	const plain = curve(years.map((year) => ({ x: year.time, y: year.cumulativeUndiscounted })));
	const discounted = curve(years.map((year) => ({ x: year.time, y: year.cumulative })));
	const named = firstThreeName(inputs);
	const share =
		firstThreeShare === undefined ? '' : `；${named}就占折現後的${percent(firstThreeShare)}`;
	// Payments at half-years need their half said; whole years read more calmly without.
	const half = !Number.isInteger(delay);
	const left = inputs.acquisitionCost - outcome.firstMargin;
	const towards = (name: string, limit: ClvOutcome['worth']) =>
		limit.bounded ? `${name}的線趨近${yuan(limit.value)}` : `${name}的線一直往上，沒有上限`;
	return {
		kind: 'line',
		finding: `每位客戶的累計毛利。${towards('未折現', undiscounted)}，${towards('折現後', worth)}${share}。`,
		caption: '一位客戶逐年留下的毛利。虛線不折現，實線折現；兩條線的距離，就是等待的代價。',
		x: {
			label: '從今天起的年數',
			...(half ? { format: 'years' } : { format: 'number', unit: '年' }),
			whole: true,
		},
		y: { label: '累計毛利（元，每位客戶）', format: 'money' },
		bands: [
			{
				look: 'between',
				name: '等待的代價',
				points: plain.map(({ x, y }, index) => ({ x, low: discounted[index]?.y ?? y, high: y })),
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
							x: third.time,
							y: third.cumulative,
							lines: [`${named}${yuan(third.cumulative)}`, `占CLV的${percent(firstThreeShare)}`],
						},
					],
				}
			: {}),
		...(inputs.acquisitionCost > 0 && left > 0
			? {
					references: [
						{
							axis: 'y',
							at: left,
							look: 'dotted',
							label:
								outcome.firstMargin > 0 ? `扣第一筆後還差${yuan(left)}` : `取得成本${yuan(left)}`,
						},
					],
				}
			: {}),
	};
}

export const yearColumns = [
	'第幾筆，何時',
	'還在的機率',
	'預期毛利',
	'折現係數',
	'現值',
	'累計',
] as const;

/** 第1筆，現在 · 第2筆，0.5年後; under B the payments are those after the certain first one. */
function paymentName(inputs: ClvInputs, payment: number, time: number): string {
	const kind = inputs.timing === 'B' ? '筆續購' : '筆';
	return `第${payment}${kind}，${time === 0 ? '現在' : `${inYears(time)}後`}`;
}

export function yearRows(inputs: ClvInputs, { years }: ClvOutcome): string[][] {
	return years.map((year) => [
		paymentName(inputs, year.payment, year.time),
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
			how: `${exactNumber(inputs.orderValue)}元 × 每年${exactNumber(inputs.purchasesPerYear)}次 × ${exactNumber(inputs.yearsKept)}年`,
		},
		{
			name: '毛利',
			figure: amount(margin),
			share: bar(margin),
			how: `再乘毛利率${exactPercent(inputs.marginRate)}`,
		},
		{
			name: `毛利現值（${inputs.timing}）`,
			figure: worthFigure(worth),
			share: worth.bounded ? bar(worth.value) : 100,
			how: `改用留存率${exactPercent(inputs.retentionPerYear)}逐年往下乘，再除以${factor(1 + inputs.discountPerYear)}`,
		},
	];
	if (inputs.acquisitionCost > 0) {
		rungs.push({
			name: '扣掉取得成本',
			figure: worthFigure(net),
			share: net.bounded ? bar(net.value) : 100,
			how:
				outcome.firstMargin > 0
					? `B沒算的第一筆${yuan(outcome.firstMargin)}加回來，再減${yuan(inputs.acquisitionCost)}`
					: `再減${yuan(inputs.acquisitionCost)}`,
		});
	}
	return rungs;
}
