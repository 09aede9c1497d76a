import type { Estimate } from '#models/points/estimate.ts';
import { pointsResponse, type PointsInputs } from '#models/points/inputs.ts';
import type { PointsOutcome } from '#models/points/points.ts';
import type { RoiRange } from '#models/points/range.ts';
import { absent, number, shortNumber, signedNumber, yuan } from '#ui/format.ts';
import { clvNote, doubtful, roiWords, share, span, worlds } from './words.ts';

/** The simulator's tables, as words in cells. */
export interface Table {
	caption: string;
	columns: string[];
	rows: string[][];
	foot?: string[];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Both worlds and the points' flow by quarter (or what is left of one). */
export function quarterTable(inputs: PointsInputs, { months, points }: PointsOutcome): Table {
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
export function customerTable(inputs: PointsInputs, outcome: PointsOutcome): Table {
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

/** The envelope's answer beside the simulated one. */
export function estimateTable(outcome: PointsOutcome, estimate: Estimate): Table {
	const { inputs } = estimate;
	const lift = estimate.breakEvenLift;
	return {
		caption: '公式與模擬並列',
		columns: ['指標', '公式', '模擬'],
		rows: [
			['會員（人）', number(inputs.members), number(outcome.members)],
			['會員多買', share(inputs.lift), share(outcome.causalLift)],
			['換得到回饋的會員所得的點數占比ρ', share(inputs.redemptionRate), absent],
			['期末已兌換，占送出的點數', absent, share(outcome.burn)],
			['已有去處的點數裡，兌換的占比', absent, settled(outcome)],
			['多賺的毛利（元）', number(estimate.extraMargin), number(outcome.extraMargin)],
			['成本（元）', number(estimate.cost), number(outcome.cost.total)],
			['損益兩平要多買', lift === 'never' ? '不可能' : share(lift), absent],
			['給了本來就會買的', share(estimate.deadweightShare), share(outcome.deadweightShare)],
		],
		foot: ['ROI', roiWords(estimate.roi), roiWords(outcome.roi)],
	};
}

const settled = ({ breakage }: PointsOutcome) => share(breakage === null ? null : 1 - breakage);

/** Each doubtful assumption moved alone. */
export function assumptionTable(range: RoiRange): Table {
	return {
		caption: '一次只動一個假設，ROI變成多少',
		columns: ['假設', '低', 'ROI', '高', 'ROI'],
		rows: range.each.map(({ name, from, to, roiAtFrom, roiAtTo }) => [
			doubtful[name],
			`${shortNumber(from * 100, 1)}${pointsResponse[name].unit}`,
			roiWords(roiAtFrom),
			`${shortNumber(to * 100, 1)}${pointsResponse[name].unit}`,
			roiWords(roiAtTo),
		]),
	};
}

export interface ReceiptLine {
	name: string;
	amount: number;
	note?: string;
}

/**
 * Lines in whole numbers that add up to the whole number nearest to their true sum, so that the
 * total is the one every other table prints: what rounding leaves over goes to the lines that it
 * hurt most.
 */
function wholeLines(lines: readonly ReceiptLine[]): ReceiptLine[] {
	const whole = lines.map(({ amount }) => Math.round(amount));
	const left = Math.round(sum(lines.map(({ amount }) => amount))) - sum(whole);
	const step = Math.sign(left);
	const off = (index: number) => ((lines[index]?.amount ?? 0) - (whole[index] ?? 0)) * step;
	const hurt = whole.map((_, index) => index).sort((a, b) => off(b) - off(a));
	const moved = new Set(hurt.slice(0, Math.abs(left)));
	return lines.map((line, index) => ({
		...line,
		amount: (whole[index] ?? 0) + (moved.has(index) ? step : 0),
	}));
}

/** The programme's money as a receipt: whole dollars whose lines add up to the last one. */
export function moneyReceipt(inputs: PointsInputs, outcome: PointsOutcome): ReceiptLine[] {
	const { cost, extraMargin } = outcome;
	return wholeLines([
		{
			name: extraMargin < 0 ? '少賺的毛利' : '多賺的毛利',
			amount: extraMargin,
			note: `${worlds.with}減${worlds.without}`,
		},
		{ name: '開辦費', amount: -cost.setup },
		{
			name: '固定費',
			amount: -cost.fixed,
			note: `每月${yuan(inputs.fixedCostPerMonth)}，${inputs.months}個月`,
		},
		{
			name: '會員服務',
			amount: -cost.service,
			note: `每位會員每月${shortNumber(inputs.costPerMemberMonth, 1)}元`,
		},
		{
			name: '已兌換的點數',
			amount: -cost.redeemed,
			note: `面額${number(outcome.points.redeemed * inputs.pointValue)}元`,
		},
		{ name: '還欠著、換得到的點數', amount: -cost.owed, note: '沒兌換也先算成本' },
	]);
}

/** Where every point that was given has gone; the lines add up to what was given. */
export function pointsReceipt({ points }: PointsOutcome): ReceiptLine[] {
	const of = (amount: number) => (points.earned > 0 ? share(amount / points.earned) : undefined);
	return wholeLines([
		{ name: '兌換', amount: points.redeemed, note: of(points.redeemed) },
		{ name: '過期', amount: points.expired, note: of(points.expired) },
		{ name: '隨客戶離開作廢', amount: points.forfeited, note: of(points.forfeited) },
		{
			name: '還沒兌換',
			amount: points.outstanding,
			note: `面額${number(points.outstandingFace)}元`,
		},
	]);
}
