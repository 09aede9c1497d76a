import type { CohortTable } from '#models/orders/cohorts.ts';
import type { LineChartSpec } from '#ui/chart-spec.ts';
import { number } from '#ui/format.ts';
import { shareWords, type Told } from './told.ts';

export const unitWords = { month: '個月', quarter: '季' } as const;

type Shares = readonly (number | null)[];

export function cohortsTold(
	{ unit, leftOut, lastPeriodComplete }: CohortTable,
	pooled: Shares,
	/** Whether the page says how likely each customer is to be still there. */
	aliveTold: boolean,
): Told {
	const period = unitWords[unit];
	const next = pooled[1] ?? null;
	const notes = [
		`這是回購，不是留存：這一期沒買的人，下一期可能又來，所以一橫排可以先降後升；沒買也不代表他走了。${aliveTold ? '誰還在，看上面的P(alive)。' : ''}`,
	];
	if (!lastPeriodComplete) {
		notes.push(`檔案在最後一${period}中途結束，那${period}還沒數完，所以不放進表裡。`);
	}
	if (leftOut > 0) notes.push(`表太長，最早的${number(leftOut)}${period}不放，也不算在合計裡。`);
	if (next === null) {
		return {
			finding: `檔案不到兩個完整的${unit === 'month' ? '月' : '季'}，還看不出誰再來。`,
			notes,
		};
	}
	const later = [...pooled.keys()].filter(
		(age) => age >= 2 && pooled[age] !== null && [2, 3, 6, 12, 18].includes(age),
	);
	const last = later.at(-1);
	const more = last === undefined ? '' : `，第${last}${period}是${shareWords(pooled[last] ?? 0)}`;
	return {
		finding: `在檔案裡第一次出現之後的下一${period}，${shareWords(next)}的人又買${more}（各期一起算）。`,
		notes,
	};
}

/** What the tinted triangle shows; what is still growing is left out. */
export function cohortRows({ unit, cohorts, lastPeriodComplete }: CohortTable, pooled: Shares) {
	const seen = cohorts
		.filter(({ customers }) => customers > 0)
		.map(({ label, customers, buying }) => {
			const whole = lastPeriodComplete ? buying : buying.slice(0, -1);
			return {
				name: label,
				size: number(customers),
				shares: whole.map((count) => count / customers),
			};
		});
	const ages = Math.max(0, ...seen.map(({ shares }) => shares.length));
	const filled = (shares: Shares): Shares =>
		Array.from({ length: ages }, (_, age) => shares[age] ?? null);
	return {
		columns: Array.from({ length: ages }, (_, age) => (age === 0 ? '當期' : `＋${age}`)),
		rows: seen
			.filter(({ shares }) => shares.length > 0)
			.map((row) => ({ ...row, shares: filled(row.shares) })),
		foot: {
			name: '合計',
			size: number(
				cohorts.reduce(
					(sum, { customers, buying }) =>
						sum + (buying.length > (lastPeriodComplete ? 0 : 1) ? customers : 0),
					0,
				),
			),
			shares: filled(pooled),
		},
		caption: `依在檔案裡第一次出現的${unit === 'month' ? '月份' : '季'}：之後第幾${unitWords[unit]}有多少比例的人買。`,
		heads: ['在檔案裡第一次出現', '人數'] as const,
	};
}

/** All cohorts together: the share who bought at each age; null where only one age is known. */
export function pooledChart({ unit }: CohortTable, pooled: Shares): LineChartSpec | null {
	// At age 0 everybody buys, by definition, and the rest would lie flat under it.
	const points = pooled.flatMap((y, x) => (x === 0 || y === null ? [] : [{ x, y }]));
	const [first] = points;
	const last = points.at(-1);
	if (!first || !last || first === last) return null;
	const period = unitWords[unit];
	return {
		kind: 'line',
		finding: `各批一起算，第一次出現之後又買的人：下一${period}${shareWords(first.y)}，第${last.x}${period}${shareWords(last.y)}。`,
		caption: `第一次出現之後的第幾${period}，有多少人又買；各批一起算。`,
		x: {
			label: `第一次出現之後（${period}）`,
			unit: period,
			format: 'number',
			whole: true,
			min: 0,
		},
		y: { label: '又買的比例（%）', format: 'percent', min: 0 },
		series: [{ id: 'b', name: '又買', endLabel: [`→ ${shareWords(last.y)}`], points }],
	};
}
