import type { TrustInputs } from '#models/trust/inputs.ts';
import type { TrustOutcome } from '#models/trust/model.ts';
import { trustBounds } from '#models/trust/trust.ts';
import { pointsFrom, type LineChartSpec } from '#ui/chart-spec.ts';
import { shortNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { placingName, points } from './words.ts';

/** Trust after each delivery, beside one that never failed. */
export function trustChart(inputs: TrustInputs, outcome: TrustOutcome): LineChartSpec {
	const { path, neverFailed, end, neverEnd, failures, lowest } = outcome;
	const dip = lowest < inputs.start ? `最低${points(lowest)}，` : '';
	return {
		kind: 'line',
		finding: `信任從${points(inputs.start)}開始，失約${failures}次，${dip}第${inputs.deliveries}次之後是${points(end)}；從不失約是${points(neverEnd)}。`,
		caption:
			'每一個轉折是一次守約或失約。虛線是從不失約的樣子，點線是起點：線走在點線上，就是原地踏步。',
		x: {
			label: '送了幾次',
			unit: '次',
			format: 'number',
			min: 0,
			max: inputs.deliveries,
			whole: true,
		},
		y: {
			label: '信任（分）',
			format: 'number',
			min: trustBounds.lowest,
			max: trustBounds.highest,
		},
		series: [
			{ id: 'a', name: '從不失約', endLabel: [points(neverEnd)], points: pointsFrom(neverFailed) },
			{
				id: 'b',
				name: failures === 0 ? '這一家也是' : `失約${failures}次`,
				endLabel: [points(end)],
				points: pointsFrom(path),
			},
		],
		references: [{ axis: 'y', at: inputs.start, look: 'dotted' }],
	};
}

/** The same failures at other times. */
export function orderTable({ orders, neverEnd, failures }: TrustOutcome): NamedTable {
	return {
		caption: `同樣失約${failures}次，換個時候`,
		columns: ['失約排在', '最低（分）', '最後（分）', '比從不失約少（分）'],
		rows: orders.map(({ when, lowest, end }) => [
			placingName(when),
			shortNumber(lowest, 1),
			shortNumber(end, 1),
			shortNumber(neverEnd - end, 1),
		]),
	};
}

export function pathTable({ path, neverFailed, kept }: TrustOutcome): NamedTable {
	return {
		caption: '每一次之後的信任（分）',
		columns: ['第幾次', '結果', '信任', '從不失約'],
		rows: path.map((trust, index) => [
			index === 0 ? '起點' : String(index),
			index === 0 ? '' : kept[index - 1] ? '守約' : '失約',
			shortNumber(trust, 1),
			shortNumber(neverFailed[index] ?? trust, 1),
		]),
	};
}
