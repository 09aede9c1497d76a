import { shownNumber } from '#models/model.ts';
import { pointsResponse, type PointsInputs } from '#models/points/inputs.ts';
import type { RoiRange } from '#models/points/range.ts';
import { absent, number, shortNumber, signedNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import type { ShownOutcome } from './shown-outcome.ts';
import { roiWords, span } from './roi-words.ts';
import { clvNote, worlds } from './words.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Both worlds and the points' flow by quarter (or what is left of one). */
export function quarterTable(inputs: PointsInputs, { months, points }: ShownOutcome): NamedTable {
	const rows: string[][] = [];
	for (let start = 0; start < inputs.months; start += 3) {
		const end = Math.min(start + 3, inputs.months);
		const flow = (column: readonly number[]) => number(sum(column.slice(start, end)));
		const at = (column: readonly number[]) => column[end - 1] ?? 0;
		rows.push([
			end - start === 1 ? `第${end}個月` : `第${start + 1}–${end}個月`,
			number(at(months.profitWithout)),
			number(at(months.profitWith)),
			signedNumber(at(months.difference)),
			flow(months.earned),
			flow(months.redeemed),
			flow(months.expired),
			flow(months.forfeited),
			number(at(months.outstanding)),
		]);
	}
	return {
		caption: '逐季結算：利潤是期末累計（元），點數是當季，未兌換是期末',
		columns: [
			'期間',
			worlds.without,
			worlds.with,
			'差額',
			'送出點數',
			'兌換',
			'過期',
			'離開作廢',
			'期末未兌換',
		],
		rows,
		foot: [
			'合計',
			number(months.profitWithout.at(-1) ?? 0),
			number(months.profitWith.at(-1) ?? 0),
			signedNumber(months.difference.at(-1) ?? 0),
			number(points.earned),
			number(points.redeemed),
			number(points.expired),
			number(points.forfeited),
			number(points.outstanding),
		],
	};
}

/** Value and churn of a customer in both worlds. */
export function customerTable(inputs: PointsInputs, outcome: ShownOutcome): NamedTable {
	const { without, with: withProgramme } = outcome;
	const row = (name: string, before: number | null, after: number | null, decimals: number) =>
		before === null || after === null
			? [name, absent, absent, absent]
			: [
					name,
					number(before, decimals),
					number(after, decimals),
					signedNumber(after - before, decimals),
				];
	const percentOf = (churn: number | null) => (churn === null ? null : churn * 100);
	return {
		caption: clvNote(inputs.months),
		columns: ['指標', worlds.without, worlds.with, '差'],
		rows: [
			row(
				`CLV（元；C，${inputs.months}個月，未扣開辦與固定費）`,
				without.clv,
				withProgramme.clv,
				0,
			),
			row('首年流失率（%）', percentOf(without.churn12), percentOf(withProgramme.churn12), 2),
			row(`${span(inputs)}後還在（人）`, without.customersLeft, withProgramme.customersLeft, 0),
		],
	};
}

/** Each doubtful assumption moved alone. */
export function assumptionTable(range: RoiRange): NamedTable {
	return {
		caption: '一次只動一個假設，ROI變成多少',
		columns: ['假設', '低', 'ROI', '高', 'ROI'],
		rows: range.each.map(({ name, from, to, roiAtFrom, roiAtTo }) => {
			const row = pointsResponse[name];
			const write = (value: number) => shortNumber(shownNumber(row, value), 1) + row.unit;
			return [row.label, write(from), roiWords(roiAtFrom), write(to), roiWords(roiAtTo)];
		}),
	};
}
