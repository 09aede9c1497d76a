import type {
	BudgetResult,
	ChoiceInputs,
	ChoiceOutcome,
} from '#models/churn/new-or-existing-model.ts';
import type { LineChartSpec, Point, ReferenceLine } from '#ui/chart-spec.ts';
import { absent, percent, shortNumber, yuan, signedYuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { bought, sides } from './words.ts';

const ratios = { min: 1, max: 25 } as const;

/** Where a setting stands on the line of keeping. */
export const ratioAt = ({ ratio }: ChoiceInputs, { now }: Pick<ChoiceOutcome, 'now'>): Point => ({
	x: ratio,
	y: now.valuePerDollarKept,
});

/** What one NT$ buys on either side, if the ratio were another. */
export function ratioChart(inputs: ChoiceInputs, { now, byRatio }: ChoiceOutcome): LineChartSpec {
	const { valuePerDollarWon, valuePerDollarKept, ratioAtPar } = now;
	const references: ReferenceLine[] = [{ axis: 'y', at: 1, look: 'dotted' }];
	const last = byRatio.at(-1)?.kept ?? 0;
	const highest = Math.max(1, last, valuePerDollarWon);
	const par =
		ratioAtPar === null || ratioAtPar < ratios.min || ratioAtPar > ratios.max
			? '從1倍到25倍，兩條線都不相交'
			: `${shortNumber(ratioAtPar, 1)}倍時兩邊一樣`;
	return {
		kind: 'line',
		finding: `一元買到的價值：${sides.win}${bought(valuePerDollarWon)}，不隨倍數變；${sides.keep}在${shortNumber(inputs.ratio, 1)}倍時${bought(valuePerDollarKept)}。${par}。`,
		caption:
			'橫軸是「爭取新客的花費是留住舊客的幾倍」這個假設。倍數愈大，留客看起來愈便宜；點線是一元買回一元。其他數字照現在的設定。',
		x: {
			label: '倍',
			unit: '倍',
			format: 'number',
			min: ratios.min,
			max: ratios.max,
		},
		y: {
			label: '一元買到的價值（元）',
			format: 'number',
			decimals: highest >= 20 ? 0 : 1,
			min: 0,
		},
		series: [
			{
				id: 'a',
				name: sides.win,
				endLabel: [bought(valuePerDollarWon)],
				points: [ratios.min, ratios.max].map((x) => ({ x, y: valuePerDollarWon })),
			},
			{
				id: 'b',
				name: sides.keep,
				endLabel: [bought(last)],
				points: byRatio.map(({ ratio, kept }) => ({ x: ratio, y: kept })),
			},
		],
		references,
		callouts: [
			{
				...ratioAt(inputs, { now }),
				lines: [`${shortNumber(inputs.ratio, 1)}倍：${bought(valuePerDollarKept)}`],
			},
		],
	};
}

/** Worth of a prospect by what is spent on keeping; it rises, and then the money is lost. */
export function equityChart(budget: BudgetResult & { ok: true }): LineChartSpec {
	const { now, best, byKeepingSpend } = budget.split;
	return {
		kind: 'line',
		shape: 'flat',
		finding: `每位潛在客戶的價值，隨每年留客花費先升後降。現在花${yuan(now.keepingSpend)}，最好是${yuan(best.keepingSpend)}。`,
		caption: '爭取花費不動，只改每年的留客花費。太少留不住人，太多就花在本來就會留的人身上。',
		x: { label: '每年每位客戶的留客花費', unit: '元', format: 'money', min: 0 },
		y: { label: '每位潛在客戶的價值（元）', format: 'signedMoney' },
		series: [
			{
				id: 'b',
				name: '價值',
				points: byKeepingSpend.map(({ spend, equity }) => ({ x: spend, y: equity })),
			},
		],
		references: [
			{ axis: 'y', at: 0, look: 'solid' },
			{
				axis: 'x',
				at: best.keepingSpend,
				look: 'dotted',
				label: `最好 ${yuan(best.keepingSpend)}`,
			},
		],
		callouts: [
			{ x: now.keepingSpend, y: now.equityPerProspect, lines: [`現在 ${yuan(now.keepingSpend)}`] },
		],
	};
}

export function sidesTable(inputs: ChoiceInputs, { now }: ChoiceOutcome): NamedTable {
	return {
		caption: '爭取與留住，各花多少、各買到什麼',
		columns: ['看什麼', sides.win, sides.keep],
		rows: [
			['接觸一位的花費', absent, yuan(now.costPerApproach)],
			['成功一位的花費', yuan(inputs.acquisitionCost), yuan(now.costPerCustomerKept)],
			['成功一位值多少', yuan(inputs.newValue), yuan(inputs.keptValue)],
			['價值減花費', signedYuan(now.netPerCustomerWon), signedYuan(now.netPerCustomerKept)],
		],
		foot: ['花一元買到', bought(now.valuePerDollarWon), bought(now.valuePerDollarKept)],
	};
}

export function budgetTable({ split }: BudgetResult & { ok: true }): NamedTable {
	const { now, best } = split;
	return {
		caption: '錢怎麼分：現在和最好的花法',
		columns: ['看什麼', '現在', '最好'],
		rows: [
			['爭取花費（每位潛在客戶）', yuan(now.winningSpend), yuan(best.winningSpend)],
			['成交率', percent(now.winningRate, 1), percent(best.winningRate, 1)],
			['留客花費（每位客戶每年）', yuan(now.keepingSpend), yuan(best.keepingSpend)],
			['年留存率', percent(now.keepingRate, 1), percent(best.keepingRate, 1)],
			['留客占一生的行銷費', percent(split.keepingShareNow), percent(split.keepingShareBest)],
		],
		foot: [
			'每位潛在客戶的價值',
			signedYuan(now.equityPerProspect),
			signedYuan(best.equityPerProspect),
		],
	};
}
