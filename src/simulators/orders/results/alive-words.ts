import type { BarChartSpec } from '#ui/chart-spec.ts';
import { number, percent, shortNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { CustomerColumns } from '../analysis.ts';
import { shareWords, type Told } from './told.ts';

const bins = 10;

/** Chances of being a customer still, of those who have bought again. */
export interface AliveReading {
	readonly repeaters: number;
	readonly oneTimers: number;
	/** Whether the model knows a chance to leave; without one every chance is 1, by rule. */
	readonly leaving: boolean;
	/** Sum of the chances: how many of the repeaters are expected to be customers still. */
	readonly expectedAlive: number;
	readonly belowHalf: number;
	/** Repeaters by tenths of the chance, lowest first. */
	readonly tenths: readonly number[];
}

export function readAlive({
	prediction,
	repeatOrders,
}: Pick<CustomerColumns, 'prediction' | 'repeatOrders'>): AliveReading | null {
	if (!prediction) return null;
	const tenths = new Float64Array(bins);
	let oneTimers = 0;
	let expectedAlive = 0;
	let belowHalf = 0;
	prediction.alive.forEach((chance, row) => {
		if (repeatOrders[row] === 0) {
			oneTimers++;
			return;
		}
		const bin = Math.min(bins - 1, Math.floor(chance * bins));
		tenths[bin] = (tenths[bin] as number) + 1;
		expectedAlive += chance;
		if (chance < 0.5) belowHalf++;
	});
	const repeaters = prediction.alive.length - oneTimers;
	const { leaving } = prediction;
	return { repeaters, oneTimers, leaving, expectedAlive, belowHalf, tenths: [...tenths] };
}

/** Without leaving, a chance of 100 % is a rule, and no news of anybody. */
const everyoneStays: Told = {
	finding:
		'這份檔案看不出有誰離開，所以模型當作沒有人會離開：人人的P(alive)都是100%。這是規定，不是發現。',
	notes: [
		'所以這裡沒有「快要走的人」可以挑，也不能拿P(alive)決定要把誰找回來：很久沒來的人，模型只當他買得慢。',
		'要看得出誰走了，檔案得長到有人安靜得反常；在那之前，可以看「最後一次」是哪一天，但那只是事實，不是機會。',
	],
};

export function aliveTold(reading: AliveReading): Told {
	const { repeaters, oneTimers, expectedAlive, belowHalf } = reading;
	if (!reading.leaving) return everyoneStays;
	const shown = expectedAlive < 10 ? shortNumber(expectedAlive, 1) : number(expectedAlive);
	return {
		finding:
			repeaters === 0
				? '沒有人回購過，模型沒有東西可以判斷誰還在。'
				: `回購過的${number(repeaters)}位裡，估計還有${shown}位是客戶（${shareWords(expectedAlive / repeaters)}）；${belowHalf === 0 ? '沒有人的機會不到一半' : `${number(belowHalf)}位的機會不到一半`}。`,
		notes: [
			'P(alive)是「還是客戶」的機會：離上次買的時間，比他自己的步調久得多，機會就低。沒有人會通知你他走了，所以它永遠只是機會。',
			...(oneTimers > 0
				? [
						`只買過一次的${number(oneTimers)}位不在圖上：BG/NBD規定人只在回購之後離開，他們的P(alive)一律是100%。這是模型的規定，不是好消息；看他們要看預期訂單。`,
					]
				: []),
		],
	};
}

const tenthName = (tenth: number): string => percent(tenth / bins);

export function aliveChart({ tenths, repeaters, belowHalf }: AliveReading): BarChartSpec {
	return {
		kind: 'bar',
		shape: 'flat',
		finding: `${number(repeaters)}位回購過的客戶，依還是客戶的機會每10個百分點一組；不到50%的有${number(belowHalf)}位。`,
		caption: '回購過的客戶，依P(alive)（%）分成十組：標0的是0%到10%，標90的是90%到100%。',
		x: { label: 'P(alive)（%）', categories: tenths.map((_, tenth) => String(tenth * bins)) },
		y: { label: '客戶（人）', format: 'number' },
		series: [{ id: 'b', name: '回購過的客戶', values: tenths }],
	};
}

export function aliveTable({ tenths, repeaters }: AliveReading): NamedTable {
	return {
		caption: '回購過的客戶，依P(alive)',
		columns: ['P(alive)', '客戶', '占回購過的'],
		rows: tenths.map((count, tenth) => [
			`${tenthName(tenth)}到${tenthName(tenth + 1)}`,
			number(count),
			repeaters > 0 ? percent(count / repeaters, 1) : '',
		]),
	};
}
