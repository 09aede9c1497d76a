import type { CostToServeOutcome, CustomerRow } from '#models/cost-to-serve/model.ts';
import type { LineChartSpec } from '#ui/chart-spec.ts';
import { absent, amount, number, percent, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { actionNames, actionReasons, activityNames, earnersOf, tierNames } from './words.ts';

/** Profit added up from the best customer on: above its end wherever somebody loses money. */
export function whaleChart({ whale }: CostToServeOutcome): LineChartSpec {
	const { people, profit, peak, total, losers } = whale;
	const hump = losers > 0 && peak.profit > 0;
	return {
		kind: 'line',
		finding: hump
			? `前${number(earnersOf(whale))}位客戶的累計利潤是${yuan(peak.profit)}，之後往下，最後是${yuan(total)}。`
			: `累計利潤一路${losers > 0 ? '往下' : '往上'}，最後是${yuan(total)}。`,
		caption: `鯨魚曲線（whale curve）：客戶由最賺錢的排起，利潤一位一位加上去。${hump ? `前${number(earnersOf(whale))}位合計最高，${yuan(peak.profit)}；高出終點的那塊背，是後面的人吃掉的。` : ''}`,
		x: { label: '客戶，由最賺錢的排起（累計占比）', format: 'percent', min: 0, max: 1 },
		y: { label: '累計利潤（元／年）', format: 'money' },
		series: [
			{
				id: 'b',
				name: '累計利潤',
				endLabel: [amount(total)],
				points: people.map((x, index) => ({ x, y: profit[index] ?? 0 })),
			},
		],
		references: [
			...(hump ? [{ axis: 'x' as const, at: peak.people, look: 'dotted' as const }] : []),
			...(total < 0 || peak.profit <= 0
				? [{ axis: 'y' as const, at: 0, look: 'solid' as const }]
				: []),
			...(hump && total > 0 ? [{ axis: 'y' as const, at: total, look: 'dotted' as const }] : []),
		],
	};
}

export function pyramidTable({
	tiers,
	customers,
	revenue,
	profit,
}: CostToServeOutcome): NamedTable {
	return {
		caption: '客戶金字塔：一年（元）',
		columns: ['層', '人數', '營收', '占營收', '每人利潤', '利潤'],
		rows: tiers.map((row) => [
			tierNames[row.tier],
			number(row.customers),
			number(row.revenue),
			row.revenueShare === null ? absent : percent(row.revenueShare),
			row.customers > 0 ? number(row.profit / row.customers) : absent,
			number(row.profit),
		]),
		foot: [
			'合計',
			number(customers.length),
			number(revenue),
			revenue > 0 ? '100%' : absent,
			number(profit / customers.length),
			number(profit),
		],
	};
}

export function activityTable({ activities }: CostToServeOutcome): NamedTable {
	return {
		caption: '作業成本：一次服務多少錢（元）',
		columns: ['作業', '一年的成本', '用了幾次', '分不出去的', '一次多少'],
		rows: activities.map(({ id, pool, uses, rate, unallocated }) => [
			activityNames[id] ?? id,
			number(pool),
			number(uses),
			number(unallocated),
			rate === null ? absent : number(rate, 1),
		]),
	};
}

const shownLosers = 10;

/** Those on whom most is lost: what they bought, what serving them cost, what to try. */
export function losersTable({ customers }: CostToServeOutcome): NamedTable {
	const lead = customers.filter(({ tier }) => tier === 'lead');
	const worst = [...lead].sort((one, other) => one.profit - other.profit).slice(0, shownLosers);
	return {
		caption: `最不賺錢的${worst.length}位：一年（元）`,
		columns: ['客戶', '營收名次', '訂單', '外送', '客服', '毛利', '服務成本', '利潤', '先試'],
		rows: worst.map((row) => [
			`${row.customer}號`,
			number(row.revenueRank),
			number(row.orders),
			number(row.deliveries),
			number(row.cases),
			number(row.grossMargin),
			number(row.costToServe),
			number(row.profit),
			actionNames[row.action],
		]),
	};
}

export function actionTable({ customers }: CostToServeOutcome): NamedTable {
	const lead = customers.filter(({ tier }) => tier === 'lead');
	const names = ['migrate', 'lower service cost', 'raise price', 'let go'] as const;
	const count = (action: CustomerRow['action']) =>
		lead.filter((row) => row.action === action).length;
	return {
		caption: '不賺錢的客人（鉛），先試什麼',
		columns: ['辦法', '為什麼', '人數'],
		rows: names.map((name) => [actionNames[name], actionReasons[name], number(count(name))]),
	};
}
