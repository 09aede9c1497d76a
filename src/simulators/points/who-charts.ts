import type { PointsInputs } from '#models/points/inputs.ts';
import { tierNames } from '#models/points/tiers.ts';
import { pointsFrom, type BarChartSpec, type LineChartSpec } from '#ui/chart-spec.ts';
import { number, signedNumber } from '#ui/format.ts';
import type { NamedTable } from '#ui/table.ts';
import { whoWords, tierWords } from './question-words.ts';
import type { ShownOutcome } from './shown-outcome.ts';
import { share } from './roi-words.ts';

/** Who gets the rewards, by tenths of customers, and how members move between tiers. */

const tenthName = (tenth: number, of: number): string =>
	tenth === 0 ? '1（買最少）' : tenth === of - 1 ? `${of}（買最多）` : String(tenth + 1);

export function decileChart(outcome: ShownOutcome): BarChartSpec {
	const { deciles } = outcome;
	return {
		kind: 'bar',
		shape: 'flat',
		finding: whoWords(outcome),
		caption:
			'全體客戶照沒有計畫時會花的錢分成十等分，第1等分買最少，第10等分買最多；每一等分的會員拿走多少回饋，又因計畫多賺多少毛利。',
		x: {
			label: '十等分，照原本的消費由少到多',
			// Under a bar on a phone there is room for two signs.
			categories: deciles.map((_, tenth) => String(tenth + 1)),
		},
		y: { label: '元', format: 'money', whole: true },
		series: [
			{ id: 'a', name: '回饋的成本', values: deciles.map(({ rewardCost }) => rewardCost) },
			{ id: 'b', name: '多賺的毛利', values: deciles.map(({ extraMargin }) => extraMargin) },
		],
	};
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export function decileTable({ deciles, deadweightShare }: ShownOutcome): NamedTable {
	return {
		caption: '十等分的會員各得多少（元）',
		columns: ['原本的消費', '會員（人）', '回饋的成本', '多賺的毛利', '給了本來就會買的'],
		rows: deciles.map((each, tenth) => [
			tenthName(tenth, deciles.length),
			number(each.members),
			number(each.rewardCost),
			signedNumber(each.extraMargin),
			share(each.deadweightShare),
		]),
		foot: [
			'全部',
			number(sum(deciles.map(({ members }) => members))),
			number(sum(deciles.map(({ rewardCost }) => rewardCost))),
			signedNumber(sum(deciles.map(({ extraMargin }) => extraMargin))),
			share(deadweightShare),
		],
	};
}

/** The tiers above the lowest; silver is everybody else and would flatten them. */
export function tierChart(inputs: PointsInputs, outcome: ShownOutcome): LineChartSpec | null {
	const { tiers } = outcome;
	if (!tiers) return null;
	return {
		kind: 'line',
		shape: 'flat',
		finding: tierWords(inputs, outcome),
		caption: '每月月底各有多少會員；其餘的都在銀級。',
		x: { label: '月', unit: '月', format: 'number', whole: true },
		y: { label: '會員（人）', format: 'number' },
		series: tiers.members.slice(1).map((column, index) => ({
			id: index === 0 ? ('b' as const) : ('a' as const),
			name: tierNames[index + 1] ?? '',
			endLabel: [number(column.at(-1) ?? 0)],
			// Everybody joins in the lowest tier.
			points: pointsFrom([0, ...column]),
		})),
	};
}

export function tierTable(inputs: PointsInputs, { tiers }: ShownOutcome): NamedTable | null {
	if (!tiers) return null;
	const rows: string[][] = [];
	for (let start = 0; start < inputs.months; start += 3) {
		const end = Math.min(start + 3, inputs.months);
		rows.push([
			end - start === 1 ? `第${end}個月` : `第${start + 1}–${end}個月`,
			...tiers.members.map((column) => number(column[end - 1] ?? 0)),
			number(sum(tiers.up.slice(start, end))),
			number(sum(tiers.down.slice(start, end))),
		]);
	}
	return {
		caption: '各級會員（期末，人）與升降（當季，人次）',
		columns: ['期間', ...tiers.members.map((_, level) => tierNames[level] ?? ''), '升級', '降級'],
		rows,
	};
}

/** Two comparisons that look alike: only the second shows what the programme did. */
export function gapTable({ naiveGap, causalLift }: ShownOutcome): NamedTable {
	return {
		caption: '多買了多少，看和誰比',
		columns: ['和誰比', '多買'],
		rows: [
			['會員比非會員（常見的比法）', share(naiveGap, true)],
			['同一批會員，有計畫比沒有計畫（因果效果）', share(causalLift, true)],
		],
	};
}
