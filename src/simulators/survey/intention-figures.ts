import type { Calibration } from '#models/survey/intention.ts';
import type { LineChartSpec } from '#ui/chart-spec.ts';
import { absent, number, percent } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';

/** Answer by answer: what was promised and what was kept. */
export function calibrationChart({ rows, stated, bought }: Calibration): LineChartSpec {
	const seen = rows.flatMap(({ answer, bought: share, interval }) =>
		share === null || interval === null ? [] : [{ answer, share, interval }],
	);
	return {
		kind: 'line',
		finding: `平均說有${percent(stated)}的機會再買，真正再買的是${percent(bought)}。`,
		caption:
			'每個分數的人，後來真正再買的比例。虛線是說幾成就做到幾成；實線在下面，就是說得比做得多。色帶是95%信賴區間，人少的分數比較寬。',
		x: {
			label: '再買的意願（0–10分）',
			unit: '分',
			format: 'number',
			whole: true,
			min: 0,
			max: 10,
		},
		y: { label: '真正再買的比例', format: 'percent', min: 0, max: 1 },
		series: [
			{
				id: 'a',
				name: '說到做到',
				points: rows.map(({ answer, stated: promised }) => ({ x: answer, y: promised })),
			},
			{
				id: 'b',
				name: '真正再買',
				points: seen.map(({ answer, share }) => ({ x: answer, y: share })),
			},
		],
		bands: [
			{
				look: 'range',
				name: '95%信賴區間',
				points: seen.map(({ answer, interval }) => ({ x: answer, ...interval })),
			},
		],
	};
}

export function answerTable({ rows, stated, bought }: Calibration): NamedTable {
	return {
		caption: '每個分數：說的與做的',
		columns: ['答幾分', '人數', '說的', '真正再買', '95%信賴區間'],
		rows: rows.map((row) => [
			`${row.answer}分`,
			number(row.people),
			percent(row.stated),
			row.bought === null ? absent : percent(row.bought, 1),
			row.interval ? `${percent(row.interval.low)}–${percent(row.interval.high)}` : absent,
		]),
		foot: [
			'全部',
			number(rows.reduce((sum, row) => sum + row.people, 0)),
			percent(stated, 1),
			percent(bought, 1),
			'',
		],
	};
}
