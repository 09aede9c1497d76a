import type { RevenueChurnOutcome } from '#models/churn/revenue-churn-model.ts';
import { pointsFrom, type BarChartSpec, type LineChartSpec } from '#ui/chart-spec.ts';
import { absent, number, percent } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { exactPercent } from '../digits.ts';
import { revenue, tenThousands } from './amounts.ts';

const one = (share: number) => exactPercent(share, 1);

/** From the month's first revenue to its last, step by step. */
export function bridgeChart({ flow, rates }: RevenueChurnOutcome): BarChartSpec {
	const { start, churned, contraction, expansion } = flow;
	const afterChurn = start - churned;
	const afterContraction = Math.max(0, afterChurn - contraction);
	const large = start >= tenThousands;
	const scaled = (amount: number) => (large ? amount / 1e4 : amount);
	const between = (from: number, to: number): [number, number] => [scaled(from), scaled(to)];
	return {
		kind: 'bar',
		finding: `月初${revenue(start)}，走掉${revenue(churned)}，降級${revenue(contraction)}，加購${revenue(expansion)}，月底${revenue(rates.end)}。`,
		caption: '同一批客戶的每月經常性營收，從月初走到月底。新客付的錢不在裡面。',
		x: { label: '', categories: ['月初', '走掉', '降級', '加購', '月底'] },
		y: large
			? {
					label: '每月經常性營收（萬元）',
					format: 'number',
					decimals: start < 10_000_000 ? 1 : 0,
					min: 0,
				}
			: { label: '每月經常性營收（元）', format: 'money', min: 0 },
		series: [
			{ id: 'c', name: '月初與月底', values: [scaled(start), null, null, null, scaled(rates.end)] },
			{
				id: 'a',
				name: '少掉的',
				values: [
					null,
					between(start, afterChurn),
					between(afterChurn, afterContraction),
					null,
					null,
				],
			},
			{
				id: 'b',
				name: '加購',
				values: [null, null, null, between(afterContraction, afterContraction + expansion), null],
			},
		],
		overlaid: true,
		valuesShown: true,
	};
}

/** The same month twelve times over, by heads and by money. */
export function yearChart(outcome: RevenueChurnOutcome): LineChartSpec {
	const { year } = outcome;
	const end = (curve: readonly number[]) => [`→ ${one(curve.at(-1) ?? 0)}`];
	const highest = Math.max(1, ...year.netByMonth);
	return {
		kind: 'line',
		finding: `連續十二個月都這樣：家數剩${one(year.logo.compounded)}，不算加購的營收剩${one(year.gross.compounded)}，淨營收${one(year.net.compounded)}。`,
		caption: '同一個月重複十二次，月初是100%。三條線說的是同一批客戶。',
		x: { label: '月', unit: '月', format: 'number', whole: true },
		y: {
			label: '占月初的（%）',
			format: 'percent',
			min: 0,
			...(highest > 1 ? {} : { max: 1 }),
		},
		series: [
			{
				id: 'b',
				name: '淨營收',
				endLabel: end(year.netByMonth),
				points: pointsFrom(year.netByMonth),
			},
			{
				id: 'c',
				name: '不算加購',
				endLabel: end(year.grossByMonth),
				points: pointsFrom(year.grossByMonth),
			},
			{
				id: 'a',
				name: '家數',
				endLabel: end(year.logoByMonth),
				points: pointsFrom(year.logoByMonth),
			},
		],
		references: [{ axis: 'y', at: 1, look: 'dotted' }],
	};
}

export function yearTable(outcome: RevenueChurnOutcome): NamedTable {
	const { year, logo, rates } = outcome;
	const row = (name: string, month: number, { compounded, addedUp }: typeof year.logo) => [
		name,
		one(month),
		addedUp < 0 ? '少於0，不可能' : one(addedUp),
		one(compounded),
	];
	return {
		caption: '一個月的留存率，一年後是多少',
		columns: ['留下的', '一個月', '乘以12（錯）', '一年'],
		rows: [
			row('家數', 1 - logo, year.logo),
			row('營收，不算加購', rates.grossRetention, year.gross),
			row('淨營收', rates.netRetention, year.net),
		],
	};
}

export function bridgeTable({ flow, rates }: RevenueChurnOutcome): NamedTable {
	const row = (name: string, amount: number, sign: string) => [
		name,
		`${amount > 0 ? sign : ''}${revenue(amount)}`,
		percent(amount / flow.start, 1),
	];
	return {
		caption: '每月經常性營收，從月初到月底',
		columns: ['步驟', '元', '占月初'],
		rows: [
			row('月初', flow.start, ''),
			row('走掉', flow.churned, '−'),
			row('降級', flow.contraction, '−'),
			row('加購', flow.expansion, '+'),
		],
		foot: ['月底', revenue(rates.end), percent(rates.netRetention, 1)],
	};
}

/** Ten accounts in a table, with the rates they give. */
export function tenTable({ ten }: RevenueChurnOutcome): NamedTable {
	const rate = (share: number | null | undefined) =>
		share === null || share === undefined ? absent : percent(share, 1);
	return {
		caption: '十家客戶：一家付1,000元，一家付500元，八家各付100元；走了兩家100元的',
		columns: ['怎麼數', '走掉的', '全部', '流失率'],
		rows: [
			['數家數', `${number(ten.left)}家`, `${number(ten.atStart)}家`, rate(ten.logoChurn)],
			['數錢', revenue(ten.flow.churned), revenue(ten.flow.start), rate(ten.rates?.revenueChurn)],
		],
	};
}
