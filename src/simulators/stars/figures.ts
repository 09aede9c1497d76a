import { starsInputs, type StarsInputs } from '#models/stars/inputs.ts';
import type { StarsOutcome } from '#models/stars/model.ts';
import type { LineChartSpec, Point } from '#ui/chart-spec.ts';
import { percent, shortNumber, signedNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { cents, dollars, monthsWords, ticketsShown } from './words.ts';

const { min, max } = starsInputs.spendPerVisit;

/** Where a setting stands on the line of the rule of dollars. */
export const returnAt = ({ spendPerVisit }: StarsInputs, { chosen }: StarsOutcome): Point => ({
	x: spendPerVisit,
	y: chosen.faceReturn,
});

/** What comes back of each ticket, by the rule of visits and by the rule of dollars. */
export function returnChart(inputs: StarsInputs, outcome: StarsOutcome): LineChartSpec {
	const { byTicket, chosen, oldReturn, par } = outcome;
	const parting =
		par !== null && par > min && par < max
			? `；每次${dollars(par, 1)}時兩種一樣`
			: '；從2到25美元，兩條線不相交';
	const last = byTicket.at(-1);
	return {
		kind: 'line',
		finding: `每次花${dollars(inputs.spendPerVisit)}，來一次一顆星的回饋率是${percent(oldReturn, 1)}，按金額是${percent(chosen.faceReturn, 1)}${chosen.months === null ? '，但星星先過期，換不到' : ''}${parting}。`,
		caption:
			'回饋率＝換到的定價÷花的錢。來一次一顆星，花得愈少回饋愈高；按金額，人人一樣。美國2023年的規則：先存錢一美元兩顆，當場付一顆；2026年3月起的綠卡，怎麼付都是一顆。定價是假設。',
		x: { label: '每次花多少', unit: '美元', format: 'number', min, max },
		y: { label: '面額回饋率', format: 'percent', min: 0 },
		series: [
			{
				id: 'a',
				name: '來一次一顆',
				endLabel: [percent(last?.old ?? 0, 1)],
				points: byTicket.map(({ spendPerVisit, old }) => ({ x: spendPerVisit, y: old })),
			},
			{
				id: 'b',
				name: '按金額',
				endLabel: [percent(chosen.faceReturn, 1)],
				points: byTicket.map(({ spendPerVisit, now }) => ({ x: spendPerVisit, y: now })),
			},
		],
		references:
			par !== null && par > min && par < max
				? [{ axis: 'x', at: par, look: 'dotted', label: `分界 ${dollars(par, 1)}` }]
				: [],
		callouts: [
			{
				...returnAt(inputs, outcome),
				lines: [
					`每次${dollars(inputs.spendPerVisit)}`,
					...(chosen.months === null ? ['紙上的，換不到'] : []),
				],
			},
		],
	};
}

export function stepTable(inputs: StarsInputs, { steps }: StarsOutcome): NamedTable {
	const what = new Map<string, string>(
		starsInputs.step.options.map(({ value, label, note }) => [value, `${label}　${note}`]),
	);
	return {
		caption: `五階獎品，一美元${inputs.payment === 'preload' ? '兩' : '一'}顆星（定價是假設）`,
		columns: ['幾顆換什麼', '定價（美元）', '每顆值', '面額回饋率', '要先花（美元）', '多久換到'],
		rows: steps.map((row) => [
			what.get(row.step) ?? '',
			shortNumber(row.price),
			cents(row.perStar),
			percent(row.faceReturn, 1),
			shortNumber(row.spendNeeded),
			monthsWords(row),
		]),
	};
}

export function ticketTable({ byTicket }: StarsOutcome): NamedTable {
	return {
		caption: '改規則，換得到的人誰賺誰虧（面額回饋率）',
		columns: ['每次花（美元）', '來一次一顆', '按金額', '差幾個百分點'],
		rows: byTicket
			.filter(ticketsShown)
			.map((row) => [
				shortNumber(row.spendPerVisit),
				percent(row.old, 1),
				percent(row.now, 1),
				signedNumber((row.now - row.old) * 100, 1),
			]),
	};
}
