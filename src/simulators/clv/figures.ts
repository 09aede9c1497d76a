import type { ClvInputs } from '#models/clv/inputs.ts';
import type { ClvOutcome, ClvYear } from '#models/clv/clv.ts';
import { timings } from '#models/clv/timing.ts';
import type { LineChartSpec, Point } from '#ui/chart-spec.ts';
import { amount, number, percent, years as inYears, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { firstThreeName } from './finding-words.ts';
import { conventionOf, hasContract, worthFigure } from './words.ts';

/**
 * Cumulative margin year by year: dashed without discounting, solid with it, and where customers
 * with a contract differ, dotted what the average retention would say.
 */
export function cumulativeChart(inputs: ClvInputs, outcome: ClvOutcome): LineChartSpec {
	const { years, worth, undiscounted, constantWorth, firstThreeShare } = outcome;
	const { delay, firstIsCertain } = timings[inputs.timing];
	// Without a contract the order that wins her is a row of its own before the years.
	const third = years[!hasContract(inputs) && firstIsCertain ? 3 : 2];
	// Where the first payment is later than today, nothing has been earned today.
	const curve = (points: Point[]) => (delay > 0 ? [{ x: 0, y: 0 }, ...points] : points);
	const discountedOf = (rows: readonly ClvYear[]) =>
		curve(rows.map((year) => ({ x: year.time, y: year.cumulative })));
	const plain = curve(years.map((year) => ({ x: year.time, y: year.cumulativeUndiscounted })));
	const discounted = discountedOf(years);
	const named = firstThreeName(inputs);
	const share =
		firstThreeShare === undefined ? '' : `；${named}就占折現後的${percent(firstThreeShare)}`;
	// Payments at half-years need their half said; whole years read more calmly without.
	const half = !Number.isInteger(delay);
	const left = inputs.acquisitionCost - outcome.firstMargin;
	const paysBack = inputs.acquisitionCost > 0 && left > 0;
	const towards = (name: string, limit: ClvOutcome['worth']) =>
		limit.bounded ? `${name}的線趨近${yuan(limit.value)}` : `${name}的線一直往上，沒有上限`;
	const averaged = hasContract(inputs) && worthFigure(constantWorth) !== worthFigure(worth);
	return {
		kind: 'line',
		finding: `每位客戶的累計毛利。${towards('未折現', undiscounted)}，${towards('折現後', worth)}${averaged ? `，${towards('人人都當成平均', constantWorth)}` : ''}${share}。`,
		caption: `一位客戶逐年留下的毛利。虛線不折現，實線折現；兩條線的距離，就是等待的代價。${averaged ? '點線把人人都當成平均的客戶。' : ''}`,
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
			...(averaged
				? [
						{
							id: 'c' as const,
							name: '用平均算',
							endLabel: [`→ ${worthFigure(constantWorth)}`],
							points: discountedOf(outcome.constantYears),
						},
					]
				: []),
		],
		// The line to pay back has its own words, and both would stand in the same corner.
		...(third && firstThreeShare !== undefined && !paysBack
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
		...(paysBack
			? {
					references: [
						{
							axis: 'y',
							at: left,
							look: 'dotted',
							label:
								outcome.firstMargin > 0
									? `扣第一${hasContract(inputs) ? '筆' : '次'}後還差${yuan(left)}`
									: `取得成本${yuan(left)}`,
						},
					],
				}
			: {}),
	};
}

/** Every payment on its way to the worth, and the worth itself at the foot. */
export function yearTable(inputs: ClvInputs, outcome: ClvOutcome): NamedTable {
	const contract = hasContract(inputs);
	return {
		caption: `${contract ? '每一筆' : '每一年'}毛利怎麼變成現值（元，${conventionOf(inputs)}）`,
		columns: [
			contract ? '第幾筆，何時' : '哪一段，錢何時到齊',
			contract ? '還在的機率' : '和沒人離開時比',
			'預期毛利',
			contract ? '折現係數' : '平均折現係數',
			'現值',
			'累計',
		],
		rows: yearRows(inputs, outcome),
		foot: limitRow(outcome),
	};
}

/** 第1筆，現在 · 第2筆，0.5年後; without a contract 第1年的消費，1年後. */
function paymentName(inputs: ClvInputs, payment: number, time: number): string {
	const { firstIsCertain } = timings[inputs.timing];
	const when = time === 0 ? '現在' : `${inYears(time)}後`;
	if (hasContract(inputs)) return `第${payment}${firstIsCertain ? '筆' : '筆續購'}，${when}`;
	if (firstIsCertain && payment === 1) return `第一次消費，${when}`;
	return `第${firstIsCertain ? payment - 1 : payment}年的消費，${when}`;
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
