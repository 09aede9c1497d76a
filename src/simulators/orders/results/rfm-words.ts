import { dayText } from '#models/orders/days.ts';
import type { BarChartSpec } from '#ui/chart-spec.ts';
import { number, percent, yuan } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { CustomerColumns } from '../analysis.ts';
import { nameOf } from '../name-list.ts';
import type { RfmReading } from './rfm-reading.ts';
import { roughly, shareWords, type Told } from './told.ts';

const scored = (monetary: boolean): string => (monetary ? 'R＋F＋M' : 'R＋F');

/** 5-4-5. */
export const gradesOf = ({ rfm }: Pick<CustomerColumns, 'rfm'>, row: number): string =>
	[rfm.recency[row], rfm.frequency[row], ...(rfm.monetary ? [rfm.monetary[row]] : [])].join('-');

const grading =
	'R、F、M各依排名分五等，5最好，同值的人同分；分數不知道每個人自己的步調，三個月沒來，對每週來的人和半年來一次的人是兩回事。';

export function rfmTold(reading: RfmReading, customers: Pick<CustomerColumns, 'rfm'>): Told {
	const { good, goodButGone, goodFrom, best, frequent, frequentButGone } = reading;
	if (!reading.leaving) {
		return {
			finding: '這份檔案看不出有誰離開，所以沒有機會可以拿來核對RFM；下圖只比各分數預期的訂單。',
			notes: [grading],
		};
	}
	const sum = scored(customers.rfm.monetary !== null);
	const finding =
		frequent === 0
			? '大家買的次數差不多，分不出誰的F是5分，RFM在這份資料上幫不上忙。'
			: frequentButGone === 0
				? `F拿5分的${number(frequent)}位，模型認為每一位還在的機會都有一半以上；這份資料上，F還沒有看錯人。`
				: `F拿5分的${number(frequent)}位裡，有${number(frequentButGone)}位（${shareWords(frequentButGone / frequent)}）還在的機會不到一半：以前買得勤，現在大概走了。`;
	const notes = [
		good === 0
			? `沒有人的${sum}達到${goodFrom}分（滿分${best}）。`
			: `${sum}達${goodFrom}分（滿分${best}，界線是假設）的${number(good)}位裡，${goodButGone === 0 ? '沒有人還在的機會不到一半：總分裡的R替F擋下了走掉的人' : `${number(goodButGone)}位還在的機會不到一半`}。`,
		grading,
	];
	return { finding, notes };
}

export function rfmChart(
	{ groups }: RfmReading,
	horizonWeeks: number,
	monetary: boolean,
): BarChartSpec {
	const first = groups[0];
	const last = groups.at(-1);
	const most = Math.max(0, ...groups.map(({ meanOrders }) => meanOrders));
	const words = (group: typeof first) =>
		group ? `${group.sum}分的平均${roughly(group.meanOrders)}筆` : '';
	return {
		kind: 'bar',
		shape: 'flat',
		finding: `模型預期之後${horizonWeeks}週的訂單，依${scored(monetary)}的分數：${words(first)}${last === first ? '' : `，${words(last)}`}。`,
		caption: `模型預期之後${horizonWeeks}週每人平均幾筆，依${scored(monetary)}的分數。`,
		x: { label: `${scored(monetary)}`, categories: groups.map(({ sum }) => String(sum)) },
		y: {
			label: '預期訂單（每人平均）',
			format: 'number',
			decimals: most >= 5 ? 0 : most >= 0.5 ? 1 : 2,
		},
		series: [{ id: 'b', name: '預期訂單', values: groups.map(({ meanOrders }) => meanOrders) }],
	};
}

export function rfmTable({ groups, leaving }: RfmReading, horizonWeeks: number): NamedTable {
	return {
		caption: leaving
			? 'RFM分數和模型（平均P(alive)也算進只買過一次的人，模型規定他們一律是100%，所以偏高）'
			: 'RFM分數和模型',
		columns: [
			'分數',
			'客戶',
			...(leaving ? ['平均P(alive)'] : []),
			`預期訂單（${horizonWeeks}週）`,
		],
		rows: groups.map(({ sum, customers, meanAlive, meanOrders }) => [
			String(sum),
			number(customers),
			...(leaving ? [percent(meanAlive)] : []),
			number(meanOrders, 2),
		]),
	};
}

/** The paradox told of two customers of this file. */
export function paradoxWords(
	{ paradox }: RfmReading,
	customers: CustomerColumns,
	horizonWeeks: number,
): string {
	const { prediction, rfm, orders, daysSinceLast, names } = customers;
	if (prediction && !prediction.leaving) return '';
	if (!paradox || !prediction) {
		return '這份資料裡，找不到兩位同一天最後來過、買得勤的反而機會明顯較低的客戶。';
	}
	const { oftener, rarer } = paradox;
	const count = (row: number) => number(orders[row] ?? 0);
	const chance = (row: number) => shareWords(prediction.alive[row] ?? 0);
	const more = (row: number) => roughly(prediction.expectedOrders[row] ?? 0);
	const higher = (rfm.frequency[oftener] ?? 0) > (rfm.frequency[rarer] ?? 0);
	return `「${nameOf(names, oftener)}」和「${nameOf(names, rarer)}」都是${number(daysSinceLast[oftener] ?? 0)}天前最後一次來。前一位買過${count(oftener)}次，後一位${count(rarer)}次${higher ? '，F分數是前一位高' : ''}；模型卻認為前一位還在的機會是${chance(oftener)}，後一位${chance(rarer)}，之後${horizonWeeks}週預期${more(oftener)}筆對${more(rarer)}筆。同樣久沒來，平常來得勤的人缺席得更反常，這叫頻率悖論（increasing-frequency paradox）。`;
}

export function paradoxTable(
	{ paradox }: RfmReading,
	customers: CustomerColumns,
): NamedTable | null {
	const { prediction, total } = customers;
	if (!paradox || !prediction) return null;
	return {
		caption: '同一天最後來過的兩位客戶',
		columns: [
			'客戶',
			'第一次',
			'最後一次',
			'訂單',
			...(total ? ['花費合計'] : []),
			total ? 'R-F-M' : 'R-F',
			'P(alive)',
		],
		rows: [paradox.oftener, paradox.rarer].map((row) => [
			nameOf(customers.names, row),
			dayText(customers.firstDay[row] ?? 0),
			dayText(customers.lastDay[row] ?? 0),
			number(customers.orders[row] ?? 0),
			...(total ? [yuan(total[row] ?? 0)] : []),
			gradesOf(customers, row),
			shareWords(prediction.alive[row] ?? 0),
		]),
	};
}
